#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The list of the program for a language, src/sentiment/usual_words/<language>.txt, the begin of a word a line; empty
/// for a language without one. `#` begins a comment.
std::string_view built_in_usual_words(std::string_view language);

/// How many words of a text begin as words usually do.
struct WordCount {
    std::size_t words = 0; ///< that can tell: written small, as names are not
    std::size_t usual = 0; ///< of them
};

/// The usual words of the languages that are written in Latin letters. Whatever a message in one of them says, some of
/// its words are among them; one with hardly any is written in another language.
class UsualWords {
public:
    static UsualWords const& built_in();

    bool knows(std::string_view language) const { return beginnings_.find(language) != beginnings_.end(); }

    /// Counts the words of `text` (valid UTF-8 in NFC) that are usual in `language`, a known one, or in English, which
    /// stands among the words of most. Of long texts the first words count. It allocates nothing.
    WordCount count(std::string_view text, std::string_view language) const;

private:
    using Hashes = std::vector<std::uint32_t>; ///< sorted

    UsualWords();

    std::map<std::string_view, Hashes> beginnings_;
};

} // namespace undertone::sentiment
