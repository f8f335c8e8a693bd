#include "sentiment/second_look.h"

#include "sentiment/quotations.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <vector>

namespace undertone::sentiment {
namespace {

constexpr double most_pulse_of_signs = 65; ///< of words with a smile that are not friendly themselves
constexpr double sure_of_words = 0.9;      ///< displeasure that is less sure may have been read into plain words

constexpr char32_t folded_hands = 0x1F64F;

struct Signs {
    bool hands = false;  ///< "🙏": please or thanks
    bool smiles = false; ///< what friendly faces say beside plain words counts
};

constexpr std::array<std::string_view, 14> friendly{":)",  ":-)", ":))", "=)",  ";)", ";-)", ":D",
                                                    ":-D", "=D",  ":P",  ":-P", "^^", "^_^", ":')"};

/// Faces that smile; those that laugh, cry or love are left to the network.
bool smiles(char32_t value) {
    return value == 0x263A || value == 0x1F60A || value == 0x1F642 || value == 0x1F600 || value == 0x1F603 ||
           value == 0x1F604 || value == 0x1F601 || value == 0x1F609 || value == 0x1F917 || value == 0x1F607;
}

bool belongs_to_emoji(char32_t value) {
    return value == 0xFE0F || (value >= 0x1F3FB && value <= 0x1F3FF);
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The bytes of the emoticon that stands at `at` between blanks, or 0.
std::size_t emoticon_at(std::string_view text, std::size_t at) {
    if (at > 0 && !is_blank(text[at - 1])) {
        return 0;
    }
    std::string_view const run = text.substr(at, std::min(text.find_first_of(" \t\r\n", at), text.size()) - at);
    return std::find(friendly.begin(), friendly.end(), run) != friendly.end() ? run.size() : 0;
}

bool is_friendly(std::string_view text, std::size_t at, char32_t value) {
    return value < 0x80 ? emoticon_at(text, at) > 0 : value == folded_hands || smiles(value);
}

/// Writes the text without friendly signs and says which there were.
Signs take_friendly(std::string_view text, std::string& words) {
    Signs signs;
    words.clear();
    for (std::size_t at = 0; at < text.size();) {
        CodePoint const point = first_code_point(text.substr(at));
        std::size_t bytes = point.value < 0x80 ? emoticon_at(text, at) : 0;
        bool const hands = point.value == folded_hands;
        bool const smile = bytes > 0 || smiles(point.value);
        bytes = std::max<std::size_t>(bytes, point.bytes);
        if (hands || smile) {
            signs.hands = signs.hands || hands;
            signs.smiles = signs.smiles || smile;
            words.push_back(' ');
            while (at + bytes < text.size() && belongs_to_emoji(first_code_point(text.substr(at + bytes)).value)) {
                bytes += first_code_point(text.substr(at + bytes)).bytes;
            }
        } else {
            words.append(text.substr(at, bytes));
        }
        at += bytes;
    }
    return signs;
}

/// The words decide the side.
Reading read_by_words(std::string const& own, std::string const& words, Signs signs, ReadPart const& read) {
    Reading const plain = read(words);
    bool const decided = !signs.smiles || (plain.level < Level::neutral && plain.confidence >= sure_of_words);
    if (plain.level <= Level::neutral && decided) {
        return plain;
    }
    Reading whole = read(own);
    if (whole.level < plain.level) {
        return plain;
    }
    if (plain.level <= Level::neutral && whole.pulse > most_pulse_of_signs) {
        whole.pulse = most_pulse_of_signs;
        whole.level = level_of(whole.pulse);
    }
    return whole;
}

Reading without_quotations(std::string const& own, std::vector<Span> const& quotations, Reading const& whole,
                           ReadPart const& read) {
    std::string quoted;
    std::string rest;
    std::size_t at = 0;
    for (Span const& span : quotations) {
        quoted.append(own, span.start, span.end - span.start).push_back(' ');
        rest.append(own, at, span.start - at).append("\"\"");
        at = span.end;
    }
    rest.append(own, at);
    Level const of_others = read(quoted).level;
    if (zone_of(of_others) == zone_of(whole.level) && of_others > Level::very_negative) {
        return read(rest);
    }
    bool const doubtful = whole.level < Level::neutral && whole.confidence < sure_of_words;
    Reading without = doubtful && of_others >= Level::neutral ? read(rest) : whole;
    return without.level == Level::neutral ? without : whole;
}

} // namespace

bool needs_second_look(std::string_view own) {
    bool friendly_sign = false;
    for (std::size_t at = 0; at < own.size() && !friendly_sign;) {
        CodePoint const point = first_code_point(own.substr(at));
        friendly_sign = is_friendly(own, at, point.value);
        at += point.bytes;
    }
    return friendly_sign || !quotations_of(own).empty();
}

Reading look_again(std::string const& own, ReadPart const& read) {
    std::string words;
    Signs const signs = take_friendly(own, words);
    bool const by_words = (signs.hands || signs.smiles) && content_of(words) == Content::words;
    Reading reading = by_words ? read_by_words(own, words, signs, read) : read(own);
    auto const quotations = quotations_of(own);
    return quotations.empty() || reading.level == Level::neutral ? reading
                                                                 : without_quotations(own, quotations, reading, read);
}

} // namespace undertone::sentiment
