#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

std::string repaired(std::string_view text) {
    std::string result;
    repair_utf8(text, result);
    return result;
}

std::string composed(std::string_view text) {
    std::string result;
    compose(text, result);
    return result;
}

TEST(Utf8, sound_text_stays) {
    for (std::string_view const text : {"", "plain", "é", "▁", "😡", "\x7F"}) {
        EXPECT_TRUE(is_valid_utf8(text));
        EXPECT_EQ(repaired(text), text);
    }
}

TEST(Utf8, every_broken_part_becomes_one_replacement_character) {
    EXPECT_EQ(repaired("a\xFFz"), "a\uFFFDz");
    EXPECT_EQ(repaired("\xC3"), "\uFFFD");
    EXPECT_EQ(repaired("\xE2\x82"), "\uFFFD");
    EXPECT_EQ(repaired("\xE2\x82z"), "\uFFFDz");
    EXPECT_EQ(repaired("\xC0\x80"), "\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(repaired("\xF0\x9F\x98"), "\uFFFD");
    EXPECT_EQ(repaired("\xE0\x80\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Utf8, any_bytes_are_repaired_to_sound_text) {
    std::uint32_t random = 5;
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (int i = 0; i < 24; ++i) {
            random = random * 1664525U + 1013904223U;
            bytes += static_cast<char>(random >> 24);
        }
        EXPECT_TRUE(is_valid_utf8(repaired(bytes)));
    }
}

TEST(Utf8, code_points_go_there_and_back) {
    for (char32_t const value :
         {U'\x01', U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'\uFFFF', U'\U00010000', U'\U0010FFFF'}) {
        std::string text;
        append_code_point(text, value);
        CodePoint const point = first_code_point(text);
        EXPECT_TRUE(point.valid);
        EXPECT_EQ(point.value, value);
        EXPECT_EQ(point.bytes, text.size());
    }
}

TEST(Utf8, is_cut_between_code_points) {
    EXPECT_EQ(cut_utf8("aé", 2), "a");
    EXPECT_EQ(cut_utf8("aé", 3), "aé");
    EXPECT_EQ(cut_utf8("😡😡", 7), "😡");
    EXPECT_EQ(cut_utf8("ab", 9), "ab");
}

TEST(Text, is_composed) {
    EXPECT_EQ(composed("e\u0301"), "é");
    EXPECT_EQ(composed("\u1112\u1161\u11AB"), "한");
    EXPECT_EQ(composed("plain"), "plain");
}

TEST(Content, of_empty_and_punctuation_is_nothing) {
    for (std::string_view const text :
         {"", " ", "\t\n \u3000", "!!!", "‼", "⁉️", "?", "...", "…", "—", "\u200B", "“”", "$", "+ =", "™"}) {
        EXPECT_EQ(content_of(text), Content::nothing) << text;
    }
}

TEST(Content, of_ids_numbers_and_links_is_references) {
    for (std::string_view const text :
         {"12345", "#12345", "AB-1234", "E17", "9f86d081884c7d65", "+49 170 1234567", "12.05.2026", "45,00 €", "€45",
          "10%", "٣٤٥", "https://example.org/a?b=c", "HTTPS://EXAMPLE.ORG", "www.example.org", "shop.example/path",
          "visitor7@example.org", "AB-1234 12/05 https://example.org", "550e8400-e29b-41d4-a716-446655440000"}) {
        EXPECT_EQ(content_of(text), Content::references) << text;
    }
}

TEST(Content, of_emoji_and_emoticons_is_signs) {
    for (std::string_view const text :
         {"😡", "😡😡😡", "❤️", "👍🏽", "👨‍👩‍👧", ":)", ":-(", "<3", "😊 !!!", "😡 12345", "☹"}) {
        EXPECT_EQ(content_of(text), Content::signs) << text;
    }
}

TEST(Content, of_anything_said_is_words) {
    for (std::string_view const text : {"yes",
                                        "ok 12345",
                                        "order AB-1234",
                                        "gr8",
                                        "谢谢",
                                        "धन्यवाद",
                                        "ขอบคุณ",
                                        "😡 why",
                                        "thanks :)",
                                        "и",
                                        "you.really",
                                        "and/or",
                                        "no.way",
                                        "awful...slow/rude",
                                        "me@home...really",
                                        "https://example.org/x打不开",
                                        "我的邮箱是visitor7@example.org",
                                        "visitor7@example.orgから返事がない",
                                        "support@example.org에서",
                                        "https://example.org/xใช้ไม่ได้"}) {
        EXPECT_EQ(content_of(text), Content::words) << text;
    }
}

TEST(Sentences, together_are_the_text) {
    std::string const text = "It is down. Really? Yes! 这是第一句。这是第二句。Ende";
    auto const sentences = sentences_of(text, 1000);
    std::string joined;
    for (std::string_view const sentence : sentences) {
        joined += sentence;
    }
    EXPECT_EQ(joined, text);
    EXPECT_EQ(sentences.size(), 6U);
    EXPECT_EQ(sentences.front(), "It is down. ");
}

TEST(Sentences, without_an_end_are_cut) {
    std::string const text(1000, 'a');
    std::size_t total = 0;
    for (std::string_view const sentence : sentences_of(text + " bb " + std::string(300, 'c'), 100)) {
        EXPECT_LE(sentence.size(), 100U);
        EXPECT_FALSE(sentence.empty());
        total += sentence.size();
    }
    EXPECT_EQ(total, 1304U);
}

} // namespace
} // namespace undertone::sentiment
