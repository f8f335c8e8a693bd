#include "sentiment/neighbours.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

TEST(Neighbours, of_three_languages_are_scored) {
    EXPECT_TRUE(is_neighbour("af", "nl"));
    EXPECT_TRUE(is_neighbour("gl", "pt"));
    EXPECT_TRUE(is_neighbour("mk", "bg"));
    EXPECT_TRUE(is_neighbour("gl", "es"));
    EXPECT_FALSE(is_neighbour("sw", "en"));
}

TEST(Neighbours, are_told_by_words_and_letters_of_their_own) {
    EXPECT_TRUE(has_own_word("Ek wag", "af", "nl"));
    EXPECT_TRUE(has_own_word("dit werk NIE!", "af", "nl"));
    EXPECT_FALSE(has_own_word("dit is al de vierde keer", "af", "nl"));
    EXPECT_TRUE(has_own_word("a compañía", "gl", "pt"));
    EXPECT_TRUE(has_own_word("as cousas", "gl", "pt"));
    EXPECT_FALSE(has_own_word("o técnico chegou tarde", "gl", "pt"));
    EXPECT_FALSE(has_own_word("La aplicación no abre desde esta mañana", "gl", "es"));
    EXPECT_TRUE(has_own_word("a aplicación non abre dende onte", "gl", "es"));
    EXPECT_TRUE(has_own_word("ќе", "mk", "bg"));
    EXPECT_FALSE(has_own_word("лампата пристигна", "mk", "bg"));
    EXPECT_FALSE(has_own_word("", "mk", "bg"));
    EXPECT_FALSE(has_own_word("ek", "sw", "nl"));
}

} // namespace
} // namespace undertone::sentiment
