#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// Bytes of a text.
struct Span {
    std::size_t start = 0, end = 0;
};

/// Where a valid UTF-8 text gives words of others between quotation marks, the marks among them: sentences or parts of
/// one, not single words. None where too little stands around them for the writer to say anything but the quotation.
std::vector<Span> quotations_of(std::string_view text);

/// Writes a valid UTF-8 text without the swearing of others: without several words between quotation marks. A text
/// that is quotation alone stays.
void write_unquoted(std::string_view text, std::string& result);

} // namespace undertone::sentiment
