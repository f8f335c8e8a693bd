#include "sentiment/quotations.h"

#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace undertone::sentiment {
namespace {

/// What counts as a quotation, and what must stand around it: fewer words are a term, a button or scorn ("service"),
/// and around the complaint itself ("he told me to 'get lost'") hardly more than "he said" stands.
constexpr double fewest_quoted_words = 3; ///< "siamo terribilmente dispiaciuti" is a sentence
constexpr double fewest_own_words = 5;
constexpr double fewest_words_of_another = 2;   ///< less is a word that the writer picked
constexpr std::size_t longest_quotation = 2000; ///< bytes

/// Letters that make a word where no blanks stand between words.
constexpr double letters_of_a_han_word = 2;
constexpr double letters_of_a_thai_word = 4;

struct Marks {
    char32_t open;
    std::u32string_view close;
};

constexpr std::array<Marks, 8> marks{{{U'"', U"\""},
                                      {U'\u201D', U"\u201D"},
                                      {U'\u201C', U"\u201D\""},
                                      {U'\u201E', U"\u201C\u201D\""},
                                      {U'\u00AB', U"\u00BB"},
                                      {U'\u00BB', U"\u00AB"},
                                      {U'\u300C', U"\u300D"},
                                      {U'\u300E', U"\u300F"}}};

enum class Writing { spaced, han, thai };

Writing writing_of(char32_t value) {
    UErrorCode status = U_ZERO_ERROR;
    switch (value < 0x0E00 ? USCRIPT_LATIN : uscript_getScript(static_cast<UChar32>(value), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return Writing::han;
    case USCRIPT_THAI: return Writing::thai;
    default: return Writing::spaced;
    }
}

double count_words(std::string_view text) {
    double words = 0;
    bool inside = false;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        auto const value = static_cast<UChar32>(point.value);
        bool const letter = u_isalpha(value) != 0;
        Writing const writing = writing_of(point.value);
        if (letter && writing != Writing::spaced) {
            words += 1 / (writing == Writing::han ? letters_of_a_han_word : letters_of_a_thai_word);
        } else if (letter && !inside) {
            ++words;
        }
        inside = (letter && writing == Writing::spaced) || (inside && u_isUWhiteSpace(value) == 0);
    }
    return words;
}

/// A mark that both opens and closes opens at the beginning of a word; where words are not parted, anywhere.
bool may_open(char32_t before) {
    auto const value = static_cast<UChar32>(before);
    return u_isUWhiteSpace(value) != 0 || writing_of(before) != Writing::spaced ||
           (u_isalnum(value) == 0 && before != U'"');
}

/// The end of the quotation that begins behind `from`, or npos.
std::size_t end_of(std::string_view text, std::size_t from, std::u32string_view close) {
    std::size_t const last = std::min(text.size(), from + longest_quotation);
    while (from < last) {
        CodePoint const point = first_code_point(text.substr(from));
        from += point.bytes;
        if (close.find(point.value) != close.npos) {
            return from;
        }
    }
    return std::string_view::npos;
}

/// All that stands between two marks, however short.
std::vector<Span> marked(std::string_view text) {
    std::vector<Span> result;
    char32_t before = U' ';
    std::array<bool, marks.size()> unclosed{};
    for (std::size_t at = 0; at < text.size();) {
        CodePoint const point = first_code_point(text.substr(at));
        auto const pair =
            std::find_if(marks.begin(), marks.end(), [&](Marks const& m) { return m.open == point.value; });
        std::size_t end = std::string_view::npos;
        auto const which = static_cast<std::size_t>(pair - marks.begin());
        if (pair != marks.end() && !unclosed[which] && (pair->close.front() != pair->open || may_open(before))) {
            end = end_of(text, at + point.bytes, pair->close);
            unclosed[which] = end == std::string_view::npos; // so that many marks cost no more than one
        }
        if (end != std::string_view::npos) {
            result.push_back({at, end});
            before = U'"';
            at = end;
        } else {
            before = point.value;
            at += point.bytes;
        }
    }
    return result;
}

bool may_quote(std::string_view text) {
    constexpr std::array<std::string_view, 8> opening{"\"",     "\u201D", "\u201C", "\u201E",
                                                      "\u00AB", "\u00BB", "\u300C", "\u300E"};
    return std::any_of(opening.begin(), opening.end(),
                       [&](std::string_view mark) { return text.find(mark) != text.npos; });
}

} // namespace

std::vector<Span> quotations_of(std::string_view text) {
    if (!may_quote(text)) {
        return {}; // most texts
    }
    std::vector<Span> result = marked(text);
    double own = count_words(text);
    std::erase_if(result, [&](Span const& span) {
        double const quoted = count_words(text.substr(span.start, span.end - span.start));
        bool const left_out = quoted >= fewest_quoted_words;
        own -= left_out ? quoted : 0;
        return !left_out;
    });
    if (own < fewest_own_words) {
        result.clear();
    }
    return result;
}

void write_unquoted(std::string_view text, std::string& result) {
    result.clear();
    std::size_t at = 0;
    for (Span const& span : may_quote(text) ? marked(text) : std::vector<Span>()) {
        if (count_words(text.substr(span.start, span.end - span.start)) >= fewest_words_of_another) {
            result.append(text.substr(at, span.start - at)).push_back(' ');
            at = span.end;
        }
    }
    result.append(text.substr(at));
    if (at > 0 && content_of(result) != Content::words) {
        result.assign(text);
    }
}

} // namespace undertone::sentiment
