#include "sentiment/language.h"
#include "sentiment/scorer.h"
#include "sentiment/script.h"

#include "tiny_model.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <numeric>

namespace undertone::sentiment {
namespace {

struct Fixture {
    ModelBytes bytes = ModelBytes::copy(TinyModel().file());
    ModelContent content = *read_model(bytes.bytes());
    LanguageIdentifier identifier{content};

    Guess identify(std::string_view text) const {
        LanguageIdentifier::Workspace workspace;
        return identifier.identify(text, workspace);
    }
};

TEST(Language, there_are_41) {
    EXPECT_EQ(supported_languages().size(), 41U);
    EXPECT_TRUE(is_supported("sr-Cyrl"));
    EXPECT_FALSE(is_supported("sw"));
}

TEST(Language, codes_of_callers_are_understood) {
    std::map<std::string, std::string> const cases{{"en", "en"},
                                                   {"en-GB", "en"},
                                                   {"EN_us", "en"},
                                                   {"no", "nb"},
                                                   {"nn-NO", "nb"},
                                                   {"zh", "zh-Hans"},
                                                   {"zh-CN", "zh-Hans"},
                                                   {"zh-TW", "zh-Hant"},
                                                   {"zh-HK", "zh-HK"},
                                                   {"zh-hans", "zh-Hans"},
                                                   {"zh-Hant-HK", "zh-HK"},
                                                   {"sr", "sr-Cyrl"},
                                                   {"sr-Latn-RS", "sr-Latn"},
                                                   {"pt-BR", "pt"},
                                                   {"iw", "he"},
                                                   {"sw", "sw"},
                                                   {"und", "und"},
                                                   {"", ""}};
    for (auto const& [stated, wanted] : cases) {
        EXPECT_EQ(canonical_language(stated), wanted) << stated;
    }
}

TEST(Language, serbian_without_a_script_is_that_of_the_text) {
    EXPECT_EQ(canonical_language("sr", "Gde je moja pošiljka?"), "sr-Latn");
    EXPECT_EQ(canonical_language("sr-RS", "Где је моја пошиљка?"), "sr-Cyrl");
    EXPECT_EQ(canonical_language("sr-Cyrl", "Gde je moja pošiljka?"), "sr-Cyrl");
    EXPECT_EQ(canonical_language("SR_CYRL_RS", "Gde je moja pošiljka?"), "sr-Cyrl");
    EXPECT_EQ(canonical_language("sr", "?!"), "sr-Cyrl");
    EXPECT_EQ(canonical_language("de", "Gde je moja pošiljka?"), "de");
}

TEST(Script, most_words_decide) {
    std::map<std::string, Script> const cases{{"hello", Script::latin},
                                              {"привет", Script::cyrillic},
                                              {"γεια", Script::greek},
                                              {"مرحبا", Script::arabic},
                                              {"שלום", Script::hebrew},
                                              {"नमस्ते", Script::devanagari},
                                              {"สวัสดี", Script::thai},
                                              {"안녕", Script::hangul},
                                              {"你好", Script::han},
                                              {"すごい", Script::kana},
                                              {"最高です", Script::kana},
                                              {"iPhone は最高です", Script::kana},
                                              {"我的 iPhone 坏了怎么办", Script::han},
                                              {"Где мой tracking number?", Script::cyrillic},
                                              {"Πού είναι το tracking number;", Script::greek},
                                              {"أين الـ tracking number؟", Script::arabic},
                                              {"ขอ password ใหม่ครับ", Script::thai},
                                              {"내 tracking number 알려주세요", Script::hangul},
                                              {"我要reset password", Script::han},
                                              {"The button Отправить is grey", Script::latin},
                                              {"version β is out", Script::latin},
                                              {"lol ಠ_ಠ", Script::latin},
                                              {"გამარჯობა", Script::other},
                                              {"123", Script::other}};
    for (auto const& [text, wanted] : cases) {
        EXPECT_EQ(count_scripts(text, 1000).main, wanted) << text;
    }
}

TEST(Language, scripts_that_none_of_the_41_use_are_outside_at_once) {
    Fixture const fixture;
    for (auto const& [text, code] : std::map<std::string, std::string>{
             {"გამარჯობა", "ka"}, {"Բարեւ", "hy"}, {"வணக்கம்", "ta"}, {"হ্যালো", "bn"}, {"ສະບາຍດີ", "lo"}}) {
        Guess const guess = fixture.identify(text);
        EXPECT_TRUE(guess.outside) << text;
        EXPECT_EQ(guess.code, code) << text;
    }
}

TEST(Language, a_script_allows_only_its_languages) {
    Fixture const fixture;
    EXPECT_EQ(fixture.identify("γεια σας").code, "el");
    EXPECT_EQ(fixture.identify("привет").code, "ru");
    EXPECT_EQ(fixture.identify("สวัสดี").code, "und");
    EXPECT_EQ(fixture.identify("12 😡").code, "und");
}

TEST(Language, what_is_too_short_is_never_outside) {
    TinyModel model;
    model.set("lang.b", std::vector<float>{0, 0, 0, 0, 50});
    ModelBytes const bytes = ModelBytes::copy(model.file());
    ModelContent const content = *read_model(bytes.bytes());
    LanguageIdentifier const identifier(content);
    LanguageIdentifier::Workspace workspace;
    EXPECT_FALSE(identifier.identify("asante", workspace).outside);
    Guess const guess = identifier.identify("ninafurahi sana na huduma yenu asante kwa msaada", workspace);
    EXPECT_TRUE(guess.outside);
    EXPECT_EQ(guess.code, "sw");
}

/// The logits by the words of docs/model-file.md, step 5, with every group made as a string.
std::vector<double> plain_logits(ModelContent const& content, std::vector<std::vector<std::string>> const& words) {
    std::vector<double> sums(content.languages.size(), 0.0);
    double count = 0;
    auto const add = [&](std::string const& group) {
        std::uint32_t hash = 2166136261U;
        for (char const byte : group) {
            hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i] += content.language_weight[hash % content.language_buckets * sums.size() + i];
        }
        ++count;
    };
    for (auto const& word : words) {
        for (std::size_t first = 0; first < word.size(); ++first) {
            std::string group;
            for (std::size_t size = 1; size <= 4 && first + size <= word.size(); ++size) {
                group += word[first + size - 1];
                if (group != "_") {
                    add(group);
                }
            }
        }
        if (word.size() > 4) {
            add(std::accumulate(word.begin(), word.end(), std::string()));
        }
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] = static_cast<double>(content.language_bias[i]) +
                  sums[i] / count * static_cast<double>(content.language_scale);
    }
    return sums;
}

TEST(Language, logits_are_those_of_the_format) {
    Fixture const fixture;
    LanguageIdentifier::Workspace workspace;
    ASSERT_TRUE(fixture.identifier.measure("Über a1ÑB, नि!", workspace));
    auto const wanted = plain_logits(
        fixture.content, {{"_", "ü", "b", "e", "r", "_"}, {"_", "a", "_"}, {"_", "ñ", "b", "_"}, {"_", "न", "ि", "_"}});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_NEAR(workspace.logits[i], wanted[i], 1e-9);
    }
    EXPECT_FALSE(fixture.identifier.measure("12 !", workspace));
    EXPECT_FALSE(fixture.identifier.measure("", workspace));
}

TEST(Language, only_the_first_2000_code_points_are_read) {
    Fixture const fixture;
    LanguageIdentifier::Workspace first, second;
    std::string const text(1999, 'a');
    ASSERT_TRUE(fixture.identifier.measure(text + "b", first));
    ASSERT_TRUE(fixture.identifier.measure(text + "b" + std::string(500, 'c'), second));
    EXPECT_EQ(first.logits, second.logits);
}

} // namespace
} // namespace undertone::sentiment
