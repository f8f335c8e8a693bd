#include "sentiment/second_look.h"

#include "repository_model.h"
#include "sentiment/explanation.h"
#include "sentiment/quotations.h"
#include "sentiment/scorer.h"
#include "sentiment/unfelt_signs.h"

#include <chrono>
#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

double pulse(std::string_view text) {
    return scorer().score(text).pulse;
}

std::string felt(std::string text) {
    std::string space;
    leave_out_unfelt(text, space);
    return text;
}

TEST(Quotations, are_sentences_of_others_among_own_words) {
    EXPECT_EQ(quotations_of("Your mail says \"we are so very sorry\". Which form do I fill in?").size(), 1U);
    EXPECT_EQ(quotations_of("In der Mail steht „es tut uns sehr leid“. Welches Formular brauche ich?").size(), 1U);
    EXPECT_EQ(quotations_of("メールに「大変申し訳ございません」とありますが、書類はどこに送りますか").size(), 1U);
    EXPECT_EQ(quotations_of("Nella mail c'è scritto \"siamo terribilmente dispiaciuti\", quale modulo serve").size(),
              1U);
    EXPECT_TRUE(quotations_of("this \"service\" of yours is what I am paying for").empty());
    EXPECT_TRUE(quotations_of("he said \"get out of my shop\" to me").empty());
    EXPECT_TRUE(quotations_of("\"all of this is mine and nobody else said it\"").empty());
    EXPECT_TRUE(quotations_of("I need a 27\" screen and a 24\" screen for the desk in the hall").empty());
    EXPECT_TRUE(quotations_of(std::string(100000, '"')).empty());
}

TEST(Quotations, of_others_are_not_what_the_writer_feels) {
    EXPECT_NEAR(pulse("The letter says \"we deeply regret this terrible mistake\". Where do I send the form now?"), 50,
                5);
    EXPECT_LT(pulse("He wrote \"you are a stupid cow and a liar\" when I asked him for my bag"), 45);
}

TEST(FriendlySigns, do_not_turn_what_the_words_say) {
    EXPECT_LT(pulse("I am very disappointed with your service 🙏"), 45);
    EXPECT_LT(pulse("I am very disappointed with your service :)"), 45);
    EXPECT_NEAR(pulse("Where can I change my address? 🙏🏽"), 50, 5);
    EXPECT_GT(pulse("You are wonderful, thank you so much 🙏"), 70);
    EXPECT_GT(pulse("🙏😊"), 50);
}

TEST(UnfeltSigns, are_left_out) {
    EXPECT_EQ(felt("see below 👇🏽"), "see below  ");
    EXPECT_EQ(felt("🇬🇧 call me"), "  call me");
    EXPECT_EQ(felt("**please** look"), "please look");
    EXPECT_EQ(felt("ク◯アプリ ○二"), "ク◯アプリ  二") << "a circle within a word hides a letter";
    EXPECT_EQ(felt("- one\n# two\n@support three"), "one\ntwo\n@support three");
    EXPECT_EQ(felt("let me see... yes… what?..."), "let me see. yes. what?");
}

TEST(UnfeltSigns, others_stay) {
    for (std::string_view const text :
         {"❤️ 👍🏽 🔥 ⭐ 💀 😡", "f**k this", "2 * 3", "tod@s", "mail me @ home", "📱", "^__^",
          "🤦‍♀️ again", "it is 5.30", "👩‍❤️‍👨", "#5 is mine", "snake__case"}) {
        EXPECT_EQ(felt(std::string(text)), text);
    }
}

/// Seconds instead of a thousandth of one where each sign looks through the rest.
TEST(UnfeltSigns, a_long_row_of_them_costs_no_more_than_other_text) {
    auto const start = std::chrono::steady_clock::now();
    felt(std::string(400000, '*'));
    std::string joined;
    for (int sign = 0; sign < 20000; ++sign) {
        joined += "🏠\u200D";
    }
    felt(joined + "❤️");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(UnfeltSigns, do_not_move_a_reading) {
    double const alone = pulse("You are crooks and liars, it is a disgrace");
    for (std::string_view const sign : {" 📱", " ✅", " 🇬🇧", " 👇", " 👉"}) {
        EXPECT_NEAR(pulse("You are crooks and liars, it is a disgrace" + std::string(sign)), alone, 3) << sign;
    }
    EXPECT_NEAR(pulse("let me check..."), 50, 5);
}

TEST(Emoticons, alone_say_what_their_emoji_say) {
    for (std::string_view const text : {":)", ":-D", "<3", "^^", ";) :)"}) {
        EXPECT_GT(pulse(text), 55) << text;
    }
    for (std::string_view const text : {"T_T", "</3", ":'("}) {
        EXPECT_LT(pulse(text), 45) << text;
    }
}

TEST(Explanation, takes_no_part_of_a_link_for_a_word) {
    Request request;
    request.explain_passes = 64;
    Reading const reading = scorer().score("see https://shop.example/order I am really angry", request);
    ASSERT_TRUE(reading.phrases && !reading.phrases->empty());
    for (Phrase const& phrase : *reading.phrases) {
        EXPECT_EQ(phrase.text.find("http"), std::string::npos) << phrase.text;
        EXPECT_EQ(phrase.text.find("shop"), std::string::npos) << phrase.text;
    }
}

} // namespace
} // namespace undertone::sentiment
