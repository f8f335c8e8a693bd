#include "command/tally.h"

#include <gtest/gtest.h>

namespace undertone::command {
namespace {

using sentiment::Level;
using sentiment::Zone;

Truth truth(std::string_view word) {
    return truth_from(word).value();
}

TEST(Truth, seven_levels) {
    EXPECT_EQ(truth("very_negative").zone, Zone::negative);
    EXPECT_EQ(truth("very_negative").level, Level::very_negative);
    EXPECT_EQ(truth("slightly_negative").zone, Zone::negative);
    EXPECT_EQ(truth("neutral").zone, Zone::neutral);
    EXPECT_EQ(truth("neutral").level, Level::neutral);
    EXPECT_EQ(truth("slightly_positive").zone, Zone::positive);
    EXPECT_EQ(truth("very_positive").level, Level::very_positive);
}

TEST(Truth, three_zones_without_a_level) {
    EXPECT_EQ(truth("neg").zone, Zone::negative);
    EXPECT_EQ(truth("neu").zone, Zone::neutral);
    EXPECT_EQ(truth("pos").zone, Zone::positive);
    for (auto const* word : {"neg", "neu", "pos"})
        EXPECT_EQ(truth(word).level, Level::none);
}

TEST(Truth, other_words_are_none) {
    for (auto const* word : {"", "none", "Neutral", "negative ", "level", "8", "bad"})
        EXPECT_FALSE(truth_from(word)) << word;
}

TEST(Tally, an_empty_one_is_all_zero) {
    Tally const tally;
    EXPECT_EQ(tally.rows(), 0u);
    EXPECT_EQ(tally.macro_f1(), 0);
    EXPECT_EQ(tally.accuracy(), 0);
    EXPECT_EQ(tally.level_accuracy(), 0);
    EXPECT_EQ(tally.level_within_one(), 0);
    EXPECT_EQ(tally.language_accuracy(), 0);
    EXPECT_EQ(tally.milliseconds(), 0);
}

/// Ten rows. By zone: negative 4 (read: 3 negative, 1 neutral), neutral 3 (read: 2 neutral, 1 none), positive 3 (read:
/// 1 positive, 1 neutral, 1 negative).
Tally ten_rows() {
    Tally tally;
    tally.add(truth("very_negative"), Level::very_negative, true, 1);
    tally.add(truth("very_negative"), Level::negative, true, 2);
    tally.add(truth("negative"), Level::very_negative, true, 3);
    tally.add(truth("slightly_negative"), Level::neutral, false, 4);
    tally.add(truth("neutral"), Level::neutral, true, 5);
    tally.add(truth("neu"), Level::neutral, true, 6);
    tally.add(truth("neutral"), Level::none, false, 7);
    tally.add(truth("pos"), Level::very_positive, true, 8);
    tally.add(truth("positive"), Level::neutral, true, 9);
    tally.add(truth("very_positive"), Level::very_negative, false, 10);
    return tally;
}

TEST(Tally, macro_f1_by_hand) {
    // negative: TP 3, FP 1, FN 1 -> 6/8; neutral: TP 2, FP 2, FN 1 -> 4/7; positive: TP 1, FP 0, FN 2 -> 2/4
    EXPECT_DOUBLE_EQ(ten_rows().macro_f1(), (6.0 / 8 + 4.0 / 7 + 2.0 / 4) / 3);
}

TEST(Tally, shares_by_hand) {
    auto const tally = ten_rows();
    EXPECT_EQ(tally.rows(), 10u);
    EXPECT_DOUBLE_EQ(tally.accuracy(), 6.0 / 10);
    EXPECT_EQ(tally.level_rows(), 8u);
    EXPECT_DOUBLE_EQ(tally.level_accuracy(), 2.0 / 8);
    EXPECT_DOUBLE_EQ(tally.level_within_one(), 5.0 / 8);
    EXPECT_DOUBLE_EQ(tally.language_accuracy(), 7.0 / 10);
    EXPECT_DOUBLE_EQ(tally.milliseconds(), 5.5);
}

TEST(Tally, a_zone_that_does_not_occur_is_left_out) {
    Tally tally;
    tally.add(truth("neg"), Level::negative, true, 1);
    tally.add(truth("pos"), Level::neutral, true, 1);
    // negative 1; positive 0; neutral has no rows of its own, although it was read
    EXPECT_DOUBLE_EQ(tally.macro_f1(), 0.5);
    EXPECT_EQ(tally.level_rows(), 0u);
}

TEST(Tally, none_is_a_miss_and_near_to_nothing) {
    Tally tally;
    tally.add(truth("very_negative"), Level::none, true, 1);
    EXPECT_EQ(tally.macro_f1(), 0);
    EXPECT_EQ(tally.accuracy(), 0);
    EXPECT_EQ(tally.level_within_one(), 0);
}

TEST(Tally, two_add_up_to_their_rows) {
    auto sum = ten_rows();
    Tally other;
    other.add(truth("neg"), Level::negative, false, 45);
    sum.add(other);
    EXPECT_EQ(sum.rows(), 11u);
    EXPECT_DOUBLE_EQ(sum.macro_f1(), (8.0 / 10 + 4.0 / 7 + 2.0 / 4) / 3);
    EXPECT_DOUBLE_EQ(sum.accuracy(), 7.0 / 11);
    EXPECT_EQ(sum.level_rows(), 8u);
    EXPECT_DOUBLE_EQ(sum.language_accuracy(), 7.0 / 11);
    EXPECT_DOUBLE_EQ(sum.milliseconds(), 100.0 / 11);
}

} // namespace
} // namespace undertone::command
