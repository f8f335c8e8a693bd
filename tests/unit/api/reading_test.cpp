#include "api/json.h"
#include "api/reading_json.h"
#include "sentiment/utf8.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace undertone::api {
namespace {

sentiment::Reading negative() {
    sentiment::Reading reading;
    reading.pulse = 22.406;
    reading.level = sentiment::Level::negative;
    reading.confidence = 0.9312;
    reading.language = "en";
    reading.model = "2026.1";
    return reading;
}

TEST(ReadingJson, a_level_with_pulse_and_zone) {
    EXPECT_EQ(
        text_of(to_json(negative())),
        R"({"level":"negative","code":8,"pulse":22.41,"zone":"negative","confidence":0.93,"mixed":null,"language":"en","profane":false,"model":"2026.1"})");
}

TEST(ReadingJson, a_partial_one_says_so) {
    auto reading = negative();
    reading.partial = true;
    EXPECT_TRUE(to_json(reading).at("partial").as_bool());
}

TEST(ReadingJson, mixed_and_phrases_stand_there_where_they_are_known) {
    auto reading = negative();
    reading.mixed = 0.041;
    reading.phrases = std::vector<sentiment::Phrase>{{"really angry", 5, 17, -0.52}};
    EXPECT_EQ(
        text_of(to_json(reading)),
        R"({"level":"negative","code":8,"pulse":22.41,"zone":"negative","confidence":0.93,"mixed":0.04,"language":"en","profane":false,"phrases":[{"text":"really angry","start":5,"end":17,"weight":-0.52}],"model":"2026.1"})");
}

TEST(ReadingJson, none_has_neither_pulse_nor_zone) {
    auto reading = negative();
    reading.level = sentiment::Level::none;
    auto const json = to_json(reading);
    EXPECT_EQ(json.at("level").as_string(), "none");
    EXPECT_EQ(json.at("code").to_number<int>(), 0);
    EXPECT_TRUE(json.at("pulse").is_null());
    EXPECT_TRUE(json.at("zone").is_null());
}

TEST(Utf8, every_length) {
    for (auto const* good :
         {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
          "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80z"})
        EXPECT_TRUE(sentiment::is_valid_utf8(good)) << good;
    EXPECT_TRUE(sentiment::is_valid_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, what_the_standard_forbids) {
    for (auto const* bad : {"\x80",
                            "\xBF",
                            "\xC0\x80",
                            "\xC1\xBF",
                            "\xC2",
                            "\xC2 ",
                            "\xC2\xC2",
                            "\xE0\x80\x80",
                            "\xE0\x9F\xBF",
                            "\xE1\x80",
                            "\xED\xA0\x80",
                            "\xED\xBF\xBF",
                            "\xF0\x80\x80\x80",
                            "\xF0\x8F\xBF\xBF",
                            "\xF1\x80\x80",
                            "\xF4\x90\x80\x80",
                            "\xF5\x80\x80\x80",
                            "\xFE",
                            "\xFF",
                            "a\xE6\x97",
                            "\xE6\x97"
                            "a"})
        EXPECT_FALSE(sentiment::is_valid_utf8(bad)) << bad;
}

} // namespace
} // namespace undertone::api
