#include "sentiment/profanity_list.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unicode/uchar.h>
#include <utility>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_forms = 5000;
constexpr std::size_t most_parts = 8;
constexpr std::size_t shortest_stem = 3; ///< letters of a beginning or an end that stand for any word with it
constexpr std::size_t shortest_spelt = 4;
constexpr std::size_t most_letters_of_name = 7;
constexpr std::size_t shortest_hidden_stem = 4;         ///< of which so many letters less one are seen
constexpr std::size_t most_bytes_without_blanks = 8192; ///< of a text that is searched letter by letter
constexpr char32_t first_without_blanks = 0xE00;        ///< Thai, and the scripts of the far east

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

/// Is a "#" or "○" there a hidden letter, not the begin of a tag or a line? `rest` follows it.
bool hides_letter(char32_t value, Letters const& word, std::string_view rest) {
    bool const hides = value == U'#' || value == hiding_circle;
    return hides && !word.empty() && !rest.empty() &&
           u_isalpha(static_cast<UChar32>(first_code_point(rest).value)) != 0;
}

char32_t compared(char32_t value) {
    return one_circle(static_cast<char32_t>(u_tolower(static_cast<UChar32>(value))));
}

/// Takes the next word off a text; empty when there is none. `written` is its place in the text.
Letters take_word(std::string_view& text, std::string_view& written) {
    Letters word;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        std::string_view const from = text;
        text.remove_prefix(point.bytes);
        if (is_silent(point.value)) {
            continue;
        }
        if (is_word_part(point.value) || hides_letter(one_circle(point.value), word, text)) {
            char const* const start = word.empty() ? from.data() : written.data();
            written = std::string_view(start, static_cast<std::size_t>(text.data() - start));
            append(word, compared(point.value));
        } else if (!word.empty()) {
            break;
        }
    }
    return word;
}

Letters take_word(std::string_view& text) {
    std::string_view written;
    return take_word(text, written);
}

/// A name follows: "Herr Ficker". Insults are longer or small.
bool is_title(std::u32string_view word) {
    constexpr auto titles = std::to_array<std::u32string_view>(
        {U"herr",    U"herrn",   U"frau",   U"familie", U"monsieur", U"madame",   U"mme",     U"famille",  U"señor",
         U"señora",  U"sr",      U"sra",    U"familia", U"signor",   U"signora",  U"sig",     U"famiglia", U"senhor",
         U"senhora", U"família", U"senyor", U"senyora", U"meneer",   U"mevrouw",  U"dhr",     U"mevr",     U"herre",
         U"fru",     U"fröken",  U"hr",     U"herra",   U"rouva",    U"pan",      U"pani",    U"pana",     U"pán",
         U"paní",    U"domnul",  U"doamna", U"gospod",  U"gospa",    U"gospodin", U"gospođa", U"ponas",    U"ponia",
         U"kungs",   U"kundze",  U"härra",  U"proua",   U"господин", U"госпожа",  U"пан",     U"пані",     U"κύριος",
         U"κυρία",   U"bay",     U"bayan",  U"mr",      U"mrs",      U"ms",       U"dr",      U"prof",     U"rodina"});
    return std::find(titles.begin(), titles.end(), word) != titles.end();
}

/// Is a word written as a short name is, with one large letter?
bool is_name(Letters const& word, std::string_view written) {
    if (word.size() < 2 || word.size() > most_letters_of_name) {
        return false;
    }
    CodePoint const first = first_code_point(written);
    CodePoint const second = first_code_point(written.substr(first.bytes));
    return u_isupper(static_cast<UChar32>(first.value)) != 0 && u_islower(static_cast<UChar32>(second.value)) != 0;
}

/// How many letters a stem needs at least; a syllable of Korean is one letter.
std::size_t shortest_stem_of(std::u32string_view word) {
    return !word.empty() && word.front() >= 0x3131 && word.front() < 0xD7A4 ? 1 : shortest_stem;
}

std::u32string without_accents(std::u32string_view word) {
    std::u32string result(word);
    std::transform(result.begin(), result.end(), result.begin(), without_accent);
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
    auto& keys = first.open_after && first.text.size() >= shortest_stem_of(first.text) ? beginnings_ : whole_;
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
        bool titled = false;
        while (!text.empty()) {
            std::string_view written;
            Letters const word = take_word(text, written);
            bool const named = titled && is_name(word, written);
            titled = is_title(view(word));
            if (named) {
                continue;
            }
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
                letters.push_back(compared(point.value));
            }
        }
        for (Form const& form : list_.forms_) {
            find_anywhere(letters, form);
        }
        return best_;
    }

    /// What is hidden in the words that a text disguises; `result` is the text with those words in plain letters.
    Profanity undisguised(std::string_view text, std::string& result) {
        result.clear();
        while (!text.empty()) {
            char const* const from = text.data();
            std::string_view written(from, 0);
            Letters const word = take_word(text, written);
            Profanity const before = std::exchange(best_, Profanity());
            auto const plain = look_up(word, text);
            result.append(from, written.data());
            if (plain && best_.grade != Grade::none) {
                for (char32_t const letter : *plain) {
                    append_code_point(result, letter);
                }
                best_ = coarser(before, best_);
            } else {
                result.append(written);
                best_ = before;
            }
            result.append(written.data() + written.size(), text.data());
        }
        return best_;
    }

private:
    /// Letters that stand alone one after the other are read as one word.
    void close(Letters& spelt) {
        auto const take = [&](Form const& form) {
            if (form.parts.size() == 1) {
                note(form);
            }
        };
        if (spelt.size() >= shortest_spelt) {
            each_key(list_.whole_, view(spelt), take);
            for (std::size_t length = shortest_spelt; length <= spelt.size(); ++length) {
                each_key(list_.beginnings_, view(spelt).substr(0, length), take);
            }
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

    /// Tries a word as it is written and, when that is nothing, without its disguises; without which ones it was found.
    std::optional<Letters> look_up(Letters const& word, std::string_view rest) {
        if (word.empty() || try_word(view(word), rest)) {
            return std::nullopt;
        }
        auto const in_one = in_one_script(view(word));
        auto const read = signs_read(in_one ? view(*in_one) : view(word));
        Letters const plain = read ? *read : in_one ? *in_one : word;
        if ((read || in_one) && try_word(view(plain), rest)) {
            return plain;
        }
        if (has_long_run(view(plain)) && (try_word(view(drawn_together(view(plain), 2)), rest) ||
                                          try_word(view(drawn_together(view(plain), 1)), rest))) {
            return std::nullopt;
        }
        auto found = try_hidden(view(word));
        if (!found && read) {
            found = try_hidden(view(*read));
        }
        return found ? found : try_between_stars(view(word), rest);
    }

    /// "*merde*"
    std::optional<Letters> try_between_stars(std::u32string_view word, std::string_view rest) {
        std::size_t const first = word.find_first_not_of(any_letter);
        std::size_t const last = word.find_last_not_of(any_letter);
        bool const has_stars = first != word.npos && last + 1 - first < word.size();
        if (!has_stars || !try_word(word.substr(first, last + 1 - first), rest)) {
            return std::nullopt;
        }
        word = word.substr(first, last + 1 - first);
        return Letters(word.begin(), word.end());
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
        for (std::size_t length = shortest_stem_of(word); length <= word.size(); ++length) {
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

    /// "f**k", and "m*therfuckers" where a form goes on as it likes: the word in plain letters.
    std::optional<Letters> try_hidden(std::u32string_view written) {
        auto const hidden_word = signs_hidden(written);
        if (!hidden_word) {
            return std::nullopt;
        }
        std::u32string_view const word = view(*hidden_word);
        auto const equals = [](char32_t a, char32_t b) { return a == any_letter || a == b; };
        auto const fits = [&](Key const& key, std::u32string_view begin) {
            Form const& form = list_.forms_[key.form];
            return form.parts.size() == 1 && !form.allowed && key.text.size() == begin.size() &&
                   std::equal(begin.begin(), begin.end(), key.text.begin(), equals);
        };
        auto const goes_on = [&](Key const& key) {
            auto const begin = word.substr(0, key.text.size());
            auto const hidden = std::count(begin.begin(), begin.end(), any_letter);
            return key.text.size() >= shortest_hidden_stem && hidden < 2 && fits(key, begin);
        };
        auto key =
            std::find_if(list_.whole_.begin(), list_.whole_.end(), [&](Key const& each) { return fits(each, word); });
        if (key == list_.whole_.end()) {
            key = std::find_if(list_.beginnings_.begin(), list_.beginnings_.end(), goes_on);
            if (key == list_.beginnings_.end()) {
                return std::nullopt;
            }
        }
        note(list_.forms_[key->form]);
        Letters plain(key->text.begin(), key->text.end());
        for (char32_t const letter : word.substr(key->text.size())) {
            append(plain, letter);
        }
        return plain;
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

Profanity ProfanityList::undisguise(std::string_view text, std::string& result) const {
    return writing_ == Writing::without_blanks ? Profanity() : Search(*this).undisguised(text, result);
}

} // namespace undertone::sentiment
