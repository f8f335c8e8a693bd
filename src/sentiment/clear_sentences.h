#pragma once

#include "sentiment/reading.h"

#include <functional>
#include <string_view>

namespace undertone::sentiment {

/// Confidence from which a reading is clear.
constexpr double clear_confidence = 0.95;

/// Level, pulse and confidence of one sentence.
using ReadSentence = std::function<Reading(std::string_view sentence)>;

/// Hears what drowns in the reading of a whole `text` (valid UTF-8), and changes `whole` by it: one clear sentence
/// among calm ones, and of two that contradict each other the second. So a text of three and more sentences that is
/// neutral or unsure as a whole is read sentence by sentence: the strongest clear one counts, and of clear ones on both
/// sides the last twice as much as the other.
void hear_clear_sentences(std::string_view text, ReadSentence const& read, Reading& whole);

} // namespace undertone::sentiment
