#pragma once

#include "sentiment/level.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Phrases that an organisation reads in its own way: a product called "Killer Deal", a street called "Bad Street".
namespace undertone::sentiment {

struct OwnPhrase {
    static constexpr std::size_t most_bytes = 200;

    std::string language; ///< one of the codes that are scored; empty: all
    std::string phrase;   ///< as one writes it; small and large letters are the same
    Level level = Level::neutral;

    bool operator==(OwnPhrase const&) const = default;
};

/// The pulse that stands for a level: the middle of its part of 0…100.
double pulse_of(Level level);

/// Finds the phrases of an organisation in texts. Const and thread-safe.
class PhraseBook {
public:
    PhraseBook() = default;
    explicit PhraseBook(std::vector<OwnPhrase> phrases);

    bool empty() const { return phrases_.empty(); }
    std::vector<OwnPhrase> const& phrases() const { return phrases_; }

    /// Replaces each phrase of the book in `text` (valid UTF-8, NFC) that holds for `language` by a blank; at one place
    /// the longest counts. Gives the phrase whose level is farthest from neutral (of equally far ones the lower, else
    /// the first), or nothing when none stands there. A phrase is found as whole words; in scripts without blanks
    /// between words, anywhere.
    OwnPhrase const* take_out(std::string& text, std::string_view language) const;

private:
    struct Form {
        std::u32string letters; ///< folded, one blank for any run of them
        std::uint32_t phrase = 0;
    };

    Form const* longest_at(std::u32string_view rest, bool begins_word, std::string_view language) const;

    std::vector<OwnPhrase> phrases_;
    std::map<char32_t, std::vector<Form>> forms_; ///< by the first letter, the longest first
};

} // namespace undertone::sentiment
