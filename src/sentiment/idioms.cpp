#include "sentiment/idioms.h"

#include "sentiment/phrase_book.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

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

Idiom idiom_at(std::size_t at, std::size_t count, Formula kind, FormulaLists const& lists, FormulaWords const& words) {
    return {lists.level(words, at, count, kind), words[at].start, words[at + count - 1].end};
}

std::optional<Idiom> last_idiom(FormulaLists const& lists, FormulaWords const& words) {
    std::optional<Idiom> last;
    for (std::size_t at = 0; at < words.size();) {
        std::size_t const count = lists.match(words, at, most_words, Formula::idiom);
        if (count > 0) {
            last = idiom_at(at, count, Formula::idiom, lists, words);
        }
        at += count > 0 ? count : 1;
    }
    return last;
}

/// The word of praise or complaint that is all of the text from a word on, but for particles.
std::optional<Idiom> word_from(std::size_t from, FormulaLists const& lists, FormulaWords const& words) {
    std::size_t const count = from < words.size() ? lists.match(words, from, most_words, Formula::word) : 0;
    if (count == 0) {
        return std::nullopt;
    }
    for (std::size_t at = from + count; at < words.size();) {
        std::size_t const particle = lists.match(words, at, most_words, Formula::particle);
        if (particle == 0) {
            return std::nullopt;
        }
        at += particle;
    }
    Idiom word = idiom_at(from, count, Formula::word, lists, words);
    word.end = words[words.size() - 1].end;
    word.alone = from == 0;
    return word;
}

/// The first word of the last sentence; 0 where it is the only one, or too long to be but an idiom.
std::size_t begin_of_last_sentence(std::string_view text, FormulaWords const& words) {
    std::size_t const size = words.size();
    for (std::size_t at = size; at-- > 1 && size - at <= most_words;) {
        std::size_t const before = words[at - 1].start;
        if (words[at].parted && count_sentence_ends(text.substr(before, words[at].end - before)) > 0) {
            return at;
        }
    }
    return 0;
}

/// Where the sentence ends that a word of a text is of, and whether it asks.
struct SentenceEnd {
    std::size_t at;
    bool asks;
};

SentenceEnd end_of_sentence(std::size_t from, std::string_view text, bool greek) {
    constexpr std::u32string_view question_marks = U"?\uFF1F\u061F\u037E";
    constexpr std::u32string_view other_ends = U".!\n\u3002\uFF01\u0964\u06D4";
    for (std::size_t at = from; at < text.size();) {
        CodePoint const point = first_code_point(text.substr(at));
        if (question_marks.find(point.value) != question_marks.npos || (greek && point.value == U';')) {
            return {at, true};
        }
        if (other_ends.find(point.value) != other_ends.npos) {
            return {at, false};
        }
        at += point.bytes;
    }
    return {text.size(), false};
}

bool is_greek(char32_t letter) {
    return letter >= 0x370 && letter < 0x400;
}

/// Is the idiom part of a sentence that asks, and not all of it?
bool is_part_of_question(Idiom const& idiom, std::string_view text, FormulaWords const& words) {
    std::size_t first = 0;
    std::size_t behind = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
        first = words[at].start <= idiom.start ? at : first;
        behind = words[at].start < idiom.end ? at + 1 : behind;
    }
    auto const end = end_of_sentence(idiom.end, text, is_greek(words.letters(behind - 1).back()));
    bool const goes_on = behind < words.size() && words[behind].start < end.at;
    bool const began = first > 0 && count_sentence_ends(text.substr(words[first - 1].start,
                                                                    words[first].end - words[first - 1].start)) == 0;
    return end.asks && (goes_on || began);
}

/// Does the writer go on with "but" and a clause?
bool is_turned(Idiom const& idiom, FormulaLists const& lists, FormulaWords const& words) {
    constexpr std::size_t fewest_behind = 2;
    for (std::size_t at = 0; at + fewest_behind < words.size(); ++at) {
        if (words[at].start >= idiom.end && lists.match(words, at, 1, Formula::turn) > 0) {
            return true;
        }
    }
    return false;
}

bool is_complaint(Level level) {
    return level < Level::slightly_negative;
}

} // namespace

bool Idiom::agrees(Level read) const {
    int const apart = std::abs(static_cast<int>(read) - static_cast<int>(level));
    return zone_of(read) == zone_of(level) && (!alone || apart <= 1);
}

bool Idiom::is_left_open(Level read) const {
    return (asked && read == Level::neutral) || (turned && level > Level::neutral);
}

bool Idiom::is_denied_by(Reading const& rest) const {
    if (ends && is_complaint(level)) {
        return false;
    }
    Zone const other = zone_of(rest.level);
    double const enough = level == Level::neutral ? denies_that_nothing_is_felt : denies;
    return other != Zone::neutral && other != zone_of(level) && rest.confidence >= enough;
}

void Idiom::tell(Reading& reading) const {
    reading.level = level;
    reading.pulse = pulse_of(level);
    reading.confidence = sure;
}

std::optional<Idiom> find_idiom(std::string_view text, FormulaWords& words, FormulaListSet lists_that_count) {
    if (text.size() > most_bytes) {
        return std::nullopt;
    }
    words.read(text, lists_that_count);
    FormulaLists const& lists = FormulaLists::built_in();
    auto last = last_idiom(lists, words);
    std::size_t const begin = begin_of_last_sentence(text, words);
    if (!last || begin > 0) {
        auto const word = word_from(begin, lists, words);
        last = word && (begin == 0 || is_complaint(word->level)) ? word : last;
    }
    if (last) {
        last->turned = is_turned(*last, lists, words);
        last->asked = is_part_of_question(*last, text, words);
    }
    if (last && begin > 0) {
        last->ends = last->start == words[begin].start && last->end == words[words.size() - 1].end;
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
