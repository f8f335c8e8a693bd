#include "sentiment/explanation.h"

#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <cmath>
#include <limits>
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

/// A word, or several that are left out together; bytes of the text.
struct Unit {
    std::size_t start = 0, end = 0;
    double weight = 0; ///< pulse with it − pulse without it
    double nearer = 0; ///< points by which the pulse lies nearer to 50 without it
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

/// The words and emoji of a text.
std::vector<Unit> units_of(std::string_view text) {
    std::vector<Unit> units;
    std::size_t start = 0;
    for (std::string_view const word : words_of(text)) {
        if (says_something(word)) {
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
        }
        std::vector<Phrase> phrases;
        bool const leans = std::abs(pulse_ - middle) > neutral_span;
        if (leans) {
            add(phrases, strongest());
        }
        add_telling(phrases, leans);
        return phrases;
    }

private:
    /// Reads the text without the unit, as long as it may.
    void leave_out(Unit& unit) {
        if (passes_ == 0) {
            return;
        }
        --passes_;
        std::string rest(text_.substr(0, unit.start));
        rest.append(text_.substr(unit.end));
        double const without = pulse_of_(rest);
        unit.weight = pulse_ - without;
        unit.nearer = std::abs(pulse_ - middle) - std::abs(without - middle);
    }

    /// How far a weight moved the pulse away from 50; negative towards it.
    double outward(double weight) const { return pulse_ < middle ? -weight : weight; }

    template <class Measure>
    std::size_t most(Measure const& measure) const {
        auto const less = [&](Unit const& a, Unit const& b) { return measure(a) < measure(b); };
        return static_cast<std::size_t>(std::max_element(units_.begin(), units_.end(), less) - units_.begin());
    }

    /// The phrase about the word that weighs most; where leaving it out only tips the text over to the other side (the
    /// "not" of "not satisfied"), the one that brings the pulse nearest to 50; where no word is missed, the one about
    /// the word that by itself says most.
    Unit strongest() {
        Unit heaviest = grown(most([this](Unit const& unit) { return outward(unit.weight); }));
        if (heaviest.nearer > 0 && heaviest.nearer < telling) {
            Unit const alone = grown(most_telling_alone());
            heaviest = alone.nearer > 0 ? alone : heaviest;
        }
        return heaviest.nearer > 0 ? heaviest : units_[most([](Unit const& unit) { return unit.nearer; })];
    }

    /// The unit that read alone lies farthest out on the side of the text, as far as the passes go.
    std::size_t most_telling_alone() {
        std::size_t best = 0;
        double farthest = std::numeric_limits<double>::lowest();
        for (std::size_t i = 0; i < units_.size() && passes_ > spare_passes; ++i, --passes_) {
            Unit const& unit = units_[i];
            double const alone = outward(pulse_of_(std::string(text_.substr(unit.start, unit.end - unit.start))));
            if (alone > farthest) {
                farthest = alone;
                best = i;
            }
        }
        return best;
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
    void add_telling(std::vector<Phrase>& phrases, bool leans) const {
        std::vector<Unit> order = units_;
        std::stable_sort(order.begin(), order.end(),
                         [](Unit const& a, Unit const& b) { return std::abs(a.weight) > std::abs(b.weight); });
        for (Unit const& unit : order) {
            double const least = leans && outward(unit.weight) > 0 ? telling : contrary;
            bool const inside =
                !phrases.empty() && unit.start < phrases.front().end && unit.end > phrases.front().start;
            if (phrases.size() < most_phrases && std::abs(unit.weight) >= least && !inside) {
                phrases.push_back(phrase_of(unit));
            }
        }
        if (leans && !phrases.empty()) {
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

} // namespace

std::vector<Phrase> explain(std::string_view text, double pulse, PulseOf const& pulse_of, std::size_t most_passes) {
    return Explainer(text, pulse, pulse_of, most_passes).explain();
}

} // namespace undertone::sentiment
