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
    for (std::string_view const text : {"пи3дец", "х*й", "6лядь", "бл9дь", "п1здец", "п#здец", "бл@дь", "п*здец"}) {
        EXPECT_EQ(grade(list, text), Grade::strong) << text;
    }
    for (std::string_view const text : {"х**", "**й", "3 6", "п4здец"}) {
        EXPECT_EQ(grade(list, text), Grade::none) << text;
    }
}

TEST(ProfanityList, digits_in_greek_words_stand_for_greek_letters) {
    auto const list = list_of("coarse\tnone\tσκατά\nstrong\tperson\tκαριόλ*\n");
    for (std::string_view const text : {"σκ@τα", "σκ4τα", "σκ@τά", "κ@ριόληδες", "σκ*τά"}) {
        EXPECT_TRUE(list.find(text).counts()) << text;
    }
    EXPECT_FALSE(list.find("κατά 4").counts());
}

TEST(ProfanityList, korean_stems_are_short_and_signs_between_syllables_say_nothing) {
    auto const list = list_of("strong\tthing\t좆같*\nstrong\tnone\t시발*\ncoarse\tthing\t개판*\nallow\t-\t시발점*\n",
                              Writing::strict_words);
    for (std::string_view const text : {"좆같은 서비스", "시1발", "시*발놈", "시발"}) {
        EXPECT_TRUE(list.find(text).counts()) << text;
    }
    for (std::string_view const text : {"시발점에서", "3시 발차", "10개판매"}) {
        EXPECT_FALSE(list.find(text).counts()) << text;
    }
}

TEST(ProfanityList, hidden_letters_are_seen_where_a_form_goes_on) {
    auto const list = list_of("coarse\tperson\tconnard*\nstrong\tnone\tmerde\ncoarse\tthing\tkot*\n");
    for (std::string_view const text : {"c*nnards", "conn@rdes", "c o n n a r d s", "*merde*", "m#rde", "**merde!**"}) {
        EXPECT_TRUE(list.find(text).counts()) << text;
    }
    for (std::string_view const text : {"c**nards", "k*tovi", "cannards", "#merd", "m # rde", "m#"}) {
        EXPECT_FALSE(list.find(text).counts()) << text;
    }
}

TEST(ProfanityList, disguised_words_are_written_plainly) {
    auto const list = list_of("coarse\tperson\tconnard*\nstrong\tnone\tmerde\n");
    std::string plain;
    EXPECT_TRUE(list.undisguise("Vous, bande de C*NNARDS ! Quelle m3rde.", plain).counts());
    EXPECT_EQ(plain, "Vous, bande de connards ! Quelle merde.");
    for (std::string_view const text : {"", "bande de connards", "la pièce n° m4rc", "merdeee"}) {
        EXPECT_FALSE(list.undisguise(text, plain).counts()) << text;
    }
}

TEST(ProfanityList, a_circle_hides_a_letter) {
    auto const list = list_of("coarse\tthing\tク○アプリ\nallow\t-\tンク○\n", Writing::without_blanks);
    for (std::string_view const text : {"ク○アプリ", "この ク◯アプリ!", "ク●アプリ"}) {
        EXPECT_TRUE(list.find(text).counts()) << text;
    }
    for (std::string_view const text : {"ピンク○アプリ", "クアプリ", "ク アプリ"}) {
        EXPECT_FALSE(list.find(text).counts()) << text;
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

TEST(ProfanityLists, a_disguised_word_is_looked_for_in_languages_that_the_text_may_be_in) {
    auto const lists = ProfanityLists::load();
    ASSERT_TRUE(lists);
    std::array<std::string_view, 2> const maybe{"es", ""};
    EXPECT_TRUE(lists->find_near("servicio de m*erda", "ca", false, maybe).counts());
    EXPECT_FALSE(lists->find_near("servicio de mierda", "sr-Latn", false, maybe).counts()) << "not disguised";
    std::string plain;
    EXPECT_TRUE(lists->write_undisguised("servicio de m*erda", "ca", maybe, plain));
    EXPECT_EQ(plain, "servicio de mierda");
    EXPECT_FALSE(lists->write_undisguised("servicio de mierda", "es", maybe, plain));
}

TEST(ProfanityLists, people_hide_what_they_say) {
    auto const lists = ProfanityLists::load();
    ASSERT_TRUE(lists);
    std::multimap<std::string_view, std::string_view> const said{{"ko", "무슨 좆같은 서비스"},
                                                                 {"ko", "상담원 ㅂㅅ이네"},
                                                                 {"ko", "시1발 또"},
                                                                 {"ja", "ク◯アプリ"},
                                                                 {"ja", "ク○対応"},
                                                                 {"el", "σκ@τα"},
                                                                 {"fr", "m*rde"},
                                                                 {"fr", "c0nnard"},
                                                                 {"uk", "г1вно"},
                                                                 {"uk", "х*йня"},
                                                                 {"ru", "п#здец"},
                                                                 {"ru", "бл*дь"},
                                                                 {"ru", "х@йня"},
                                                                 {"zh-Hans", "滚你妈"},
                                                                 {"zh-Hans", "tmd"},
                                                                 {"nb", "jævlig dårlig"},
                                                                 {"tr", "siktr"},
                                                                 {"pl", "ch*jowa"},
                                                                 {"de", "W*chser"},
                                                                 {"de", "verf*ckte"}};
    for (auto const& [language, text] : said) {
        EXPECT_TRUE(lists->find(text, language).counts()) << text;
    }
    std::multimap<std::string_view, std::string_view> const innocent{
        {"ko", "화면이 자꾸 꺼져"}, {"ko", "졸라서 샀어요"},   {"ja", "ピンク○ブルー×"},     {"uk", "гімн України"},
        {"zh-Hans", "香辣鸡腿堡"},  {"zh-Hant", "能幹的員工"}, {"tr", "o çocukları gördüm"}, {"vi", "đồ chó mèo"},
        {"de", "Zimmer 12a"},       {"da", "min Skoda"}};
    for (auto const& [language, text] : innocent) {
        EXPECT_FALSE(lists->find(text, language).counts()) << text;
    }
}

TEST(ProfanityLists, names_and_places_are_innocent) {
    auto const lists = ProfanityLists::load();
    ASSERT_TRUE(lists);
    std::multimap<std::string_view, std::string_view> const innocent{{"de", "Herr Ficker fragt"},
                                                                     {"de", "Frau Fick war da"},
                                                                     {"de", "Ich wohne in Fucking"},
                                                                     {"es", "El señor Puta llama"},
                                                                     {"pl", "pan Kutas dzwonił"},
                                                                     {"fr", "une bite d'amarrage"},
                                                                     {"tr", "Got Talent"},
                                                                     {"ru", "порода сука лабрадора"},
                                                                     {"ja", "死ねない"},
                                                                     {"ko", "새끼 고양이 사료"},
                                                                     {"th", "เหี้ยนเตียน"},
                                                                     {"sv", "när är rean slut"},
                                                                     {"da", "min fart er 50 km/t"}};
    for (auto const& [language, text] : innocent) {
        EXPECT_FALSE(lists->find(text, language).counts()) << text;
    }
    for (std::string_view const text : {"Herr Arschloch", "Herr ficker", "HERR FICKER", "Ficker!"}) {
        EXPECT_TRUE(lists->find(text, "de").counts()) << text;
    }
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
