#pragma once

#include "sentiment/effort.h"
#include "sentiment/reading.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The pulse that the model gives a text, 50 when it finds nothing to read; nothing when no more may be read.
using PulseOf = std::function<std::optional<double>(std::string_view)>;

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

/// What an explanation may cost.
struct Allowance {
    std::size_t passes = 0; ///< readings of a text
    std::size_t tokens = 0; ///< that are read for it
};

/// The phrases of a text as far as the allowance goes: of its sentences, or of the whole where they name nothing.
/// `effort` counts what `pulse_of` reads, and has counted what the reading itself took: the more that was, the larger
/// are the pieces that are left out. Nothing when it was given up.
std::optional<std::vector<Phrase>> explain_within(Allowance allowance, std::string_view text, double pulse,
                                                  std::function<double(std::string_view)> const& pulse_of,
                                                  Effort const& effort);

} // namespace undertone::sentiment
