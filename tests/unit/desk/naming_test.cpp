#include "desk/naming.h"

#include <gtest/gtest.h>

namespace undertone::desk {
namespace {

std::string repeated(std::string_view text, int count) {
    std::string result;
    for (int index = 0; index < count; ++index)
        result += text;
    return result;
}

TEST(Naming, counts_characters_and_not_bytes) {
    EXPECT_EQ(wrong_in_name(repeated("ж", 100)), "");
    EXPECT_EQ(wrong_in_name(repeated("𝄞", 100)), "");
    EXPECT_EQ(wrong_in_name(repeated("ж", 101)), "must have at most 100 characters");
    EXPECT_EQ(wrong_in_name(repeated("a", 101)), "must have at most 100 characters");
    EXPECT_EQ(wrong_in_name(""), "must not be empty");
}

TEST(Naming, what_cannot_be_seen_is_no_name) {
    for (auto const* const name : {"\u200b", "\ufeff", "\u00ad", "\u200d\u200c", "\u2060\u00a0", "\u3164", "\u2800"})
        EXPECT_EQ(wrong_in_name(name), "must have a sign that can be seen") << name;
    for (auto const* const name : {"a\u0085b", "a\u009f", "\x7f", "a\tb", "a\u2028b"})
        EXPECT_EQ(wrong_in_name(name), "must not have control characters") << name;
    for (auto const* const name : {"\u202agpj", "\u202egpj.exe", "a\u2066b", "a\u2069"})
        EXPECT_EQ(wrong_in_name(name), "must not have signs that turn the direction of letters") << name;
    EXPECT_EQ(wrong_in_name("a\xff"), "must be UTF-8");
    EXPECT_EQ(wrong_in_name(" a"), "must not begin or end with a space");
}

TEST(Naming, joiners_and_marks_of_words_are_letters_like_others) {
    for (auto const* const name : {"می\u200cخواهم", "क्\u200dष", "👩\u200d💻", "شركة\u200f", "日本"})
        EXPECT_EQ(wrong_in_name(name), "") << name;
}

TEST(Naming, blanks_at_the_ends_are_cut) {
    EXPECT_EQ(trimmed("  Müller \t"), "Müller");
    EXPECT_EQ(trimmed("\u3000日本\u00a0"), "日本");
    EXPECT_EQ(trimmed("a b"), "a b");
    EXPECT_EQ(trimmed("   "), "");
    EXPECT_EQ(trimmed(""), "");
}

TEST(Naming, some_names_mean_something_else_in_an_address) {
    for (auto const* const name : {".", "..", "-"})
        EXPECT_FALSE(stands_alone(name)) << name;
    for (auto const* const name : {"...", "--", "a.b", ".a"})
        EXPECT_TRUE(stands_alone(name)) << name;
}

TEST(Naming, two_names_that_look_the_same_are_one) {
    std::vector<types::Reference> const present{{"1", "bill\u200bing"}, {"2", "caf\u00e9"}};
    EXPECT_TRUE(is_like_another(present, "billing"));
    EXPECT_TRUE(is_like_another(present, "bil\u00adling"));
    EXPECT_TRUE(is_like_another(present, "cafe\u0301"));
    EXPECT_FALSE(is_like_another(present, "billing", "1"));
    EXPECT_FALSE(is_like_another(present, "Billing"));
    EXPECT_FALSE(is_like_another(present, "cafe"));
}

} // namespace
} // namespace undertone::desk
