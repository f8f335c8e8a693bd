#pragma once

#include "base/result.h"
#include "sentiment/disguises.h"
#include "sentiment/reading.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// Which characters a list folds and how it looks.
enum class Writing : std::uint8_t {
    words,         ///< words between blanks; accents may be left out
    strict_words,  ///< words between blanks; an accent makes another word
    without_blanks ///< a form is looked for anywhere in the text
};

/// The forms of one language.
class ProfanityList {
public:
    explicit ProfanityList(Writing writing) : writing_(writing) {}

    /// Adds the lines of a file; fails with the number of the line.
    Result<void> add(std::string_view file);

    /// To be called after the last add.
    void finish();

    Profanity find(std::string_view text) const;

    /// What stands in words with signs or digits for letters alone; `result` is the text with those words in plain
    /// letters, without meaning where there is none.
    Profanity undisguise(std::string_view text, std::string& result) const;

private:
    struct Part {
        std::u32string text, bare; ///< as it is written, and without accents
        bool open_before = false, open_after = false;
    };
    struct Form {
        std::vector<Part> parts;
        Profanity profanity;
        bool allowed = false;
    };
    struct Key {
        std::u32string text;
        std::uint32_t form;
    };
    class Search;
    friend class Search;

    Result<void> add_line(std::string_view line);
    void index(std::uint32_t number);

    Writing writing_;
    std::vector<Form> forms_;
    std::vector<Key> whole_, beginnings_; ///< by the first part: the whole word, or how it begins; ordered
    std::vector<std::uint32_t> open_;     ///< forms whose first part may have anything before it
};

} // namespace undertone::sentiment
