#include "sentiment/capitals.h"

#include "sentiment/level.h"
#include "sentiment/utf8.h"

#include <cmath>
#include <cstddef>
#include <memory>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t fewest_capitals = 2;
constexpr std::size_t fewest_words = 3;
constexpr std::size_t capitals_of_ten = 8; ///< of ten letters, or words, that have two forms
/// Of the factors 1 to 1.5 the one with the most exact levels in the shouted messages of our own corpus.
constexpr double loudness = 1.3;
constexpr double middle = 50;
constexpr double loud_from = 30; ///< so far from the middle all that is louder still has the outermost level

} // namespace

bool is_shouted(std::string_view text) {
    std::size_t capitals = 0;
    std::size_t small = 0;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        auto const value = static_cast<UChar32>(point.value);
        capitals += u_isupper(value) != 0 ? 1 : 0;
        small += u_isalpha(value) != 0 && u_isupper(value) == 0 ? 1 : 0; // "APP" in a Chinese sentence shouts nothing
    }
    return capitals >= fewest_capitals && 10 * capitals >= capitals_of_ten * (capitals + small);
}

bool is_titled(std::string_view text) {
    std::size_t capitals = 0;
    std::size_t words = 0;
    bool inside = false;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        auto const value = static_cast<UChar32>(point.value);
        bool const cased = u_isupper(value) != 0 || u_islower(value) != 0;
        if (cased && !inside) {
            ++words;
            capitals += u_isupper(value) != 0 ? 1 : 0;
        }
        inside = cased || (inside && point.value == U'\'');
    }
    return words >= fewest_words && 10 * capitals >= capitals_of_ten * words;
}

void write_small(std::string_view text, std::string_view language, std::string& result) {
    UErrorCode status = U_ZERO_ERROR;
    auto const map = std::unique_ptr<UCaseMap, decltype(&ucasemap_close)>(
        ucasemap_open(language == "tr" ? "tr" : "", 0, &status), &ucasemap_close);
    result.resize(text.size() * 3); // no letter grows more in UTF-8
    auto const size = ucasemap_utf8ToLower(map.get(), result.data(), static_cast<std::int32_t>(result.size()),
                                           text.data(), static_cast<std::int32_t>(text.size()), &status);
    if (U_FAILURE(status) != 0) {
        result = text;
        return;
    }
    result.resize(static_cast<std::size_t>(size));
}

double louder(double pulse) {
    if (level_of(pulse) == Level::neutral) {
        return pulse;
    }
    double const away = std::abs(pulse - middle);
    double const loud = loud_from * loudness;
    double const beyond = (away - loud_from) * (middle - loud) / (middle - loud_from);
    return middle + std::copysign(away <= loud_from ? away * loudness : loud + beyond, pulse - middle);
}

} // namespace undertone::sentiment
