#include "api/csv.h"
#include "api/time_zone.h"

#include <gtest/gtest.h>

namespace undertone::api {
namespace {

using namespace std::chrono_literals;

TEST(Csv, quotes_and_disarms) {
    EXPECT_EQ(csv_line({"a", "", "b,c", "say \"no\"", "two\nlines"}),
              "a,,\"b,c\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    EXPECT_EQ(csv_line({"=1+1", "+1", "-1+1", "@x", "1-1", "-"}), "'=1+1,'+1,'-1+1,'@x,1-1,'-\r\n");
    EXPECT_EQ(csv_line({"＝1+1", "＋1", "－1", "＠x", "ａ"}), "'＝1+1,'＋1,'－1,'＠x,ａ\r\n");
    EXPECT_EQ(csv_line({"-1", "-8.38"}), "-1,-8.38\r\n"); // numbers run nothing
    EXPECT_EQ(csv_line({"=\"a\",b"}), "\"'=\"\"a\"\",b\"\r\n");
}

/// Where a semicolon parts the cells, as in German, French or Spanish, our quotes hold nothing together.
TEST(Csv, disarms_what_begins_a_cell_elsewhere) {
    EXPECT_EQ(csv_line({"x;=cmd|' /C calc'!A0;y"}), "x;'=cmd|' /C calc'!A0;y\r\n");
    EXPECT_EQ(csv_line({"a\n=1+1", "b\r\n@x", "c\t+1", "d;＝1"}), "\"a\n'=1+1\",\"b\r\n'@x\",c\t'+1,d;'＝1\r\n");
    EXPECT_EQ(csv_line({"a; =1", "b;\"=1\"", " =1", "\t=1"}), "a;' =1,\"b;'\"\"=1\"\"\",' =1,\t'=1\r\n");
    EXPECT_EQ(csv_line({"a;-8.38;b", "a; b", ";", "a-b=c"}), "a;-8.38;b,a; b,;,a-b=c\r\n");
}

TEST(TimeZone, only_known_names_and_real_dates) {
    EXPECT_FALSE(TimeZone::named(""));
    EXPECT_FALSE(TimeZone::named("Mars/Olympus"));
    auto const berlin = TimeZone::named("Europe/Berlin");
    ASSERT_TRUE(berlin);
    EXPECT_EQ(berlin->midnight("2026-07-01"), time_from("2026-06-30T22:00:00Z"));
    EXPECT_FALSE(berlin->midnight("2026-02-30"));
    EXPECT_FALSE(berlin->midnight("2026/02/01"));
}

TEST(TimeZone, a_date_of_a_query_is_midnight_in_its_zone) {
    using Values = std::vector<std::pair<std::string, std::string>>;
    Query const query(Values{{"from", "2026-07-01"}, {"to", "2026-07-01T00:00:00Z"}, {"time_zone", "Europe/Berlin"}});
    auto const zone = zone_of(query);
    EXPECT_EQ(moment_of(query, "from", zone), time_from("2026-06-30T22:00:00Z"));
    EXPECT_EQ(moment_of(query, "to", zone), time_from("2026-07-01T00:00:00Z"));
    Query const plain(Values{{"from", "1900-01-01"}});
    EXPECT_EQ(moment_of(plain, "from", zone_of(plain)), time_from("1900-01-01T00:00:00Z"));
}

TEST(TimeZone, days_of_summer_time_have_their_own_length) {
    auto const berlin = TimeZone::named("Europe/Berlin");
    ASSERT_TRUE(berlin);
    auto const from = *berlin->midnight("2026-03-28");
    auto const to = *berlin->midnight("2026-03-31");
    auto const days = berlin->starts(from, to, Bucket::day, 10);
    ASSERT_TRUE(days);
    ASSERT_EQ(days->size(), 3U);
    EXPECT_EQ((*days)[1] - (*days)[0], 24h);
    EXPECT_EQ((*days)[2] - (*days)[1], 23h);
    EXPECT_EQ(berlin->starts(from, to, Bucket::hour, 100)->size(), 71U);
    EXPECT_FALSE(berlin->starts(from, to, Bucket::hour, 70));
}

TEST(TimeZone, after_a_day_without_a_midnight_days_begin_at_midnight_again) {
    auto const santiago = TimeZone::named("America/Santiago"); // on 2026-09-06 00:00 is 01:00
    auto const days =
        santiago->starts(*santiago->midnight("2026-09-05"), *santiago->midnight("2026-09-08"), Bucket::day, 10);
    ASSERT_EQ(days->size(), 3U);
    EXPECT_EQ((*days)[1], *time_from("2026-09-06T04:00:00Z"));
    EXPECT_EQ((*days)[2], *time_from("2026-09-07T03:00:00Z"));
}

TEST(TimeZone, F6_a_day_begins_at_midnight_of_the_zone) {
    auto const noon = *time_from("2026-03-29T12:00:00Z"); // 14:00 in Berlin, 01:00 of the next day in Auckland
    EXPECT_EQ(TimeZone::named("UTC")->start_of_day(noon), *time_from("2026-03-29T00:00:00Z"));
    EXPECT_EQ(TimeZone::named("Europe/Berlin")->start_of_day(noon), *time_from("2026-03-28T23:00:00Z"));
    EXPECT_EQ(TimeZone::named("Pacific/Auckland")->start_of_day(noon), *time_from("2026-03-29T11:00:00Z"));
    auto const midnight = *time_from("2026-03-29T00:00:00Z");
    EXPECT_EQ(TimeZone::named("UTC")->start_of_day(midnight), midnight);
}

TEST(TimeZone, F6_a_day_of_two_midnights_begins_with_the_first) {
    auto const azores = TimeZone::named("Atlantic/Azores"); // on 2026-10-25 01:00 is 00:00
    auto const first = *time_from("2026-10-25T00:00:00Z");
    EXPECT_EQ(azores->midnight("2026-10-25"), first);
    EXPECT_EQ(azores->start_of_day(first), first);
    EXPECT_EQ(azores->start_of_day(first + 90min), first);
    std::vector<Time> const days{first, first + 25h};
    EXPECT_EQ(azores->starts(first, first + 49h, Bucket::day, 10), days);
    auto const santiago = TimeZone::named("America/Santiago"); // on 2026-04-05 00:00 is 23:00 of the day before
    EXPECT_EQ(santiago->midnight("2026-04-05"), time_from("2026-04-05T04:00:00Z"));
    EXPECT_EQ(santiago->start_of_day(*time_from("2026-04-05T03:30:00Z")), time_from("2026-04-04T03:00:00Z"));
}

TEST(TimeZone, an_hour_that_the_clock_shows_twice_is_two_hours) {
    auto const from = *time_from("2026-10-25T00:30:00Z");
    auto const hours = TimeZone::named("Europe/Berlin")->starts(from, from + 3h, Bucket::hour, 10);
    EXPECT_EQ(hours, (std::vector<Time>{from, from + 30min, from + 90min, from + 150min}));
    auto const kolkata = TimeZone::named("Asia/Kolkata"); // hours begin at half past of UTC
    EXPECT_EQ(kolkata->starts(from - 10min, from + 10min, Bucket::hour, 10), (std::vector<Time>{from - 10min, from}));
}

TEST(TimeZone, H2_the_days_before_whole_days_are_as_many) {
    auto const berlin = TimeZone::named("Europe/Berlin");
    auto const day = [&](char const* date) { return *berlin->midnight(date); };
    EXPECT_EQ(berlin->previous_from(day("2026-10-25"), day("2026-10-26")), day("2026-10-24"));
    EXPECT_EQ(berlin->previous_from(day("2026-10-26"), day("2026-10-27")), day("2026-10-25"));
    EXPECT_EQ(berlin->previous_from(day("2026-03-01"), day("2026-04-01")), day("2026-01-29"));
    auto const noon = day("2026-10-25") + 12h;
    EXPECT_EQ(berlin->previous_from(day("2026-10-25"), noon), day("2026-10-25") - 12h);
    auto const azores = TimeZone::named("Atlantic/Azores");
    EXPECT_EQ(azores->previous_from(*azores->midnight("2026-10-26"), *azores->midnight("2026-10-27")),
              *azores->midnight("2026-10-25"));
}

TEST(TimeZone, the_first_point_is_cut_to_the_begin) {
    auto const utc = TimeZone::named("UTC");
    auto const from = *time_from("2026-03-28T10:30:00Z");
    auto const days = utc->starts(from, from + 24h, Bucket::day, 10);
    ASSERT_EQ(days->size(), 2U);
    EXPECT_EQ((*days)[0], from);
    EXPECT_EQ((*days)[1], *time_from("2026-03-29T00:00:00Z"));
}

} // namespace
} // namespace undertone::api
