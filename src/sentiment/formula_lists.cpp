#include "sentiment/formula_lists.h"

#include "sentiment/hash.h"
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
    Kind{"word", Formula::word},         Kind{"turn", Formula::turn},       Kind{"joint", Formula::joint},
    Kind{"particle", Formula::particle}};

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

/// Of a form of this kind of which no letter was read yet.
std::uint32_t hash_of(Formula kind) {
    return extended(hash_start, static_cast<std::uint32_t>(kind));
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

void FormulaWords::read(std::string_view text, FormulaListSet lists) {
    lists_ = lists;
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

FormulaListSet FormulaLists::list_of(std::string_view language) const {
    auto const files = built_in_formulas();
    auto const file =
        std::find_if(files.begin(), files.end(), [&](auto const& each) { return each.language == language; });
    return file == files.end() ? 0 : FormulaListSet{1} << (file - files.begin());
}

FormulaLists::FormulaLists() {
    for (auto [language, list] : built_in_formulas()) {
        while (!list.empty()) {
            std::string_view const line = take_line(list);
            auto const tab = line.find('\t');
            if (tab != std::string_view::npos && !line.starts_with('#')) {
                add(line.substr(0, tab), line.substr(tab + 1));
            }
        }
        ++list_;
    }
    for (std::string_view const closing : closing_formulas()) {
        add("closing", closing);
    }
    for (std::uint32_t form = 0; form < forms_.size(); ++form) {
        enter(form);
    }
    for (auto* const entries : {&by_word_, &by_stem_}) {
        std::stable_sort(entries->begin(), entries->end(),
                         [](Entry const& a, Entry const& b) { return a.hash < b.hash; });
    }
}

void FormulaLists::add(std::string_view kind, std::string_view form) {
    auto const* const known =
        std::find_if(kinds.begin(), kinds.end(), [&](Kind const& each) { return each.name == kind; });
    auto const tab = form.find('\t');
    std::string name(form.substr(0, tab == form.npos ? 0 : tab));
    std::replace(name.begin(), name.end(), ' ', '_');
    std::string composed;
    compose(tab == form.npos ? form : form.substr(tab + 1), composed);
    if (known != kinds.end()) {
        add_form(known->kind, level_from(name).value_or(Level::neutral), composed);
    }
}

/// How far a form is read.
struct FormulaLists::Progress {
    Formula kind;
    bool after_gap = false; ///< a gap stands at the end of what was read
    bool begun = false;     ///< words were read
    bool last = false;      ///< the part ends the form
    FormulaWords words{};
};

/// Adds a form: what stands in braces is one part of it, what stands before, between and behind them are others.
void FormulaLists::add_form(Formula kind, Level level, std::string_view form) {
    auto const first = static_cast<std::uint32_t>(parts_.size());
    Progress progress{kind};
    while (!form.empty()) {
        bool const braces = form.front() == '{' && form.find('}') != form.npos;
        std::size_t const end = braces ? form.find('}') : std::min(form.find('{', 1), form.size());
        std::string_view const part = form.substr(braces ? 1 : 0, end - (braces ? 1 : 0));
        form.remove_prefix(end + (braces ? 1 : 0));
        progress.last = form.empty();
        add_part(part, braces, progress);
    }
    if (parts_.size() > first) {
        forms_.push_back({kind, level, list_, {first, static_cast<std::uint32_t>(parts_.size()) - first}});
    }
}

void FormulaLists::add_part(std::string_view text, bool braces, Progress& progress) {
    auto const first = static_cast<std::uint32_t>(options_.size());
    bool gap_behind = false;
    do {
        std::string_view const option = braces ? text.substr(0, text.find(',')) : text;
        text.remove_prefix(std::min(option.size() + 1, text.size()));
        gap_behind = add_option(option, progress) || gap_behind;
    } while (!text.empty());
    if (options_.size() > first) {
        parts_.push_back({first, static_cast<std::uint32_t>(options_.size()) - first});
    }
    progress.after_gap = gap_behind;
    progress.begun = progress.begun || options_.size() > first;
}

/// Adds the words of an option, if there are any; whether a gap follows them.
bool FormulaLists::add_option(std::string_view text, Progress& progress) {
    auto const first = static_cast<std::uint32_t>(words_.size());
    bool after_gap = progress.after_gap;
    while (!text.empty()) {
        std::string_view part = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        if (part == gap_in_form) {
            after_gap = true;
            continue;
        }
        bool const stem = part.ends_with('*');
        part.remove_suffix(stem ? 1 : 0);
        progress.words.read(part);
        for (std::size_t i = 0; i < progress.words.size(); ++i) {
            auto const letters = progress.words.letters(i);
            bool const ends = i + 1 == progress.words.size();
            bool const alone = words_.size() == first && !progress.begun; // would be found in too many others
            bool const inflected =
                progress.kind == Formula::idiom && progress.last && text.empty() && !alone && progress.words[i].hangul;
            words_.push_back({{static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(letters.size())},
                              ends && (stem || inflected),
                              after_gap});
            letters_ += letters;
            after_gap = false;
        }
    }
    if (words_.size() > first) {
        options_.push_back({first, static_cast<std::uint32_t>(words_.size()) - first});
    }
    return after_gap;
}

/// Lets the form be found by each word that it may begin with.
void FormulaLists::enter(std::uint32_t form) {
    Span const part = parts_[forms_[form].parts.first];
    for (auto option = part.first; option < part.first + part.count; ++option) {
        FormWord const& word = words_[options_[option].first];
        auto hash = hash_of(forms_[form].kind);
        for (char32_t const letter : std::u32string_view(letters_).substr(word.letters.first, word.letters.count)) {
            hash = extended(hash, letter);
        }
        auto& entries = word.stem ? by_stem_ : by_word_;
        auto const others = std::find_if(entries.rbegin(), entries.rend(),
                                         [&](Entry const& entry) { return entry.form != form || entry.hash == hash; });
        if (others == entries.rend() || others->form != form) {
            entries.push_back({hash, form});
        }
    }
}

/// Where a form is looked for.
struct FormulaLists::Place {
    FormulaWords const& words;
    std::size_t end; ///< behind the last word that it may have
    Formula kind;
};

bool FormulaLists::is_equal(Place const& place, FormWord const& word, std::size_t at) const {
    auto const letters = place.words.letters(at);
    auto const wanted = std::u32string_view(letters_).substr(word.letters.first, word.letters.count);
    bool const may_be_drawn = place.kind != Formula::thanks && place.kind != Formula::answer; // "noooo" is more than no
    bool const equal = letters == wanted || (word.stem && letters.starts_with(wanted));
    return equal && (may_be_drawn || !place.words[at].drawn);
}

/// `words`, and `parts` behind them, from the word `at` of the text on.
FormulaLists::Match FormulaLists::follow(Place const& place, Span words, Span parts, std::size_t at) const {
    if (words.count == 0) {
        return choose(place, parts, at);
    }
    FormWord const& word = words_[words.first];
    for (std::size_t left = most_in_gap; at < place.end; ++at) {
        if (word.after_gap && place.words[at].parted) {
            return {};
        }
        Match const behind = is_equal(place, word, at) ? follow(place, words.rest(), parts, at + 1) : Match{};
        std::size_t const skipped = place.words[at].without_blanks ? 1 : letters_of_word;
        if (behind.end != 0) {
            return {behind.end, behind.words + 1};
        }
        if (!word.after_gap || left < skipped) {
            return {};
        }
        left -= skipped;
    }
    return {};
}

/// The options of the first part, and the other parts behind them: of those that stand there the one of most words.
FormulaLists::Match FormulaLists::choose(Place const& place, Span parts, std::size_t at) const {
    if (parts.count == 0) {
        return {at, 0};
    }
    Match best;
    Span const part = parts_[parts.first];
    for (auto option = part.first; option < part.first + part.count; ++option) {
        Match const match = follow(place, options_[option], parts.rest(), at);
        if (match.end != 0 && match.words > best.words) {
            best = match;
        }
    }
    return best;
}

void FormulaLists::look(Place const& place, std::span<Entry const> entries, std::uint32_t hash, std::size_t at,
                        Found& best) const {
    auto next = std::lower_bound(entries.begin(), entries.end(), hash,
                                 [](Entry const& entry, std::uint32_t wanted) { return entry.hash < wanted; });
    for (; next != entries.end() && next->hash == hash; ++next) {
        Form const& form = forms_[next->form];
        bool const of_any = form.kind != Formula::idiom && form.kind != Formula::turn;
        bool const counts = form.kind == place.kind && (of_any || ((place.words.lists() >> form.list) & 1) != 0);
        Match const match = counts ? choose(place, form.parts, at) : Match{};
        if (match.end != 0 && match.words > best.match.words) {
            best = {&form, match};
        }
    }
}

FormulaLists::Found FormulaLists::find(FormulaWords const& words, std::size_t from, std::size_t most,
                                       Formula kind) const {
    Found best;
    most = std::min(most, words.size() - from);
    if (most == 0) {
        return best;
    }
    Place const place{words, from + most, kind};
    auto hash = hash_of(kind);
    for (char32_t const letter : words.letters(from)) {
        hash = extended(hash, letter);
        look(place, by_stem_, hash, from, best);
    }
    look(place, by_word_, hash, from, best);
    return best;
}

std::size_t FormulaLists::match(FormulaWords const& words, std::size_t from, std::size_t most, Formula kind) const {
    Found const found = find(words, from, most, kind);
    return found.form != nullptr ? found.match.end - from : 0;
}

Level FormulaLists::level(FormulaWords const& words, std::size_t from, std::size_t count, Formula kind) const {
    Form const* const form = find(words, from, count, kind).form;
    return form != nullptr ? form->level : Level::neutral;
}

} // namespace undertone::sentiment
