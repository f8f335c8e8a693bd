#include "repository_model.h"
#include "sentiment/formula_lists.h"
#include "sentiment/formulas.h"
#include "sentiment/idioms.h"
#include "sentiment/phrase_book.h"
#include "sentiment/scorer.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace undertone::sentiment {
namespace {

std::string rest(std::string text, LeftOut expected) {
    FormulaWorkspace workspace;
    EXPECT_EQ(leave_out_formulas(text, workspace), expected) << text;
    return text;
}

Reading reading(std::string_view text, std::size_t explain_passes = 0) {
    Request request;
    request.explain_passes = explain_passes;
    return scorer().score(text, request);
}

TEST(Formulas, a_greeting_at_the_begin_is_left_out) {
    for (auto const& [text, own] :
         std::vector<std::pair<std::string, std::string>>{{"Hello, where is it?", "where is it?"},
                                                          {"Dear Sir or Madam,\n\nwhere is it?", "where is it?"},
                                                          {"HIII team! Where is it?", "Where is it?"},
                                                          {"Grüß Gott, wo ist es?", "wo ist es?"},
                                                          {"добрый день. где он?", "где он?"},
                                                          {"こんにちは。どこですか", "どこですか"},
                                                          {"你好，在哪里", "在哪里"},
                                                          {"สวัสดีค่ะ ของอยู่ที่ไหน", "ของอยู่ที่ไหน"},
                                                          {"안녕하세요 어디에 있나요", "어디에 있나요"},
                                                          {"السلام عليكم، أين الطرد", "أين الطرد"}}) {
        EXPECT_EQ(rest(text, LeftOut::formulas), own);
    }
}

TEST(Formulas, thanks_and_regards_at_the_end_are_left_out) {
    for (auto const& [text, own] :
         std::vector<std::pair<std::string, std::string>>{{"Where is it? Thank you in advance.", "Where is it?"},
                                                          {"Where is it, thx", "Where is it"},
                                                          {"Wo ist es? Danke im Voraus. Viele Grüße Jan", "Wo ist es?"},
                                                          {"Gdzie to jest? Z gory dziekuje", "Gdzie to jest?"},
                                                          {"Gde je to?\nHvala unapred", "Gde je to?"},
                                                          {"Thanks.\nWhere is it?", "Where is it?"},
                                                          {"在哪里？谢谢", "在哪里？"}}) {
        EXPECT_EQ(rest(text, LeftOut::thanks), own);
    }
    EXPECT_EQ(rest("Dove si trova?\nSaluti,\nLuca", LeftOut::formulas), "Dove si trova?");
    EXPECT_EQ(rest("Waar is het? Met vriendelijke groet, J. de Wit", LeftOut::formulas), "Waar is het?");
    EXPECT_EQ(rest("Wo ist es? Viele Grüße, Jan van der Berg", LeftOut::formulas), "Wo ist es?");
    EXPECT_EQ(rest("어디에 있나요?\n김철수 드림", LeftOut::formulas), "어디에 있나요?");
}

TEST(Formulas, what_is_no_mere_formula_stays) {
    for (std::string const text :
         {"Thanks for nothing.", "Thanks, but it is broken", "Danke, dass keiner anruft", "hi my parcel is late",
          "It came. Thanks!!!", "It came, many thanks!", "best, best, best", "Hello?? Is anybody there",
          "The tag says hello", "I lost it. Regards to nobody at all here", "Grazie di niente"}) {
        EXPECT_EQ(rest(text, LeftOut::nothing), text);
    }
}

TEST(Formulas, a_text_of_formulas_alone_is_found) {
    for (std::string const text : {"hi", "Danke", "ok thanks, bye", "好呀唔該", "ja tak", "no, thanks", "здрасти",
                                   "THANK YOU", "gracias, un saludo", "はい、わかりました。", "Hello, thanks"}) {
        EXPECT_EQ(rest(text, LeftOut::all), text);
    }
    for (std::string const text : {"noooo", "no!!!", "thanks thanks thanks", "hello 😡", "ok fine whatever", ""}) {
        EXPECT_EQ(rest(text, LeftOut::nothing), text);
    }
}

TEST(Formulas, with_a_joint_regards_and_a_name_are_formulas_still) {
    for (std::string const text :
         {"Thanks and goodbye", "Unaprijed zahvaljujem i srdačan pozdrav, Luca", "Kind regards, Jan van der Berg",
          "Com os melhores cumprimentos e antecipadamente grato, Luca", "Alvast bedankt en een prettige dag verder.",
          "Okej, tack för hjälpen. Ha det bra!", "many thanks, have a good day",
          "Хорошо, спасибо за ответ. Всего доброго.",
          "Resto in attesa di un Vostro gentile riscontro. Distinti saluti, Luca"}) {
        EXPECT_EQ(rest(text, LeftOut::all), text);
    }
    for (std::string const text : {"many thanks", "thanks and", "thanks and and bye"}) {
        EXPECT_EQ(rest(text, LeftOut::nothing), text);
    }
    EXPECT_EQ(rest("よろしくお願いします。残念", LeftOut::nothing), "よろしくお願いします。残念");
    EXPECT_EQ(rest("many thanks!! bye", LeftOut::formulas), "many thanks!!");
    EXPECT_EQ(rest("Где он? Спасибо и до свидания", LeftOut::thanks), "Где он?");
}

TEST(Formulas, a_long_text_is_looked_at_where_it_begins_and_ends) {
    std::string const middle = std::string(3000, 'x') + " y.";
    EXPECT_EQ(rest("Hello, " + middle + " Thanks", LeftOut::thanks), middle);
}

TEST(Formulas, every_list_has_all_kinds_and_each_form_is_found) {
    EXPECT_EQ(built_in_formulas().size(), 41U);
    for (auto const& [language, list] : built_in_formulas()) {
        for (std::string_view const kind :
             {"greeting", "thanks", "closing", "farewell", "answer", "question", "call", "turn"}) {
            EXPECT_NE(list.find("\n" + std::string(kind) + "\t"), list.npos) << language << " " << kind;
        }
    }
}

TEST(Formulas, turn_no_reading_round) {
    for (std::string const text :
         {"The movers you sent dented the fridge and then denied it.", "Ihr habt mich schon wieder vergessen.",
          "Ya van tres semanas y nadie me contesta."}) {
        double const alone = reading(text).pulse;
        EXPECT_LT(alone, 45) << text;
        EXPECT_EQ(reading("Hello, " + text + " Thanks. Regards, Tom").pulse, alone) << text;
    }
    EXPECT_GT(reading("First helpline that made me laugh, I love it. Thank you.").pulse, 70);
}

TEST(Formulas, alone_are_neutral_in_every_language) {
    for (std::string const text : {"здрасти", "Adiós", "farvel", "čau", "tak poproszę", "ja hoor", "adio"}) {
        EXPECT_EQ(reading(text).level, Level::neutral) << text;
        EXPECT_GT(reading(text).confidence, 0.9) << text;
    }
}

TEST(Formulas, that_close_a_letter_are_no_feeling) {
    for (std::string const text :
         {"Dziękuję za informację, życzę miłego dnia", "Köszönöm a választ, minden jót", "Aitäh, ilusat päeva jätku!",
          "Iš anksto dėkoju ir linkiu geros dienos.", "Mulțumesc pentru răspuns. O zi frumoasă", "Bilginize arz ederim",
          "شكرا على الرد، بانتظار ردكم الكريم", "תודה על המענה, המשך יום נעים", "ขอบคุณสำหรับข้อมูลค่ะ สวัสดีค่ะ",
          "Cảm ơn bạn đã trả lời, chúc bạn một ngày tốt lành", "感谢您的回复，祝您工作顺利",
          "Terima kasih atas informasinya, selamat beraktivitas"}) {
        EXPECT_EQ(reading(text).level, Level::neutral) << text;
    }
}

TEST(Formulas, are_named_by_no_explanation) {
    std::string const text = "Hello, I am really disappointed by this. Thanks";
    auto const found = reading(text, 24);
    ASSERT_FALSE(found.phrases->empty());
    for (Phrase const& phrase : *found.phrases) {
        EXPECT_EQ(text.substr(phrase.start, phrase.end - phrase.start), phrase.text);
        EXPECT_EQ(phrase.text.find("Hello"), std::string::npos);
        EXPECT_EQ(phrase.text.find("Thanks"), std::string::npos);
    }
}

TEST(Formulas, a_question_without_its_mark_gets_it) {
    FormulaWorkspace workspace;
    for (auto const& [text, asked] : std::vector<std::pair<std::string, std::string>>{
             {"which phone is the best", "which phone is the best?"}, {"哪个套餐最好 ", "哪个套餐最好?"}}) {
        std::string own = text;
        EXPECT_TRUE(end_question(own, workspace)) << text;
        EXPECT_EQ(own, asked);
    }
    for (std::string const text : {"which is the best?", "which is great!", "on time as always", "hvor er det fint",
                                   "what a great service", "how nice", "", "which 😡", "the best which there is"}) {
        std::string own = text;
        EXPECT_FALSE(end_question(own, workspace)) << text;
        EXPECT_EQ(own, text);
    }
}

TEST(Formulas, a_question_without_its_mark_is_as_neutral_as_with_it) {
    for (std::string const text : {"welcher Tarif ist der beste für eine vierköpfige Familie",
                                   "qual è la tariffa migliore per una famiglia di quattro persone",
                                   "quel est le meilleur forfait pour une famille de quatre"}) {
        EXPECT_EQ(reading(text).level, Level::neutral) << text;
    }
    EXPECT_GT(reading("what a great service").pulse, 70);
}

TEST(Formulas, praise_at_the_edge_of_a_complaint_is_left_out) {
    FormulaWorkspace workspace;
    for (auto const& [text, complaint] : std::vector<std::pair<std::string, std::string>>{
             {"bravo, broken again", "broken again"},
             {"Three weeks for one reply. Congratulations!", "Three weeks for one reply"},
             {"又坏了，恭喜你们", "又坏了"}}) {
        std::string own = text;
        EXPECT_TRUE(leave_out_calls(own, workspace)) << text;
        EXPECT_EQ(own, complaint);
    }
    for (std::string const text : {"bravo", "bravo to the team", "they cried bravo", ""}) {
        std::string own = text;
        EXPECT_FALSE(leave_out_calls(own, workspace)) << text;
        EXPECT_EQ(own, text);
    }
}

TEST(Formulas, praise_at_the_edge_of_a_complaint_mocks) {
    for (std::string const text :
         {"tre settimane per una risposta, complimenti", "kolme viikkoa yhteen vastaukseen, onnea"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
    EXPECT_GT(reading("fixed in five minutes, bravo").pulse, 70);
}

TEST(Idioms, mean_what_their_words_do_not_say_one_by_one) {
    for (std::string const text :
         {"It could not have gone better", "I couldn’t be more satisfied with the repair", "never been so satisfied",
          "Besser hätte es nicht laufen können", "No podria estar mas contenta", "Ei olisi voinut mennä paremmin",
          "Det kunne ikke være gået bedre", "Jobb már nem is lehetett volna", "これ以上ない対応でした", "不能更满意了",
          "Ne može bolje", "Tidak bisa lebih baik lagi", "이보다 더 좋을 수 없습니다"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
    }
    for (std::string const text :
         {"it couldn't be worse", "it was worse than expected", "no improvement so far", "Schlechter geht es nicht"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
    EXPECT_GT(reading("not worse than expected").pulse, 55);
    EXPECT_LT(reading("The timing could not have been better, but your agent shouted at me and I am furious").pulse,
              45);
}

TEST(Idioms, of_customers_in_the_east_of_europe_are_heard) {
    for (std::string const text :
         {"μου βγάλατε την ψυχή με αυτή την αίτηση", "mi-am luat țeapă cu voi", "на никого не му пука",
          "смучило ми се чекање", "pukao mi je film", "už mi dochází trpělivost", "lagali ste mi glede cene",
          "robia si zo mňa srandu", "kończy mi się cierpliwość", "ноль уважения к клиенту", "терпець увірвався",
          "fogytán a türelmem", "olen teenindusega rahulolematu"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
    for (std::string const text :
         {"μου λύσατε τα χέρια", "jos palaria in fata voastra", "оправихте ми деня", "skidam kapu majstorima",
          "na vás nikdo nemá", "klobúk dolu, vybavené za hodinu", "czapki z głów", "придраться не к чему",
          "вам немає рівних", "kellemesen csalódtam", "soovitan soojalt"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
    }
    EXPECT_LT(reading("nu recomand tuturor").pulse, 45);
    EXPECT_EQ(reading("kui ma ei ole rahul, kas saan kauba tagasi saata?").level, Level::neutral);
    EXPECT_EQ(reading("mis juhtub kui klient on rahulolematu?").level, Level::neutral);
}

TEST(Idioms, are_found_with_every_apostrophe) {
    for (std::string const text : {"дарма зв'язалась з вами", "дарма зв’язалась з вами", "дарма звʼязалась з вами"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
}

TEST(Idioms, of_one_language_each_mean_what_its_customers_mean) {
    for (std::string const text :
         {"Leveringen gik over al forventning", "You saved our christmas", "dat noem ik nog eens service",
          "räddade dagen för oss", "funciona, me vino de perlas", "strādā kā pulkstenis", "veikia kaip laikrodis",
          "tätä minä kutsun palveluksi", "jederzeit wieder", "bufar i fer ampolles", "caiu como uma luva"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
    }
    for (std::string const text :
         {"ik word van het kastje naar de muur gestuurd", "we were passed from pillar to post", "Das ist ein Unding",
          "unter aller Kanone", "ihan ala-arvoista", "zemē nomesta nauda", "pinigai į balą", "isto brada aos céus",
          "no compliu el que prometeu", "service déplorable", "me vieron la cara", "bé, què hi farem"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
}

TEST(Idioms, hedged_praise_and_mild_improvement_are_slightly_positive) {
    for (std::string const text :
         {"no masterpiece, but we ate it all", "alles in allem okay", "pain plutôt frais cette fois",
          "verduras algo más frescas que la semana pasada", "hakker lidt mindre nu", "前回よりいいです",
          "o chlup se zlepšili", "всё же чуть лучше чем раньше", "overall oke", "โดยรวมโอเคอยู่", "总体过得去吧",
          "整體算還可以", "שיפור קל, נתקע פחות", "kokonaisuutena ihan ok"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
        EXPECT_LE(reading(text).level, Level::positive) << text;
    }
    EXPECT_LT(reading("no better than last time").pulse, 45);
    EXPECT_LT(reading("nicht besser als letztes Mal").pulse, 45);
}

TEST(Idioms, hedged_complaints_are_complaints) {
    for (std::string const text :
         {"I don't want to complain, but the soup was lukewarm", "Ei taha viriseda, aga supp oli küll leige",
          "Nechcem byť nepríjemná, ale hudba mohla byť iná", "Ingen katastrof men den drog lite snett",
          "troszkę się zawiodłem", "Roti keras sikit, selalunya lembut", "parasti labāka", "natuke pettunud",
          "ご連絡いただけると助かりました", "ไม่อยากบ่นแต่น้ำเย็นไปหน่อย", "dat viel wat tegen"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
        EXPECT_GT(reading(text).level, Level::very_negative) << text;
    }
    EXPECT_GT(reading("dat viel niet tegen").pulse, 55);
}

TEST(Idioms, formal_thanks_for_care_are_more_than_politeness) {
    for (std::string const text :
         {"Szeretném megköszönni az ápolók figyelmességét", "Jeg vil gjerne takke saksbehandleren for stor omtanke",
          "Chciałbym podziękować pani z recepcji", "Kurs çok verimliydi. Memnun kaldım.", "תותח אתה אחי",
          "आपने पिताजी की जान बचा ली"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
    }
    EXPECT_LT(reading("pek memnun kaldım diyemem").pulse, 45);
}

TEST(Idioms, plain_questions_of_terms_are_neutral) {
    for (std::string const text :
         {"komplain lewat email apa lewat sini?", "如果遲到十分鐘，張枱會唔會當cancel？訂金有冇得退？",
          "Zanima me, do kdaj je treba oddati vlogo", "عايز اغير ميعاد التوصيل لبكره", "krijg ik de borg terug?"}) {
        EXPECT_EQ(reading(text).level, Level::neutral) << text;
    }
}

TEST(Idioms, a_complaint_that_is_the_last_sentence_counts_against_all_praise_before) {
    for (std::string const text :
         {"本当にありがとうございます！！プロの技ですね。最低です。",
          "Giỏi quá, giỏi nhất thế giới luôn!!! Lũ vô lương tâm!", "What a wonderful team, I love you all! Crooks.",
          "Danke für alles, ihr seid wunderbar. Schämt euch!"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
    EXPECT_GT(reading("What a wonderful team, I love you all! The crooks are elsewhere.").pulse, 55);
    FormulaWords words;
    EXPECT_TRUE(find_idiom("Great work. Crooks!", words)->ends);
    EXPECT_FALSE(find_idiom("crooks, great work.", words));
    EXPECT_FALSE(find_idiom("Great. Nice.", words)); // praise may mock
}

TEST(Idioms, inside_a_longer_question_tell_no_feeling_where_the_network_heard_none) {
    for (std::string const text :
         {"Which price applies to me, the second or the third rate?", "Is the return hassle free or do I need a form?",
          "Wird die Schutzfolie geklebt oder einfach aufgelegt?", "¿Les vale una foto del DNI o necesitan el original?",
          "Πότε ανοίγετε, και είναι όλα πέντε αστέρων;"}) {
        EXPECT_EQ(reading(text).level, Level::neutral) << text;
    }
    FormulaWords words;
    EXPECT_FALSE(find_idiom("You did nothing. Are you kidding me?", words)->asked) << "all of the question";
    EXPECT_TRUE(find_idiom("Tell me, are you kidding me?", words)->asked);
    EXPECT_FALSE(find_idiom("You could not have done better. Is that all?", words)->asked) << "another sentence";
}

TEST(Idioms, that_praise_do_not_outweigh_what_follows_a_but) {
    FormulaWords words;
    EXPECT_TRUE(find_idiom("Personalet var venligt, men leveringen tog alt for lang tid", words)->turned);
    EXPECT_FALSE(find_idiom("Leveringen tog lang tid, men personalet var venligt", words)->turned);
    EXPECT_LT(reading("Personalet var venligt, men leveringen tog alt for lang tid").pulse, 45);
    EXPECT_LT(reading("El personal era amable, però l'enviament ha trigat massa").pulse, 45);
}

/// "đặt quà" is "to order a gift" in Vietnamese and "too expensive" without its marks, "car si" praise in Croatian.
TEST(Idioms, of_another_language_do_not_count) {
    EXPECT_LT(reading("Répondez vite, car si le colis est perdu je dois le racheter").pulse, 60);
    FormulaLists const& lists = FormulaLists::built_in();
    FormulaWords words;
    std::string const text = "répondez vite, car si le colis est perdu";
    EXPECT_TRUE(find_idiom(text, words, lists.list_of("hr")));
    EXPECT_FALSE(find_idiom(text, words, lists.list_of("fr") | lists.list_of("en")));
    EXPECT_EQ(lists.list_of("sw"), 0U);
}

TEST(Idioms, of_the_words_of_an_answer_are_no_mere_answer) {
    EXPECT_LT(reading("non va bene").pulse, 45);
    EXPECT_LT(reading("ei ok").pulse, 45);
    EXPECT_EQ(reading("no, va bene").level, Level::neutral);
    EXPECT_EQ(reading("ok").level, Level::neutral);
}

TEST(Idioms, that_mock_as_often_as_they_praise_are_heard_alone_only) {
    EXPECT_GT(reading("Petje af!").pulse, 55);
    EXPECT_GT(reading("tummen upp").pulse, 55);
    EXPECT_EQ(reading("waar vind ik het duimpje omhoog in de app").level, Level::neutral);
    EXPECT_LT(reading("Flot klaret, fjerde gang I glemmer skraldespanden og kun vores").pulse, 45);
}

TEST(Idioms, a_plain_question_to_a_machine_is_no_complaint) {
    for (std::string const text : {"are you a bot?", "Bist du ein Bot?", "ben jij een robot", "sei un bot?",
                                   "ar jūs robotas?", "você é um robô", "es usted un robot?", "ootko robotti?"}) {
        EXPECT_EQ(reading(text).level, Level::neutral) << text;
    }
}

TEST(Idioms, alone_are_in_one_of_the_languages_of_the_lists) {
    for (std::string const text : {"beetje jammer", "Van harte aanbevolen!"}) {
        EXPECT_EQ(reading(text).language, "nl") << text;
        EXPECT_NE(zone_of(reading(text).level), Zone::neutral) << text;
    }
    EXPECT_EQ(reading("Ek wil asseblief my rekening sluit").level, Level::none);
}

TEST(Idioms, of_the_organisation_come_first) {
    PhraseBook const book({{"en", "could not have gone better", Level::neutral}});
    Request request;
    request.own_phrases = &book;
    static auto const own = reading("It could not have gone better");
    EXPECT_EQ(zone_of(own.level), Zone::positive);
    EXPECT_EQ(scorer().score("It could not have gone better", request).level, Level::neutral);
}

TEST(Idioms, a_word_of_praise_or_complaint_alone_is_one) {
    for (std::string const text : {"süper", "šaunu", "gött", "forši", "Süper hizmet", "lækkert!", "很棒"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
    }
    for (std::string const text : {"värdelöst", "briesmīgi", "απαίσιο", "kinh khủng"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
    EXPECT_EQ(reading("ostres").level, Level::slightly_negative);
}

TEST(Idioms, a_word_alone_may_have_particles_behind_it) {
    for (std::string const text : {"biasa aja sih", "ไม่แนะนำค่ะ", "好貴喔", "いい加減だな", "غالي والله", "mahal kak"}) {
        EXPECT_LT(reading(text).pulse, 45) << text;
    }
    for (std::string const text : {"sesuai pesanan kak", "おすすめですよ", "划算呀", "giao nhanh nha"}) {
        EXPECT_GT(reading(text).pulse, 55) << text;
    }
    FormulaWords words;
    EXPECT_FALSE(find_idiom("kak, ya", words));                       // nothing but particles
    EXPECT_FALSE(find_idiom("划算吗", words));                        // a question
    EXPECT_EQ(find_idiom("sesuai pesanan ya kak!", words)->end, 21U); // all of it is the idiom
}

} // namespace
} // namespace undertone::sentiment
