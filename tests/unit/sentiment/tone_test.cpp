#include "sentiment/tone.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace undertone::sentiment {
namespace {

std::string short_form(std::string const& text) {
    static std::set<std::string> const usual{"so", "good", "bad", "очень"};
    std::string result;
    bool const any = write_short(
        text, [](std::string const& word) { return usual.contains(word) ? 1.0 : 0.0; }, result);
    return any ? result : text;
}

std::string calm_form(std::string const& text) {
    std::string result;
    return write_calm(text, result) ? result : text;
}

Reading reading_of(double pulse) {
    Reading reading;
    reading.pulse = pulse;
    reading.level = level_of(pulse);
    return reading;
}

TEST(Tone, letters_are_not_drawn_out) {
    EXPECT_EQ(short_form("sooo goooood, not baaad"), "so good, not bad");
    EXPECT_EQ(short_form("оооочень"), "очень");
    EXPECT_EQ(short_form("SOOOo"), "SO");
    EXPECT_EQ(short_form("good book, 555000"), "good book, 555000");
}

TEST(Tone, letters_of_laughter_stay) {
    EXPECT_EQ(short_form("哈哈哈 ㅋㅋㅋ 555"), "哈哈哈 ㅋㅋㅋ 555");
    EXPECT_EQ(short_form(""), "");
}

TEST(Tone, a_text_without_its_calls_keeps_its_sentences) {
    EXPECT_EQ(calm_form("No! Where is it?! I wait!!!"), "No. Where is it? I wait");
    EXPECT_EQ(calm_form("もう嫌だ！早く！"), "もう嫌だ.早く");
    EXPECT_EQ(calm_form("!hola"), "hola");
    EXPECT_EQ(calm_form("calm."), "calm.");
}

TEST(Tone, calls_strengthen_but_do_not_turn) {
    struct Case {
        double called, calm;
        std::string text;
        double wanted;
    };
    for (Case const& each :
         {Case{10, 20, "bad!!!", 10}, Case{75, 30, "rude!", 30}, Case{95, 30, "insanely good!!", 95},
          Case{70, 50, "I need help!", 50}, Case{80, 50, "what a service!", 80}, Case{80, 50, "I need help!!!", 50},
          Case{35, 50, "the invoice, please!", 50}, Case{35, 50, "where is it!!!", 35}, Case{35, 70, "nice!!", 70},
          Case{50, 30, "slow!", 30}}) {
        EXPECT_EQ(heard(reading_of(each.called), reading_of(each.calm), each.text).pulse, each.wanted) << each.text;
    }
}

} // namespace
} // namespace undertone::sentiment
