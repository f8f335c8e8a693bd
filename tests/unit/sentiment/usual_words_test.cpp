#include "sentiment/usual_words.h"

#include <gtest/gtest.h>
#include <string>

namespace undertone::sentiment {
namespace {

WordCount count(std::string_view text, std::string_view language) {
    return UsualWords::built_in().count(text, language);
}

TEST(UsualWords, are_most_of_a_message_in_its_language) {
    WordCount const finnish = count("tilaukseni ei ole vieläkään saapunut", "fi");
    EXPECT_EQ(finnish.words, 5U);
    EXPECT_GE(finnish.usual, 4U);
    EXPECT_EQ(count("ubi est pecunia mea quam misi", "fi").usual, 0U);
}

TEST(UsualWords, are_told_by_how_they_begin_without_marks) {
    EXPECT_EQ(count("szamlamat", "hu").usual, 1U);
    EXPECT_EQ(count("számlával", "hu").usual, 1U);
}

TEST(UsualWords, names_tell_nothing_unless_all_is_shouted) {
    EXPECT_EQ(count("Visitor Seven, Harbour Street", "en").words, 0U);
    EXPECT_EQ(count("WHERE IS MY ORDER", "en").usual, 4U);
}

TEST(UsualWords, english_stands_among_those_of_others_but_for_short_words) {
    EXPECT_EQ(count("delivery no", "hu").usual, 1U);
}

TEST(UsualWords, are_known_for_languages_in_latin_letters) {
    EXPECT_TRUE(UsualWords::built_in().knows("vi"));
    EXPECT_FALSE(UsualWords::built_in().knows("ja"));
    EXPECT_FALSE(UsualWords::built_in().knows("und"));
}

TEST(UsualWords, of_a_long_text_the_first_count) {
    std::string text;
    for (int i = 0; i < 1000; ++i) {
        text += "order ";
    }
    EXPECT_LE(count(text, "en").words, 64U);
    EXPECT_EQ(count("", "en").words, 0U);
}

} // namespace
} // namespace undertone::sentiment
