#include "desk/opening_hours.h"

#include <gtest/gtest.h>

namespace undertone::desk {
namespace {

using namespace std::chrono_literals;

Time at(int year, unsigned month, unsigned day, std::chrono::minutes clock) {
    auto const date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return Time(std::chrono::sys_days(date) + clock);
}

/// Mondays from eight to noon and from one to midnight, in Berlin.
types::Hours berlin() {
    types::Hours hours;
    hours.time_zone = "Europe/Berlin";
    hours.weekly.emplace();
    hours.weekly->at(0) = {{480, 720}, {780, 1440}};
    return hours;
}

} // namespace

TEST(OpeningHours, WithoutAnyItIsAlwaysOpen) {
    EXPECT_TRUE(is_open({}, at(2026, 12, 25, 3h)));
}

TEST(OpeningHours, FollowTheClockOfTheZoneThroughTheYear) {
    EXPECT_FALSE(is_open(berlin(), at(2026, 1, 5, 6h + 59min))); // a Monday in winter: 07:59 there
    EXPECT_TRUE(is_open(berlin(), at(2026, 1, 5, 7h)));
    EXPECT_TRUE(is_open(berlin(), at(2026, 7, 6, 6h))); // in summer an hour earlier
    EXPECT_FALSE(is_open(berlin(), at(2026, 7, 6, 5h + 59min)));
}

TEST(OpeningHours, AreClosedBetweenTwoSpansAndOnDaysWithoutAny) {
    EXPECT_FALSE(is_open(berlin(), at(2026, 1, 5, 11h)));
    EXPECT_TRUE(is_open(berlin(), at(2026, 1, 5, 12h)));
    EXPECT_TRUE(is_open(berlin(), at(2026, 1, 5, 22h + 59min)));
    EXPECT_FALSE(is_open(berlin(), at(2026, 1, 5, 23h))); // Tuesday there
    EXPECT_FALSE(is_open(berlin(), at(2026, 1, 6, 9h)));
}

TEST(OpeningHours, AClosedDayIsOneOfTheZone) {
    types::Hours hours;
    hours.time_zone = "Asia/Tokyo";
    hours.closed_on = {"2026-12-25"};
    EXPECT_TRUE(is_open(hours, at(2026, 12, 24, 14h + 59min)));
    EXPECT_FALSE(is_open(hours, at(2026, 12, 24, 15h)));
    EXPECT_FALSE(is_open(hours, at(2026, 12, 25, 14h + 59min)));
    EXPECT_TRUE(is_open(hours, at(2026, 12, 25, 15h)));
}

TEST(OpeningHours, TheTextIsInTheLanguageOfTheVisitorAsFarAsThereIsOne) {
    types::Hours hours;
    hours.message = {{"en", "closed"}, {"de", "zu"}, {"zh-Hant", "休息"}};
    EXPECT_EQ(message_for(hours, "de-AT"), "zu");
    EXPECT_EQ(message_for(hours, "zh-Hant-TW"), "休息");
    EXPECT_EQ(message_for(hours, "zh-TW"), "休息");
    EXPECT_EQ(message_for(hours, "zh-Hans"), "closed");
    EXPECT_EQ(message_for(hours, ""), "closed");
    hours.message.erase("en");
    EXPECT_EQ(message_for(hours, "fr"), "zu");
    EXPECT_FALSE(message_for({}, "fr").empty());
}

TEST(OpeningHours, ADateIsOneOfTheCalendar) {
    EXPECT_TRUE(is_date("2028-02-29"));
    for (auto const* wrong : {"2026-02-29", "2026-13-01", "26-01-01", "2026-1-01", "2026-01-0x", "", "----------"})
        EXPECT_FALSE(is_date(wrong)) << wrong;
}

} // namespace undertone::desk
