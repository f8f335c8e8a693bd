#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace undertone::sentiment {

inline constexpr char32_t replacement_character = 0xFFFD;

struct CodePoint {
    char32_t value;
    std::uint8_t bytes; ///< how many bytes of the text it takes, at least 1
    bool valid;         ///< false: the bytes are no UTF-8 and read as U+FFFD
};

/// The code point at the front of a text that is not empty; any bytes are accepted (Unicode 15, §3.9: one replacement
/// for each maximal subpart).
CodePoint first_code_point(std::string_view text);

void append_code_point(std::string& text, char32_t value);

bool is_valid_utf8(std::string_view text);

/// Valid UTF-8 without U+0000: what a database keeps as it is.
bool is_plain_text(std::string_view text);

/// Copies `text` to `result` with every broken sequence replaced by U+FFFD.
void repair_utf8(std::string_view text, std::string& result);

/// The longest prefix of at most `bytes` bytes that ends between two code points of a valid text.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);

} // namespace undertone::sentiment
