#include "sentiment/laughter.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_letters = 60;

/// Letters of which laughter is made, and how many of them are no other word.
struct Laughter {
    std::u32string_view letters;
    std::size_t least;
    char32_t first_behind = 0; ///< the sentence behind it begins with this letter or a later one
};

constexpr std::array laughters{
    Laughter{U"ha", 4}, Laughter{U"he", 4},       Laughter{U"hi", 4},        Laughter{U"ja", 4}, Laughter{U"je", 4},
    Laughter{U"ах", 4}, Laughter{U"ех", 4},       Laughter{U"их", 4},        Laughter{U"αχ", 4}, Laughter{U"rs", 4},
    Laughter{U"wk", 4}, Laughter{U"k", 3},        Laughter{U"ㅋ", 1},        Laughter{U"ㅎ", 1}, Laughter{U"哈", 2},
    Laughter{U"嘿", 2}, Laughter{U"呵", 2},       Laughter{U"ه", 3},         Laughter{U"ח", 3},  Laughter{U"हा", 4},
    Laughter{U"lo", 3}, Laughter{U"5", 3, 0xE00}, Laughter{U"w", 2, 0x3000}, Laughter{U"笑", 1}};

bool is_letter(char32_t value) {
    return u_isalnum(static_cast<UChar32>(value)) != 0;
}

/// Needs no blank behind it.
bool is_unspaced(char32_t value) {
    return value >= 0x3000;
}

/// The bytes of as many letters of it as the text begins with; 0 where those are too few or a word goes on.
std::size_t length_of(Laughter const& laughter, std::string_view text) {
    std::size_t bytes = 0;
    std::size_t count = 0;
    char32_t behind = 0;
    while (bytes < text.size() && count < most_letters) {
        CodePoint const point = first_code_point(text.substr(bytes));
        behind = static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value)));
        if (laughter.letters.find(behind) == std::u32string_view::npos) {
            break;
        }
        bytes += point.bytes;
        ++count;
    }
    bool const goes_on = bytes < text.size() && is_letter(behind) && !is_unspaced(laughter.letters.front());
    return count < laughter.least || goes_on ? 0 : bytes;
}

} // namespace

std::size_t laughter_before(std::string_view text) {
    for (Laughter const& laughter : laughters) {
        std::size_t at = length_of(laughter, text);
        std::size_t const end = at;
        while (at > 0 && at < text.size()) {
            CodePoint const point = first_code_point(text.substr(at));
            bool const dotted = at == end && point.value == U'.' && at + 1 < text.size() && text[at + 1] != ' ';
            bool const sign = u_ispunct(static_cast<UChar32>(point.value)) != 0 || point.value == U'~';
            if (is_letter(point.value)) {
                return point.value >= laughter.first_behind ? at : 0;
            }
            if (dotted || !(sign || u_isUWhiteSpace(static_cast<UChar32>(point.value)) != 0)) {
                break; // the name of a machine, or a face
            }
            at += point.bytes;
        }
    }
    return 0;
}

} // namespace undertone::sentiment
