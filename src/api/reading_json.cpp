#include "api/reading_json.h"

namespace undertone::api {
namespace {

boost::json::array to_json(std::vector<sentiment::Phrase> const& phrases) {
    boost::json::array items;
    for (auto const& phrase : phrases)
        items.push_back(boost::json::object{{"text", phrase.text},
                                            {"start", phrase.start},
                                            {"end", phrase.end},
                                            {"weight", sentiment::rounded(phrase.weight)}});
    return items;
}

} // namespace

boost::json::object to_json(sentiment::Reading const& reading) {
    boost::json::object object;
    bool const scored = reading.level != sentiment::Level::none;
    object["level"] = sentiment::name_of(reading.level);
    object["code"] = static_cast<int>(reading.level);
    if (scored)
        object["pulse"] = sentiment::rounded(reading.pulse);
    else
        object["pulse"] = nullptr;
    if (scored)
        object["zone"] = sentiment::name_of(sentiment::zone_of(reading.level));
    else
        object["zone"] = nullptr;
    object["confidence"] = sentiment::rounded(reading.confidence);
    if (reading.mixed)
        object["mixed"] = sentiment::rounded(*reading.mixed);
    else
        object["mixed"] = nullptr;
    object["language"] = reading.language;
    object["profane"] = reading.profane;
    if (reading.profanity.grade != sentiment::Grade::none)
        object["profanity"] = boost::json::object{{"grade", sentiment::name_of(reading.profanity.grade)},
                                                  {"aim", sentiment::name_of(reading.profanity.aim)}};
    if (!reading.own_phrase.empty())
        object["own_phrase"] = reading.own_phrase;
    if (!scored || !reading.enters_window)
        object["enters_window"] = false;
    if (reading.partial)
        object["partial"] = true;
    if (reading.phrases)
        object["phrases"] = to_json(*reading.phrases);
    object["model"] = reading.model;
    return object;
}

} // namespace undertone::api
