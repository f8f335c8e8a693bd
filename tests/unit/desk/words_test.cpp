#include "desk/words.h"

#include <gtest/gtest.h>

namespace undertone::desk {
namespace {

using Words = std::vector<std::string>;

} // namespace

TEST(WordsOfAMessage, AreFoldedAndEachStandsOnce) {
    EXPECT_EQ(words_of("The the ＴＨＥ Straße, STRASSE! 4711-B", 100), (Words{"the", "strasse", "4711", "b"}));
}

TEST(WordsOfAMessage, KeepTheirMarks) {
    EXPECT_EQ(words_of("e\u0301te\u0301 हिन्दी", 100), (Words{"été", "हिन्दी"}));
}

TEST(WordsOfAMessage, WithoutBlanksArePairsAndTheLastSign) {
    EXPECT_EQ(words_of("東京都 abc東", 100), (Words{"東京", "京都", "都", "abc", "東"}));
}

TEST(WordsOfAMessage, HaveBounds) {
    EXPECT_EQ(words_of("a b c d", 2), (Words{"a", "b"}));
    EXPECT_EQ(words_of(std::string(100, 'x'), 10), (Words{std::string(30, 'x')}));
    EXPECT_TRUE(words_of("... \xf0\x9f\x98\x80", 10).empty());
    EXPECT_TRUE(words_of("", 10).empty());
}

} // namespace undertone::desk
