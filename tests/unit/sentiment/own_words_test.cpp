#include "sentiment/own_words.h"

#include <gtest/gtest.h>
#include <regex>

namespace undertone::sentiment {
namespace {

/// The own words of a text, white space drawn together.
std::string own(std::string_view text) {
    std::string result;
    own_words(text, result);
    result = std::regex_replace(result, std::regex("\\s+"), " ");
    return std::regex_replace(result, std::regex("^ | $"), "");
}

TEST(OwnWords, plain_messages_stay_as_they_are) {
    for (std::string_view const text :
         {"I am very unhappy with this!", ">:( again", ">_< no", "I <3 you", "</3", "> 3 weeks and nothing",
          "it`s broken and i can`t pay", "Call me at 9, or 10.30; thanks (really)", "I paid 49.90 EUR on 3.2.",
          "first line\nsecond line - with a dash\n\n-- \n", "注文番号123456789です。最悪。", "yes/no/maybe = fine?",
          "\"kindly wait\" and \"one moment\" are all I hear", "fault E17 since 2024", "so [sic] angry :) ;)"}) {
        std::string result;
        own_words(text, result);
        EXPECT_EQ(result.substr(0, 5), text.substr(0, 5)) << text;
        EXPECT_EQ(own(text), own(result)) << text;
        if (text.find("--") == std::string_view::npos) {
            EXPECT_EQ(result, text);
        }
    }
}

TEST(OwnWords, quoted_replies_are_left_out) {
    EXPECT_EQ(
        own("That helps.\n\nOn 3 Feb 2025 at 09:12 Support wrote:\n> We are terribly sorry\n>> it is a disgrace\n"),
        "That helps.");
    EXPECT_EQ(own("ok\n-----Original Message-----\nFrom: x@example.org\nI hate this"), "ok");
    EXPECT_EQ(own("> are you angry?\nno"), "no");
    EXPECT_EQ(own("> first\n> second"), "");
}

TEST(OwnWords, signatures_are_left_out) {
    EXPECT_EQ(own("Please call back\n-- \nHappy Holidays Ltd\nLove Lane 7"), "Please call back");
    EXPECT_EQ(own("Danke\nGesendet von meinem Telefon"), "Danke");
    EXPECT_EQ(own("Sent from my window I saw your van\nit did not stop"),
              "Sent from my window I saw your van it did not stop");
}

TEST(OwnWords, code_and_markup_are_left_out) {
    EXPECT_EQ(own("I get this:\n{\"error\":\"fatal\",\"status\":500}\nwhat now?"), "I get this: what now?");
    EXPECT_EQ(own("NullPointerException\n  at com.shop.Basket.fatalError(Basket.java:42)\nhelp"),
              "NullPointerException help");
    EXPECT_EQ(own("see\n```\nkill all; die\n```\nthanks"), "see thanks");
    EXPECT_EQ(own("open ```kill()``` and all after it\nok"), "open and all after it ok");
    EXPECT_EQ(own("it hangs at 5 pm (again.)\nat home (no luck.)"), "it hangs at 5 pm (again.) at home (no luck.)");
    EXPECT_EQ(own("```kill()``` and this still fails"), "and this still fails");
    EXPECT_EQ(own("<p class=x>I am <b>happy</b><br /></p>"), "I am happy");
    EXPECT_EQ(own("<I am furious about this>"), "<I am furious about this>");
    EXPECT_EQ(own("the call `abort_all()` fails"), "the call fails");
    EXPECT_EQ(own("if (state == broken) { die(); }"), "");
}

TEST(OwnWords, links_addresses_and_long_identifiers_are_left_out) {
    EXPECT_EQ(own("see https://example.org/hate/awful?x=1, please"), "see , please");
    EXPECT_EQ(own("write to angry.customer@example.org!"), "write to !");
    EXPECT_EQ(own("order #AB-12345, card 4111 1111111111111111, id 9f86d081 and 550e8400-e29b-41d4-a716-446655440000"),
              "order , card 4111 , id and");
    EXPECT_EQ(own("call +4930123456 now"), "call now");
    EXPECT_EQ(own("请看https://example.org/good/happy我很生气"), "请看 我很生气");
    EXPECT_EQ(own("visitor7@example.orgに連絡しました"), "に連絡しました");
    EXPECT_EQ(own("고객센터support@example.org에서 답이 없어요"), "고객센터 에서 답이 없어요");
    EXPECT_EQ(own("awful...slow/rude"), "awful...slow/rude");
}

TEST(OwnWords, a_long_link_in_brackets_is_left_out_whole) {
    EXPECT_EQ(own("look (https://example.org/" + std::string(300, 'a') + ") there"), "look ( ) there");
    EXPECT_EQ(own("look (" + std::string(300, '7') + ") there"), "look ) there");
}

/// Each of them was once looked at to the end of the text: this would take hours.
TEST(OwnWords, as_many_brackets_as_bytes_cost_no_more_than_other_signs) {
    for (std::string const each : {"(", "<", "(a", "<a", "(1", "(http://"}) {
        std::string text;
        while (text.size() < (std::size_t{1} << 20)) {
            text += each;
        }
        EXPECT_LE(own(text).size(), text.size() + 1) << each;
    }
}

/// Ten seconds where each letter of a script without blanks looks for a link in all that follows, or each line counts
/// the lines below it.
TEST(OwnWords, a_long_text_without_blanks_or_of_many_lines_costs_no_more_than_other_text) {
    std::string chinese;
    for (int word = 0; word < 30000; ++word) {
        chinese += "太糟糕了";
    }
    auto const start = std::chrono::steady_clock::now();
    std::string result;
    own_words(chinese, result);
    own_words("x" + std::string(300000, '\n'), result);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
    own_words("请看https://example.org/a/b谢谢", result);
    EXPECT_EQ(result.find("example"), result.npos);
}

TEST(OwnWords, any_text_is_taken) {
    std::uint32_t random = 9;
    constexpr std::string_view signs = "a>-_`<>{}\n\n\r \t:1@.=;|\\/\"";
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (int i = 0; i < 30; ++i) {
            random = random * 1664525U + 1013904223U;
            text += signs[(random >> 16) % signs.size()];
        }
        std::string result;
        own_words(text, result);
        EXPECT_LE(result.size(), text.size() + 1) << text;
    }
}

} // namespace
} // namespace undertone::sentiment
