#include "sentiment/hearing.h"

#include "repository_model.h"
#include "sentiment/formula_lists.h"
#include "sentiment/formulas.h"
#include "sentiment/idioms.h"
#include "sentiment/laughter.h"
#include "sentiment/scorer.h"

#include <cctype>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace undertone::sentiment {
namespace {

Level level(std::string_view text) {
    return scorer().score(text).level;
}

Zone zone(std::string_view text) {
    return zone_of(level(text));
}

TEST(Laughter, is_found_before_a_sentence) {
    for (auto const& [text, sentence] :
         std::vector<std::pair<std::string, std::string>>{{"haha where is it", "where is it"},
                                                          {"Hahaha, where is it", "where is it"},
                                                          {"jajaja dónde está", "dónde está"},
                                                          {"хаха где чек", "где чек"},
                                                          {"ㅋㅋ 몇 시에", "몇 시에"},
                                                          {"哈哈几点", "几点"},
                                                          {"555 ร้าน", "ร้าน"},
                                                          {"www 何時", "何時"},
                                                          {"ههههه متى", "متى"},
                                                          {"חחח איפה", "איפה"}}) {
        EXPECT_EQ(text.substr(laughter_before(text)), sentence);
    }
    for (std::string const text : {"haha", "hahaha!", "", "555 pieces", "www.example.org is down", "hah what", "jaja",
                                   "ja ja gut", "Hahn im Korb", "haha 😂 ok", "lot of noise", "kkkl"}) {
        EXPECT_EQ(laughter_before(text), 0U) << text;
    }
}

TEST(Laughter, before_a_sentence_is_no_feeling_about_it) {
    for (std::string const text : {"haha wo finde ich die Rechnung", "jajaja dónde está mi factura", "хаха где мой чек",
                                   "ㅋㅋ 몇 시에 열어요?", "哈哈 几点开门", "haha hvornår åbner I"}) {
        EXPECT_EQ(level(text), Level::neutral) << text;
    }
    EXPECT_EQ(zone("haha, schon wieder kaputt, ihr seid echt ein Witz"), Zone::negative);
    EXPECT_EQ(zone("haha you guys are awesome"), Zone::positive);
}

TEST(Names, behind_thanks_are_found) {
    FormulaWorkspace workspace;
    for (std::string const text :
         {"Danke für die Hilfe, Max", "Thanks, Anna Maria", "Dziękuję za pomoc, Kasiu", "Спасибо, Анна"}) {
        EXPECT_TRUE(is_thanks_with_name(text, workspace)) << text;
    }
    for (std::string const text : {"Danke Max", "Thanks, idiots", "THANKS, IDIOTS", "Thanks, Max!!!", "谢谢，坏了",
                                   "Max", "Thanks", "", "Thanks, Max is gone and nobody answers"}) {
        EXPECT_FALSE(is_thanks_with_name(text, workspace)) << text;
    }
}

TEST(Names, behind_bare_thanks_change_nothing) {
    for (std::string const text : {"Danke für die Hilfe, Max", "Tak for hjælpen, Lars", "Dziękuję za pomoc, Kasiu"}) {
        EXPECT_EQ(level(text), Level::neutral) << text;
    }
    EXPECT_EQ(zone("Danke für die schnelle Hilfe, Max"), Zone::positive);
    EXPECT_EQ(zone("Danke für nichts, Max"), Zone::negative);
}

TEST(Thanks, for_harm_mock) {
    for (std::string const text : {"thanks for wrecking my daughter's birthday",
                                   "thank you so much for wasting my whole afternoon",
                                   "Vielen Dank für den versauten Abend",
                                   "merci d'avoir gâché mes vacances",
                                   "gracias por nada",
                                   "Muchas gracias por arruinarme el cumpleaños",
                                   "grazie per niente",
                                   "dzięki, że zmarnowaliście mi czas",
                                   "díky, že jste mi zkazili dovolenou",
                                   "спасибо, что испортили мне праздник",
                                   "Дякую за зіпсовану відпустку",
                                   "köszi, hogy tönkretettétek a nyaralásomat",
                                   "Tatilimi mahvettiğiniz için teşekkürler",
                                   "旅行を台無しにしてくれてありがとう",
                                   "휴가를 망쳐줘서 고맙네요",
                                   "多謝你哋搞衰咗我個旅行",
                                   "मेरी छुट्टी बर्बाद करने के लिए धन्यवाद",
                                   "terima kasih sudah merusak liburan saya",
                                   "cảm ơn vì đã làm hỏng kỳ nghỉ của tôi",
                                   "ขอบคุณที่ทำลายวันหยุดของฉัน",
                                   "Kiitos kun pilasitte lomani"}) {
        EXPECT_EQ(zone(text), Zone::negative) << text;
    }
    for (std::string const text : {"Thank you for not giving up on me, you were lovely", "ขอบคุณที่ไม่ทำให้ผิดหวัง",
                                   "Дякую, що не кинули", "dziękuję, że uratowaliście mi wakacje"}) {
        EXPECT_EQ(zone(text), Zone::positive) << text;
    }
    EXPECT_EQ(zone("You delivered the wrong cake again. You should be proud of yourselves."), Zone::negative);
}

TEST(Curses, alone_are_displeasure) {
    for (std::string const text : {"damn it!", "Damn", "joder", "ну блин", "perkele", "по дяволите", "verdammt"}) {
        EXPECT_EQ(zone(text), Zone::negative) << text;
    }
    EXPECT_EQ(level("damn it!"), Level::slightly_negative);
    EXPECT_EQ(zone("damn, that was fast, great job"), Zone::positive);
}

TEST(Curses, before_praise_are_praise) {
    for (std::string const text : {"zasraně dobré", "klote zeg maar goed opgelost, top", "verdammt gut"}) {
        EXPECT_EQ(zone(text), Zone::positive) << text;
    }
    for (std::string const text : {"zasraná firma", "wat een klote service", "klote zeg, weer geen bezorging"}) {
        EXPECT_EQ(zone(text), Zone::negative) << text;
    }
}

TEST(Profanity, counts_as_much_where_the_language_is_stated_as_unknown) {
    for (std::string const text : {"cmm", "scheisse", "fuck this"}) {
        ASSERT_TRUE(scorer().score(text).profane) << text;
        for (std::string const language : {"", "und"}) {
            Request request;
            request.language = language;
            EXPECT_EQ(scorer().score(text, request), scorer().score(text)) << text;
        }
    }
}

TEST(FormulaLists, braces_offer_words) {
    FormulaWords words;
    for (std::string const text : {"cheers for losing my parcel", "ta for nothing"}) {
        EXPECT_TRUE(find_idiom(text, words)) << text;
    }
    EXPECT_FALSE(find_idiom("cheers for the parcel", words));
}

TEST(FormulaLists, the_first_word_of_a_form_may_be_a_beginning) {
    FormulaWords words;
    for (std::string const text : {"uratowaliście życie", "вы спасли жизнь", "Rešili ste: rešila življenje!"}) {
        EXPECT_TRUE(find_idiom(text, words)) << text;
    }
    for (std::string const text : {"uratuje życie", "Спасибо, жизнь испорчена", "대만족은 아니에요"}) {
        EXPECT_FALSE(find_idiom(text, words)) << text;
    }
    EXPECT_TRUE(find_idiom("대만족", words));
}

TEST(FormulaLists, braces_stand_between_words) {
    for (auto const& [language, list] : built_in_formulas()) {
        for (auto at = list.find('{'); at != list.npos; at = list.find('{', at + 1)) {
            auto const end = list.find('}', at);
            ASSERT_LT(end, list.find('\n', at)) << list.substr(at, 40);
            EXPECT_FALSE(std::isalnum(static_cast<unsigned char>(list[at - 1]))) << list.substr(at - 1, 40);
            EXPECT_FALSE(std::isalnum(static_cast<unsigned char>(list[end + 1]))) << list.substr(at, 40);
            EXPECT_NE(list[end + 1], '*') << list.substr(at, 40);
        }
    }
}

} // namespace
} // namespace undertone::sentiment
