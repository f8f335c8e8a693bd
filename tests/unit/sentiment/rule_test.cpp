#include "sentiment/rule.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace undertone::sentiment {
namespace {

using std::chrono::seconds;

Condition negative() {
    Condition condition;
    condition.level = Level::negative;
    return condition;
}

Moment moment(double pulse, int second, double confidence = 1, bool heard = true) {
    return {Time(seconds(second)), level_of(pulse), pulse, confidence, heard};
}

/// One letter a message, ten seconds apart: '!' where the rule fires, '.' where it is silent.
std::string told(Condition const& condition, std::vector<double> const& pulses) {
    std::string text;
    RuleState state = begin_state(condition, Level::none, 50);
    int second = 0;
    for (double const pulse : pulses) {
        auto next = step(condition, state, moment(pulse, second += 10));
        state = next.state;
        text += next.fires ? '!' : '.';
    }
    return text;
}

struct Case {
    char const* what;
    std::vector<double> pulses;
    char const* told;
    Condition condition;
};

template <class Change>
Condition with(Change change, Condition condition = negative()) {
    change(condition);
    return condition;
}

Condition drop(std::uint32_t levels, std::uint32_t within) {
    Condition condition;
    condition.drop_levels = levels;
    condition.within_messages = within;
    return condition;
}

// 10 is very negative, 20 negative, 40 slightly negative, 50 neutral, 80 positive.
std::vector<Case> const table{
    {"first message counts as a decrease", {20, 20}, "!.", negative()},
    {"crossing alone", {50, 20, 20, 10}, ".!..", negative()},
    {"armed by a rise above", {20, 40, 20}, "!.!", negative()},
    {"above never", {50, 40, 80, 31}, "....", negative()},
    {"pulse",
     {40, 26, 25, 24},
     "..!.",
     [] {
         Condition condition;
         condition.pulse = 25;
         return condition;
     }()},
    {"a conversation begins as neutral: no decrease", {50, 40, 80, 50}, "...!", with([](auto& c) {
         c.level = Level::neutral;
     })},
    {"neither by pulse",
     {50, 60, 62, 80, 60},
     "....!",
     [] {
         Condition condition;
         condition.pulse = 62;
         return condition;
     }()},
    {"hysteresis: too small a rise", {20, 35, 20}, "!..", with([](auto& c) { c.hysteresis = 10; })},
    {"hysteresis: far enough", {20, 40, 20}, "!.!", with([](auto& c) { c.hysteresis = 10; })},
    {"cool-down", {20, 50, 20, 20, 20}, "!..!.", with([](auto& c) { c.cool_down_seconds = 30; })},
    {"2 of the last 3", {20, 50, 20, 20}, "..!.", with([](auto& c) { c.k = 2, c.n = 3; })},
    {"3 of the last 3", {20, 50, 20, 20, 20}, "....!", with([](auto& c) { c.k = 3, c.n = 3; })},
    {"duration", {20, 20, 20, 20}, "..!.", with([](auto& c) { c.duration_seconds = 20; })},
    {"duration begins anew", {20, 20, 50, 20, 20, 20}, ".....!", with([](auto& c) { c.duration_seconds = 20; })},
    {"drop of three within one", {50, 20, 50, 40, 20, 80, 20}, "......!", with([](auto& c) {
         c.drop_levels = 3, c.within_messages = 1;
     })},
    {"drop of three within two", {80, 40, 20}, "..!", with([](auto& c) { c.drop_levels = 3, c.within_messages = 2; })},
    {"minimum of messages", {20, 20, 20}, "..!", with([](auto& c) { c.minimum_messages = 3; })},
    {"a drop alone: the first message from neutral", {20, 20}, "!.", drop(2, 3)},
    {"a drop alone: wherever it ends, each drop once", {80, 50, 50, 40, 20, 20}, ".!..!.", drop(2, 3)},
    {"a drop alone: too slow", {80, 60, 50, 40, 20}, ".....", drop(2, 1)},
    {"a drop alone: fast enough", {80, 60, 50}, "..!", drop(2, 2)},
    {"a drop alone: too small", {80, 60, 60, 50}, "....", drop(2, 2)},
    {"a drop alone: from where the last one ended", {80, 50, 20, 10}, ".!!.", drop(2, 3)},
    {"a drop alone: again after a rise", {80, 50, 80, 50}, ".!.!", drop(2, 3)},
    {"a drop alone: hysteresis asks for a rise",
     {80, 50, 20, 60, 20, 70, 40},
     ".!....!",
     with([](auto& c) { c.hysteresis = 20; }, drop(2, 3))},
    {"a drop alone: cool-down",
     {80, 50, 20, 20, 20, 20},
     ".!..!.",
     with([](auto& c) { c.cool_down_seconds = 30; }, drop(2, 3))},
    {"a drop alone: the cool-down outlasts it",
     {80, 50, 20, 20, 20},
     ".!...",
     with([](auto& c) { c.cool_down_seconds = 30; }, drop(2, 2))},
    {"a drop alone: minimum of messages",
     {20, 20, 20},
     "..!",
     with([](auto& c) { c.minimum_messages = 3; }, drop(2, 3))}};

TEST(Rule, truth_table) {
    for (auto const& entry : table)
        EXPECT_EQ(told(entry.condition, entry.pulses), entry.told) << entry.what;
}

TEST(Rule, low_confidence_waits_for_a_surer_message) {
    auto const condition = with([](auto& c) { c.minimum_confidence = 0.7; });
    auto const unsure = step(condition, {}, moment(20, 1, 0.6));
    EXPECT_FALSE(unsure.fires);
    EXPECT_TRUE(step(condition, unsure.state, moment(20, 2, 0.7)).fires);
}

TEST(Rule, stays_armed_while_nobody_hears) {
    auto const alone = step(negative(), {}, moment(20, 1, 1, false));
    EXPECT_FALSE(alone.fires);
    EXPECT_TRUE(step(negative(), alone.state, moment(20, 2)).fires);
}

TEST(Rule, time_alone_fires_once_at_the_end_of_the_duration) {
    auto const condition = with([](auto& c) { c.duration_seconds = 60, c.minimum_confidence = 0.5; });
    auto const below = step(condition, begin_state(condition, Level::none, 50), moment(20, 10, 0.6));
    EXPECT_FALSE(below.fires);
    auto const at = due(condition, below.state, Time(seconds(10)));
    ASSERT_EQ(at, Time(seconds(70)));
    EXPECT_FALSE(wait(condition, below.state, Time(seconds(69)), true).fires);
    auto const alone = wait(condition, below.state, *at, false);
    EXPECT_FALSE(alone.fires);
    auto const fired = wait(condition, alone.state, *at, true);
    EXPECT_TRUE(fired.fires);
    EXPECT_EQ(due(condition, fired.state, *at), std::nullopt);
    EXPECT_FALSE(wait(condition, fired.state, Time(seconds(700)), true).fires);
}

TEST(Rule, time_alone_waits_for_the_end_of_the_cool_down) {
    auto const condition = with([](auto& c) { c.duration_seconds = 10, c.cool_down_seconds = 100; });
    auto state = wait(condition, step(condition, {}, moment(20, 0)).state, Time(seconds(10)), true).state;
    ASSERT_EQ(state.fired_at, Time(seconds(10)));
    state = step(condition, state, moment(50, 20)).state;
    state = step(condition, state, moment(20, 30)).state;
    EXPECT_EQ(due(condition, state, Time(seconds(30))), Time(seconds(110)));
}

TEST(Rule, is_never_due_without_a_duration_or_above_the_threshold) {
    EXPECT_EQ(due(negative(), step(negative(), {}, moment(20, 1, 1, false)).state, Time(seconds(1))), std::nullopt);
    auto const condition = with([](auto& c) { c.duration_seconds = 60; });
    EXPECT_EQ(due(condition, step(condition, {}, moment(50, 1)).state, Time(seconds(1))), std::nullopt);
}

TEST(Rule, a_hysteresis_beyond_the_scale_never_arms_again) {
    EXPECT_TRUE(can_arm_again(with([](auto& c) { c.hysteresis = 70; }))); // negative ends at 30
    EXPECT_FALSE(can_arm_again(with([](auto& c) { c.hysteresis = 70.5; })));
}

TEST(Rule, a_new_rule_alone_never_fires) {
    auto const state = begin_state(negative(), Level::negative, 20);
    auto const still = step(negative(), state, moment(10, 1));
    EXPECT_FALSE(still.fires);
    auto const above = step(negative(), still.state, moment(50, 2));
    EXPECT_TRUE(step(negative(), above.state, moment(20, 3)).fires);
    auto const met = begin_state(drop(2, 3), Level::negative, 20); // what it dropped from was before the rule
    EXPECT_FALSE(step(drop(2, 3), met, moment(16, 1)).fires);
}

TEST(Rule, a_drop_alone_has_no_threshold) {
    EXPECT_TRUE(is_drop(drop(2, 3)));
    EXPECT_FALSE(is_drop(with([](auto& c) { c.drop_levels = 2, c.within_messages = 3; })));
    EXPECT_FALSE(is_below(drop(2, 3), Level::very_negative, 0));
    EXPECT_TRUE(can_arm_again(with([](auto& c) { c.hysteresis = 100; }, drop(2, 3))));
}

TEST(Rule, a_drop_alone_waits_for_a_surer_message_and_for_somebody_who_hears) {
    auto const condition = with([](auto& c) { c.minimum_confidence = 0.7; }, drop(2, 3));
    auto const unsure = step(condition, begin_state(condition, Level::none, 50), moment(20, 1, 0.6));
    EXPECT_FALSE(unsure.fires);
    auto const alone = step(condition, unsure.state, moment(20, 2, 1, false));
    EXPECT_FALSE(alone.fires);
    EXPECT_TRUE(step(condition, alone.state, moment(20, 3)).fires);
}

Condition random_condition(std::mt19937& random) {
    auto below = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random()) % (most + 1); };
    Condition condition;
    if (below(1) == 0)
        condition.level = levels[below(6)];
    else
        condition.pulse = below(100);
    condition.hysteresis = below(1) * below(20);
    condition.cool_down_seconds = below(1) * below(60);
    condition.n = below(1) * (1 + below(5));
    condition.k = condition.n == 0 ? 0 : 1 + below(condition.n - 1);
    condition.duration_seconds = below(3) == 0 ? below(40) : 0;
    condition.drop_levels = below(3) == 0 ? 1 + below(2) : 0;
    condition.within_messages = condition.drop_levels > 0 ? 1 + below(4) : 0;
    condition.minimum_messages = below(3);
    return condition;
}

/// It is told exactly where the level lies so far below one of those before it, counted from where the last drop ended.
TEST(Rule, a_drop_alone_is_told_once_and_never_missed) {
    std::mt19937 random(5);
    int fired = 0;
    for (int history = 0; history < 500; ++history) {
        auto const condition =
            drop(1 + static_cast<std::uint32_t>(random() % 3), 1 + static_cast<std::uint32_t>(random() % 5));
        auto state = begin_state(condition, Level::none, 50);
        std::vector<Level> since{Level::neutral}; // from where the last drop ended
        for (int message = 0; message < 60; ++message) {
            auto const now = moment(static_cast<double>(random() % 10001) / 100, message);
            since.push_back(now.level);
            int most = 0;
            for (std::size_t back = 1; back <= condition.within_messages && back < since.size(); ++back)
                most = std::max(most, static_cast<int>(since[since.size() - 1 - back]) - static_cast<int>(now.level));
            auto next = step(condition, state, now);
            ASSERT_EQ(next.fires, most >= static_cast<int>(condition.drop_levels));
            if (next.fires) {
                ++fired;
                since = {now.level};
            }
            state = std::move(next.state);
        }
    }
    EXPECT_GT(fired, 1000);
}

/// Between two alerts the conversation was above the threshold and the hysteresis; an alert is told at or below it,
/// after the cool-down.
TEST(Rule, never_fires_twice_without_being_armed_again) {
    std::mt19937 random(7);
    int fired = 0;
    for (int history = 0; history < 2000; ++history) {
        auto const condition = random_condition(random);
        auto state = begin_state(condition, Level::none, 50);
        bool rose = true;
        std::optional<Time> last;
        int second = 0;
        for (int message = 0; message < 60; ++message) {
            auto const now =
                moment(static_cast<double>(random() % 10001) / 100, second += 1 + static_cast<int>(random() % 20));
            auto next = step(condition, state, now);
            bool const below = is_below(condition, now.level, now.pulse);
            rose = rose || !below;
            if (next.fires) {
                ++fired;
                ASSERT_TRUE(below);
                ASSERT_TRUE(rose);
                ASSERT_TRUE(!last || now.at - *last >= seconds(condition.cool_down_seconds));
                last = now.at;
                rose = false;
            }
            state = std::move(next.state);
            ASSERT_LE(state.recent.size(), Condition::most_messages + 1);
        }
    }
    EXPECT_GT(fired, 1000);
}

} // namespace
} // namespace undertone::sentiment
