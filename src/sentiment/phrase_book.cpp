#include "sentiment/phrase_book.h"

#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <cmath>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace undertone::sentiment {
namespace {

UScriptCode script_of(char32_t letter) {
    UErrorCode status = U_ZERO_ERROR;
    auto const script = uscript_getScript(static_cast<UChar32>(letter), &status);
    return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

bool is_of_word(char32_t letter) {
    auto const c = static_cast<UChar32>(letter);
    return u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_COMBINING_SPACING_MARK;
}

/// Do words of this letter's script stand side by side without a blank?
bool stands_alone(char32_t letter) {
    return uscript_breaksBetweenLetters(script_of(letter)) != 0;
}

/// Between these two a word may begin.
bool parts_words(char32_t left, char32_t right) {
    return !is_of_word(left) || !is_of_word(right) || stands_alone(left) || stands_alone(right);
}

/// Between these two a phrase may end: a Korean word takes its particle without a blank.
bool ends_phrase(char32_t last, char32_t next) {
    return parts_words(last, next) || script_of(last) == USCRIPT_HANGUL;
}

char32_t folded(char32_t letter) {
    constexpr char32_t typographic_apostrophe = 0x2019;
    if (letter == typographic_apostrophe)
        return U'\'';
    if (u_isUWhiteSpace(static_cast<UChar32>(letter)) != 0)
        return U' ';
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(letter), U_FOLD_CASE_DEFAULT));
}

/// A text letter by letter as the book compares it, and where each begins in the text.
struct Folded {
    std::u32string letters;
    std::vector<std::size_t> begins; ///< one more than letters: the end of the text
};

Folded fold(std::string_view text) {
    Folded result;
    for (std::size_t at = 0; at < text.size();) {
        auto const next = first_code_point(text.substr(at));
        auto const letter = folded(next.value);
        if (letter != U' ' || result.letters.empty() || result.letters.back() != U' ') {
            result.letters.push_back(letter);
            result.begins.push_back(at);
        }
        at += next.bytes;
    }
    result.begins.push_back(text.size());
    return result;
}

bool is_farther(Level level, Level than) {
    auto const distance = [](Level of) { return std::abs(static_cast<int>(of) - static_cast<int>(Level::neutral)); };
    return distance(level) > distance(than) || (distance(level) == distance(than) && level < than);
}

} // namespace

double pulse_of(Level level) {
    switch (level) {
    case Level::very_negative: return 7.5;
    case Level::negative: return 22.5;
    case Level::slightly_negative: return 37.5;
    case Level::slightly_positive: return 62.5;
    case Level::positive: return 77.5;
    case Level::very_positive: return 92.5;
    default: return 50;
    }
}

PhraseBook::PhraseBook(std::vector<OwnPhrase> phrases) : phrases_(std::move(phrases)) {
    std::string composed;
    for (std::uint32_t number = 0; number < phrases_.size(); ++number) {
        compose(phrases_[number].phrase, composed);
        auto letters = fold(composed).letters;
        if (!letters.empty())
            forms_[letters.front()].push_back({std::move(letters), number});
    }
    for (auto& [first, forms] : forms_)
        std::stable_sort(forms.begin(), forms.end(), [](Form const& left, Form const& right) {
            return left.letters.size() > right.letters.size();
        });
}

PhraseBook::Form const* PhraseBook::longest_at(std::u32string_view rest, bool begins_word,
                                               std::string_view language) const {
    auto const found = forms_.find(rest.front());
    if (!begins_word || found == forms_.end())
        return nullptr;
    for (auto const& form : found->second) {
        auto const& meant = phrases_[form.phrase].language;
        if (!rest.starts_with(form.letters) || (!meant.empty() && meant != language))
            continue;
        auto const after = rest.substr(form.letters.size());
        if (after.empty() || ends_phrase(form.letters.back(), after.front()))
            return &form;
    }
    return nullptr;
}

OwnPhrase const* PhraseBook::take_out(std::string& text, std::string_view language) const {
    if (phrases_.empty())
        return nullptr;
    auto const whole = fold(text);
    OwnPhrase const* strongest = nullptr;
    std::string rest;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < whole.letters.size();) {
        bool const begins_word = at == 0 || parts_words(whole.letters[at - 1], whole.letters[at]);
        auto const* const form = longest_at(std::u32string_view(whole.letters).substr(at), begins_word, language);
        if (form == nullptr) {
            ++at;
            continue;
        }
        auto const& phrase = phrases_[form->phrase];
        if (strongest == nullptr || is_farther(phrase.level, strongest->level))
            strongest = &phrase;
        rest.append(text, copied, whole.begins[at] - copied).push_back(' ');
        at += form->letters.size();
        copied = whole.begins[at];
    }
    if (strongest != nullptr)
        text = rest.append(text, copied);
    return strongest;
}

} // namespace undertone::sentiment
