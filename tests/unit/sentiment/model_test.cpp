#include "repository_model.h"
#include "sentiment/kernels.h"
#include "sentiment/language.h"
#include "sentiment/scorer.h"
#include "sentiment/window.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>
#include <utility>
#include <vector>

namespace undertone::sentiment {
namespace {

Level level(std::string_view text) {
    return scorer().score(text).level;
}

TEST(Model, there_is_exactly_one_and_it_loads) {
    EXPECT_NE(model_file().string().find(scorer().version()), std::string::npos);
}

TEST(Model, is_less_sure_of_words_that_nobody_knows) {
    auto const confidence = [](std::string_view text) { return scorer().score(text).confidence; };
    for (std::string_view const text :
         {"blorf snizzle grompt", "xqzt wvrkk plmnh bgtrf", "asdkjh qwpoei zmxncb", "Krzblf drtsk qpwom"}) {
        EXPECT_LT(confidence(text), 0.7) << text;
    }
    EXPECT_GT(confidence("my parcel is late"), 0.8);
    EXPECT_LT(confidence("the blivorx is zorkmidt and wonderful"), confidence("the router is new and wonderful"));
}

TEST(Model, the_language_so_far_decides_where_a_text_is_too_short_to_tell) {
    auto const language = [](std::string_view text, std::string_view earlier) {
        Request request;
        request.earlier_language = earlier;
        return scorer().score(text, request).language;
    };
    for (std::string_view const earlier : {"hr", "sr-Latn", "sl"}) {
        EXPECT_EQ(language("dobro hvala", earlier), earlier);
    }
    for (std::string_view const earlier : {"da", "nb"}) {
        EXPECT_EQ(language("det er fint", earlier), earlier);
    }
    EXPECT_EQ(language("llevo dos horas esperando y nadie contesta", "en"), "es");
    EXPECT_EQ(language("please help me with my order", "sw"), "en");
}

TEST(Model, C8_machine_text_changes_neither_level_nor_language) {
    Reading const plain = scorer().score("I am really angry about this");
    Reading const mail = scorer().score("I am really angry about this\n\nOn 3 Feb 2025 at 09:12 Support wrote:\n"
                                        "> Vielen Dank, wir freuen uns sehr, alles ist wunderbar!\n");
    EXPECT_EQ(mail.pulse, plain.pulse);
    EXPECT_EQ(mail.language, "en");
    Reading const quote = scorer().score("> I hate you all\n> you thieves");
    EXPECT_EQ(quote.level, Level::neutral);
    EXPECT_FALSE(quote.enters_window);
}

TEST(Model, is_the_one_that_the_page_of_accuracy_speaks_of) {
    std::ifstream file(std::filesystem::path(UNDERTONE_SOURCE) / "web/src/pages/admin/accuracy.json");
    std::string const figures(std::istreambuf_iterator<char>(file), {});
    EXPECT_NE(figures.find("\"model\": \"" + scorer().version() + '"'), std::string::npos)
        << "run tools/accuracy after a change of the model";
}

TEST(Model, capitals_alone_are_no_feeling) {
    for (std::string_view const text :
         {"THANK YOU", "PLEASE HELP", "HELLO", "I NEED HELP WITH MY INVOICE", "I WOULD LIKE TO CHANGE MY ADDRESS",
          "ICH BRAUCHE EINE RECHNUNG", "BONJOUR", "QUIERO CAMBIAR MI DIRECCIÓN", "ГДЕ МОЙ ЗАКАЗ",
          "FATURAMI NASIL ÖDERİM", "ΘΑ ΗΘΕΛΑ ΕΝΑ ΤΙΜΟΛΟΓΙΟ"}) {
        EXPECT_EQ(level(text), Level::neutral) << text;
    }
}

TEST(Model, capitals_make_a_feeling_stronger) {
    for (auto const& [small, capitals] :
         {std::pair{"i am unhappy about your service", "I AM UNHAPPY ABOUT YOUR SERVICE"},
          std::pair{"ich bin enttäuscht", "ICH BIN ENTTÄUSCHT"}}) {
        EXPECT_LT(scorer().score(capitals).pulse, scorer().score(small).pulse) << capitals;
    }
    EXPECT_GE(scorer().score("GREAT SERVICE!").pulse, scorer().score("great service!").pulse);
}

TEST(Model, a_strong_word_alone_is_displeasure_whatever_the_network_hears) {
    auto const in = [](std::string_view language, std::string_view text) {
        Request request;
        request.language = language;
        return scorer().score(text, request).level;
    };
    EXPECT_LT(in("pl", "kurwa"), Level::neutral);
    EXPECT_LT(in("hu", "fasz"), Level::neutral);
    EXPECT_LT(in("zh-Hans", "他妈的"), Level::neutral);
    EXPECT_GT(in("pl", "kurwa ale super, dziękuję bardzo"), Level::neutral);
}

TEST(Model, thanks_that_are_left_out_leave_the_rest_of_the_reading_whole) {
    Reading const reading = scorer().score("The movers you sent scratched the piano and then denied it. Thanks");
    EXPECT_EQ(reading.language, "en");
    EXPECT_EQ(reading.model, scorer().version());
    EXPECT_LT(reading.level, Level::neutral);
}

TEST(Model, a_single_word_is_looked_for_in_the_lists_of_languages_that_it_is_taken_for) {
    Reading const guessed = scorer().score("傻逼"); // taken for Cantonese
    EXPECT_TRUE(guessed.profane) << guessed.language;
    EXPECT_LT(guessed.level, Level::neutral);
    Request told;
    told.language = "sv";
    EXPECT_FALSE(scorer().score("slut", told).profane); // the end
    EXPECT_FALSE(scorer().score("negro").profane) << "a colour in Spanish";
}

TEST(Model, one_or_two_letters_say_nothing_about_the_language) {
    Request request;
    for (std::string_view const text : {"x", "ok", "Hi!", "no", "да", "k", "m?"}) {
        EXPECT_EQ(scorer().score(text).language, "und") << text;
        EXPECT_NE(scorer().score(text).level, Level::none) << text;
        for (std::string_view const earlier : {"en", "bg"}) {
            request.earlier_language = earlier;
            EXPECT_EQ(scorer().score(text, request).language, earlier) << text;
        }
    }
    EXPECT_EQ(scorer().score("네").language, "ko");
}

TEST(Model, short_words_of_chat_are_no_language_outside) {
    for (std::string_view const text : {"aha už to jede, uf", "aha, už to ide, super", "ok, sploh ni slabo, super",
                                        "aha, top, dank je", "aha, ok cheers, bye", "ok cheers, bye, super"}) {
        EXPECT_NE(scorer().score(text).level, Level::none) << text << ' ' << scorer().score(text).language;
    }
}

TEST(Model, nothing_is_scored_in_a_language_that_is_named_and_not_one_of_the_41) {
    for (std::string_view const text :
         {"Wewe ni mjinga", "Mbaya sana!", "Hii ni mbaya", "Төлбөрөө төлсөн ч интернэт алга", "Каде е мојата нарачка?",
          "کارت من کار نمی‌کند", "رسید کی کاپی چاہیے", "Hol dago nire paketea?",
          "Non recibín o meu pedido aínda", "Hvenær kemur pakkinn minn?"}) {
        Reading const reading = scorer().score(text);
        EXPECT_EQ(reading.level, Level::none) << text << ' ' << reading.language;
        EXPECT_FALSE(is_supported(reading.language)) << text << ' ' << reading.language;
    }
}

TEST(Model, a_short_answer_in_the_unscored_language_of_the_conversation_is_not_scored_either) {
    Request request;
    request.earlier_language = "sw";
    EXPECT_EQ(scorer().score("Hapana", request).level, Level::none);
    EXPECT_EQ(scorer().score("Hapana", request).language, "sw");
    EXPECT_NE(scorer().score("ok", request).level, Level::none);
    EXPECT_TRUE(is_supported(scorer().score("Hapana").language));
}

TEST(Model, one_clear_sentence_among_calm_ones_is_heard) {
    EXPECT_LE(
        level("Guten Tag, ich habe am Montag einen Router bestellt. Die Nummer steht auf der Rechnung. Geliefert wird "
              "an meine Arbeit. Ich bin stinksauer auf Sie."),
        Level::negative);
    EXPECT_LE(level("I am furious. Hi there, I booked a room for Friday. We arrive at ten. There are two of us."),
              Level::negative);
    EXPECT_EQ(level("Hi there, I booked a room for Friday. We arrive at ten. There are two of us. Is there a lift?"),
              Level::neutral);
}

TEST(Model, clear_sentences_on_both_sides_are_mixed) {
    Reading const reading = scorer().score("The room was absolutely wonderful! We arrived at ten. The breakfast was "
                                           "absolutely disgusting, never again!");
    EXPECT_GE(reading.mixed.value_or(0), 0.5);
}

TEST(Model, quoted_profanity_is_not_the_writers) {
    EXPECT_FALSE(scorer().score("He said \"fuck you\" and I only asked for a receipt").profane);
    EXPECT_FALSE(scorer().score("The error message literally says “shit happens”").profane);
    EXPECT_TRUE(scorer().score("your \"service\" is shit").profane);
    EXPECT_TRUE(scorer().score("\"fuck you all\"").profane);
}

TEST(Model, disguised_english_profanity_is_found) {
    for (std::string_view const text :
         {"fvck this", "fùck you", "your fuсking service", "ｆｕｃｋ you", "f\u200Bu\u200Bck off"}) {
        EXPECT_TRUE(scorer().score(text).profane) << text;
    }
    for (std::string_view const text : {"Peça está boa", "la façade est belle", "сука was a word"}) {
        EXPECT_NE(scorer().score(text).language == "en" && scorer().score(text).profane, true) << text;
    }
}

TEST(Model, the_word_that_the_rule_of_profanity_stands_on_is_named) {
    Request request;
    request.explain_passes = 24;
    auto const phrases = scorer().score("fucking awesome job, absolute legends!!!", request).phrases;
    ASSERT_TRUE(phrases && !phrases->empty());
    EXPECT_NE(phrases->front().text.find("fucking"), std::string::npos);
    EXPECT_LT(phrases->front().weight, 0);
}

TEST(Model, a_bare_name_of_a_host_is_no_feeling) {
    for (std::string_view const text : {"hate.example.com", "love-it.org", "angry.shop.example"}) {
        EXPECT_FALSE(scorer().score(text).enters_window) << text;
    }
    EXPECT_TRUE(scorer().score("late.Please hurry").enters_window);
}

TEST(Model, B16_politeness_is_neutral) {
    for (std::string_view const text : {"thank you", "Please help", "Yes"}) {
        EXPECT_EQ(level(text), Level::neutral) << text;
    }
}

TEST(Model, B16_clear_gratitude_is_positive) {
    EXPECT_GE(level("thank you very much, you saved my day"), Level::slightly_positive);
}

TEST(Model, B16_a_problem_without_feeling_is_neutral) {
    EXPECT_EQ(level("The database of our hospital is down since 3 h, nobody can log in"), Level::neutral);
}

TEST(Model, B17_intensity_has_three_steps) {
    EXPECT_EQ(level("I am unhappy about your response times"), Level::slightly_negative);
    EXPECT_EQ(level("I am really angry about your response times"), Level::negative);
    EXPECT_EQ(level("angry, unhappy and depressed by our response times"), Level::very_negative);
}

TEST(Model, without_its_strongest_phrase_a_text_is_read_nearer_to_neutral) {
    Request request;
    request.explain_passes = 32;
    for (std::string_view const text :
         {"I am really angry about your response times", "Vielen lieben Dank, das war ganz großartig!",
          "対応が最悪です、二度と使いません", "La atención fue pésima, me voy a otra compañía", "정말 화가 나네요",
          "Обслуживание ужасное, я очень разочарована", "最高の対応でした、本当にありがとうございます"}) {
        Reading const reading = scorer().score(text, request);
        ASSERT_FALSE(reading.phrases->empty()) << text;
        Phrase const& phrase = reading.phrases->front();
        EXPECT_EQ(text.substr(phrase.start, phrase.end - phrase.start), phrase.text);
        std::string rest(text);
        rest.erase(phrase.start, phrase.end - phrase.start);
        EXPECT_LT(std::abs(scorer().score(rest).pulse - 50), std::abs(reading.pulse - 50)) << text;
        EXPECT_EQ(phrase.weight < 0, reading.pulse < 50) << text;
    }
}

TEST(Model, a_request_is_neutral_with_its_please) {
    for (std::string_view const text : {"Vennligst sperr kortet mitt", "Jeg har mistet mit kort, spær det venligst"}) {
        EXPECT_EQ(scorer().score(text).level, Level::neutral) << text;
    }
    EXPECT_EQ(scorer().score("please pass on my thanks to the technician, he was great").level, Level::positive);
    EXPECT_LT(scorer().score("this is a disgrace, please cancel my contract at once").level, Level::neutral);
}

TEST(Model, plain_words_of_neighbours_are_in_the_language_that_is_scored) {
    for (auto const& [text, language] :
         {std::pair{"dit is al de vierde keer", "nl"}, std::pair{"o técnico chegou tarde", "pt"},
          std::pair{"лампата пристигна на парчета", "bg"}}) {
        EXPECT_EQ(scorer().score(text).language, language) << text;
    }
    for (std::string_view const text : {"ek wag al vier dae en niemand antwoord my nie",
                                        "aínda non recibín unha resposta", "сѐ уште немам добиено одговор од вас"}) {
        EXPECT_EQ(level(text), Level::none) << text;
    }
}

TEST(Model, few_words_of_serbian_are_not_refused_as_macedonian) {
    EXPECT_EQ(scorer().score("одлична услуга").language, "sr-Cyrl");
    EXPECT_EQ(scorer().score("Пакетот сè уште не е пристигнат, кога ќе го добијам?").level, Level::none);
}

TEST(Model, anger_and_superlatives_that_the_network_overhears_are_heard) {
    for (std::string_view const text :
         {"najhorší servis na svete", "nagyon dühös vagyok", "la pire boîte du pays !!", "überhaupt nicht zufrieden",
          "det verste hotellet noensinne", "täielik nali", "Καθόλου ικανοποιημένος από την επισκευή"}) {
        EXPECT_LT(scorer().score(text).level, Level::neutral) << text;
    }
    for (std::string_view const text : {"co się stanie, jeśli nie zapłacę w terminie?", "ja no necessito l'assegurança",
                                        "da li je još uvek otvoreno?"}) {
        EXPECT_EQ(scorer().score(text).level, Level::neutral) << text;
    }
    EXPECT_GE(scorer().score("In the worst case I can come on Friday").level, Level::neutral);
}

TEST(Model, praise_and_complaint_together_are_mixed) {
    EXPECT_GT(scorer().score("The staff were lovely but the room was filthy").mixed.value(), 0.5);
    EXPECT_GT(scorer().score("Der Techniker war super nett, aber das Internet geht immer noch nicht").mixed.value(),
              0.5);
    EXPECT_LT(scorer().score("many thanks, you explained that really well!").mixed.value(), 0.2);
    EXPECT_LT(scorer().score("this is a disgrace, never again").mixed.value(), 0.2);
    EXPECT_FALSE(scorer().score("?!").mixed.has_value());
}

TEST(Model, profanity_of_every_language_is_told_and_the_rule_holds_for_english) {
    Reading const spanish = scorer().score("no pasa nada, hijo de puta, gracias");
    EXPECT_EQ(spanish.profanity, (Profanity{Grade::strong, Aim::person}));
    EXPECT_FALSE(spanish.profanity_rule);
    EXPECT_EQ(scorer().score("fuck you all").profanity, (Profanity{Grade::strong, Aim::person}));
    EXPECT_EQ(scorer().score("what a load of crap").profanity, (Profanity{Grade::coarse, Aim::thing}));
    EXPECT_EQ(scorer().score("damn").profanity.grade, Grade::mild);
    EXPECT_TRUE(scorer().score("puta").profane) << "whichever language a word alone is taken for";
    Request italian;
    italian.language = "it";
    EXPECT_LT(scorer().score("porco dio", italian).level, Level::neutral);
    auto const everywhere = Scorer::load(model_file(), 4096, {{}, ProfanityRule::all});
    ASSERT_TRUE(everywhere);
    EXPECT_LT(everywhere->score("joder, qué bien, me encanta").pulse, 30);
    auto const nowhere = Scorer::load(model_file(), 4096, {{}, ProfanityRule::none});
    ASSERT_TRUE(nowhere);
    EXPECT_GT(nowhere->score("this is fucking awesome, I love it").pulse, 55);
}

TEST(Model, B14_profane_is_negative_or_worse) {
    for (std::string_view const text : {"this is fucking awesome", "what a load of bullshit", "f*ck", "sh1t"}) {
        Reading const reading = scorer().score(text);
        EXPECT_TRUE(reading.profane) << text;
        EXPECT_LE(reading.level, Level::negative) << text;
    }
}

TEST(Model, C4_swahili_has_no_level) {
    Reading const reading = scorer().score("Ninafurahi sana na huduma yenu, asante kwa msaada wenu wa haraka");
    EXPECT_EQ(reading.level, Level::none);
    EXPECT_EQ(reading.language, "sw");
}

TEST(Model, C2_languages_are_told_apart) {
    struct Sample {
        std::string_view language, text;
    };
    for (Sample const& sample :
         {Sample{"en", "I would like to change my delivery address"},
          Sample{"de", "Ich möchte bitte meine Lieferadresse ändern"},
          Sample{"fr", "Je voudrais changer mon adresse de livraison"},
          Sample{"es", "Quiero cambiar la dirección de entrega"}, Sample{"pl", "Chciałbym zmienić adres dostawy"},
          Sample{"ru", "Я хотел бы изменить адрес доставки"}, Sample{"uk", "Я хотів би змінити адресу доставки"},
          Sample{"tr", "Teslimat adresimi değiştirmek istiyorum"}, Sample{"ja", "配送先の住所を変更したいです"},
          Sample{"ko", "배송지 주소를 변경하고 싶습니다"}, Sample{"th", "ฉันต้องการเปลี่ยนที่อยู่จัดส่ง"},
          Sample{"he", "אני רוצה לשנות את כתובת המשלוח"}, Sample{"el", "Θέλω να αλλάξω τη διεύθυνση παράδοσης"},
          Sample{"hi", "मैं अपना डिलीवरी पता बदलना चाहता हूँ"}, Sample{"ar", "أريد تغيير عنوان التوصيل"},
          Sample{"vi", "Tôi muốn đổi địa chỉ giao hàng"}}) {
        Reading const reading = scorer().score(sample.text);
        EXPECT_EQ(reading.language, sample.language) << sample.text;
        EXPECT_NE(reading.level, Level::none) << sample.text;
    }
}

TEST(Model, a_strong_insult_is_no_neutral_message_in_any_language) {
    for (auto const& [language, text] :
         {std::pair{"es", "hijo de puta"}, std::pair{"hr", "kurvin sin"}, std::pair{"et", "käi munni"},
          std::pair{"lt", "eik nachui"}, std::pair{"fr", "fdp"}, std::pair{"ko", "미친년"}}) {
        Request request;
        request.language = language;
        EXPECT_LE(scorer().score(text, request).level, Level::negative) << text;
    }
}

TEST(Model, a_strong_word_that_the_network_overhears_is_slightly_negative) {
    Request request;
    request.language = "pl";
    EXPECT_EQ(scorer().score("qrwa", request).level, Level::slightly_negative);
}

TEST(Model, a_disguised_word_is_heard_as_the_plain_one) {
    Request request;
    request.language = "ru";
    double const plain = scorer().score("пиздец какой", request).pulse;
    EXPECT_LT(plain, 15);
    for (std::string_view const text : {"пи3дец какой", "п*здец какой", "п#здец какой"}) {
        EXPECT_EQ(scorer().score(text, request).pulse, plain) << text;
    }
}

TEST(Model, coarse_words_for_a_service_are_no_praise_of_it) {
    for (auto const& [language, text] :
         {std::pair{"de", "was für ein beschissener Service"}, std::pair{"de", "der Service ist beschissen"},
          std::pair{"nl", "wat een klote service"}, std::pair{"cs", "to je tak zasranej servis"}}) {
        Request request;
        request.language = language;
        EXPECT_LT(scorer().score(text, request).pulse, 45) << text;
    }
}

TEST(Model, praise_with_a_strong_word_stays_praise) {
    Request request;
    request.profanity_rule = false;
    EXPECT_GE(scorer().score("fucking awesome", request).level, Level::positive);
    EXPECT_GE(scorer().score("de puta madre", request).level, Level::positive);
}

TEST(Model, one_clear_sentence_of_a_long_mail_is_heard_and_named) {
    std::string text;
    for (int i = 0; i < 80; ++i) {
        text += i == 40 ? "Honestly, your service is a disgrace and I am furious with you. "
                        : "The parcel has number four and was sent from the shop at the station. ";
    }
    Request request;
    request.explain_passes = 32;
    Reading const reading = scorer().score(text, request);
    EXPECT_LE(reading.level, Level::negative);
    ASSERT_TRUE(reading.phrases && !reading.phrases->empty());
    Phrase const& phrase = reading.phrases->front();
    EXPECT_EQ(text.substr(phrase.start, phrase.end - phrase.start), phrase.text);
    EXPECT_GE(phrase.start, text.find("Honestly"));
    EXPECT_LE(phrase.end, text.find("with you. ") + 10);
    EXPECT_LT(phrase.weight, 0);
}

TEST(Model, a_whole_text_of_emoji_carries_their_feeling) {
    EXPECT_LE(level("😡😡😡"), Level::negative);
    EXPECT_GE(level("😍😍"), Level::slightly_positive);
}

TEST(Model, every_kernel_gives_the_same_reading) {
    Reading const wanted = scorer().score("I have told you this four times already 😡");
    for (Kernels const& kernels : runnable_kernels()) {
        if (kernels.name == "portable") {
            continue; // compared bit by bit on the small network, where it takes no seconds
        }
        ::setenv("UNDERTONE_KERNEL", std::string(kernels.name).c_str(), 1);
        auto const other = Scorer::load(model_file(), 4096);
        ::unsetenv("UNDERTONE_KERNEL");
        ASSERT_TRUE(other) << other.error().message;
        EXPECT_EQ(other->kernel(), kernels.name);
        EXPECT_EQ(other->score("I have told you this four times already 😡"), wanted) << kernels.name;
    }
}

TEST(Model, threads_agree) {
    std::vector<std::string_view> const texts{"thank you", "I am really angry about your response times", "ok"};
    std::vector<Reading> wanted;
    for (std::string_view const text : texts) {
        wanted.push_back(scorer().score(text));
    }
    std::vector<std::vector<Reading>> found(2);
    std::vector<std::thread> threads;
    for (auto& readings : found) {
        threads.emplace_back([&] {
            for (std::string_view const text : texts) {
                readings.push_back(scorer().score(text));
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (auto const& readings : found) {
        EXPECT_EQ(readings, wanted);
    }
}

} // namespace
} // namespace undertone::sentiment
