#include "sentiment/explanation.h"

#include <gtest/gtest.h>
#include <optional>

namespace undertone::sentiment {
namespace {

bool holds(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

/// A model of three words: "awful" −20, "really" −18, "thanks" +8.
double pulse_of(std::string_view text) {
    double pulse = 50;
    pulse -= holds(text, "awful") ? 20 : 0;
    pulse -= holds(text, "really") ? 18 : 0;
    pulse += holds(text, "thanks") ? 8 : 0;
    return pulse;
}

std::vector<Phrase> explained(std::string_view text, std::size_t passes = 32) {
    return explain(text, pulse_of(text), pulse_of, passes);
}

TEST(Explanation, names_the_words_that_moved_the_pulse_with_their_place) {
    std::string_view const text = "it is really awful, but thanks";
    auto const phrases = explained(text);
    ASSERT_EQ(phrases.size(), 2U);
    EXPECT_EQ(phrases[0], (Phrase{"really awful", 6, 18, -0.38}));
    EXPECT_EQ(phrases[1], (Phrase{"thanks", 24, 30, 0.08}));
    for (Phrase const& phrase : phrases) {
        EXPECT_EQ(text.substr(phrase.start, phrase.end - phrase.start), phrase.text);
    }
}

TEST(Explanation, a_word_that_tips_the_text_over_takes_what_it_belongs_to_along) {
    auto const pulse = [](std::string_view text) {
        return !holds(text, "satisfied") ? 50.0 : holds(text, "not") ? 32.0 : 75.0;
    };
    auto const phrases = explain("I am not satisfied", 32, pulse, 32);
    ASSERT_FALSE(phrases.empty());
    EXPECT_EQ(phrases[0].text, "not satisfied");
    EXPECT_EQ(phrases[0].weight, -0.18);
}

TEST(Explanation, offsets_count_bytes) {
    auto const phrases = explained("çok kötü 😡 awful");
    ASSERT_FALSE(phrases.empty());
    EXPECT_EQ(phrases[0].text, "awful");
    EXPECT_EQ(phrases[0].start, 17U);
}

TEST(Explanation, a_text_that_says_nothing_has_no_phrase) {
    EXPECT_TRUE(explained("").empty());
    EXPECT_TRUE(explained("?! 123").empty());
    EXPECT_TRUE(explained("the order came on Monday").empty());
    EXPECT_TRUE(explained("awful", 0).empty());
}

TEST(Explanation, a_calm_text_still_names_what_pulls_both_ways) {
    auto const even = [](std::string_view text) {
        return 50.0 - (holds(text, "late") ? 20 : 0) + (holds(text, "friendly") ? 20 : 0);
    };
    auto const phrases = explain("late but friendly", 50, even, 32);
    ASSERT_EQ(phrases.size(), 2U);
    EXPECT_LT(phrases[0].weight * phrases[1].weight, 0);
}

TEST(Explanation, never_reads_more_often_than_allowed) {
    std::string text;
    for (int i = 0; i < 500; ++i) {
        text += "word awful ";
    }
    for (std::size_t const most : {1U, 7U, 32U, 100U}) {
        std::size_t passes = 0;
        std::size_t bytes_alone = 0;
        auto const counted = [&](std::string_view rest) {
            bool const alone = rest.data() >= text.data() && rest.data() < text.data() + text.size();
            (alone ? bytes_alone : passes) += alone ? rest.size() : 1;
            return pulse_of(rest);
        };
        explain(text, 20, counted, most);
        EXPECT_LE(passes, most);
        EXPECT_GT(passes, 0U);
        EXPECT_LE(bytes_alone, text.size());
    }
}

TEST(Explanation, names_what_it_found_when_no_more_may_be_read) {
    std::size_t readings = 0;
    PulseOf const twice = [&](std::string_view text) {
        return ++readings <= 4 ? std::optional(pulse_of(text)) : std::nullopt;
    };
    auto const phrases = explain("awful it is, and late, and rude", 30, twice, 32);
    ASSERT_EQ(phrases.size(), 1U);
    EXPECT_EQ(phrases[0].text, "awful");
    readings = 4;
    EXPECT_TRUE(explain_sentences("It was awful. It was late.", 10, twice, 32).empty());
}

TEST(Explanation, the_more_a_reading_took_the_larger_are_the_pieces) {
    std::string const text = "so it is really awful and we all know it and say it again and again";
    auto const units = [&](std::size_t taken) {
        Effort effort;
        effort.spend(taken);
        std::size_t readings = 0;
        auto const reading = [&](std::string_view rest) {
            effort.spend(taken);
            ++readings;
            return pulse_of(rest);
        };
        EXPECT_TRUE(explain_within({32, 1000}, text, pulse_of(text), reading, effort));
        EXPECT_LE(effort.spent(), taken + 1000 + taken);
        return readings;
    };
    EXPECT_GT(units(10), units(50));
    EXPECT_EQ(units(1000), 0U) << "less would be no help";
}

TEST(Explanation, of_words_that_repeat_each_other_the_one_that_says_most_is_named) {
    auto const pulse = [](std::string_view text) {
        double const most = holds(text, "furious") ? 4 : holds(text, "sorry") ? 30 : 50;
        return holds(text, "you") ? most : std::min(most + 4, 50.0); // "you" is missed most, and says nothing by itself
    };
    auto const phrases = explain("sorry but you see a furious man", 4, pulse, 32);
    ASSERT_FALSE(phrases.empty());
    EXPECT_TRUE(holds(phrases[0].text, "furious")) << phrases[0].text;
}

/// A model in which the worst word counts alone.
double pulse_of_sentences(std::string_view text) {
    return holds(text, "awful") ? 10 : holds(text, "late") ? 30 : holds(text, "kind") ? 80 : 50;
}

TEST(Explanation, of_several_sentences_only_those_that_lean_are_searched) {
    std::string text = "I came on Monday. ";
    for (int i = 0; i < 60; ++i) {
        text += "The room had number four. ";
    }
    text += "The bed was awful! You were late.";
    std::size_t whole = 0;
    auto const pulse = [&](std::string_view rest) {
        whole += rest.size() > text.size() / 2 ? 1 : 0;
        return pulse_of_sentences(rest);
    };
    auto const phrases = explain_sentences(text, 10, pulse, 32);
    ASSERT_FALSE(phrases.empty());
    EXPECT_EQ(phrases[0].text, "awful");
    EXPECT_EQ(text.substr(phrases[0].start, phrases[0].end - phrases[0].start), "awful");
    EXPECT_EQ(phrases[0].weight, -0.2);
    EXPECT_LE(whole, most_phrases_of_sentences + 1);
}

TEST(Explanation, sentences_that_lean_to_neither_side_name_nothing) {
    EXPECT_TRUE(explain_sentences("It came on Monday. It was blue.", 20, pulse_of_sentences, 32).empty());
    EXPECT_TRUE(explain_sentences("The bed was awful.", 10, pulse_of_sentences, 32).empty()) << "one sentence";
    EXPECT_TRUE(explain_sentences("It was awful. You are kind.", 50, pulse_of_sentences, 32).empty()) << "calm";
}

TEST(Explanation, words_of_scripts_without_spaces_are_told_apart) {
    auto const pulse = [](std::string_view text) { return holds(text, "最悪") ? 10.0 : 50.0; };
    auto const phrases = explain("対応が最悪です", 10, pulse, 32);
    ASSERT_FALSE(phrases.empty());
    EXPECT_TRUE(holds(phrases[0].text, "最悪"));
    EXPECT_LT(phrases[0].text.size(), std::string_view("対応が最悪です").size());
}

} // namespace
} // namespace undertone::sentiment
