#include "sentiment/disguises.h"

#include <algorithm>
#include <array>
#include <span>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t shortest_hidden = 3; ///< "х*й"
constexpr std::size_t least_seen = 2;

struct Replacement {
    char32_t from, to;
};

/// Letters that Unicode does not decompose.
constexpr std::array<Replacement, 12> plain_letters{{{U'ø', U'o'},
                                                     {U'đ', U'd'},
                                                     {U'ł', U'l'},
                                                     {U'ı', U'i'},
                                                     {U'ß', U's'},
                                                     {U'æ', U'a'},
                                                     {U'œ', U'o'},
                                                     {U'ё', U'е'},
                                                     {U'أ', U'ا'},
                                                     {U'إ', U'ا'},
                                                     {U'آ', U'ا'},
                                                     {U'ى', U'ي'}}};

constexpr std::array<Replacement, 8> signs_for_latin{
    {{U'0', U'o'}, {U'1', U'i'}, {U'3', U'e'}, {U'4', U'a'}, {U'5', U's'}, {U'7', U't'}, {U'@', U'a'}, {U'$', U's'}}};

/// The same within a Cyrillic word; "1" is "и" or "і" there.
constexpr std::array<Replacement, 7> signs_for_cyrillic{
    {{U'0', U'о'}, {U'1', any_letter}, {U'3', U'з'}, {U'4', U'ч'}, {U'6', U'б'}, {U'9', U'я'}, {U'@', U'а'}}};

constexpr std::array<Replacement, 5> signs_for_greek{
    {{U'0', U'ο'}, {U'1', U'ι'}, {U'3', U'ε'}, {U'4', U'α'}, {U'@', U'α'}}};

/// Cyrillic letters and the Latin ones that look the same.
constexpr std::array<Replacement, 13> look_alikes{{{U'а', U'a'},
                                                   {U'в', U'b'},
                                                   {U'е', U'e'},
                                                   {U'к', U'k'},
                                                   {U'м', U'm'},
                                                   {U'н', U'h'},
                                                   {U'о', U'o'},
                                                   {U'р', U'p'},
                                                   {U'с', U'c'},
                                                   {U'т', U't'},
                                                   {U'у', U'y'},
                                                   {U'х', U'x'},
                                                   {U'і', U'i'}}};

char32_t replaced(char32_t letter, std::span<Replacement const> table) {
    auto const found = std::find_if(table.begin(), table.end(), [&](auto const& each) { return each.from == letter; });
    return found != table.end() ? found->to : letter;
}

char32_t replaced_back(char32_t letter, std::span<Replacement const> table) {
    auto const found = std::find_if(table.begin(), table.end(), [&](auto const& each) { return each.to == letter; });
    return found != table.end() ? found->from : letter;
}

bool is_cyrillic(char32_t letter) {
    return letter >= 0x400 && letter < 0x530;
}

bool is_greek(char32_t letter) {
    return letter >= 0x370 && letter < 0x400;
}

bool is_hangul(char32_t letter) {
    return letter >= 0xAC00 && letter < 0xD7A4;
}

bool is_sign(char32_t value) {
    return value == any_letter || value == U'@' || value == U'#' || value == U'$' || value == hiding_circle;
}

template <class Is>
bool any_of(std::u32string_view word, Is const& is) {
    return std::any_of(word.begin(), word.end(), is);
}

/// What digits and signs stand for beside such letters; Hangul has none that looks like a digit, so there they stand
/// for nothing.
std::span<Replacement const> signs_beside(std::u32string_view word) {
    if (any_of(word, is_cyrillic)) {
        return signs_for_cyrillic;
    }
    return any_of(word, is_greek) ? std::span<Replacement const>(signs_for_greek) : signs_for_latin;
}

} // namespace

void append(Letters& word, char32_t letter) {
    if (word.size() < word.capacity()) {
        word.push_back(letter);
    }
}

char32_t without_accent(char32_t letter) {
    if (char32_t const plain = replaced(letter, plain_letters); plain != letter || letter < 0x80) {
        return plain;
    }
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode const script = uscript_getScript(static_cast<UChar32>(letter), &status);
    if (script != USCRIPT_LATIN && script != USCRIPT_GREEK) {
        return letter;
    }
    icu::Normalizer2 const* const normalizer = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    if (U_FAILURE(status) || normalizer->getDecomposition(static_cast<UChar32>(letter), parts) == 0) {
        return letter;
    }
    return replaced(static_cast<char32_t>(parts.char32At(0)), plain_letters);
}

std::optional<Letters> signs_read(std::u32string_view word) {
    auto const table = signs_beside(word);
    bool const leave_out = any_of(word, is_hangul);
    Letters result;
    std::size_t letters = 0;
    bool changed = false;
    for (char32_t const sign : word) {
        bool const is_letter = u_isalpha(static_cast<UChar32>(sign)) != 0;
        char32_t const letter = replaced(sign, table);
        letters += is_letter ? 1U : 0U;
        bool const other = leave_out ? !is_letter : letter != sign;
        changed = changed || other;
        if (!(leave_out && other && !result.empty())) {
            append(result, letter);
        }
    }
    return changed && letters >= least_seen ? std::optional(result) : std::nullopt;
}

std::optional<Letters> in_one_script(std::u32string_view word) {
    auto const latin = std::count_if(word.begin(), word.end(), [](char32_t c) { return c >= U'a' && c <= U'z'; });
    auto const cyrillic = std::count_if(word.begin(), word.end(), is_cyrillic);
    if (latin == 0 || cyrillic == 0) {
        return std::nullopt;
    }
    Letters result;
    for (char32_t const letter : word) {
        append(result, cyrillic >= latin ? replaced_back(letter, look_alikes) : replaced(letter, look_alikes));
    }
    return result;
}

std::optional<Letters> signs_hidden(std::u32string_view word) {
    if (!any_of(word, is_sign)) {
        return std::nullopt; // most words
    }
    Letters result;
    for (char32_t const letter : word) {
        append(result, is_sign(letter) ? any_letter : letter);
    }
    auto const hidden = static_cast<std::size_t>(std::count(result.begin(), result.end(), any_letter));
    bool const starts_hidden = !result.empty() && result.front() == any_letter;
    bool const shows_enough = result.size() >= shortest_hidden && result.size() - hidden >= least_seen;
    return shows_enough && !starts_hidden ? std::optional(result) : std::nullopt;
}

bool has_long_run(std::u32string_view word) {
    for (std::size_t i = 2; i < word.size(); ++i) {
        if (word[i] == word[i - 1] && word[i] == word[i - 2] && word[i] != any_letter) {
            return true;
        }
    }
    return false;
}

char32_t one_circle(char32_t value) {
    constexpr std::u32string_view circles = U"○◯〇●⚪";
    return circles.find(value) != circles.npos ? hiding_circle : value;
}

Letters drawn_together(std::u32string_view word, std::size_t most) {
    Letters result;
    std::size_t run = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        run = i > 0 && word[i] == word[i - 1] ? run + 1 : 1;
        if (run <= most || word[i] == any_letter) {
            append(result, word[i]);
        }
    }
    return result;
}

bool may_be_disguised(std::string_view text) {
    auto const is_letter = [](char byte) {
        auto const value = static_cast<unsigned char>(byte);
        return value >= 0x80 || u_isalpha(value) != 0;
    };
    auto const covers = [](char byte) {
        return is_sign(static_cast<unsigned char>(byte)) || (byte >= '0' && byte <= '9');
    };
    return std::adjacent_find(text.begin(), text.end(), [&](char a, char b) { return is_letter(a) && covers(b); }) !=
           text.end();
}

} // namespace undertone::sentiment
