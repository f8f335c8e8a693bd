#include "sentiment/neighbours.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

TEST(Neighbours, of_three_languages_are_scored) {
    EXPECT_EQ(scored_neighbour("af"), "nl");
    EXPECT_EQ(scored_neighbour("gl"), "pt");
    EXPECT_EQ(scored_neighbour("mk"), "bg");
    EXPECT_EQ(scored_neighbour("sw"), "");
}

TEST(Neighbours, are_told_by_words_and_letters_of_their_own) {
    EXPECT_TRUE(has_own_word("Ek wag", "af"));
    EXPECT_TRUE(has_own_word("dit werk NIE!", "af"));
    EXPECT_FALSE(has_own_word("dit is al de vierde keer", "af"));
    EXPECT_TRUE(has_own_word("a compañía", "gl"));
    EXPECT_TRUE(has_own_word("as cousas", "gl"));
    EXPECT_FALSE(has_own_word("o técnico chegou tarde", "gl"));
    EXPECT_TRUE(has_own_word("ќе", "mk"));
    EXPECT_FALSE(has_own_word("лампата пристигна", "mk"));
    EXPECT_FALSE(has_own_word("", "mk"));
    EXPECT_FALSE(has_own_word("ek", "sw"));
}

} // namespace
} // namespace undertone::sentiment
