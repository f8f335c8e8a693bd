#pragma once

#include "sentiment/reading.h"

#include <functional>
#include <string>
#include <string_view>

namespace undertone::sentiment {

/// How usual a word is: the higher the more (the logarithm of its probability).
using WordScore = std::function<double(std::string const& word)>;

/// Writes a valid UTF-8 text without drawn-out letters: of three and more equal ones one stays, or two where that is
/// the more usual word ("sooo goood" → "so good"). False, and `result` is anything, where none is drawn out.
bool write_short(std::string_view text, WordScore const& score, std::string& result);

/// Writes a valid UTF-8 text without its exclamation marks, as sentences that nobody calls out. False, and `result` is
/// anything, where it has none.
bool write_calm(std::string_view text, std::string& result);

/// Which of two readings of a text counts, `called` with its exclamation marks or `calm` without. The marks strengthen
/// what the words say; that they turn it is believed of a reading that is strong.
Reading const& heard(Reading const& called, Reading const& calm, std::string_view text);

} // namespace undertone::sentiment
