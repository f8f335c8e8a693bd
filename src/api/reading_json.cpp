#include "api/reading_json.h"

#include <cmath>
#include <cstdint>

namespace undertone::api {
namespace {

double hundredths(double value) {
    return std::round(value * 100) / 100;
}

/// How many bytes follow a first byte, and the least code point that needs that many; -1 for a byte that begins
/// nothing.
struct Lead {
    int following;
    std::uint32_t least;
    std::uint32_t bits;
};

Lead lead_of(unsigned char byte) {
    if (byte < 0x80)
        return {0, 0, byte};
    if (byte >= 0xC2 && byte < 0xE0)
        return {1, 0x80, byte & 0x1Fu};
    if (byte >= 0xE0 && byte < 0xF0)
        return {2, 0x800, byte & 0x0Fu};
    if (byte >= 0xF0 && byte < 0xF5)
        return {3, 0x10000, byte & 0x07u};
    return {-1, 0, 0};
}

} // namespace

boost::json::object to_json(sentiment::Reading const& reading) {
    boost::json::object object;
    bool const scored = reading.level != sentiment::Level::none;
    object["level"] = sentiment::name_of(reading.level);
    object["code"] = static_cast<int>(reading.level);
    if (scored)
        object["pulse"] = hundredths(reading.pulse);
    else
        object["pulse"] = nullptr;
    if (scored)
        object["zone"] = sentiment::name_of(sentiment::zone_of(reading.level));
    else
        object["zone"] = nullptr;
    object["confidence"] = hundredths(reading.confidence);
    object["mixed"] = nullptr;
    object["language"] = reading.language;
    object["profane"] = reading.profane;
    if (reading.partial)
        object["partial"] = true;
    object["model"] = reading.model;
    return object;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto const lead = lead_of(static_cast<unsigned char>(text[at]));
        if (lead.following < 0 || at + static_cast<std::size_t>(lead.following) >= text.size())
            return false;
        auto point = lead.bits;
        for (int index = 1; index <= lead.following; ++index) {
            auto const byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(index)]);
            if ((byte & 0xC0) != 0x80)
                return false;
            point = (point << 6) | (byte & 0x3Fu);
        }
        if (point < lead.least || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            return false;
        at += static_cast<std::size_t>(lead.following) + 1;
    }
    return true;
}

} // namespace undertone::api
