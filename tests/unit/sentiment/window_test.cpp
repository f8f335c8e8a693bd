#include "sentiment/window.h"

#include <gtest/gtest.h>
#include <vector>

namespace undertone::sentiment {
namespace {

Reading reading(double pulse, bool profane = false, std::string language = "en") {
    Reading result;
    result.pulse = pulse;
    result.level = level_of(pulse);
    result.language = std::move(language);
    result.profane = profane;
    result.profanity_rule = profane && result.language == "en";
    return result;
}

Mood after(std::vector<double> const& pulses) {
    Mood mood;
    for (double const pulse : pulses) {
        mood = step(mood, reading(pulse));
    }
    return mood;
}

TEST(Window, has_no_level_before_the_first_message) {
    EXPECT_EQ(Mood().level, Level::none);
    EXPECT_EQ(Mood().count, 0);
}

TEST(Window, B3_uses_the_messages_that_exist) {
    Mood const mood = after({20, 80});
    EXPECT_EQ(mood.count, 2);
    EXPECT_DOUBLE_EQ(mood.pulse, 60);
    EXPECT_EQ(mood.level, Level::slightly_positive);
}

TEST(Window, weighs_1_to_n_from_the_oldest_to_the_newest) {
    EXPECT_DOUBLE_EQ(after({10, 20, 30, 40, 50, 60}).pulse, 43.33);
    EXPECT_DOUBLE_EQ(after({60, 50, 40, 30, 20, 10}).pulse, 26.67);
}

TEST(Window, B2_the_seventh_message_pushes_the_first_out) {
    Mood const six = after({0, 50, 50, 50, 50, 50});
    EXPECT_LT(six.pulse, 50);
    Mood const seven = step(six, reading(50));
    EXPECT_EQ(seven.count, 6);
    EXPECT_DOUBLE_EQ(seven.pulse, 50);
}

TEST(Window, B22_messages_without_words_or_level_change_nothing) {
    Mood const before = after({10, 20});
    Reading identifier = reading(50);
    identifier.enters_window = false;
    EXPECT_EQ(step(before, identifier), before);
    Reading unsupported;
    EXPECT_EQ(unsupported.level, Level::none);
    EXPECT_EQ(step(before, unsupported), before);
}

TEST(Window, B15_profane_caps_the_level_and_leaves_the_pulse) {
    Mood mood = step(Mood(), reading(29, true));
    for (int i = 0; i < 5; ++i) {
        mood = step(mood, reading(95));
        EXPECT_GT(mood.pulse, 30) << i;
        EXPECT_EQ(mood.level, Level::negative) << i;
    }
    mood = step(mood, reading(95));
    EXPECT_DOUBLE_EQ(mood.pulse, 95);
    EXPECT_EQ(mood.level, Level::very_positive);
}

TEST(Window, B15_leaves_a_lower_level_and_other_languages_alone) {
    EXPECT_EQ(step(Mood(), reading(5, true)).level, Level::very_negative);
    EXPECT_EQ(step(Mood(), reading(60, true, "de")).level, Level::slightly_positive);
}

/// One audience of a conversation, as the desk keeps it.
struct Audience {
    Level threshold = Level::none;
    Level level = Level::none;
    Level told = Level::none;

    bool hears(Level next) {
        bool const fired = crosses(level, next, told, threshold);
        told = told_after(next, told, threshold, fired);
        level = next;
        return fired;
    }
};

TEST(Threshold, slightly_negative_fires_once_on_the_drop) {
    Audience audience{Level::slightly_negative, Level::neutral};
    EXPECT_TRUE(audience.hears(Level::slightly_negative));
    EXPECT_FALSE(audience.hears(Level::slightly_negative));
    EXPECT_TRUE(audience.hears(Level::very_negative));
    EXPECT_FALSE(audience.hears(Level::very_negative));
    EXPECT_FALSE(audience.hears(Level::neutral));
    EXPECT_TRUE(audience.hears(Level::slightly_negative));
}

TEST(Threshold, D4_fires_on_itself_and_everything_below) {
    for (Level const threshold : {Level::slightly_negative, Level::negative, Level::very_negative}) {
        for (Level const level : levels) {
            Audience audience{threshold, Level::neutral};
            EXPECT_EQ(audience.hears(level), level <= threshold) << name_of(threshold) << ' ' << name_of(level);
        }
    }
}

TEST(Threshold, very_negative_is_silent_at_negative) {
    Audience audience{Level::very_negative, Level::neutral};
    EXPECT_FALSE(audience.hears(Level::negative));
    EXPECT_TRUE(audience.hears(Level::very_negative));
}

TEST(Threshold, none_never_fires) {
    Audience audience{Level::none, Level::neutral};
    for (Level const level : levels) {
        EXPECT_FALSE(audience.hears(level));
    }
}

TEST(Threshold, no_level_counts_as_neutral) {
    EXPECT_TRUE(Audience{Level::slightly_negative}.hears(Level::slightly_negative));
    EXPECT_FALSE(Audience{Level::slightly_negative}.hears(Level::none));
}

TEST(Threshold, D5_a_rise_within_the_range_is_no_decrease) {
    Audience audience{Level::slightly_negative, Level::neutral};
    EXPECT_TRUE(audience.hears(Level::very_negative));
    EXPECT_FALSE(audience.hears(Level::slightly_negative));
    EXPECT_FALSE(audience.hears(Level::negative));
    EXPECT_FALSE(audience.hears(Level::very_negative));
}

TEST(Threshold, a_changed_threshold_alone_never_fires) {
    Audience audience{Level::none, Level::neutral};
    EXPECT_FALSE(audience.hears(Level::negative));
    audience.threshold = Level::slightly_negative;
    EXPECT_FALSE(audience.hears(Level::negative));
    EXPECT_TRUE(audience.hears(Level::very_negative));
}

TEST(Threshold, a_message_without_level_does_not_rearm) {
    Audience audience{Level::negative, Level::neutral};
    EXPECT_TRUE(audience.hears(Level::negative));
    EXPECT_EQ(told_after(Level::none, audience.told, audience.threshold, false), Level::negative);
}

TEST(Threshold, never_fires_twice_without_rearming_whatever_the_path) {
    for (Level const threshold : {Level::slightly_negative, Level::negative, Level::very_negative}) {
        std::uint32_t random = 7;
        Audience audience{threshold, Level::neutral};
        Level lowest = Level::none;
        for (int i = 0; i < 5000; ++i) {
            random = random * 1664525U + 1013904223U;
            Level const level = levels[(random >> 16) % levels.size()];
            lowest = level > threshold ? Level::none : lowest;
            if (audience.hears(level)) {
                EXPECT_LE(level, threshold);
                EXPECT_TRUE(lowest == Level::none || level < lowest);
                lowest = level;
            }
        }
    }
}

TEST(Trend, compares_the_last_half_with_the_first) {
    EXPECT_EQ(trend_of(after({})), Trend::steady);
    EXPECT_EQ(trend_of(after({10})), Trend::steady);
    EXPECT_EQ(trend_of(after({50, 55})), Trend::steady);
    EXPECT_EQ(trend_of(after({50, 55.01})), Trend::improving);
    EXPECT_EQ(trend_of(after({80, 70, 60, 50, 40, 30})), Trend::declining);
    EXPECT_EQ(trend_of(after({20, 99, 30})), Trend::improving);
    EXPECT_EQ(name_of(Trend::declining), "declining");
    EXPECT_EQ(name_of(Trend::steady), "steady");
    EXPECT_EQ(name_of(Trend::improving), "improving");
}

} // namespace
} // namespace undertone::sentiment
