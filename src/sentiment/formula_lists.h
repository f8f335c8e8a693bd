#pragma once

#include "sentiment/level.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What people write without a feeling of their own: greetings, bare thanks, goodbyes, yes and no; and how such words
/// are found. For the files of sentiment/ alone.
namespace undertone::sentiment {

/// The lists of the program, src/sentiment/formulas/<language>.txt. A line is `kind<TAB>form`, of idioms and words
/// `kind<TAB>level<TAB>form`; `#` begins a comment. In a form "…" stands for up to three words of the same clause
/// ("never … let me down"), a word that ends in "*" is the begin of one ("disappoint*"), and "{thanks,cheers} for
/// {ruin*,nothing}" are the four forms with one of each.
std::span<std::string_view const> built_in_formulas();

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
    void read(std::string_view text);

    std::size_t size() const { return words_.size(); }
    FormulaWord const& operator[](std::size_t number) const { return words_[number]; }
    std::u32string_view letters(std::size_t number) const {
        return std::u32string_view(letters_).substr(words_[number].first, words_[number].count);
    }

private:
    void append(char32_t letter);

    std::u32string letters_;
    std::vector<FormulaWord> words_;
    bool drawn_on_ = false; ///< the last letter was drawn out
};

/// The forms of all languages: a short word does not tell its language, and people mix.
class FormulaLists {
public:
    static FormulaLists const& built_in();

    /// How many words from `from` on are such a formula; that of the most words counts, within `most`; 0 is none.
    std::size_t match(FormulaWords const& words, std::size_t from, std::size_t most, Formula kind) const;

    /// The level of an idiom or word of `count` words that `match` has found at `from`.
    Level level(FormulaWords const& words, std::size_t from, std::size_t count, Formula kind) const;

private:
    FormulaLists();
    void add(std::string_view kind, std::string_view form);
    void add_each(Formula kind, Level level, std::string_view form);

    struct FormWord {
        std::u32string letters;
        bool stem = false;      ///< a word may go on behind them
        bool after_gap = false; ///< a few words may stand before it
    };
    struct Form {
        Formula kind;
        Level level;
        std::vector<FormWord> words;
    };
    struct Found {
        Form const* form = nullptr;
        std::size_t count = 0; ///< words of the text
    };
    struct Place;
    static std::vector<FormWord> words_of(std::string_view form, Formula kind);
    static bool is_equal(Place const& place, FormWord const& word, std::size_t at);
    static std::size_t end_of(Place const& place, std::span<FormWord const> form, std::size_t at);
    Found find(FormulaWords const& words, std::size_t from, std::size_t most, Formula kind) const;

    std::map<std::u32string, std::vector<Form>, std::less<>> forms_; ///< by the first word
};

} // namespace undertone::sentiment
