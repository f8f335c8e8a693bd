#include "sentiment/clear_sentences.h"

#include "sentiment/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace undertone::sentiment {
namespace {

constexpr std::size_t fewest_sentences = 3;
constexpr std::size_t most_sentences = 256;
constexpr std::size_t most_sentence_bytes = 4096;
constexpr std::size_t most_bytes_of_sentences = 16384; ///< all together
constexpr std::size_t most_bytes_of_clauses = 160;     ///< both together
constexpr double clear_of_a_clause = 0.8;              ///< the network is less sure of two words

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

/// The two clauses around the only comma of a short text of one sentence; none where it is another text.
std::vector<std::string_view> clauses_of(std::string_view text) {
    constexpr std::array<std::string_view, 4> commas{",", "\u060C", "\u3001", "\uFF0C"};
    std::vector<std::string_view> clauses;
    if (text.size() > most_bytes_of_clauses || count_sentence_ends(text) > 0) {
        return clauses;
    }
    for (std::string_view const comma : commas) {
        auto const at = text.find(comma);
        if (at == text.npos) {
            continue;
        }
        std::string_view const behind = text.substr(at + comma.size());
        if (!clauses.empty() || behind.find(comma) != behind.npos) {
            return {};
        }
        clauses = {text.substr(0, at), behind};
    }
    return clauses;
}

/// The strongest clear sentence on each side.
struct Clear {
    std::optional<Reading> low, high;
    bool ends_low = false; ///< the last clear one is on the low side
};

Clear clear_ones(std::vector<std::string_view> const& sentences, double enough, ReadSentence const& read) {
    Clear clear;
    for (std::string_view const sentence : sentences) {
        Reading one = read(sentence);
        if (one.confidence < enough || one.level == Level::neutral) {
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

/// The last of clear sentences on both sides counts twice as much as the other.
void weigh_both(Clear const& clear, Reading& whole) {
    Reading const& last = clear.ends_low ? *clear.low : *clear.high;
    Reading const& other = clear.ends_low ? *clear.high : *clear.low;
    whole.pulse = rounded((2 * last.pulse + other.pulse) / 3);
    whole.level = level_of(whole.pulse);
    whole.mixed = std::max(whole.mixed, std::optional(std::min(clear.low->confidence, clear.high->confidence)));
}

/// Praise that ends in a complaint is one; "it is down again, great" stays as the whole of it is read.
void hear_clauses(std::string_view text, ReadSentence const& read, Reading& whole) {
    if (whole.level <= Level::neutral) {
        return; // most texts
    }
    Clear const clear = clear_ones(clauses_of(text), clear_of_a_clause, read);
    if (clear.low && clear.high && clear.ends_low) {
        weigh_both(clear, whole);
    }
}

} // namespace

void hear_clear_sentences(std::string_view text, ReadSentence const& read, Reading& whole) {
    auto const sentences = worded_sentences(text);
    if (sentences.empty()) {
        return hear_clauses(text, read, whole);
    }
    Clear const clear = clear_ones(sentences, clear_confidence, read);
    if (clear.low && clear.high) {
        weigh_both(clear, whole);
    } else if (clear.low || clear.high) {
        Reading const& only = clear.low ? *clear.low : *clear.high;
        if (zone_of(whole.level) != zone_of(only.level)) {
            whole.pulse = only.pulse;
            whole.level = only.level;
            whole.confidence = only.confidence;
        }
    }
}

} // namespace undertone::sentiment
