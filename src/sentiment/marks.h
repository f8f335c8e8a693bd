#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The list of the program for a language, src/sentiment/marks/<language>.txt, a word or a pair of words a line; empty
/// for a language without one. `#` begins a comment.
std::string_view built_in_marks(std::string_view language);

/// Words with their accents and other marks, for who types without: the network knows words as they are written.
class MarkedWords {
public:
    static MarkedWords const& built_in();

    /// Writes `text`, valid UTF-8 in NFC, with the marks that its words have in `language` ("kerem" → "kérem"). False
    /// where its writer uses marks or nothing changes; `result` is anything then.
    bool restore(std::string_view text, std::string_view language, std::string& result) const;

private:
    struct Form {
        std::string plain; ///< small letters without marks; one blank between two words
        std::string_view marked;
    };
    using Forms = std::vector<Form>; ///< sorted by `plain`

    MarkedWords();

    std::map<std::string_view, Forms> languages_;
};

} // namespace undertone::sentiment
