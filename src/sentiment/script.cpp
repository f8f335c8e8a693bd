#include "sentiment/script.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <utility>

namespace undertone::sentiment {
namespace {

/// What a word of two or more letters counts, whatever its length: many write loan words in Latin letters, and those
/// are long ("Где мой tracking number?"). A single letter counts 1.
constexpr std::size_t word_weight = 3;

struct KnownScript {
    UScriptCode unicode;
    Script script;
    std::size_t sign_weight; ///< of each sign, where no space parts the words; 0: words are counted
    std::string_view outside;
};

/// The first of equals is taken.
constexpr std::array known_scripts{KnownScript{USCRIPT_CYRILLIC, Script::cyrillic, 0, {}},
                                   KnownScript{USCRIPT_GREEK, Script::greek, 0, {}},
                                   KnownScript{USCRIPT_ARABIC, Script::arabic, 0, {}},
                                   KnownScript{USCRIPT_HEBREW, Script::hebrew, 0, {}},
                                   KnownScript{USCRIPT_DEVANAGARI, Script::devanagari, 0, {}},
                                   KnownScript{USCRIPT_THAI, Script::thai, 1, {}},
                                   KnownScript{USCRIPT_HANGUL, Script::hangul, 2, {}},
                                   KnownScript{USCRIPT_HIRAGANA, Script::kana, 2, {}},
                                   KnownScript{USCRIPT_KATAKANA, Script::kana, 2, {}},
                                   KnownScript{USCRIPT_HAN, Script::han, 3, {}},
                                   KnownScript{USCRIPT_GEORGIAN, Script::other, 0, "ka"},
                                   KnownScript{USCRIPT_ARMENIAN, Script::other, 0, "hy"},
                                   KnownScript{USCRIPT_TAMIL, Script::other, 0, "ta"},
                                   KnownScript{USCRIPT_BENGALI, Script::other, 0, "bn"},
                                   KnownScript{USCRIPT_TELUGU, Script::other, 0, "te"},
                                   KnownScript{USCRIPT_KANNADA, Script::other, 0, "kn"},
                                   KnownScript{USCRIPT_MALAYALAM, Script::other, 0, "ml"},
                                   KnownScript{USCRIPT_GUJARATI, Script::other, 0, "gu"},
                                   KnownScript{USCRIPT_GURMUKHI, Script::other, 0, "pa"},
                                   KnownScript{USCRIPT_ORIYA, Script::other, 0, "or"},
                                   KnownScript{USCRIPT_SINHALA, Script::other, 0, "si"},
                                   KnownScript{USCRIPT_LAO, Script::other, 1, "lo"},
                                   KnownScript{USCRIPT_KHMER, Script::other, 1, "km"},
                                   KnownScript{USCRIPT_MYANMAR, Script::other, 1, "my"},
                                   KnownScript{USCRIPT_TIBETAN, Script::other, 1, "bo"},
                                   KnownScript{USCRIPT_ETHIOPIC, Script::other, 0, "am"},
                                   KnownScript{USCRIPT_MONGOLIAN, Script::other, 0, "mn"},
                                   KnownScript{USCRIPT_THAANA, Script::other, 0, "dv"},
                                   KnownScript{USCRIPT_CHEROKEE, Script::other, 0, "chr"},
                                   KnownScript{USCRIPT_SYRIAC, Script::other, 0, "syr"},
                                   KnownScript{USCRIPT_TIFINAGH, Script::other, 0, "zgh"},
                                   KnownScript{USCRIPT_NKO, Script::other, 0, "nqo"},
                                   KnownScript{USCRIPT_YI, Script::other, 3, "ii"},
                                   KnownScript{USCRIPT_CANADIAN_ABORIGINAL, Script::other, 0, "iu"},
                                   KnownScript{USCRIPT_LATIN, Script::latin, 0, {}}};

struct Writing {
    std::string_view language;
    std::uint16_t scripts;
};

constexpr std::uint16_t bits(Script script) {
    return static_cast<std::uint16_t>(script);
}

constexpr std::uint16_t operator|(Script a, Script b) {
    return static_cast<std::uint16_t>(bits(a) | bits(b));
}

/// What is not written in Latin letters alone; several of them are often typed in Latin letters too. The last lines are
/// languages outside the 41 that the model's file knows.
constexpr std::array other_than_latin{Writing{"ar", Script::arabic | Script::latin},
                                      Writing{"bg", Script::cyrillic | Script::latin},
                                      Writing{"el", Script::greek | Script::latin},
                                      Writing{"he", Script::hebrew | Script::latin},
                                      Writing{"hi", Script::devanagari | Script::latin},
                                      Writing{"ko", bits(Script::hangul)},
                                      Writing{"ru", Script::cyrillic | Script::latin},
                                      Writing{"sr-Cyrl", bits(Script::cyrillic)},
                                      Writing{"th", bits(Script::thai)},
                                      Writing{"uk", Script::cyrillic | Script::latin},
                                      Writing{"zh-HK", bits(Script::han)},
                                      Writing{"zh-Hans", bits(Script::han)},
                                      Writing{"zh-Hant", bits(Script::han)},
                                      Writing{"ja", Script::han | Script::kana},
                                      Writing{"be", bits(Script::cyrillic)},
                                      Writing{"kk", bits(Script::cyrillic)},
                                      Writing{"mk", bits(Script::cyrillic)},
                                      Writing{"mn", bits(Script::cyrillic)},
                                      Writing{"fa", bits(Script::arabic)},
                                      Writing{"ps", bits(Script::arabic)},
                                      Writing{"ur", bits(Script::arabic)},
                                      Writing{"mr", bits(Script::devanagari)},
                                      Writing{"ne", bits(Script::devanagari)}};

/// A tenth of kana makes a text Japanese; less may be a brand or an ornament in Chinese.
constexpr std::size_t kana_share = 10;

using Counts = std::array<std::size_t, known_scripts.size()>;

constexpr std::size_t no_script = known_scripts.size();

/// The place of a letter's script among the known ones.
std::size_t place_of(UChar32 letter) {
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode const script = uscript_getScript(letter, &status);
    return static_cast<std::size_t>(std::find_if(known_scripts.begin(), known_scripts.end(),
                                                 [&](KnownScript const& known) { return known.unicode == script; }) -
                                    known_scripts.begin());
}

/// What the `place`th letter of a word adds, from 1.
std::size_t weight_in_word(KnownScript const& script, std::size_t place) {
    if (script.sign_weight > 0) {
        return script.sign_weight;
    }
    return place == 1 ? 1 : place == 2 ? word_weight - 1 : 0;
}

bool is_mark(UChar32 value) {
    return (U_GET_GC_MASK(value) & U_GC_M_MASK) != 0;
}

/// Counts all of Hiragana, Katakana and Han as kana when there is enough of the first two.
void read_as_japanese(Counts& counts) {
    std::size_t kana = 0; // where the latest of them stands
    std::size_t han = 0;
    std::size_t signs = 0;
    for (std::size_t i = 0; i < known_scripts.size(); ++i) {
        if (known_scripts[i].script == Script::kana) {
            kana = i;
            signs += counts[i];
        } else if (known_scripts[i].script == Script::han) {
            han = i;
        }
    }
    if (signs * kana_share > signs + counts[han]) {
        counts[kana] = signs + std::exchange(counts[han], 0);
    }
}

} // namespace

ScriptCount count_scripts(std::string_view text, std::size_t most_letters) {
    ScriptCount result;
    Counts counts{};
    std::size_t word = no_script; // the script of the word that goes on
    std::size_t in_word = 0;
    while (!text.empty() && result.letters < most_letters) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        auto const value = static_cast<UChar32>(point.value);
        if (u_isalpha(value) == 0) {
            word = is_mark(value) ? word : no_script;
            continue;
        }
        ++result.letters;
        std::size_t const script = place_of(value);
        if (script == no_script) {
            continue;
        }
        in_word = script == word ? in_word + 1 : 1;
        word = script;
        counts[script] += weight_in_word(known_scripts[script], in_word);
    }
    read_as_japanese(counts);
    auto const most = std::max_element(counts.begin(), counts.end());
    if (*most == 0) {
        return result;
    }
    KnownScript const& main = known_scripts[static_cast<std::size_t>(most - counts.begin())];
    result.main = main.script;
    result.allowed = bits(result.main);
    result.outside = main.outside;
    return result;
}

std::uint16_t scripts_of(std::string_view language) {
    for (Writing const& writing : other_than_latin) {
        if (writing.language == language) {
            return writing.scripts;
        }
    }
    return bits(Script::latin);
}

} // namespace undertone::sentiment
