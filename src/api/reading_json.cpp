#include "api/reading_json.h"

#include <cmath>

namespace undertone::api {
namespace {

double hundredths(double value) {
    return std::round(value * 100) / 100;
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

} // namespace undertone::api
