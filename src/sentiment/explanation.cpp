#include "sentiment/explanation.h"

#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr double middle = 50;
constexpr double telling = 3;      ///< points of pulse by which a word must move a reading to be named
constexpr double contrary = 8;     ///< and one that moves it the other way
constexpr double neutral_span = 5; ///< a pulse so near to 50 leans to neither side
constexpr double gain_to_grow = 1; ///< points by which a further word must bring it nearer to 50
/// A phrase that brings it less near than this grows by any gain: where a feeling is said more than once, no single
/// word carries it.
constexpr double enough = 3;
constexpr double any_gain = 0.01;
constexpr std::size_t most_phrases = 5;
constexpr std::size_t most_words = 5; ///< of the phrase that is grown
constexpr std::size_t spare_passes = 6;
constexpr double share_alone = 0.3; ///< of what a word says by itself in choosing the one that says most
constexpr std::size_t most_bytes_of_a_sentence = 400;
constexpr std::size_t most_sentences = 256;
constexpr std::size_t fewest_passes = 8; ///< over fewer, longer pieces of a text nobody learns what moved it

/// A word, or several that are left out together; bytes of the text.
struct Unit {
    std::size_t start = 0, end = 0;
    double weight = 0; ///< pulse with it − pulse without it
    double nearer = 0; ///< points by which the pulse lies nearer to 50 without it
    double alone = 0;  ///< points by which it lies away from 50 by itself, on the side of the text
};

bool says_something(std::string_view word) {
    while (!word.empty()) {
        CodePoint const point = first_code_point(word);
        auto const value = static_cast<UChar32>(point.value);
        if (u_isalpha(value) != 0 || u_hasBinaryProperty(value, UCHAR_EXTENDED_PICTOGRAPHIC) != 0) {
            return true;
        }
        word.remove_prefix(point.bytes);
    }
    return false;
}

/// How far the link, address or identifier reaches that begins at `at`, or `at`: none of its words is read.
std::size_t end_of_machine_text(std::string_view text, std::size_t at) {
    constexpr std::string_view blanks = " \t\r\n";
    bool const begins =
        at == 0 || blanks.find(text[at - 1]) != blanks.npos || text[at - 1] == '(' || text[at - 1] == '<';
    bool const unspaced = !begins && ends_unspaced(text.substr(0, at));
    if (!begins && (!unspaced || is_unspaced(first_code_point(text.substr(at)).value))) {
        return at;
    }
    std::string_view const run = text.substr(at, std::min(text.find_first_of(blanks, at), text.size()) - at);
    return at + (begins ? machine_bytes(run) : link_bytes(run));
}

/// The words and emoji of a text.
std::vector<Unit> units_of(std::string_view text) {
    std::vector<Unit> units;
    std::size_t start = 0;
    std::size_t read_from = 0;
    for (std::string_view const word : words_of(text)) {
        read_from = std::max(read_from, end_of_machine_text(text, start));
        if (start >= read_from && says_something(word)) {
            units.push_back({start, start + word.size()});
        }
        start += word.size();
    }
    return units;
}

/// At most `most` units: neighbours are joined where there are more.
std::vector<Unit> joined(std::vector<Unit> const& units, std::size_t most) {
    std::size_t const together = (units.size() + most - 1) / most;
    std::vector<Unit> result;
    for (std::size_t first = 0; first < units.size(); first += together) {
        std::size_t const last = std::min(units.size(), first + together) - 1;
        result.push_back({units[first].start, units[last].end});
    }
    return result;
}

double nearer_without(double pulse, double without) {
    return std::abs(pulse - middle) - std::abs(without - middle);
}

bool leans(double pulse) {
    return std::abs(pulse - middle) > neutral_span;
}

std::string without(std::string_view text, std::size_t start, std::size_t end) {
    return std::string(text.substr(0, start)).append(text.substr(end));
}

class Explainer {
public:
    Explainer(std::string_view text, double pulse, PulseOf const& pulse_of, std::size_t passes)
        : text_(text), pulse_(pulse), pulse_of_(pulse_of), passes_(passes) {}

    std::vector<Phrase> explain() {
        std::size_t const for_words = passes_ > 2 * spare_passes ? passes_ - spare_passes : passes_;
        units_ = joined(units_of(text_), std::max<std::size_t>(for_words, 1));
        if (units_.empty() || passes_ == 0) {
            return {};
        }
        for (Unit& unit : units_) {
            leave_out(unit);
            if (leans(pulse_)) {
                auto const alone = pulse_of_(text_.substr(unit.start, unit.end - unit.start));
                unit.alone = outward(alone.value_or(middle) - middle);
            }
        }
        std::vector<Phrase> phrases;
        if (leans(pulse_)) {
            add(phrases, strongest());
        }
        add_telling(phrases);
        return phrases;
    }

private:
    /// Reads the text without the unit, as long as it may.
    void leave_out(Unit& unit) {
        if (passes_ == 0) {
            return;
        }
        --passes_;
        auto const rest = pulse_of_(without(text_, unit.start, unit.end));
        if (!rest) {
            passes_ = 0;
            return;
        }
        unit.weight = pulse_ - *rest;
        unit.nearer = nearer_without(pulse_, *rest);
    }

    /// How far a weight moved the pulse away from 50; negative towards it.
    double outward(double weight) const { return pulse_ < middle ? -weight : weight; }

    template <class Measure>
    std::size_t most(Measure const& measure) const {
        auto const less = [&](Unit const& a, Unit const& b) { return measure(a) < measure(b); };
        return static_cast<std::size_t>(std::max_element(units_.begin(), units_.end(), less) - units_.begin());
    }

    /// The phrase about the word that weighs most and says most by itself: where a feeling is said more than once, no
    /// word is missed. Where leaving it out only tips the text over to the other side (the "not" of "not satisfied"),
    /// the phrase about it brings the pulse nearest to 50.
    Unit strongest() {
        Unit const heaviest =
            grown(most([this](Unit const& unit) { return outward(unit.weight) + share_alone * unit.alone; }));
        return heaviest.nearer > 0 ? heaviest : units_[most([](Unit const& unit) { return unit.nearer; })];
    }

    /// The unit `seed` with those neighbours without which the pulse lies nearer still, as one unit.
    Unit grown(std::size_t seed) {
        std::size_t first = seed, last = seed;
        Unit best = units_[seed];
        while (last - first + 1 < most_words && passes_ > 0) {
            std::optional<Unit> further;
            bool left = false;
            auto const attempt = [&](std::size_t from, std::size_t to, bool to_the_left) {
                Unit unit{units_[from].start, units_[to].end};
                leave_out(unit);
                double const gain = best.nearer < enough ? any_gain : gain_to_grow;
                if (unit.nearer >= (further ? further->nearer : best.nearer + gain)) {
                    further = unit;
                    left = to_the_left;
                }
            };
            if (first > 0) {
                attempt(first - 1, last, true);
            }
            if (last + 1 < units_.size() && passes_ > 0) {
                attempt(first, last + 1, false);
            }
            if (!further) {
                break;
            }
            best = *further;
            first -= left ? 1 : 0;
            last += left ? 0 : 1;
        }
        return best;
    }

    void add(std::vector<Phrase>& phrases, Unit const& unit) const {
        if (unit.nearer > 0) {
            phrases.push_back(phrase_of(unit));
        }
    }

    Phrase phrase_of(Unit const& unit) const {
        double const points = std::max(1.0, std::round(std::abs(unit.weight))); // none is named that says nothing
        return {std::string(text_.substr(unit.start, unit.end - unit.start)), unit.start, unit.end,
                std::copysign(points, unit.weight) / 100};
    }

    /// Adds the other words that moved the pulse by themselves; the first phrase stays first.
    void add_telling(std::vector<Phrase>& phrases) const {
        std::vector<Unit> order = units_;
        std::stable_sort(order.begin(), order.end(),
                         [](Unit const& a, Unit const& b) { return std::abs(a.weight) > std::abs(b.weight); });
        for (Unit const& unit : order) {
            double const least = leans(pulse_) && outward(unit.weight) > 0 ? telling : contrary;
            bool const inside =
                !phrases.empty() && unit.start < phrases.front().end && unit.end > phrases.front().start;
            bool const means_it = !leans(pulse_) || unit.alone * outward(unit.weight) > 0 || unit.nearer >= telling;
            if (phrases.size() < most_phrases && std::abs(unit.weight) >= least && means_it && !inside) {
                phrases.push_back(phrase_of(unit));
            }
        }
        if (leans(pulse_) && !phrases.empty()) {
            limit_to_first(phrases);
        }
        std::stable_sort(phrases.begin(), phrases.end(),
                         [](Phrase const& a, Phrase const& b) { return std::abs(a.weight) > std::abs(b.weight); });
    }

    /// Without the first phrase the pulse lies nearest to 50. A word without which the text tips over to the other side
    /// (the "not" of "not satisfied") moves it farther, but says no more.
    static void limit_to_first(std::vector<Phrase>& phrases) {
        double const most = std::abs(phrases.front().weight);
        for (Phrase& phrase : phrases) {
            phrase.weight = std::clamp(phrase.weight, -most, most);
        }
    }

    std::string_view text_;
    double pulse_;
    PulseOf const& pulse_of_;
    std::size_t passes_;
    std::vector<Unit> units_;
};

/// Looks at the sentences of a text one by one.
class SentenceExplainer {
public:
    SentenceExplainer(std::string_view text, double pulse, PulseOf const& pulse_of, std::size_t passes)
        : text_(text), pulse_(pulse), pulse_of_(pulse_of), passes_(passes) {}

    std::vector<Phrase> explain() {
        read_sentences();
        for (std::size_t i = 0; i < std::min(same_side_.size(), most_phrases_of_sentences - 1); ++i) {
            take(same_side_[i]);
        }
        if (!other_side_.empty()) {
            take(other_side_.front());
        }
        if (best_nearer_ <= 0 && !same_side_.empty()) {
            take(same_side_.front(), true);
        }
        return best_nearer_ > 0 ? ordered() : std::vector<Phrase>();
    }

private:
    struct Sentence {
        std::string_view text;
        double alone; ///< pulse of it alone
    };

    struct Found {
        Phrase phrase;
        double nearer;
    };

    bool is_low() const { return pulse_ < middle; }

    /// Those that lean, on the side of the text and on the other, the farthest first.
    void read_sentences() {
        auto const sentences = sentences_of(text_, most_bytes_of_a_sentence);
        if (sentences.size() < 2 || sentences.size() > most_sentences) {
            return;
        }
        for (std::string_view const sentence : sentences) {
            double const alone = says_something(sentence) ? pulse_of_(sentence).value_or(middle) : middle;
            if (leans(alone)) {
                ((alone < middle) == is_low() ? same_side_ : other_side_).push_back({sentence, alone});
            }
        }
        auto const farther = [](Sentence const& a, Sentence const& b) {
            return std::abs(a.alone - middle) > std::abs(b.alone - middle);
        };
        std::stable_sort(same_side_.begin(), same_side_.end(), farther);
        std::stable_sort(other_side_.begin(), other_side_.end(), farther);
    }

    /// Notes the strongest phrase of a sentence, or all of it, where the whole misses it on the sentence's own side.
    void take(Sentence const& sentence, bool whole = false) {
        auto const phrases = whole ? std::vector{Phrase{std::string(sentence.text), 0, sentence.text.size(), 0}}
                                   : Explainer(sentence.text, sentence.alone, pulse_of_, passes_).explain();
        if (phrases.empty()) {
            return;
        }
        auto const place = static_cast<std::size_t>(sentence.text.data() - text_.data());
        Phrase phrase = phrases.front();
        phrase.start += place;
        phrase.end += place;
        auto const rest = pulse_of_(without(text_, phrase.start, phrase.end));
        bool const as_it_leans = rest && (pulse_ < *rest) == (sentence.alone < middle);
        if (as_it_leans && *rest != pulse_) {
            double const points = std::max(1.0, std::round(std::abs(pulse_ - *rest)));
            phrase.weight = std::copysign(points, pulse_ - *rest) / 100;
            found_.push_back({std::move(phrase), nearer_without(pulse_, *rest)});
            best_nearer_ = std::max(best_nearer_, found_.back().nearer);
        }
    }

    /// The one without which the pulse lies nearest to 50 first; none weighs more.
    std::vector<Phrase> ordered() {
        std::stable_sort(found_.begin(), found_.end(),
                         [](Found const& a, Found const& b) { return a.nearer > b.nearer; });
        double const most = std::abs(found_.front().phrase.weight);
        std::vector<Phrase> result;
        for (Found& found : found_) {
            found.phrase.weight = std::clamp(found.phrase.weight, -most, most);
            result.push_back(std::move(found.phrase));
        }
        std::stable_sort(result.begin() + 1, result.end(),
                         [](Phrase const& a, Phrase const& b) { return std::abs(a.weight) > std::abs(b.weight); });
        return result;
    }

    std::string_view text_;
    double pulse_;
    PulseOf const& pulse_of_;
    std::size_t passes_;
    std::vector<Sentence> same_side_, other_side_;
    std::vector<Found> found_;
    double best_nearer_ = 0;
};

} // namespace

std::vector<Phrase> explain(std::string_view text, double pulse, PulseOf const& pulse_of, std::size_t most_passes) {
    return Explainer(text, pulse, pulse_of, most_passes).explain();
}

std::vector<Phrase> explain_sentences(std::string_view text, double pulse, PulseOf const& pulse_of,
                                      std::size_t most_passes) {
    return leans(pulse) ? SentenceExplainer(text, pulse, pulse_of, most_passes).explain() : std::vector<Phrase>();
}

std::optional<std::vector<Phrase>> explain_within(Allowance allowance, std::string_view text, double pulse,
                                                  std::function<double(std::string_view)> const& pulse_of,
                                                  Effort const& effort) {
    std::size_t const cost = std::max<std::size_t>(effort.spent(), 1);
    std::size_t const most = effort.spent() + allowance.tokens;
    PulseOf const allowed = [&](std::string_view rest) {
        return effort.spent() < most ? std::optional(pulse_of(rest)) : std::nullopt;
    };
    try {
        auto phrases = explain_sentences(text, pulse, allowed, allowance.passes);
        std::size_t const passes = std::min(allowance.passes, (most - std::min(effort.spent(), most)) / cost);
        if (phrases.empty() && passes >= std::min(allowance.passes, fewest_passes)) {
            phrases = explain(text, pulse, allowed, passes);
        }
        return phrases;
    } catch (GivenUp const&) {
        return std::nullopt; // the reading itself is made
    }
}

} // namespace undertone::sentiment
