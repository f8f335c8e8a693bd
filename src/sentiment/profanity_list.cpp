#include "sentiment/profanity_list.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_forms = 5000;
constexpr std::size_t most_parts = 8;
constexpr std::size_t shortest_stem = 3; ///< letters of a beginning or an end that stand for any word with it
constexpr std::size_t shortest_spelt = 4;
constexpr std::size_t shortest_hidden = 3;              ///< "х*й"
constexpr std::size_t most_bytes_without_blanks = 8192; ///< of a text that is searched letter by letter
constexpr char32_t any_letter = U'*';
constexpr char32_t first_without_blanks = 0xE00; ///< Thai, and the scripts of the far east

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

constexpr std::array<Replacement, 8> signs_for_letters{
    {{U'0', U'o'}, {U'1', U'i'}, {U'3', U'e'}, {U'4', U'a'}, {U'5', U's'}, {U'7', U't'}, {U'@', U'a'}, {U'$', U's'}}};

/// The same within a Cyrillic word.
constexpr std::array<Replacement, 5> signs_for_cyrillic{
    {{U'0', U'о'}, {U'3', U'з'}, {U'4', U'ч'}, {U'6', U'б'}, {U'@', U'а'}}};

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

template <std::size_t Count>
char32_t replaced(char32_t letter, std::array<Replacement, Count> const& table) {
    for (Replacement const& each : table) {
        if (each.from == letter) {
            return each.to;
        }
    }
    return letter;
}

template <std::size_t Count>
char32_t replaced_back(char32_t letter, std::array<Replacement, Count> const& table) {
    for (Replacement const& each : table) {
        if (each.to == letter) {
            return each.from;
        }
    }
    return letter;
}

bool is_latin_or_greek(char32_t letter) {
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode const script = uscript_getScript(static_cast<UChar32>(letter), &status);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

/// The letter without its accents.
char32_t bare(char32_t letter) {
    if (char32_t const plain = replaced(letter, plain_letters); plain != letter || letter < 0x80) {
        return plain;
    }
    if (!is_latin_or_greek(letter)) {
        return letter;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::Normalizer2 const* const normalizer = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    if (U_FAILURE(status) || normalizer->getDecomposition(static_cast<UChar32>(letter), parts) == 0) {
        return letter;
    }
    return replaced(static_cast<char32_t>(parts.char32At(0)), plain_letters);
}

/// Signs that change nothing: vowel marks of Arabic and Hebrew, the Arabic lengthener, what takes no room.
bool is_silent(char32_t value) {
    return value == 0xAD || value == 0xFEFF || value == 0x200B || value == 0x2060 || value == 0x640 ||
           (value >= 0x64B && value <= 0x652) || (value >= 0x5B0 && value <= 0x5C7);
}

bool is_word_part(char32_t value) {
    auto const point = static_cast<UChar32>(value);
    return u_isalnum(point) != 0 || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0 || value == any_letter || value == U'@' ||
           value == U'$';
}

template <class Word>
void append(Word& word, char32_t letter) {
    if (word.size() < 48) {
        word.push_back(letter);
    }
}

std::u32string_view view(Letters const& letters) {
    return {letters.data(), letters.size()};
}

/// Takes the next word off a text; empty when there is none.
Letters take_word(std::string_view& text) {
    Letters word;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (is_silent(point.value)) {
            continue;
        }
        if (is_word_part(point.value)) {
            append(word, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
        } else if (!word.empty()) {
            break;
        }
    }
    return word;
}

std::u32string without_accents(std::u32string_view word) {
    std::u32string result(word);
    std::transform(result.begin(), result.end(), result.begin(), bare);
    return result;
}

std::optional<Grade> grade_from(std::string_view name) {
    return name == "mild"     ? std::optional(Grade::mild)
           : name == "coarse" ? std::optional(Grade::coarse)
           : name == "strong" ? std::optional(Grade::strong)
                              : std::nullopt;
}

std::optional<Aim> aim_from(std::string_view name) {
    return name == "person"  ? std::optional(Aim::person)
           : name == "thing" ? std::optional(Aim::thing)
           : name == "none"  ? std::optional(Aim::none)
                             : std::nullopt;
}

std::string_view take_field(std::string_view& line, char end) {
    std::string_view const field = line.substr(0, line.find(end));
    line.remove_prefix(std::min(line.size(), field.size() + 1));
    return field;
}

/// Runs of more than `most` of one letter are cut to `most`.
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

bool has_long_run(std::u32string_view word) {
    for (std::size_t i = 2; i < word.size(); ++i) {
        if (word[i] == word[i - 1] && word[i] == word[i - 2] && word[i] != any_letter) {
            return true;
        }
    }
    return false;
}

bool is_cyrillic(char32_t letter) {
    return letter >= 0x400 && letter < 0x530;
}

/// The word with its digits and signs read as letters; nothing when it has none, or too few letters to be a word.
std::optional<Letters> signs_read(std::u32string_view word) {
    bool const cyrillic = std::any_of(word.begin(), word.end(), is_cyrillic);
    Letters result;
    std::size_t letters = 0;
    bool changed = false;
    for (char32_t const sign : word) {
        char32_t const letter = cyrillic ? replaced(sign, signs_for_cyrillic) : replaced(sign, signs_for_letters);
        letters += letter == sign && u_isalpha(static_cast<UChar32>(sign)) != 0 ? 1U : 0U;
        changed = changed || letter != sign;
        append(result, letter);
    }
    return changed && letters >= 2 ? std::optional(result) : std::nullopt;
}

/// A word of Cyrillic and Latin letters, written in those of which it has more.
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

} // namespace

Result<void> ProfanityList::add_line(std::string_view line) {
    auto const grade_name = take_field(line, '\t');
    auto const aim_name = take_field(line, '\t');
    Form form;
    form.allowed = grade_name == "allow";
    auto const grade = grade_from(grade_name);
    auto const aim = aim_from(aim_name);
    if (!form.allowed && (!grade || !aim)) {
        return fail(Code::invalid,
                    "must be grade (mild, coarse, strong), aim (person, thing, none) and form, parted by tabs");
    }
    while (!line.empty()) {
        std::string_view rest = take_field(line, ' ');
        bool const open_before = rest.starts_with('*');
        bool const open_after = rest.size() > 1 && rest.ends_with('*');
        rest = rest.substr(open_before ? 1 : 0);
        rest = rest.substr(0, rest.size() - (open_after ? 1 : 0));
        while (!rest.empty()) {
            Letters const word = take_word(rest);
            if (word.empty()) {
                break;
            }
            Part part;
            part.text.assign(word.begin(), word.end());
            part.bare = writing_ == Writing::words ? without_accents(part.text) : part.text;
            form.parts.push_back(std::move(part));
        }
        if (!form.parts.empty()) {
            form.parts.back().open_after = open_after;
            form.parts.back().open_before = open_before;
        }
    }
    if (form.parts.empty() || form.parts.size() > most_parts || forms_.size() >= most_forms) {
        return fail(Code::invalid, "must have a form of 1 to 8 words, in a list of at most 5,000");
    }
    if (!form.allowed) {
        form.profanity = {*grade, *aim, form.parts.size()};
    }
    forms_.push_back(std::move(form));
    return {};
}

Result<void> ProfanityList::add(std::string_view file) {
    for (std::size_t number = 1; !file.empty(); ++number) {
        std::string_view line = take_field(file, '\n');
        line = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        auto const added = is_valid_utf8(line) ? add_line(line) : fail(Code::invalid, "must be UTF-8");
        if (!added) {
            return fail(Code::invalid, "line " + std::to_string(number) + " " + added.error().message);
        }
    }
    return {};
}

void ProfanityList::index(std::uint32_t number) {
    Part const& first = forms_[number].parts.front();
    if (first.open_before) {
        open_.push_back(number);
        return;
    }
    auto& keys = first.open_after && first.text.size() >= shortest_stem ? beginnings_ : whole_;
    keys.push_back({first.text, number});
    if (first.bare != first.text && !forms_[number].allowed) {
        keys.push_back({first.bare, number});
    }
}

void ProfanityList::finish() {
    whole_.clear();
    beginnings_.clear();
    open_.clear();
    for (std::uint32_t number = 0; number < forms_.size(); ++number) {
        index(number);
    }
    auto const before = [](Key const& a, Key const& b) { return a.text < b.text; };
    std::sort(whole_.begin(), whole_.end(), before);
    std::sort(beginnings_.begin(), beginnings_.end(), before);
}

/// One look through one text.
class ProfanityList::Search {
public:
    explicit Search(ProfanityList const& list) : list_(list) {}

    Profanity words(std::string_view text) {
        Letters spelt;
        while (!text.empty()) {
            Letters const word = take_word(text);
            if (skipped_ > 0) {
                --skipped_;
                continue;
            }
            if (word.size() == 1) {
                append(spelt, word.front());
                look_up(word, text);
                continue;
            }
            close(spelt);
            look_up(word, text);
        }
        close(spelt);
        return best_;
    }

    Profanity anywhere(std::string_view text) {
        std::u32string letters; // short: a list without blanks looks at no more than a page
        for (text = cut_utf8(text, most_bytes_without_blanks); !text.empty();) {
            CodePoint const point = first_code_point(text);
            text.remove_prefix(point.bytes);
            if (!is_silent(point.value)) {
                close_gap(letters, point.value);
                letters.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
            }
        }
        for (Form const& form : list_.forms_) {
            find_anywhere(letters, form);
        }
        return best_;
    }

private:
    /// Letters that stand alone one after the other are read as one word.
    void close(Letters& spelt) {
        if (spelt.size() >= shortest_spelt) {
            each_key(list_.whole_, view(spelt), [&](Form const& form) {
                if (form.parts.size() == 1) {
                    note(form);
                }
            });
        }
        spelt.clear();
    }

    /// Takes back a blank between two letters of a script that needs none.
    static void close_gap(std::u32string& letters, char32_t next) {
        std::size_t const size = letters.size();
        if (size > 1 && letters[size - 1] == U' ' && letters[size - 2] >= first_without_blanks &&
            next >= first_without_blanks) {
            letters.pop_back();
        }
    }

    /// Tries a word as it is written and, when that is nothing, without its disguises.
    void look_up(Letters const& word, std::string_view rest) {
        if (word.empty() || try_word(view(word), rest)) {
            return;
        }
        auto const in_one = in_one_script(view(word));
        auto const read = signs_read(in_one ? view(*in_one) : view(word));
        Letters const plain = read ? *read : in_one ? *in_one : word;
        if ((read || in_one) && try_word(view(plain), rest)) {
            return;
        }
        if (has_long_run(view(plain)) && (try_word(view(drawn_together(view(plain), 2)), rest) ||
                                          try_word(view(drawn_together(view(plain), 1)), rest))) {
            return;
        }
        if (std::find(word.begin() + 1, word.end(), any_letter) != word.end()) {
            try_hidden(view(word));
        }
    }

    /// True when a form of the list begins with that word, also an allowed one.
    bool try_word(std::u32string_view word, std::string_view rest) {
        Profanity const before = best_;
        bool found = false;
        bool allowed = false;
        auto const take = [&](Form const& form) {
            if (follows(form, rest)) {
                found = true;
                allowed = allowed || form.allowed;
                skipped_ = form.allowed ? std::max(skipped_, form.parts.size() - 1) : skipped_;
                note(form);
            }
        };
        each_key(list_.whole_, word, take);
        for (std::size_t length = shortest_stem; length <= word.size(); ++length) {
            each_key(list_.beginnings_, word.substr(0, length), take);
        }
        for (std::uint32_t const number : list_.open_) {
            if (fits(list_.forms_[number].parts.front(), word)) {
                take(list_.forms_[number]);
            }
        }
        best_ = allowed ? before : best_;
        return found;
    }

    /// "f**k": two letters are seen, the first among them.
    void try_hidden(std::u32string_view word) {
        auto const seen = word.size() - static_cast<std::size_t>(std::count(word.begin(), word.end(), any_letter));
        if (word.front() == any_letter || seen < 2 || word.size() < shortest_hidden) {
            return;
        }
        for (Key const& key : list_.whole_) {
            Form const& form = list_.forms_[key.form];
            bool const fits = key.text.size() == word.size() && form.parts.size() == 1 && !form.allowed &&
                              std::equal(word.begin(), word.end(), key.text.begin(),
                                         [](char32_t a, char32_t b) { return a == any_letter || a == b; });
            if (fits) {
                note(form);
                return;
            }
        }
    }

    template <class Take>
    void each_key(std::vector<Key> const& keys, std::u32string_view text, Take const& take) const {
        auto const before = [](Key const& key, std::u32string_view wanted) { return key.text < wanted; };
        for (auto at = std::lower_bound(keys.begin(), keys.end(), text, before); at != keys.end() && at->text == text;
             ++at) {
            take(list_.forms_[at->form]);
        }
    }

    static bool fits(std::u32string_view wanted, Part const& part, std::u32string_view word) {
        if (part.open_before && part.open_after) {
            return word.find(wanted) != word.npos;
        }
        if (part.open_before) {
            return word.ends_with(wanted);
        }
        return part.open_after ? word.starts_with(wanted) : word == wanted;
    }

    static bool fits(Part const& part, std::u32string_view word) {
        return fits(part.text, part, word) || fits(part.bare, part, word);
    }

    /// True when the further words of the form come next.
    static bool follows(Form const& form, std::string_view rest) {
        for (std::size_t i = 1; i < form.parts.size(); ++i) {
            if (!fits(form.parts[i], view(take_word(rest)))) {
                return false;
            }
        }
        return true;
    }

    void find_anywhere(std::u32string_view text, Form const& form) {
        std::u32string_view const wanted = form.parts.front().text;
        for (auto at = text.find(wanted); !form.allowed && at != text.npos; at = text.find(wanted, at + 1)) {
            std::u32string_view rest = text.substr(at);
            if (continues(form, rest) && !is_allowed(text, at, rest.size())) {
                note(form);
                return;
            }
        }
    }

    /// True when the text begins with the words of the form, with or without blanks between them; cuts it to them.
    static bool continues(Form const& form, std::u32string_view& text) {
        std::size_t at = 0;
        for (Part const& part : form.parts) {
            while (at > 0 && at < text.size() && text[at] == U' ') {
                ++at;
            }
            if (!text.substr(at).starts_with(part.text)) {
                return false;
            }
            at += part.text.size();
        }
        bool const latin = form.parts.front().text.front() < 0x80;
        bool const inside =
            latin && at < text.size() && text[at] >= U'a' && text[at] <= U'z' && !form.parts.back().open_after;
        text = text.substr(0, at);
        return !inside;
    }

    /// True when an innocent word touches the place, or a Latin form begins within a word.
    bool is_allowed(std::u32string_view text, std::size_t at, std::size_t size) const {
        if (at > 0 && text[at] < 0x80 && text[at - 1] >= U'a' && text[at - 1] <= U'z') {
            return true;
        }
        return std::any_of(list_.forms_.begin(), list_.forms_.end(), [&](Form const& form) {
            return form.allowed && overlaps(text, form.parts.front().text, at, size);
        });
    }

    /// True when `innocent` stands somewhere over the place.
    static bool overlaps(std::u32string_view text, std::u32string_view innocent, std::size_t at, std::size_t size) {
        std::size_t const first = at + 1 > innocent.size() ? at + 1 - innocent.size() : 0;
        return text.substr(first, at + size + innocent.size() - 1 - first).find(innocent) != text.npos;
    }

    void note(Form const& form) {
        if (!form.allowed) {
            best_ = coarser(best_, form.profanity);
        }
    }

    ProfanityList const& list_;
    Profanity best_;
    std::size_t skipped_ = 0; ///< words that an innocent form still covers
};

Profanity ProfanityList::find(std::string_view text) const {
    return writing_ == Writing::without_blanks ? Search(*this).anywhere(text) : Search(*this).words(text);
}

} // namespace undertone::sentiment
