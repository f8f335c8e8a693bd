#include "desk/quiet_hours.h"

#include <gtest/gtest.h>

namespace undertone::desk {
namespace {

Time at(char const* text) {
    return time_from(text).value();
}

TEST(QuietHours, reads_times_of_day) {
    EXPECT_EQ(minutes_of("00:00"), 0);
    EXPECT_EQ(minutes_of("23:59"), 1439);
    for (auto const* wrong : {"24:00", "12:60", "1:00", "12-00", "ab:cd", ""})
        EXPECT_EQ(minutes_of(wrong), std::nullopt) << wrong;
}

TEST(QuietHours, knows_the_time_zones) {
    EXPECT_TRUE(is_time_zone("Europe/Berlin"));
    EXPECT_TRUE(is_time_zone("UTC"));
    EXPECT_TRUE(is_time_zone("europe/berlin")) << "as in a query";
    EXPECT_EQ(zone_as_listed("AMERICA/port-au-prince"), "America/Port-au-Prince");
    EXPECT_EQ(zone_as_listed("Mars/Base"), "Mars/Base");
    EXPECT_FALSE(is_time_zone("Mars/Base"));
    EXPECT_FALSE(is_time_zone(""));
}

TEST(QuietHours, are_one_text) {
    types::Quiet const hours = types::QuietHours{"22:00", "06:00", "America/Port-au-Prince"};
    EXPECT_EQ(types::text_of(hours), "22:00-06:00 America/Port-au-Prince");
    EXPECT_EQ(types::quiet_from(types::text_of(hours)), hours);
    EXPECT_EQ(types::quiet_from(types::text_of(std::nullopt)), std::nullopt);
}

TEST(QuietHours, within_one_day) {
    types::QuietHours const hours{"12:00", "14:00", "UTC"};
    EXPECT_FALSE(is_quiet(hours, at("2026-01-10T11:59:59Z")));
    EXPECT_TRUE(is_quiet(hours, at("2026-01-10T12:00:00Z")));
    EXPECT_FALSE(is_quiet(hours, at("2026-01-10T14:00:00Z")));
}

TEST(QuietHours, are_those_of_the_zone_whatever_its_capitals) {
    types::QuietHours const hours{"22:00", "06:00", "asia/tokyo"};
    EXPECT_TRUE(is_quiet(hours, at("2026-01-10T13:00:00Z")));
    EXPECT_FALSE(is_quiet(hours, at("2026-01-10T23:00:00Z")));
}

TEST(QuietHours, the_same_time_twice_is_all_day) {
    types::QuietHours const hours{"08:00", "08:00", "UTC"};
    EXPECT_TRUE(is_quiet(hours, at("2026-01-10T07:59:00Z")));
    EXPECT_TRUE(is_quiet(hours, at("2026-01-10T08:00:00Z")));
}

TEST(QuietHours, over_midnight_and_with_summer_time) {
    types::QuietHours const hours{"22:00", "06:00", "Europe/Berlin"};
    EXPECT_TRUE(is_quiet(hours, at("2026-01-10T21:00:00Z"))); // 22:00 in winter
    EXPECT_FALSE(is_quiet(hours, at("2026-01-10T20:59:00Z")));
    EXPECT_TRUE(is_quiet(hours, at("2026-07-10T20:00:00Z"))); // 22:00 in summer
    EXPECT_FALSE(is_quiet(hours, at("2026-07-10T04:00:00Z")));
}

} // namespace
} // namespace undertone::desk
