#include "sentiment/mail.h"
#include "sentiment/own_words.h"

#include <gtest/gtest.h>
#include <string>

namespace undertone::sentiment {
namespace {

std::string own(std::string_view text) {
    std::string result;
    own_words(text, result);
    while (!result.empty() && (result.back() == '\n' || result.back() == ' ')) {
        result.pop_back();
    }
    return result;
}

TEST(Mail, what_stands_below_the_head_of_another_mail_is_not_the_writers) {
    EXPECT_EQ(own("fine\n\nFrom: Support\nSent: Monday\nTo: Me\nSubject: Your bill\n\nWe are very angry."), "fine");
    EXPECT_EQ(own("passt\n\nVon: Support\nGesendet: Montag\nAn: Ich\nBetreff: Rechnung\n\nFurchtbar."), "passt");
    EXPECT_EQ(own("хорошо\n\nОт: Поддержка\nКому: мне\nТема: счёт\n\nУжасно."), "хорошо");
}

TEST(Mail, a_form_that_somebody_filled_in_is_read) {
    EXPECT_EQ(own("----- Contact form -----\nName: Visitor 7\nI am furious"), "\nName: Visitor 7\nI am furious");
    EXPECT_EQ(own("----------\nI am furious\n----------\nnever again"), "\nI am furious");
    EXPECT_EQ(own("From: Visitor 7\nPhone: none\nSubject: Complaint\nMessage: I am furious"),
              "\nMessage: I am furious");
    EXPECT_EQ(own("差出人: 7\n件名: 苦情\nとても腹が立っています"), "\nとても腹が立っています");
    EXPECT_EQ(own("-----Original Message-----\nFrom: Support\nSubject: Your bill\nWe are angry"), "");
}

TEST(Mail, a_journey_is_no_head) {
    std::string const text = "From: Berlin\nTo: Paris\nDate: 3 May\nPlease change it, I am angry";
    EXPECT_EQ(own(text), text);
}

TEST(Mail, a_signature_below_a_closing_formula_is_left_out) {
    EXPECT_EQ(
        own("Where is my parcel?\n\nKind regards\nVisitor 7\nHead of Happiness\nT: 030 1234567\n"
            "This e-mail is confidential. If you are not the person it was meant for, you must destroy it at once."),
        "Where is my parcel?");
    EXPECT_EQ(own("Wo ist mein Paket?\nMit freundlichen Grüßen\nBesucher 7\nGlück GmbH"), "Wo ist mein Paket?");
    EXPECT_EQ(own("Where is it?\nBest regards, the Wonderful Café"), "Where is it?");
    EXPECT_EQ(own("¿Dónde está?\nUn saludo,\nVisitante 7"), "¿Dónde está?");
}

TEST(Mail, a_disclaimer_at_the_end_is_left_out) {
    EXPECT_EQ(own("When do you open?\n\nThis e-mail is confidential. If you are not the intended recipient,\n"
                  "destroy it; unauthorised use is strictly prohibited."),
              "When do you open?");
    EXPECT_EQ(own("Wann öffnet ihr?\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige "
                  "Adressat sind, vernichten Sie sie.\n\nThis message is confidential and for the addressee alone, "
                  "disclosure is prohibited.\n"),
              "Wann öffnet ihr?");
    EXPECT_EQ(own("何時に開きますか\n\n本メールには機密情報が含まれています。宛先の方でない場合は破棄してください。"),
              "何時に開きますか");
}

TEST(Mail, what_a_customer_says_of_secrets_stays) {
    for (std::string const text :
         {"Hello\n\nYou gave my confidential data to another customer", "Hello\n\nThe recipient got nothing",
          "Hello\n\nYou sent my confidential letter to a wrong recipient, I am furious",
          "This is confidential, for the recipient alone.\n\nI am furious",
          "Hello\n\nMy confidential letter went to another recipient!\n\nI am furious"}) {
        EXPECT_EQ(own(text), text);
    }
    std::string many = "Hello\n\n";
    for (int i = 0; i < 20000; ++i) {
        many += "delete confidential recipient\n\n";
    }
    own(many + "I am furious"); // in no more time than other lines
}

TEST(Mail, a_formula_that_closes_nothing_stays) {
    for (std::string const text :
         {"Kind regards", "I sent my kind regards\nand nobody answered",
          "Hello\nKind regards\nVisitor 7\nP.S. I am furious", "Regards to whoever thought of this\nit is a disgrace",
          "It was fine.\nRegards, you are all thieves", "Cancel it.\nRegards,\nyou are all thieves"}) {
        EXPECT_EQ(own(text), text) << text;
    }
}

} // namespace
} // namespace undertone::sentiment
