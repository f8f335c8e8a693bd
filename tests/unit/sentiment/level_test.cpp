#include "sentiment/level.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

struct Cut {
    double pulse;
    Level level;
};

TEST(Level, is_cut_where_B13_says) {
    for (Cut const& cut :
         {Cut{0, Level::very_negative}, Cut{14.99, Level::very_negative}, Cut{15, Level::negative},
          Cut{29.99, Level::negative}, Cut{30, Level::slightly_negative}, Cut{44.99, Level::slightly_negative},
          Cut{45, Level::neutral}, Cut{55, Level::neutral}, Cut{55.01, Level::slightly_positive},
          Cut{70, Level::slightly_positive}, Cut{70.01, Level::positive}, Cut{85, Level::positive},
          Cut{85.01, Level::very_positive}, Cut{100, Level::very_positive}}) {
        EXPECT_EQ(level_of(cut.pulse), cut.level) << cut.pulse;
    }
}

TEST(Level, is_cut_after_the_pulse_is_rounded_to_two_decimals) {
    EXPECT_EQ(level_of(44.996), Level::neutral);
    EXPECT_EQ(level_of(44.994), Level::slightly_negative);
    EXPECT_EQ(level_of(55.004), Level::neutral);
    EXPECT_EQ(level_of(55.006), Level::slightly_positive);
}

TEST(Level, rises_with_the_pulse) {
    Level last = Level::very_negative;
    for (int hundredths = 0; hundredths <= 10000; ++hundredths) {
        Level const level = level_of(hundredths / 100.0);
        EXPECT_GE(level, last);
        last = level;
    }
}

TEST(Level, has_the_codes_of_the_pick_list) {
    int code = 7;
    for (Level const level : levels) {
        EXPECT_EQ(static_cast<int>(level), code++);
    }
    EXPECT_EQ(static_cast<int>(Level::none), 0);
}

TEST(Level, names_go_there_and_back) {
    for (Level const level : levels) {
        EXPECT_EQ(level_from(name_of(level)), level);
    }
    EXPECT_EQ(name_of(Level::slightly_negative), "slightly_negative");
    EXPECT_EQ(level_from("none"), Level::none);
    EXPECT_EQ(level_from("sad"), std::nullopt);
    EXPECT_EQ(level_from(""), std::nullopt);
}

TEST(Zone, agrees_with_the_level) {
    EXPECT_EQ(zone_of(Level::none), Zone::none);
    EXPECT_EQ(zone_of(Level::slightly_negative), Zone::negative);
    EXPECT_EQ(zone_of(Level::neutral), Zone::neutral);
    EXPECT_EQ(zone_of(Level::slightly_positive), Zone::positive);
    EXPECT_EQ(name_of(Zone::positive), "positive");
    EXPECT_EQ(name_of(Zone::none), "none");
}

} // namespace
} // namespace undertone::sentiment
