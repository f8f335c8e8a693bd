#include "sentiment/english_profanity.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <boost/static_string.hpp>
#include <string>
#include <tuple>
#include <unicode/uchar.h>
#include <vector>

namespace undertone::sentiment {
namespace {

/// A word of the list: the prefixes and endings that make its other forms, each list separated by spaces ("-" is the
/// empty one).
struct Entry {
    std::string_view stem, prefixes, endings;
    Grade grade;
    Aim aim;
    bool unmistakable;
};

constexpr std::array entries{
    Entry{"fuck", "- mother mutha mofo un cluster mind bum abso",
          "- s a ed er ers in ing ings face faces head heads wit wits tard tards up ups off nut boy "
          "ery able ton load loads you this that it sake",
          Grade::strong, Aim::none, true},
    Entry{"fuk", "- mother", "- s ed er ers in ing", Grade::strong, Aim::none, true},
    Entry{"fck", "-", "- s ed er in ing", Grade::strong, Aim::none, true},
    Entry{"fvck", "-", "- s ed er in ing", Grade::strong, Aim::none, true},
    Entry{"fuc", "-", "- king kin ked ker", Grade::strong, Aim::none, true},
    Entry{"phuck", "-", "- ed er ing", Grade::strong, Aim::none, true},
    Entry{"motherfuck", "-", "a as er ers in ing", Grade::strong, Aim::person, true},
    Entry{"shit", "- bull horse dip bat ape dog chicken holy",
          "- s e es ty ter tier tiest ting ted head heads hole holes show shows storm face faces bag bags "
          "less load loads list talk",
          Grade::strong, Aim::thing, true},
    Entry{"shitt", "- bull", "y ier iest ing ed er ers", Grade::strong, Aim::thing, true},
    Entry{"shyt", "- bull", "- e", Grade::strong, Aim::thing, true},
    Entry{"cunt", "-", "- s y ish ing face", Grade::strong, Aim::person, true},
    Entry{"bitch", "- son", "- es y ing in ed iest ass", Grade::strong, Aim::person, true},
    Entry{"biatch", "-", "- es", Grade::strong, Aim::person, true},
    Entry{"ass", "- dumb jack smart lazy lame punk bad kick fat", "- es", Grade::coarse, Aim::none, false},
    Entry{"asshole", "-", "- s ry", Grade::strong, Aim::person, true},
    Entry{"arsehole", "-", "- s", Grade::strong, Aim::person, true},
    Entry{"arse", "- smart", "- s d", Grade::coarse, Aim::none, false},
    Entry{"ass", "-", "hat hats wipe wipes clown clowns face faces backwards", Grade::strong, Aim::person, true},
    Entry{"bastard", "-", "- s ly", Grade::strong, Aim::person, false},
    Entry{"dick", "-", "head heads face faces wad wads weed hole", Grade::strong, Aim::person, true},
    Entry{"cocksuck", "-", "er ers ing", Grade::strong, Aim::person, true},
    Entry{"knobhead", "-", "- s", Grade::strong, Aim::person, true},
    Entry{"bellend", "-", "- s", Grade::strong, Aim::person, true},
    Entry{"wank", "-", "- s er ers ed ing y stain", Grade::strong, Aim::none, true},
    Entry{"tosser", "-", "- s", Grade::coarse, Aim::person, false},
    Entry{"twat", "-", "- s", Grade::strong, Aim::person, true},
    Entry{"prick", "-", "- s", Grade::coarse, Aim::person, false},
    Entry{"pussy", "-", "-", Grade::coarse, Aim::none, false},
    Entry{"pussies", "-", "-", Grade::coarse, Aim::none, false},
    Entry{"piss", "-", "- es ed er ers ing y take head", Grade::coarse, Aim::none, false},
    Entry{"crap", "-", "- s py pier piest ped ping ola", Grade::coarse, Aim::thing, true},
    Entry{"bollock", "-", "- s ed ing", Grade::coarse, Aim::thing, true},
    Entry{"bugger", "-", "- s ed ing y", Grade::coarse, Aim::none, true},
    Entry{"sod", "-", "off ding", Grade::coarse, Aim::none, true},
    Entry{"goddam", "-", "- n ned nit mit", Grade::coarse, Aim::none, true},
    Entry{"slut", "-", "- s ty", Grade::strong, Aim::person, false},
    Entry{"whore", "-", "- s d house", Grade::strong, Aim::person, true},
    Entry{"retard", "-", "s ed", Grade::strong, Aim::person, false},
    Entry{"faggot", "-", "- s ry", Grade::strong, Aim::person, true},
    Entry{"nigger", "-", "- s", Grade::strong, Aim::person, true},
    Entry{"nigga", "-", "- s z", Grade::strong, Aim::person, true},
    Entry{"douchebag", "-", "- s", Grade::coarse, Aim::person, true},
    Entry{"scumbag", "-", "- s", Grade::coarse, Aim::person, true},
    Entry{"jerkoff", "-", "- s", Grade::coarse, Aim::none, true},
    Entry{"wtf", "-", "-", Grade::coarse, Aim::none, true},
    Entry{"stfu", "-", "-", Grade::strong, Aim::person, true},
    Entry{"gtfo", "-", "-", Grade::strong, Aim::person, true},
    Entry{"omfg", "-", "-", Grade::coarse, Aim::none, true},
    Entry{"ffs", "-", "-", Grade::coarse, Aim::none, true},
    Entry{"damn", "-", "- ed it", Grade::mild, Aim::none, false},
    Entry{"dammit", "-", "-", Grade::mild, Aim::none, false},
    Entry{"bloody", "-", "-", Grade::mild, Aim::none, false},
    Entry{"hell", "-", "-", Grade::mild, Aim::none, false}};

/// What makes an insult of the word before it: "f*** you", "f***ing liars".
constexpr auto addressed = std::to_array<std::string_view>(
    {"you",   "u",      "ya",     "off",     "yourself", "yourselves", "y'all",   "idiot",    "idiots",   "imbecile",
     "moron", "morons", "clown",  "clowns",  "liar",     "liars",      "thief",   "thieves",  "crook",    "crooks",
     "fool",  "fools",  "cretin", "cretins", "loser",    "losers",     "scammer", "scammers", "imbeciles"});

/// A name follows: "Mr Fuk".
constexpr auto titles = std::to_array<std::string_view>({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"});

/// Words that only look like a listed one once their doubled letters are drawn together or their signs are read as
/// letters.
constexpr std::array<std::string_view, 6> innocent{"shiite", "shiites", "shiitake", "fuchs", "craps", "retards"};

/// Two words that are innocent side by side, whichever of them is listed: names, tools, medicine.
struct Pair {
    std::string_view first, second;
};
constexpr std::array innocent_pairs{
    Pair{"pussy", "riot"},    Pair{"pussy", "willow"},  Pair{"pussy", "galore"},     Pair{"bastard", "file"},
    Pair{"bastard", "files"}, Pair{"bastard", "sword"}, Pair{"bastard", "toadflax"}, Pair{"fucking", "austria"},
    Pair{"wank", "bavaria"},  Pair{"slut", "walk"},     Pair{"pussy", "cat"},        Pair{"pussy", "cats"},
    Pair{"finger", "prick"},  Pair{"finger", "pricks"}, Pair{"skin", "prick"},       Pair{"heel", "prick"},
    Pair{"pin", "prick"},     Pair{"pin", "pricks"},    Pair{"prick", "test"},       Pair{"prick", "tests"},
    Pair{"salad", "tosser"},  Pair{"salad", "tossers"}, Pair{"pancake", "tosser"},   Pair{"coin", "tosser"},
};

constexpr std::size_t shortest_disguised = 4; ///< shorter words are found only when spelt plainly
constexpr std::size_t longest_word = 24;
constexpr char any_letter = '*';

struct Form {
    std::string word;
    Profanity profanity;
    bool unmistakable;
};

template <class Take>
void for_each_part(std::string_view list, Take const& take) {
    while (!list.empty()) {
        std::string_view const part = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(list.size(), part.size() + 1));
        take(part == "-" ? std::string_view() : part);
    }
}

/// Every form of every entry, ordered by word.
std::vector<Form> const& forms() {
    static std::vector<Form> const all = [] {
        std::vector<Form> result;
        for (Entry const& entry : entries) {
            for_each_part(entry.prefixes, [&](std::string_view prefix) {
                for_each_part(entry.endings, [&](std::string_view ending) {
                    result.push_back({std::string(prefix) + std::string(entry.stem) + std::string(ending),
                                      {entry.grade, entry.aim},
                                      entry.unmistakable});
                });
            });
        }
        std::sort(result.begin(), result.end(), [](Form const& a, Form const& b) {
            return std::tie(a.word, b.profanity.aim) < std::tie(b.word, a.profanity.aim); // a person first
        });
        return result;
    }();
    return all;
}

Form const* find_form(std::string_view word) {
    auto const found = std::lower_bound(forms().begin(), forms().end(), word,
                                        [](Form const& form, std::string_view wanted) { return form.word < wanted; });
    return found != forms().end() && found->word == word ? &*found : nullptr;
}

/// The form that a word with hidden letters stands for: two letters must be seen, or it is the one word that everybody
/// hides.
Form const* find_hidden(std::string_view word) {
    auto const seen = word.size() - static_cast<std::size_t>(std::count(word.begin(), word.end(), any_letter));
    bool const guessed = word.front() == any_letter && word != "*sshole";
    if (guessed || word.size() < shortest_disguised || (seen < 2 && word != "f***")) {
        return nullptr;
    }
    auto const matches = [&](Form const& form) {
        return form.word.size() == word.size() &&
               std::equal(word.begin(), word.end(), form.word.begin(),
                          [](char sign, char letter) { return sign == any_letter || sign == letter; });
    };
    auto const found = std::find_if(forms().begin(), forms().end(), matches);
    return found != forms().end() ? &*found : nullptr;
}

/// The letters of one word, without a place on the heap; what a longer one has more is left out.
using Letters = boost::static_string<64>;

std::string_view view(Letters const& letters) {
    return {letters.data(), letters.size()};
}

void append(Letters& letters, char letter) {
    if (letters.size() < letters.max_size()) {
        letters.push_back(letter);
    }
}

/// A letter run of more than `most` is cut to `most`.
Letters drawn_together(std::string_view word, std::size_t most) {
    Letters result;
    for (char const letter : word) {
        std::size_t const size = result.size();
        bool const longer = size >= most && std::all_of(result.end() - static_cast<std::ptrdiff_t>(most), result.end(),
                                                        [letter](char earlier) { return earlier == letter; });
        if (!longer || letter == any_letter) {
            append(result, letter);
        }
    }
    return result;
}

/// One word as it was typed, its signs read as letters.
struct Word {
    Letters letters;
    std::size_t plain = 0; ///< letters that were typed as letters
    bool disguised = false;
    bool foreign = false; ///< holds a letter that English lacks
    bool capital = false; ///< begins with a large letter and goes on in small ones
};

Form const* look_up(Word const& word) {
    if (word.foreign || word.plain == 0 || word.letters.size() > longest_word) {
        return nullptr;
    }
    std::string_view const letters = view(word.letters);
    if (std::find(innocent.begin(), innocent.end(), letters) != innocent.end()) {
        return nullptr;
    }
    if (letters.find(any_letter) != std::string_view::npos) {
        return find_hidden(letters);
    }
    if (word.disguised && (word.plain < 2 || letters.size() < shortest_disguised)) {
        return nullptr;
    }
    if (Form const* const found = find_form(letters)) {
        return found;
    }
    for (std::size_t const most : {std::size_t{2}, std::size_t{1}}) {
        Letters const shorter = drawn_together(letters, most);
        Form const* const found = shorter.size() >= shortest_disguised ? find_form(view(shorter)) : nullptr;
        if (found != nullptr) {
            return found;
        }
    }
    return nullptr;
}

/// The letter that a sign inside a word stands for, or 0.
char letter_behind(char32_t sign) {
    switch (sign) {
    case U'4': return 'a';
    case U'0': return 'o';
    case U'1':
    case U'!': return 'i';
    case U'3': return 'e';
    case U'$':
    case U'5': return 's';
    case U'7': return 't';
    case U'*':
    case U'#':
    case U'%':
    case U'@': return any_letter;
    default: return 0;
    }
}

/// The English letter that a Cyrillic one or one with an accent looks like, or 0.
char look_alike(char32_t value) {
    constexpr std::u32string_view from = U"асеіорухкАСЕІОРУХКùúûìíîàáâèéêòóôçñ";
    constexpr std::string_view to = "aceiopyxkaceiopyxkuuuiiiaaaeeeooocn";
    static_assert(from.size() == to.size());
    auto const found = from.find(value);
    return found != from.npos ? to[found] : '\0';
}

bool is_invisible(char32_t value) {
    return value == 0xAD || value == 0xFEFF || (value >= 0x200B && value <= 0x200D) || value == 0x2060;
}

/// Adds a character to the word; false when it parts words.
bool extend(Word& word, char32_t value) {
    if (is_invisible(value)) {
        return true;
    }
    if (value < 0x80 && u_isalpha(static_cast<UChar32>(value)) != 0) {
        bool const large = value < U'a';
        word.capital = word.letters.empty() ? large : word.capital && !large;
        append(word.letters, static_cast<char>(value | 0x20));
        ++word.plain;
        return true;
    }
    if (char const letter = letter_behind(value); letter != 0) {
        append(word.letters, letter);
        word.disguised = true;
        return true;
    }
    if (char const letter = look_alike(value); letter != 0) {
        append(word.letters, letter);
        word.disguised = true;
        return true;
    }
    if (value >= 0x80 && u_isalpha(static_cast<UChar32>(value)) != 0) {
        word.foreign = true;
        return true;
    }
    return value < 0x80 && u_isdigit(static_cast<UChar32>(value)) != 0 ? (word.foreign = true) : false;
}

/// Remembers the coarsest word, and letters that stand alone one after the other ("s h i t") as one word.
class Finder {
public:
    void take(Word const& word) {
        if (word.plain == 1 && word.letters.size() == 1 && !word.foreign) {
            append(spelt_.letters, word.letters.front());
            ++spelt_.plain;
            return;
        }
        close();
        EnglishProfanity const before = result_;
        bool const paired = is_innocent_pair(view(last_.letters), view(word.letters));
        if (paired) {
            result_ = before_last_;
        }
        before_last_ = before;
        last_ = word;
        bool const name = titled_ && word.capital;
        titled_ = std::find(titles.begin(), titles.end(), view(word.letters)) != titles.end();
        if (!word.letters.empty() && !name && !paired) {
            if (sworn_ && std::find(addressed.begin(), addressed.end(), view(word.letters)) != addressed.end()) {
                result_.aim = Aim::person;
            }
            sworn_ = note(look_up(word));
            sworn_ = note(look_up(without_outer_signs(word))) || sworn_;
        }
    }

    /// Ends a run of single letters; only runs of four and more are read as a word.
    void close() {
        if (spelt_.letters.size() >= shortest_disguised) {
            note(find_form(view(spelt_.letters)));
        }
        spelt_ = {};
    }

    EnglishProfanity result() const { return result_; }

private:
    /// "*shit*" and "shit!" hold their word between signs.
    static Word without_outer_signs(Word word) {
        auto const outer = [](char c) { return c == any_letter || c == 'i'; };
        while (!word.letters.empty() && word.disguised && outer(word.letters.back())) {
            word.letters.pop_back();
        }
        while (!word.letters.empty() && word.letters.front() == any_letter) {
            word.letters.erase(word.letters.begin());
        }
        word.disguised = word.letters.size() != word.plain;
        return word;
    }

    /// Notes what was found; true for a strong word that may be said to somebody.
    bool note(Form const* form) {
        if (form != nullptr) {
            static_cast<Profanity&>(result_) = coarser(result_, form->profanity);
            result_.unmistakable = result_.unmistakable || (form->unmistakable && form->profanity.counts());
        }
        return form != nullptr && form->profanity == Profanity{Grade::strong, Aim::none};
    }

    static bool is_innocent_pair(std::string_view first, std::string_view second) {
        return std::any_of(innocent_pairs.begin(), innocent_pairs.end(),
                           [&](Pair const& pair) { return pair.first == first && pair.second == second; });
    }

    Word spelt_;
    Word last_;
    EnglishProfanity result_;
    EnglishProfanity before_last_; ///< what was found before the last word
    bool sworn_ = false;           ///< the word before was a strong one that is aimed at nothing by itself
    bool titled_ = false;          ///< the word before was the title of a person
};

} // namespace

EnglishProfanity find_english_profanity(std::string_view text) {
    Finder finder;
    Word word;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (!extend(word, point.value)) {
            if (!word.letters.empty() || word.foreign) {
                finder.take(word);
            }
            word = {};
        }
    }
    finder.take(word);
    finder.close();
    return finder.result();
}

} // namespace undertone::sentiment
