#pragma once

#include <cstdint>
#include <string_view>

namespace undertone::sentiment {

/// How coarse the coarsest word of a text is.
enum class Grade : std::uint8_t {
    none,
    mild, ///< "damn", "bloody": listed, but no profanity in the sense of the rule
    coarse,
    strong
};

struct Profanity {
    Grade grade = Grade::none;
    bool unmistakable =
        false; ///< the word belongs to English alone, so that it helps to tell the language of a short text

    /// The profanity rule (product B14) speaks of this.
    bool counts() const { return grade >= Grade::coarse; }
};

/// Looks for English profanity: whole words and their inflections, also spelt "sh1t", "f*ck", "s h i t" or "fuuuck";
/// "Scunthorpe" holds none. `text` must be valid UTF-8.
Profanity find_profanity(std::string_view text);

} // namespace undertone::sentiment
