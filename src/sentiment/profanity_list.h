#pragma once

#include "base/result.h"
#include "sentiment/reading.h"

#include <boost/container/static_vector.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The letters of one word in small letters; what a longer one has more is left out.
using Letters = boost::container::static_vector<char32_t, 48>;

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
