#include "sentiment/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace undertone::sentiment {
namespace {

constexpr char32_t last_with_accents = 0x2000;

} // namespace

bool is_accent(char32_t letter) {
    return (letter >= 0x300 && letter <= 0x36F) || (letter >= 0x591 && letter <= 0x5C7) ||
           (letter >= 0x64B && letter <= 0x652) || letter == 0x640 || letter == 0x93C;
}

char32_t plain_letter(char32_t letter) {
    letter = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(letter), U_FOLD_CASE_DEFAULT));
    switch (letter) {
    case U'ø': return U'o';
    case U'đ': return U'd';
    case U'ł': return U'l';
    case U'ı': return U'i';
    case U'ى': return U'ي';
    case U'ة': return U'ه';
    case U'ँ': return U'ं';
    case 0x2019:
    case 0x2BC: return U'\'';
    default: break;
    }
    if (letter < 0x80 || letter >= last_with_accents) {
        return letter;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::Normalizer2 const* const normalizer = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString parts;
    bool const parted =
        U_SUCCESS(status) && normalizer->getDecomposition(static_cast<UChar32>(letter), parts) != 0 && !parts.isEmpty();
    return parted ? static_cast<char32_t>(parts.char32At(0)) : letter;
}

} // namespace undertone::sentiment
