#pragma once

#include "sentiment/reading.h"

#include <string_view>

namespace undertone::sentiment {

struct EnglishProfanity : Profanity {
    bool unmistakable =
        false; ///< the word belongs to English alone, so that it helps to tell the language of a short text
};

/// Looks for English profanity: whole words and their inflections, also spelt "sh1t", "f*ck", "s h i t" or "fuuuck";
/// "Scunthorpe" holds none. `text` must be valid UTF-8.
EnglishProfanity find_english_profanity(std::string_view text);

} // namespace undertone::sentiment
