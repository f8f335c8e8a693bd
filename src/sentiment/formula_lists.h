#pragma once

#include "sentiment/level.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What people write without a feeling of their own: greetings, bare thanks, goodbyes, yes and no; and how such words
/// are found. For the files of sentiment/ alone.
namespace undertone::sentiment {

/// The lists of the program, src/sentiment/formulas/<language>.txt. A line is `kind<TAB>form`, of idioms and words
/// `kind<TAB>level<TAB>form`; `#` begins a comment. In a form "…" stands for up to three words of the same clause
/// ("never … let me down"), a word that ends in "*" is the beginning of one ("disappoint*"), and "{thanks,cheers} for
/// {ruin*,nothing}" are the four forms with one of each. Braces stand between words, never inside one.
struct FormulaFile {
    std::string_view language;
    std::string_view text;
};
std::span<FormulaFile const> built_in_formulas();

/// Some of the lists, a bit each.
using FormulaListSet = std::uint64_t;
inline constexpr FormulaListSet every_list = ~FormulaListSet{0};

enum class Formula : std::uint8_t {
    greeting,
    address,  ///< "team": may follow a greeting
    thanks,   ///< bare thanks
    many,     ///< amplified by custom ("vielen Dank"): no feeling below a calm message, but one by itself
    closing,  ///< "kind regards": a name may follow
    signing,  ///< stands behind a name
    farewell, ///< "see you"
    answer,   ///< yes, no, okay, please, sorry
    request,  ///< "please" and "would you kindly", anywhere in a text
    idiom,    ///< "could not have gone better": means what its words do not say one by one
    word,     ///< praise or a complaint in a word, as a message of its own
    question, ///< how a question begins: "which", "can you"
    call,     ///< "bravo": mocks at the edge of a complaint
    turn,     ///< "but": what follows counts against what stands before
    joint,    ///< "and": may stand between two of the above
    particle  ///< "ค่ะ", "lah", "呀": may follow such a word and changes no side
};

/// A word as formulas are compared: small letters without accents. In scripts without blanks between words it is one
/// letter; a sign that is no punctuation is a word as well.
struct FormulaWord {
    std::size_t first = 0, count = 0; ///< of its letters
    std::size_t start = 0, end = 0;   ///< bytes of the text
    bool without_blanks = false;      ///< of a script that parts no words
    bool hangul = false;
    bool capital = false; ///< begins with one, or with a letter that has no two forms
    bool drawn = false;   ///< "hellooo", compared as "hello"
    bool parted = false;  ///< a sign or a new line stands before it, so a clause may end there
};

/// The words of a text. To be used again: reading then allocates nothing.
class FormulaWords {
public:
    /// Of idioms and turns those of `lists` will count.
    void read(std::string_view text, FormulaListSet lists = every_list);

    FormulaListSet lists() const { return lists_; }
    std::size_t size() const { return words_.size(); }
    FormulaWord const& operator[](std::size_t number) const { return words_[number]; }
    std::u32string_view letters(std::size_t number) const {
        return std::u32string_view(letters_).substr(words_[number].first, words_[number].count);
    }

private:
    void append(char32_t letter);

    std::u32string letters_;
    std::vector<FormulaWord> words_;
    FormulaListSet lists_ = every_list;
    bool drawn_on_ = false; ///< the last letter was drawn out
};

/// The forms of all languages: a short word does not tell its language, and people mix. Idioms, which overrule a
/// reading, and turns are looked for in those lists alone that the words may be of.
class FormulaLists {
public:
    static FormulaLists const& built_in();

    /// The list of a language; none for a language without one.
    FormulaListSet list_of(std::string_view language) const;

    /// How many words from `from` on are such a formula; that of the most words counts, within `most`; 0 is none.
    std::size_t match(FormulaWords const& words, std::size_t from, std::size_t most, Formula kind) const;

    /// The level of an idiom or word of `count` words that `match` has found at `from`.
    Level level(FormulaWords const& words, std::size_t from, std::size_t count, Formula kind) const;

private:
    FormulaLists();

    /// A range of one of the arrays below.
    struct Span {
        std::uint32_t first = 0, count = 0;

        Span rest() const { return {first + 1, count - 1}; }
    };
    struct FormWord {
        Span letters;
        bool stem = false;      ///< a word may go on behind them
        bool after_gap = false; ///< a few words may stand before it
    };
    struct Form {
        Formula kind = Formula::idiom;
        Level level = Level::neutral;
        std::uint8_t list = 0; ///< the number of its file
        Span parts;
    };
    /// A form by the hash of its kind and of its first word, or of the beginning that is asked of that word.
    struct Entry {
        std::uint32_t hash;
        std::uint32_t form;
    };
    struct Place;
    struct Match {
        std::size_t end = 0;   ///< of the words of the text; 0 where the form does not stand there
        std::size_t words = 0; ///< of the form
    };
    struct Found {
        Form const* form = nullptr;
        Match match;
    };
    struct Progress;

    void add(std::string_view kind, std::string_view form);
    void add_form(Formula kind, Level level, std::string_view form);
    void add_part(std::string_view text, bool braces, Progress& progress);
    bool add_option(std::string_view text, Progress& progress);
    void enter(std::uint32_t form);

    Match choose(Place const& place, Span parts, std::size_t at) const;
    Match follow(Place const& place, Span words, Span parts, std::size_t at) const;
    bool is_equal(Place const& place, FormWord const& word, std::size_t at) const;
    void look(Place const& place, std::span<Entry const> entries, std::uint32_t hash, std::size_t at,
              Found& best) const;
    Found find(FormulaWords const& words, std::size_t from, std::size_t most, Formula kind) const;

    std::uint8_t list_ = 0; ///< that is being added
    std::vector<Form> forms_;
    std::vector<Span> parts_;   ///< of a form, in order; each a range of `options_`
    std::vector<Span> options_; ///< of a part, of which one stands in the text; each a range of `words_`
    std::vector<FormWord> words_;
    std::u32string letters_;
    std::vector<Entry> by_word_, by_stem_; ///< in order of the hashes
};

} // namespace undertone::sentiment
