#include "sentiment/plain_text.h"

#include "sentiment/utf8.h"

#include <cstddef>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_equal_letters = 3;
constexpr char32_t wide_forms = 0xFF01 - '!'; ///< from a sign of ASCII to its wide form

/// Zero width joiners are not among them: emoji and several scripts need them.
bool is_unseen(char32_t value) {
    return value == 0xAD || value == 0x200B || value == 0x2060 || value == 0xFEFF ||
           (value >= 0x200E && value <= 0x200F) || (value >= 0x202A && value <= 0x202E) ||
           (value >= 0x2066 && value <= 0x2069);
}

char32_t narrow(char32_t value) {
    char32_t const plain = value - wide_forms;
    return (plain >= U'A' && plain <= U'Z') || (plain >= U'a' && plain <= U'z') ? plain : value;
}

} // namespace

void write_plain(std::string_view text, std::string& result) {
    result.clear();
    char32_t last = 0;
    std::size_t equal = 0;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (is_unseen(point.value)) {
            continue;
        }
        char32_t const value = narrow(point.value);
        auto const letter = static_cast<UChar32>(value);
        auto const folded = static_cast<char32_t>(u_foldCase(letter, U_FOLD_CASE_DEFAULT));
        equal = u_isalpha(letter) != 0 && folded == last ? equal + 1 : 1;
        last = folded;
        if (equal <= most_equal_letters) {
            append_code_point(result, value);
        }
    }
}

} // namespace undertone::sentiment
