#include "sentiment/profanity.h"

#include "sentiment/profanity_list.h"
#include "sentiment/quotations.h"
#include "sentiment/scorer.h"

#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

namespace undertone::sentiment {
namespace {

ProfanityList list_of(std::string_view lines, Writing writing = Writing::words) {
    ProfanityList list(writing);
    auto const added = list.add(lines);
    EXPECT_TRUE(added) << (added ? "" : added.error().message);
    list.finish();
    return list;
}

Grade grade(ProfanityList const& list, std::string_view text) {
    return list.find(text).grade;
}

TEST(ProfanityList, finds_words_whole) {
    auto const list = list_of("coarse\tthing\tmerde\nstrong\tperson\tjeban*\nstrong\tperson\thijo de puta\n");
    EXPECT_EQ(grade(list, "Quelle MERDE!"), Grade::coarse);
    EXPECT_EQ(grade(list, "merdeux"), Grade::none);
    EXPECT_EQ(grade(list, "jebane jebanymi"), Grade::strong);
    EXPECT_EQ(grade(list, "eres un hijo de puta."), Grade::strong);
    EXPECT_EQ(grade(list, "hijo de pedro"), Grade::none);
    EXPECT_EQ(list.find("merde, hijo-de-puta").aim, Aim::person);
    EXPECT_EQ(grade(list, ""), Grade::none);
}

TEST(ProfanityList, sees_through_disguises) {
    auto const list = list_of("strong\tnone\tkurwa\nstrong\tnone\tсука\nstrong\tperson\tcabrón\n");
    for (std::string_view const text : {"kurrrwa", "k u r w a", "kurw4", "k*rwa", "KURWAAAA", "kur\u200Bwa", "kurwа",
                                        "cуkа", "с у к а", "cabron", "CABRÓN", "c@bron"}) {
        EXPECT_EQ(grade(list, text), Grade::strong) << text;
    }
    for (std::string_view const text : {"k****", "*urwa", "kura", "a b c d", "1234", "cabr", "ku"}) {
        EXPECT_EQ(grade(list, text), Grade::none) << text;
    }
}

TEST(ProfanityList, digits_in_cyrillic_words_stand_for_cyrillic_letters) {
    auto const list = list_of("strong\tnone\tпиздец\nstrong\tnone\tхуй\nstrong\tnone\tблядь\n");
    for (std::string_view const text : {"пи3дец", "х*й", "6лядь"}) {
        EXPECT_EQ(grade(list, text), Grade::strong) << text;
    }
    for (std::string_view const text : {"х**", "**й", "3 6", "п4здец"}) {
        EXPECT_EQ(grade(list, text), Grade::none) << text;
    }
}

TEST(ProfanityList, allowed_forms_are_innocent) {
    auto const list =
        list_of("coarse\tnone\tcoño\nallow\t-\tcono\nmild\tnone\tfan\nallow\t-\tett fan\nallow\t-\tfan av\n");
    EXPECT_EQ(grade(list, "coño"), Grade::coarse);
    EXPECT_EQ(grade(list, "un cono de obra"), Grade::none);
    EXPECT_EQ(grade(list, "fan också"), Grade::mild);
    EXPECT_EQ(grade(list, "jag är ett fan, fan av er"), Grade::none);
    EXPECT_EQ(grade(list, "ett fan, men fan heller"), Grade::mild);
}

TEST(ProfanityList, accents_count_where_they_make_the_word) {
    auto const list = list_of("strong\tnone\tlồn\n", Writing::strict_words);
    EXPECT_EQ(grade(list, "lồn"), Grade::strong);
    EXPECT_EQ(grade(list, "lon bia"), Grade::none);
}

TEST(ProfanityList, is_looked_for_anywhere_where_there_are_no_blanks) {
    auto const list = list_of("strong\tperson\t操你\ncoarse\tnone\tsb\nstrong\tnone\tくそ\nallow\t-\tくそう\n",
                              Writing::without_blanks);
    EXPECT_EQ(grade(list, "我真想操 你妈"), Grade::strong);
    EXPECT_EQ(grade(list, "你个SB!"), Grade::coarse);
    EXPECT_EQ(grade(list, "usb线"), Grade::none);
    EXPECT_EQ(grade(list, "くそうまい"), Grade::none);
    EXPECT_EQ(grade(list, "くそ"), Grade::strong);
}

TEST(ProfanityList, faults_name_their_line) {
    ProfanityList list(Writing::words);
    for (std::string_view const wrong :
         {"# fine\n\nrude\tperson\tx", "\n\nmild\tperson", "\n\nmild\tperson\t*", "\n\nmild\tperson\t\xff"}) {
        auto const added = list.add(wrong);
        ASSERT_FALSE(added) << wrong;
        EXPECT_NE(added.error().message.find("line 3 "), std::string::npos) << added.error().message;
    }
}

TEST(ProfanityLists, every_language_has_one) {
    auto const lists = ProfanityLists::load();
    ASSERT_TRUE(lists);
    for (std::string_view const language : supported_languages()) {
        if (language != "en") {
            EXPECT_GT(built_in_profanity(language).size(), 1000U) << language;
        }
    }
    EXPECT_EQ(lists->find("hijo de puta", "es"), (Profanity{Grade::strong, Aim::person}));
    EXPECT_TRUE(lists->find("so eine Scheiße", "de").counts());
    EXPECT_FALSE(lists->find("hijo de puta", "sv").counts());
    EXPECT_FALSE(lists->find("hijo de puta", "sw").counts());
}

TEST(ProfanityLists, a_word_alone_is_looked_for_in_languages_that_it_may_be_in) {
    auto const lists = ProfanityLists::load();
    ASSERT_TRUE(lists);
    std::array<std::string_view, 2> const maybe{"es", ""};
    EXPECT_TRUE(lists->find_near("puta", "sr-Latn", true, maybe).counts());
    EXPECT_FALSE(lists->find_near("puta", "sr-Latn", true, {}).counts());
    EXPECT_FALSE(lists->find_near("zvao sam dva puta", "sr-Latn", false, maybe).counts());
    EXPECT_TRUE(lists->find_near("jebote", "sl", true, {}).counts()) << "Croatian and Slovenian are relatives";
}

TEST(ProfanityLists, the_words_of_a_form_are_counted) {
    auto const lists = ProfanityLists::load();
    ASSERT_TRUE(lists);
    EXPECT_EQ(lists->find("ma porco dio", "it").words, 2U);
    EXPECT_EQ(lists->find("puta", "es").words, 1U);
}

TEST(Unquoted, words_of_others_are_left_out) {
    std::map<std::string, std::string> const cases{
        {"he said \"fuck you all\" to me", "he said   to me"},
        {"er sagte „verpiss dich doch“ zu mir", "er sagte   zu mir"},
        {"what a \"shit\" service", "what a \"shit\" service"},
        {"\"fuck you all\"", "\"fuck you all\""},
        {"he said \"fuck you all", "he said \"fuck you all"},
        {"nothing quoted", "nothing quoted"},
    };
    for (auto const& [text, rest] : cases) {
        std::string unquoted;
        write_unquoted(text, unquoted);
        EXPECT_EQ(unquoted, rest);
    }
}

TEST(ProfanityLists, a_folder_adds_to_them) {
    auto const folder = std::filesystem::path(testing::TempDir()) / "undertone-profanity";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "de.txt") << "strong\tperson\tgurkenhobel\nallow\t-\tmist\n";
    auto const lists = ProfanityLists::load(folder);
    ASSERT_TRUE(lists);
    EXPECT_TRUE(lists->find("du Gurkenhobel", "de").counts());
    std::ofstream(folder / "de.txt") << "strong\tgurkenhobel\n";
    auto const wrong = ProfanityLists::load(folder);
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("de.txt: line 1"), std::string::npos) << wrong.error().message;
    std::filesystem::remove_all(folder);
    EXPECT_FALSE(ProfanityLists::load(folder));
}

} // namespace
} // namespace undertone::sentiment
