#include "sentiment/capitals.h"

#include <gtest/gtest.h>
#include <string>

namespace undertone::sentiment {
namespace {

std::string small(std::string_view text, std::string_view language = {}) {
    std::string result;
    write_small(text, language, result);
    return result;
}

TEST(Capitals, most_letters_of_a_shouted_text_are_capitals) {
    for (std::string_view const text :
         {"THANK YOU", "OK", "WHERE IS MY ORDER 4711?!", "ГДЕ МОЙ ЗАКАЗ", "ÇOK KÖTÜ", "MY iPHONE BROKE", "ΠΟΥ ΕΙΝΑΙ"}) {
        EXPECT_TRUE(is_shouted(text)) << text;
    }
    for (std::string_view const text : {"", "A", "I am here", "NEVER again", "Thank You", "12345 !!!", "我很生气",
                                        "你们的APP不好用", "ה-SMS לא הגיע", "أين طلبي", "MY ORDER is late"}) {
        EXPECT_FALSE(is_shouted(text)) << text;
    }
}

TEST(Capitals, small_letters_follow_the_language) {
    EXPECT_EQ(small("THANK YOU 😡 12"), "thank you 😡 12");
    EXPECT_EQ(small("IŞIK İYİ", "tr"), "ışık iyi");
    EXPECT_EQ(small("ISTANBUL", "en"), "istanbul");
    EXPECT_EQ(small("ΟΔΟΣ ΣΑΣ", "el"), "οδος σας");
    EXPECT_EQ(small("ÄRGER STRAẞE", "de"), "ärger straße");
    EXPECT_EQ(small(std::string(5000, 'A')), std::string(5000, 'a'));
    EXPECT_EQ(small(""), "");
}

TEST(Capitals, a_feeling_is_louder_and_neutral_stays) {
    EXPECT_DOUBLE_EQ(louder(40), 37);
    EXPECT_DOUBLE_EQ(louder(60), 63);
    EXPECT_DOUBLE_EQ(louder(20), 11);
    EXPECT_DOUBLE_EQ(louder(0), 0);
    EXPECT_DOUBLE_EQ(louder(100), 100);
    EXPECT_DOUBLE_EQ(louder(45), 45);
    EXPECT_DOUBLE_EQ(louder(55), 55);
}

TEST(Capitals, of_two_shouted_feelings_the_stronger_one_stays_so) {
    for (double pulse = 0; pulse < 44; ++pulse) {
        EXPECT_LT(louder(pulse), louder(pulse + 1)) << pulse;
        EXPECT_GT(louder(100 - pulse), louder(99 - pulse)) << pulse;
    }
}

} // namespace
} // namespace undertone::sentiment
