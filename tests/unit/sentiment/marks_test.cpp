#include "sentiment/marks.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace undertone::sentiment {
namespace {

/// What is read for a text; the text itself where nothing changes.
std::string restored(std::string_view text, std::string_view language) {
    std::string result;
    return MarkedWords::built_in().restore(text, language, result) ? result : std::string(text);
}

TEST(Marks, are_given_back_to_who_types_without) {
    EXPECT_EQ(restored("kerem a szamlat", "hu"), "kérem a számlát");
    EXPECT_EQ(restored("toi khong nhan duoc hang", "vi"), "tôi không nhận được hàng");
}

TEST(Marks, keep_capitals_signs_and_words_that_nobody_knows) {
    EXPECT_EQ(restored("Kerem, SZAMLAT  a xyz-szamlat!", "hu"), "Kérem, SZÁMLÁT  a xyz-számlát!");
    EXPECT_EQ(restored("", "hu"), "");
    EXPECT_EQ(restored("12 !?", "hu"), "12 !?");
}

TEST(Marks, are_left_alone_where_the_writer_uses_some) {
    EXPECT_EQ(restored("kérem a szamlat", "hu"), "kérem a szamlat");
}

TEST(Marks, are_those_of_the_language) {
    EXPECT_EQ(restored("kerem a szamlat", "en"), "kerem a szamlat");
    EXPECT_EQ(restored("kerem a szamlat", "und"), "kerem a szamlat");
    EXPECT_TRUE(built_in_marks("en").empty());
}

TEST(Marks, a_pair_of_words_says_more_than_each) {
    EXPECT_EQ(restored("bao hiem", "vi"), "bảo hiểm");
    EXPECT_EQ(restored("bao nhieu", "vi"), "bao nhiêu");
    EXPECT_EQ(restored("bao, hiem", "vi").find("bảo"), std::string::npos);
}

} // namespace
} // namespace undertone::sentiment
