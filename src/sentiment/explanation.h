#pragma once

#include "sentiment/reading.h"

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The pulse that the model gives a text; 50 when it finds nothing to read.
using PulseOf = std::function<double(std::string_view)>;

/// The phrases that moved the pulse of `text`, strongest first, by leaving words out and reading what remains
/// (occlusion: Zeiler and Fergus 2014). A reading that is not neutral names first a phrase without which the pulse lies
/// nearer to 50, wherever there is one. `text` must be valid UTF-8; at most `most_passes`
/// texts are read, and each word once by itself.
std::vector<Phrase> explain(std::string_view text, double pulse, PulseOf const& pulse_of, std::size_t most_passes);

/// The same for a text of several sentences: looks for words only within those that lean by themselves, and reads the
/// whole again without each phrase found, `most_phrases_of_sentences` times at most. Empty where that names nothing
/// without which the pulse lies nearer to 50. The words of each sentence cost `most_passes` readings of it at most, so
/// a long text costs little more than its own reading a few times.
constexpr std::size_t most_phrases_of_sentences = 4;
std::vector<Phrase> explain_sentences(std::string_view text, double pulse, PulseOf const& pulse_of,
                                      std::size_t most_passes);

} // namespace undertone::sentiment
