#include "sentiment/idioms.h"

#include "sentiment/phrase_book.h"

#include <cstdlib>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_bytes = 2000; ///< in a longer text an idiom is one word among many
constexpr std::size_t most_words = 24;
/// The rest is a torso, of which the network is seldom sure ("でした").
constexpr double denies = 0.8;
constexpr double denies_that_nothing_is_felt =
    0.95; ///< "what happens if I do not pay": what may happen is no complaint
constexpr double sure = 0.9;

/// How many words at the begin of a text are a word of praise or complaint that is all of it, but for particles; 0 is
/// none.
std::size_t word_alone(FormulaLists const& lists, FormulaWords const& words) {
    std::size_t const count = words.size() > 0 ? lists.match(words, 0, most_words, Formula::word) : 0;
    for (std::size_t at = count; count > 0 && at < words.size();) {
        std::size_t const particle = lists.match(words, at, most_words, Formula::particle);
        if (particle == 0) {
            return 0;
        }
        at += particle;
    }
    return count;
}

} // namespace

bool Idiom::agrees(Level read) const {
    int const apart = std::abs(static_cast<int>(read) - static_cast<int>(level));
    return zone_of(read) == zone_of(level) && (!alone || apart <= 1);
}

bool Idiom::is_denied_by(Reading const& rest) const {
    Zone const other = zone_of(rest.level);
    double const enough = level == Level::neutral ? denies_that_nothing_is_felt : denies;
    return other != Zone::neutral && other != zone_of(level) && rest.confidence >= enough;
}

void Idiom::tell(Reading& reading) const {
    reading.level = level;
    reading.pulse = pulse_of(level);
    reading.confidence = sure;
}

std::optional<Idiom> find_idiom(std::string_view text, FormulaWords& words) {
    if (text.size() > most_bytes) {
        return std::nullopt;
    }
    words.read(text);
    FormulaLists const& lists = FormulaLists::built_in();
    std::optional<Idiom> last;
    auto const note = [&](std::size_t at, std::size_t count, Formula kind) {
        last = Idiom{lists.level(words, at, count, kind), words[at].start, words[at + count - 1].end,
                     kind == Formula::word};
    };
    for (std::size_t at = 0; at < words.size();) {
        std::size_t const count = lists.match(words, at, most_words, Formula::idiom);
        if (count > 0) {
            note(at, count, Formula::idiom);
        }
        at += count > 0 ? count : 1;
    }
    std::size_t const word = last ? 0 : word_alone(lists, words);
    if (word > 0) {
        note(0, word, Formula::word);
        last->end = words[words.size() - 1].end;
    }
    return last;
}

bool is_saying(std::string_view text, FormulaWords& words) {
    if (text.size() > most_bytes) {
        return false;
    }
    words.read(text);
    FormulaLists const& lists = FormulaLists::built_in();
    auto const is_all = [&](Formula kind) { return lists.match(words, 0, most_words, kind) == words.size(); };
    return words.size() > 0 && (is_all(Formula::idiom) || is_all(Formula::word));
}

} // namespace undertone::sentiment
