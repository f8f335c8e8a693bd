#include "sentiment/course.h"

#include <gtest/gtest.h>
#include <vector>

namespace undertone::sentiment {
namespace {

using namespace std::chrono_literals;

constexpr Time start{1'800'000'000'000ms};

Reading reading(double pulse) {
    Reading result;
    result.pulse = pulse;
    result.level = level_of(pulse);
    return result;
}

/// One message a second.
Course after(std::vector<double> const& pulses) {
    Course course;
    for (std::size_t index = 0; index < pulses.size(); ++index)
        course = step(std::move(course), reading(pulses[index]), "m" + std::to_string(index + 1),
                      start + std::chrono::seconds(index));
    return course;
}

std::vector<Heard> heard(std::vector<double> const& pulses) {
    std::vector<Heard> messages;
    for (std::size_t index = 0; index < pulses.size(); ++index)
        messages.push_back({start + std::chrono::seconds(index), pulses[index]});
    return messages;
}

TEST(Course, is_empty_before_the_first_message) {
    Course const course;
    EXPECT_FALSE(course.lowest);
    EXPECT_FALSE(transition_of(course));
    EXPECT_FALSE(recovery_of(course));
}

TEST(Course, leaves_out_what_does_not_enter_the_window) {
    auto numbers = reading(50);
    numbers.enters_window = false;
    Reading unsupported;
    EXPECT_EQ(step(step(after({20}), numbers, "x", start), unsupported, "y", start), after({20}));
}

TEST(Course, ends_as_the_window_does) {
    Mood mood;
    std::vector<double> const pulses{10, 90, 20, 80, 30, 70, 40, 60};
    for (auto const pulse : pulses)
        mood = step(mood, reading(pulse));
    auto const course = after(pulses);
    EXPECT_EQ(course.mood, mood);
    EXPECT_EQ(course.messages, 8U);
    EXPECT_EQ(course.first, (Feeling{Level::very_negative, 10}));
}

TEST(Course, B20_transition_is_the_end_part_minus_the_begin_part) {
    struct Row {
        std::vector<double> pulses;
        std::optional<double> transition;
    };
    std::vector<Row> const table{
        {{40}, std::nullopt},
        {{20, 80}, 60},
        {{80, 20}, -60},
        {{20, 50, 80}, 60},
        {{10, 20, 30, 40}, 20},
        {{0, 10, 99, 20, 30}, 20},
        {{10, 20, 30, 40, 50, 60}, 30},
        {{0, 0, 0, 50, 50, 50, 100, 100, 100}, 100},
        {{100, 100, 100, 50, 0, 0, 0}, -100},
    };
    for (auto const& row : table)
        EXPECT_EQ(transition_of(after(row.pulses)), row.transition) << row.pulses.size();
}

TEST(Course, keeps_the_lowest_point_and_the_way_back) {
    auto const course = after({60, 10, 90, 90, 90});
    ASSERT_TRUE(course.lowest);
    EXPECT_EQ(course.lowest->message, "m2");
    EXPECT_EQ(course.lowest->feeling.pulse, rounded(80.0 / 3));
    EXPECT_EQ(recovery_of(course), 1000ms); // (60 + 20 + 270) / 6
}

TEST(Course, has_no_recovery_while_it_is_down_and_none_where_nothing_fell) {
    EXPECT_FALSE(recovery_of(after({60, 10, 20})));
    EXPECT_FALSE(recovery_of(after({60, 50, 90})));
}

TEST(Course, a_lower_point_begins_anew) {
    auto const course = after({20, 100, 0, 0, 0});
    EXPECT_EQ(course.lowest->message, "m5");
    EXPECT_FALSE(recovery_of(course));
}

TEST(Course, of_equally_low_points_the_first_counts) {
    EXPECT_EQ(after({20, 20, 20}).lowest->message, "m1");
}

TEST(Course, B15_the_lowest_point_is_that_of_the_level_also_where_profanity_keeps_it_below_the_pulse) {
    auto profane = reading(29.99);
    profane.profanity_rule = true;
    auto const course = step(after({40, 100, 100}), profane, "m4", start + 3s);
    ASSERT_EQ(course.mood.level, Level::negative);
    EXPECT_EQ(course.lowest->message, "m4");
    EXPECT_EQ(course.lowest->feeling, (Feeling{Level::negative, course.mood.pulse}));
    EXPECT_FALSE(recovery_of(course));
}

TEST(WeightedTrend, needs_six_messages) {
    EXPECT_FALSE(weighted_trend(heard({0, 0, 0, 100, 100})));
    EXPECT_TRUE(weighted_trend(heard({0, 0, 0, 100, 100, 100})));
}

TEST(WeightedTrend, weighs_by_place) {
    auto const trend = weighted_trend(heard({50, 50, 50, 50, 50, 100})).value();
    EXPECT_EQ(trend.score, rounded(600.0 / 21));
    EXPECT_EQ(trend.change, rounded(600.0 / 15 / 2));
    auto const first = weighted_trend(heard({100, 50, 50, 50, 50, 50})).value();
    EXPECT_EQ(first.score, rounded(100.0 / 21));
    EXPECT_EQ(first.change, rounded(-100.0 / 6 / 2));
}

TEST(WeightedTrend, an_odd_message_in_the_middle_is_in_neither_half) {
    EXPECT_EQ(weighted_trend(heard({0, 0, 0, 37, 100, 100, 100}))->change, 100);
}

TEST(WeightedTrend, has_five_names) {
    struct Row {
        double change;
        std::string_view name;
    };
    for (auto const& row : {Row{100, "improving"}, Row{55.01, "improving"}, Row{55, "slightly_improving"},
                            Row{20.01, "slightly_improving"}, Row{20, "no_change"}, Row{0, "no_change"},
                            Row{-20, "no_change"}, Row{-20.01, "slightly_declining"}, Row{-55, "slightly_declining"},
                            Row{-55.01, "declining"}, Row{-100, "declining"}})
        EXPECT_EQ(name_of(movement_of(row.change)), row.name) << row.change;
}

TEST(Quarters, are_means_of_each_quarter_of_the_time) {
    std::vector<Heard> const messages{
        {start, 25}, {start + 30s, 100}, {start + 40s, 100}, {start + 60s, 100}, {start + 100s, 100}};
    auto const quarters = quarters_of(messages, start, start + 100s);
    EXPECT_EQ(quarters.scores[0], -2.5);
    EXPECT_EQ(quarters.scores[1], 5);
    EXPECT_EQ(quarters.scores[2], 5);
    EXPECT_EQ(quarters.scores[3], 5);
    EXPECT_EQ(quarters.overall, 3.13); // the sample of the original: 3.1
}

TEST(Quarters, leave_out_those_without_a_message) {
    auto const quarters = quarters_of(std::vector<Heard>{{start + 1s, 50}, {start + 99s, 80}}, start, start + 100s);
    EXPECT_EQ(quarters.scores[0], 0);
    EXPECT_FALSE(quarters.scores[1]);
    EXPECT_FALSE(quarters.scores[2]);
    EXPECT_EQ(quarters.scores[3], 3);
    EXPECT_EQ(quarters.overall, 1.5);
    EXPECT_FALSE(quarters_of({}, start, start + 1s).overall);
}

TEST(Quarters, without_time_everything_is_in_the_first) {
    EXPECT_EQ(quarters_of(std::vector<Heard>{{start, 0}}, start, start).scores[0], -5);
}

} // namespace
} // namespace undertone::sentiment
