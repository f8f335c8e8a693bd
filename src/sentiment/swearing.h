#pragma once

#include "sentiment/reading.h"

#include <cstddef>
#include <string_view>

namespace undertone::sentiment {

/// True for a text (valid UTF-8) that is little more than so many words, of a script without blanks a few letters.
bool is_hardly_more_than(std::size_t words, std::string_view text);

/// Counts a strong word of `text` (valid UTF-8; `reading.profanity` says what was found in it) that the network
/// overheard, and a coarse one that is aimed at somebody or something: an insult is negative, another such word
/// slightly negative.
void hear_swearing(std::string_view text, Reading& reading);

} // namespace undertone::sentiment
