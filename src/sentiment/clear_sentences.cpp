#include "sentiment/clear_sentences.h"

#include "sentiment/text.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace undertone::sentiment {
namespace {

constexpr std::size_t fewest_sentences = 3;
constexpr std::size_t most_sentences = 256;
constexpr std::size_t most_sentence_bytes = 4096;
constexpr std::size_t most_bytes_of_sentences = 16384; ///< all together

/// The sentences that say something; none where they are too few or too many.
std::vector<std::string_view> worded_sentences(std::string_view text) {
    if (text.size() > most_bytes_of_sentences || count_sentence_ends(text) + 1 < fewest_sentences) {
        return {}; // most texts: ICU takes time and memory
    }
    auto sentences = sentences_of(text, most_sentence_bytes);
    std::erase_if(sentences, [](std::string_view sentence) {
        Content const kind = content_of(sentence);
        return kind == Content::nothing || kind == Content::references;
    });
    if (sentences.size() < fewest_sentences || sentences.size() > most_sentences) {
        sentences.clear();
    }
    return sentences;
}

/// The strongest clear sentence on each side.
struct Clear {
    std::optional<Reading> low, high;
    bool ends_low = false; ///< the last clear one is on the low side
};

Clear clear_ones(std::vector<std::string_view> const& sentences, ReadSentence const& read) {
    Clear clear;
    for (std::string_view const sentence : sentences) {
        Reading one = read(sentence);
        if (one.confidence < clear_confidence || one.level == Level::neutral) {
            continue;
        }
        clear.ends_low = one.level < Level::neutral;
        auto& strongest = clear.ends_low ? clear.low : clear.high;
        if (!strongest || std::abs(one.pulse - neutral_pulse) > std::abs(strongest->pulse - neutral_pulse)) {
            strongest = std::move(one);
        }
    }
    return clear;
}

} // namespace

void hear_clear_sentences(std::string_view text, ReadSentence const& read, Reading& whole) {
    auto const [low, high, ends_low] = clear_ones(worded_sentences(text), read);
    if (low && high) {
        Reading const& last = ends_low ? *low : *high;
        Reading const& other = ends_low ? *high : *low;
        whole.pulse = rounded((2 * last.pulse + other.pulse) / 3);
        whole.level = level_of(whole.pulse);
        double const surest = std::min(low->confidence, high->confidence); // of either side
        whole.confidence = std::min(whole.confidence, surest);
        whole.mixed = std::max(whole.mixed, std::optional(surest));
    } else if (low || high) {
        Reading const& clear = low ? *low : *high;
        if (zone_of(whole.level) != zone_of(clear.level)) {
            whole.pulse = clear.pulse;
            whole.level = clear.level;
            whole.confidence = clear.confidence;
        }
    }
}

} // namespace undertone::sentiment
