#include "sentiment/plain_text.h"

#include <gtest/gtest.h>
#include <string>

namespace undertone::sentiment {
namespace {

std::string plain(std::string_view text) {
    std::string result;
    write_plain(text, result);
    return result;
}

TEST(PlainText, has_no_signs_that_nobody_sees) {
    EXPECT_EQ(plain("I am f\u200Bu\u200Br\u2060i\uFEFFo\u00ADus"), "I am furious");
    EXPECT_EQ(plain("\u202Eabc\u202C \u2067def\u2069"), "abc def");
    EXPECT_EQ(plain("👩\u200D💻"), "👩\u200D💻");
}

TEST(PlainText, has_common_letters) {
    EXPECT_EQ(plain("I am ＡＮＧＲＹ！"), "I am ANGRY！");
    EXPECT_EQ(plain("５００円"), "５００円");
}

TEST(PlainText, draws_long_runs_of_a_letter_together) {
    EXPECT_EQ(plain("noooooo"), "nooo");
    EXPECT_EQ(plain("NOOOoooo wayyy"), "NOOO wayyy");
    EXPECT_EQ(plain("плоооохо"), "плооохо");
    EXPECT_EQ(plain("哈哈哈哈哈"), "哈哈哈");
    EXPECT_EQ(plain("1000000 !!!!!!! 😡😡😡😡😡"), "1000000 !!!!!!! 😡😡😡😡😡");
    EXPECT_EQ(plain(""), "");
}

} // namespace
} // namespace undertone::sentiment
