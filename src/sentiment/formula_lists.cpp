#include "sentiment/formula_lists.h"

#include "sentiment/letters.h"
#include "sentiment/lines.h"
#include "sentiment/mail.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace undertone::sentiment {
namespace {

constexpr char32_t last_with_accents = 0x2000;
constexpr std::string_view gap_in_form = "…";
constexpr std::size_t most_in_gap = 9; ///< letters, where a letter is a word
constexpr std::size_t letters_of_word = 3;

struct Kind {
    std::string_view name;
    Formula kind;
};

constexpr std::array kinds{
    Kind{"greeting", Formula::greeting}, Kind{"address", Formula::address}, Kind{"thanks", Formula::thanks},
    Kind{"many", Formula::many},         Kind{"closing", Formula::closing}, Kind{"signed", Formula::signing},
    Kind{"farewell", Formula::farewell}, Kind{"answer", Formula::answer},   Kind{"request", Formula::request},
    Kind{"question", Formula::question}, Kind{"call", Formula::call},       Kind{"idiom", Formula::idiom},
    Kind{"word", Formula::word},         Kind{"joint", Formula::joint},     Kind{"particle", Formula::particle}};

bool is_of_word(char32_t letter) {
    auto const value = static_cast<UChar32>(letter);
    auto const type = u_charType(value);
    return u_isalnum(value) != 0 || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || letter == U'\'' ||
           letter == 0x2019;
}

/// Blanks and signs that part words and say nothing.
bool is_punctuation(char32_t letter) {
    constexpr std::u32string_view signs = U".,;:!?¡¿…。，、！？；：．～~-–—·،؛؟।/";
    return u_isUWhiteSpace(static_cast<UChar32>(letter)) != 0 || signs.find(letter) != signs.npos;
}

/// Parts words, but no clauses.
bool is_within_clause(char32_t letter) {
    return letter == U' ' || letter == U'\t' || letter == 0xA0 || letter == U'-';
}

UScriptCode script_of(char32_t letter) {
    UErrorCode status = U_ZERO_ERROR;
    auto const script = uscript_getScript(static_cast<UChar32>(letter), &status);
    return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

} // namespace

/// Appends to the last word. A letter that is drawn out becomes one, where letters are no words by themselves.
void FormulaWords::append(char32_t letter) {
    FormulaWord& word = words_.back();
    bool const drawable = letter < last_with_accents && u_isalpha(static_cast<UChar32>(letter)) != 0;
    bool const again = drawable && word.count > 0 && letters_.back() == letter;
    if (again && drawn_on_) {
        return;
    }
    drawn_on_ = again && word.count > 1 && letters_[letters_.size() - 2] == letter;
    if (drawn_on_) {
        letters_.pop_back();
        --word.count;
        word.drawn = true;
        return;
    }
    letters_.push_back(letter);
    ++word.count;
}

void FormulaWords::read(std::string_view text) {
    letters_.clear();
    words_.clear();
    bool open = false; // the last word may go on
    bool parted = false;
    for (std::size_t at = 0; at < text.size();) {
        CodePoint const point = first_code_point(text.substr(at));
        std::size_t const start = at;
        at += point.bytes;
        if (is_accent(point.value) || is_punctuation(point.value)) {
            open = open && is_accent(point.value);
            parted = parted || !(is_accent(point.value) || is_within_clause(point.value));
            continue;
        }
        bool const of_word = is_of_word(point.value);
        auto const script = script_of(point.value);
        bool const alone = of_word && uscript_breaksBetweenLetters(script) != 0;
        if (!open || !of_word || alone || words_.back().without_blanks) {
            bool const capital = u_islower(static_cast<UChar32>(point.value)) == 0;
            words_.push_back(
                {letters_.size(), 0, start, start, alone, script == USCRIPT_HANGUL, capital, false, parted});
            drawn_on_ = false;
        }
        append(plain_letter(point.value));
        parted = false;
        words_.back().end = at;
        open = of_word;
    }
}

FormulaLists const& FormulaLists::built_in() {
    static FormulaLists const lists;
    return lists;
}

FormulaLists::FormulaLists() {
    for (std::string_view list : built_in_formulas()) {
        while (!list.empty()) {
            std::string_view const line = take_line(list);
            auto const tab = line.find('\t');
            if (tab != std::string_view::npos && !line.starts_with('#')) {
                add(line.substr(0, tab), line.substr(tab + 1));
            }
        }
    }
    for (std::string_view const closing : closing_formulas()) {
        add("closing", closing);
    }
    for (auto& [first, forms] : forms_) {
        std::stable_sort(forms.begin(), forms.end(),
                         [](auto const& a, auto const& b) { return a.words.size() > b.words.size(); });
    }
}

/// The words of a form as it stands in a list.
std::vector<FormulaLists::FormWord> FormulaLists::words_of(std::string_view form, Formula kind) {
    std::vector<FormWord> result;
    FormulaWords read;
    bool after_gap = false;
    while (!form.empty()) {
        std::string_view part = form.substr(0, form.find(' '));
        form.remove_prefix(std::min(part.size() + 1, form.size()));
        if (part == gap_in_form) {
            after_gap = true;
            continue;
        }
        bool const stem = part.ends_with('*');
        part.remove_suffix(stem ? 1 : 0);
        read.read(part);
        for (std::size_t i = 0; i < read.size(); ++i) {
            bool const last = i + 1 == read.size();
            bool const inflected = kind == Formula::idiom && form.empty() && read[i].hangul;
            result.push_back({std::u32string(read.letters(i)), last && (stem || inflected), after_gap});
            after_gap = false;
        }
    }
    return result;
}

void FormulaLists::add(std::string_view kind, std::string_view form) {
    auto const* const known =
        std::find_if(kinds.begin(), kinds.end(), [&](Kind const& each) { return each.name == kind; });
    auto const tab = form.find('\t');
    std::string name(form.substr(0, tab == form.npos ? 0 : tab));
    std::replace(name.begin(), name.end(), ' ', '_');
    std::string composed;
    compose(tab == form.npos ? form : form.substr(tab + 1), composed);
    if (known == kinds.end()) {
        return;
    }
    add_each(known->kind, level_from(name).value_or(Level::neutral), composed);
}

/// Adds a form, one for each word that "{…}" offers.
void FormulaLists::add_each(Formula kind, Level level, std::string_view form) {
    auto const start = form.find('{');
    auto const end = form.find('}', start);
    if (end != form.npos) {
        std::string_view offered = form.substr(start + 1, end - start - 1);
        while (!offered.empty()) {
            std::string_view const one = offered.substr(0, offered.find(','));
            offered.remove_prefix(std::min(one.size() + 1, offered.size()));
            add_each(kind, level, std::string(form.substr(0, start)).append(one).append(form.substr(end + 1)));
        }
        return;
    }
    Form added{kind, level, words_of(form, kind)};
    if (!added.words.empty()) {
        forms_[added.words.front().letters].push_back(std::move(added));
    }
}

/// Where a form is looked for.
struct FormulaLists::Place {
    FormulaWords const& words;
    std::size_t end; ///< behind the last word that it may have
    Formula kind;
};

bool FormulaLists::is_equal(Place const& place, FormWord const& word, std::size_t at) {
    auto const letters = place.words.letters(at);
    bool const may_be_drawn = place.kind != Formula::thanks && place.kind != Formula::answer; // "noooo" is more than no
    bool const equal = letters == word.letters || (word.stem && letters.starts_with(word.letters));
    return equal && (may_be_drawn || !place.words[at].drawn);
}

/// Behind the last word of a form whose first is looked for from `at` on; 0 where it does not stand there.
std::size_t FormulaLists::end_of(Place const& place, std::span<FormWord const> form, std::size_t at) {
    if (form.empty()) {
        return at;
    }
    bool const after_gap = form.front().after_gap;
    for (std::size_t left = most_in_gap; at < place.end; ++at) {
        if (after_gap && place.words[at].parted) {
            return 0;
        }
        std::size_t const end = is_equal(place, form.front(), at) ? end_of(place, form.subspan(1), at + 1) : 0;
        std::size_t const skipped = place.words[at].without_blanks ? 1 : letters_of_word;
        if (end != 0 || !after_gap || left < skipped) {
            return end;
        }
        left -= skipped;
    }
    return 0;
}

FormulaLists::Found FormulaLists::find(FormulaWords const& words, std::size_t from, std::size_t most,
                                       Formula kind) const {
    most = std::min(most, words.size() - from);
    auto const found = most == 0 ? forms_.end() : forms_.find(words.letters(from));
    if (found == forms_.end()) {
        return {};
    }
    Place const place{words, from + most, kind};
    for (Form const& form : found->second) {
        std::size_t const end = form.kind == kind ? end_of(place, form.words, from) : 0;
        if (end != 0) {
            return {&form, end - from};
        }
    }
    return {};
}

std::size_t FormulaLists::match(FormulaWords const& words, std::size_t from, std::size_t most, Formula kind) const {
    return find(words, from, most, kind).count;
}

Level FormulaLists::level(FormulaWords const& words, std::size_t from, std::size_t count, Formula kind) const {
    Form const* const form = find(words, from, count, kind).form;
    return form != nullptr ? form->level : Level::neutral;
}

} // namespace undertone::sentiment
