#include "sentiment/english_profanity.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

TEST(Profanity, plain_words_and_inflections_count) {
    for (std::string_view const text :
         {"this is shit", "SHIT!", "fucking awesome", "what the fuck", "you motherfuckers", "bullshit",
          "shitty service", "son of a bitch", "you assholes", "pissed off", "a load of crap", "crappy app",
          "wtf is this", "bollocks", "dickhead", "dumbass", "you bastards", "fuck", "goddamn thing"}) {
        EXPECT_TRUE(find_english_profanity(text).counts()) << text;
    }
}

TEST(Profanity, a_title_hides_no_word_that_is_no_name) {
    for (std::string_view const text : {"mr fuck", "Mr FUCK", "Mr Smith is a shit", "miss, fuck you"}) {
        EXPECT_TRUE(find_english_profanity(text).counts()) << text;
    }
}

TEST(Profanity, simple_disguises_count) {
    for (std::string_view const text :
         {"sh1t",    "$hit",         "f*ck",    "f**k",    "f***",       "f*cking",     "sh*t",
          "b1tch",   "@sshole",      "a**hole", "s h i t", "f.u.c.k",    "f u c k you", "fuuuuck",
          "shiiiit", "fuckkkk this", "*shit*",  "shit!",   "fu\u200Bck", "f@ck",        "FUUCK"}) {
        EXPECT_TRUE(find_english_profanity(text).counts()) << text;
    }
}

TEST(Profanity, innocent_words_do_not_count) {
    for (std::string_view const text : {"Scunthorpe",
                                        "assistance with my class",
                                        "the cockpit",
                                        "Essex",
                                        "peacock",
                                        "analysis",
                                        "title",
                                        "passage",
                                        "grass",
                                        "Dick called me",
                                        "Mr Fuk called me",
                                        "Ms. Wank is my neighbour",
                                        "shiitake",
                                        "Shiite",
                                        "Penistone",
                                        "hello",
                                        "the Titanic",
                                        "I need a document",
                                        "as soon as possible",
                                        "A55",
                                        "as5",
                                        "4** ****",
                                        "5***",
                                        "J*** S***",
                                        "2 * 3 * 4",
                                        "a s a p",
                                        "U S B C",
                                        "",
                                        "!!!",
                                        "mass",
                                        "password",
                                        "i like it a lot",
                                        "craps",
                                        "country",
                                        "count",
                                        "bass",
                                        "assign",
                                        "Fuchs",
                                        "pass"}) {
        EXPECT_FALSE(find_english_profanity(text).counts()) << text;
    }
}

TEST(Profanity, mild_words_are_known_and_do_not_count) {
    for (std::string_view const text : {"damn good service", "bloody late again", "what the hell"}) {
        EXPECT_EQ(find_english_profanity(text).grade, Grade::mild) << text;
        EXPECT_FALSE(find_english_profanity(text).unmistakable) << text;
    }
}

TEST(Profanity, words_of_other_languages_help_no_language) {
    EXPECT_FALSE(find_english_profanity("slut").unmistakable);
    EXPECT_TRUE(find_english_profanity("shit").unmistakable);
    EXPECT_FALSE(find_english_profanity("Größe fück").counts());
}

TEST(Profanity, motherfuckers_are_persons) {
    EXPECT_EQ(find_english_profanity("you are a motherfucker").aim, Aim::person);
}

TEST(Profanity, is_aimed_at_a_person_where_an_insult_follows) {
    for (auto const* text : {"You are fucking idiots", "fucking liars, all of you", "go fuck yourself"})
        EXPECT_EQ(find_english_profanity(text).aim, Aim::person) << text;
    for (auto const* text : {"this fucking router", "it is fucking broken, no idiots here"})
        EXPECT_EQ(find_english_profanity(text).aim, Aim::none) << text;
}

TEST(EnglishProfanity, names_of_two_words_are_innocent) {
    for (std::string_view const text : {"tickets for Pussy Riot", "a bastard file for metal",
                                        "a trip to Fucking, Austria", "How do I do the finger prick test at home?",
                                        "Do you also sell a salad tosser?", "the pussy cat harness in size M"}) {
        EXPECT_FALSE(find_english_profanity(text).counts()) << text;
    }
    for (std::string_view const text : {"this pussy", "shit, a bastard file", "bastard", "fucking file", "you prick",
                                        "finger prick test, you prick"}) {
        EXPECT_TRUE(find_english_profanity(text).counts()) << text;
    }
}

} // namespace
} // namespace undertone::sentiment
