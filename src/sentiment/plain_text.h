#pragma once

#include <string>
#include <string_view>

namespace undertone::sentiment {

/// Writes a valid UTF-8 text as it would be typed plainly: without signs that nobody sees (zero width, direction, soft
/// hyphens), with wide Latin letters as common ones, and with at most three equal letters in a row.
void write_plain(std::string_view text, std::string& result);

} // namespace undertone::sentiment
