#pragma once

#include <cstdint>
#include <string_view>

namespace undertone::sentiment {

/// The scripts of the 41 languages, one bit each.
enum class Script : std::uint16_t {
    other = 0,
    latin = 1,
    cyrillic = 2,
    greek = 4,
    arabic = 8,
    hebrew = 16,
    devanagari = 32,
    thai = 64,
    hangul = 128,
    kana = 256,
    han = 512
};

/// Which script a text is written in: that of most of its words or, without spaces, signs; of two with as many, not
/// Latin.
struct ScriptCount {
    Script main = Script::other;
    std::uint16_t allowed = 0;     ///< the bits of the scripts that a language of this text may be written in
    std::size_t letters = 0;       ///< letters of any script
    std::string_view outside = {}; ///< the language of a script that none of the 41 use; empty for their scripts
};

/// Counts the letters of at most `most_letters` letters of a valid UTF-8 text.
ScriptCount count_scripts(std::string_view text, std::size_t most_letters);

/// The scripts that a language is written in, as bits; Latin for one that nothing is known of.
std::uint16_t scripts_of(std::string_view language);

} // namespace undertone::sentiment
