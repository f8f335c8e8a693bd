#include "sentiment/marks.h"

#include "sentiment/letters.h"
#include "sentiment/lines.h"
#include "sentiment/scorer.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr char32_t last_of_ascii = 0x7F;

bool is_letter(char32_t value) {
    return u_isalpha(static_cast<UChar32>(value)) != 0;
}

bool is_capital(char32_t value) {
    return u_isupper(static_cast<UChar32>(value)) != 0;
}

/// "é" and "ø", but not "α": a letter that a keyboard without marks has not.
bool has_mark(char32_t value) {
    auto const small = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(value), U_FOLD_CASE_DEFAULT));
    return value > last_of_ascii && plain_letter(value) != small;
}

/// A word of the text: where it stands, and its small letters without marks.
struct Word {
    std::size_t start = 0, end = 0;
    std::string plain;
    std::size_t letters = 0, capitals = 0;
    bool begins_with_capital = false;

    void add(char32_t letter) {
        begins_with_capital = begins_with_capital || (letters == 0 && is_capital(letter));
        ++letters;
        capitals += is_capital(letter) ? 1 : 0;
        append_code_point(plain, plain_letter(letter));
    }
};

/// The next word of the text from `at` on; one without letters when there is none.
Word next_word(std::string_view text, std::size_t at) {
    Word word;
    while (at < text.size()) {
        CodePoint const point = first_code_point(text.substr(at));
        if (is_letter(point.value)) {
            word.start = word.letters == 0 ? at : word.start;
            word.add(point.value);
            word.end = at + point.bytes;
        } else if (word.letters > 0) {
            break;
        }
        at += point.bytes;
    }
    return word;
}

bool uses_marks(std::string_view text) {
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (has_mark(point.value)) {
            return true;
        }
    }
    return false;
}

/// Appends one word of `marked`, with the capitals of the word that it stands for, and takes it off the front.
void append_as(Word const& word, std::string_view& marked, std::string& result) {
    bool const shouted = word.letters > 1 && word.capitals == word.letters;
    bool first = true;
    while (!marked.empty()) {
        CodePoint const point = first_code_point(marked);
        marked.remove_prefix(point.bytes);
        if (!is_letter(point.value)) {
            return;
        }
        bool const large = shouted || (first && word.begins_with_capital);
        auto const letter = static_cast<UChar32>(point.value);
        append_code_point(result, static_cast<char32_t>(large ? u_toupper(letter) : letter));
        first = false;
    }
}

} // namespace

MarkedWords const& MarkedWords::built_in() {
    static MarkedWords const words;
    return words;
}

MarkedWords::MarkedWords() {
    for (std::string_view const language : supported_languages()) {
        std::string_view list = built_in_marks(language);
        Forms forms;
        while (!list.empty()) {
            std::string_view const line = take_line(list);
            Form form{{}, line};
            for (std::string_view rest = line; !rest.empty();) {
                CodePoint const point = first_code_point(rest);
                rest.remove_prefix(point.bytes);
                append_code_point(form.plain, plain_letter(point.value));
            }
            if (!line.empty() && !line.starts_with('#')) {
                forms.push_back(std::move(form));
            }
        }
        std::sort(forms.begin(), forms.end(), [](Form const& a, Form const& b) { return a.plain < b.plain; });
        if (!forms.empty()) {
            languages_.emplace(language, std::move(forms));
        }
    }
}

bool MarkedWords::restore(std::string_view text, std::string_view language, std::string& result) const {
    auto const forms = languages_.find(language);
    if (forms == languages_.end() || uses_marks(text)) {
        return false;
    }
    auto const find = [&](std::string_view plain) {
        auto const found = std::lower_bound(forms->second.begin(), forms->second.end(), plain,
                                            [](Form const& form, std::string_view key) { return form.plain < key; });
        return found != forms->second.end() && found->plain == plain ? found->marked : std::string_view();
    };
    result.clear();
    bool changed = false;
    std::size_t copied = 0;
    for (Word word = next_word(text, 0); word.letters > 0;) {
        Word next = next_word(text, word.end);
        bool const beside = next.letters > 0 && text.substr(word.end, next.start - word.end) == " ";
        std::string_view marked = beside ? find(word.plain + " " + next.plain) : std::string_view();
        bool const pair = !marked.empty();
        marked = pair ? marked : find(word.plain);
        if (!marked.empty()) {
            result.append(text.substr(copied, word.start - copied));
            append_as(word, marked, result);
            copied = word.end;
            changed = true;
        }
        if (pair) {
            result.append(text.substr(copied, next.start - copied));
            append_as(next, marked, result);
            copied = next.end;
            next = next_word(text, next.end);
        }
        word = std::move(next);
    }
    result.append(text.substr(copied));
    return changed;
}

} // namespace undertone::sentiment
