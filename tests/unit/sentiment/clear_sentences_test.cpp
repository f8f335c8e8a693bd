#include "sentiment/clear_sentences.h"

#include "sentiment/text.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

/// Reads "bad" and "good" as clear, "hm" as unsure, all else as neutral.
Reading read(std::string_view sentence) {
    Reading reading;
    bool const bad = sentence.find("bad") != sentence.npos;
    bool const good = sentence.find("good") != sentence.npos;
    reading.pulse = bad ? 10 : good ? 80 : 50;
    reading.level = level_of(reading.pulse);
    reading.confidence = sentence.find("hm") != sentence.npos ? 0.5 : 1;
    return reading;
}

Reading heard(std::string_view text) {
    Reading whole;
    whole.pulse = 50;
    whole.level = Level::neutral;
    whole.confidence = 0.6;
    hear_clear_sentences(text, read, whole);
    return whole;
}

TEST(ClearSentences, one_among_calm_ones_counts) {
    Reading const reading = heard("It came. It was bad. I pay on Monday.");
    EXPECT_EQ(reading.pulse, 10);
    EXPECT_EQ(reading.level, level_of(10));
    EXPECT_EQ(reading.confidence, 1);
}

TEST(ClearSentences, of_both_sides_the_last_counts_twice_and_the_text_is_mixed) {
    Reading const good_last = heard("It was bad. It was blue. Now it is good.");
    EXPECT_NEAR(good_last.pulse, (2 * 80 + 10) / 3.0, 0.01);
    EXPECT_EQ(good_last.mixed, 1);
    EXPECT_NEAR(heard("It was good. It was blue. Now it is bad.").pulse, (2 * 10 + 80) / 3.0, 0.01);
}

TEST(ClearSentences, unsure_ones_and_few_sentences_change_nothing) {
    EXPECT_EQ(heard("It came. It was hm bad. I pay on Monday.").pulse, 50);
    EXPECT_EQ(heard("It came. It was bad.").pulse, 50);
    EXPECT_EQ(heard("It was bad. 12345. !!!").pulse, 50) << "one sentence has words";
}

TEST(ClearSentences, very_long_texts_are_read_as_a_whole) {
    std::string text = "It was bad. ";
    for (int i = 0; i < 300; ++i) {
        text += "It was blue. ";
    }
    EXPECT_EQ(heard(text).pulse, 50);
}

} // namespace
} // namespace undertone::sentiment
