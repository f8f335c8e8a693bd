#include "sentiment/scorer.h"

#include "tiny_model.h"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace undertone::sentiment {
namespace {

/// Sets UNDERTONE_KERNEL for as long as it lives.
class ForcedKernel {
public:
    explicit ForcedKernel(std::string const& name) { ::setenv("UNDERTONE_KERNEL", name.c_str(), 1); }
    ForcedKernel(ForcedKernel const&) = delete;
    ForcedKernel& operator=(ForcedKernel const&) = delete;
    ~ForcedKernel() { ::unsetenv("UNDERTONE_KERNEL"); }
};

Scorer tiny_scorer() {
    TemporaryFile const file(TinyModel().file());
    return std::move(*Scorer::load(file.path(), 256));
}

std::string load_fault(TinyModel const& model) {
    TemporaryFile const file(model.file());
    auto const scorer = Scorer::load(file.path(), 256);
    return scorer ? "" : scorer.error().message;
}

Reading without_rule(Scorer const& scorer, std::string_view text) {
    Request request;
    request.profanity_rule = false;
    return scorer.score(text, request);
}

TEST(Scorer, loads_and_says_what_it_is) {
    Scorer const scorer = tiny_scorer();
    EXPECT_EQ(scorer.version(), "tiny");
    EXPECT_FALSE(scorer.kernel().empty());
    EXPECT_EQ(scorer.score("good").model, "tiny");
}

TEST(Scorer, refuses_a_missing_or_damaged_file) {
    EXPECT_FALSE(Scorer::load("/nowhere/at/all.bin", 256));
    TinyModel model;
    model.sections["head.w"].clear();
    EXPECT_NE(load_fault(model).find("head.w"), std::string::npos);
}

TEST(Scorer, refuses_a_model_that_fails_its_own_samples) {
    Reading const good = without_rule(tiny_scorer(), "good");
    auto const sample = [&](double pulse, std::string_view level, std::string_view language) {
        TinyModel model;
        model.set("selftest", R"([{"text":"good","pulse":)" + std::to_string(pulse) + R"(,"level":")" +
                                  std::string(level) + R"(","language":")" + std::string(language) + "\"}]");
        return load_fault(model);
    };
    std::string_view const level = name_of(good.level);
    EXPECT_EQ(sample(good.pulse, level, "en"), "");
    EXPECT_EQ(sample(good.pulse + 1.9, level, "en"), "");
    EXPECT_NE(sample(good.pulse + 2.1, level, "en").find("pulse"), std::string::npos);
    EXPECT_NE(sample(good.pulse, "none", "en").find("level"), std::string::npos);
    EXPECT_NE(sample(good.pulse, level, "de").find("language"), std::string::npos);
}

TEST(Scorer, an_impossible_kernel_is_an_error) {
    ForcedKernel const forced("abacus");
    EXPECT_NE(load_fault(TinyModel()).find("abacus"), std::string::npos);
}

TEST(Scorer, every_kernel_gives_the_same_reading) {
    std::vector<Reading> readings;
    for (char const* const kernel : {"portable", "sse4", "avx2", "avx512_vnni", "neon"}) {
        ForcedKernel const forced(kernel);
        TemporaryFile const file(TinyModel().file());
        if (auto const scorer = Scorer::load(file.path(), 256)) {
            EXPECT_EQ(scorer->kernel(), kernel);
            readings.push_back(scorer->score("the good, the bad and 😡"));
        }
    }
    ASSERT_FALSE(readings.empty());
    for (Reading const& reading : readings) {
        EXPECT_EQ(reading, readings.front());
    }
}

TEST(Scorer, text_without_content_has_no_level) {
    Scorer const scorer = tiny_scorer();
    for (std::string_view const text : {"", "  \n", "!!!", "\u200B"}) {
        Reading const reading = scorer.score(text);
        EXPECT_EQ(reading.level, Level::none) << text;
        EXPECT_EQ(reading.language, "und");
        EXPECT_FALSE(reading.enters_window);
    }
}

TEST(Scorer, ids_links_and_numbers_are_neutral_and_stay_outside_the_window) {
    Scorer const scorer = tiny_scorer();
    for (std::string_view const text : {"12345", "AB-1234", "https://example.org/x"}) {
        Reading const reading = scorer.score(text);
        EXPECT_EQ(reading.level, Level::neutral) << text;
        EXPECT_EQ(reading.pulse, 50);
        EXPECT_FALSE(reading.enters_window);
    }
}

TEST(Scorer, B14_profanity_in_the_form_of_a_number_is_no_number) {
    Reading const reading = tiny_scorer().score("SH1T");
    EXPECT_TRUE(reading.profane);
    EXPECT_LE(reading.level, Level::negative);
    EXPECT_TRUE(reading.enters_window);
}

TEST(Scorer, emoji_alone_are_scored_without_a_language) {
    Reading const reading = tiny_scorer().score("😡😡");
    EXPECT_NE(reading.level, Level::none);
    EXPECT_EQ(reading.language, "und");
    EXPECT_TRUE(reading.enters_window);
}

TEST(Scorer, words_are_scored_by_level_and_pulse) {
    Reading const reading = tiny_scorer().score("the good");
    EXPECT_EQ(reading.level, level_of(reading.pulse));
    EXPECT_EQ(reading.language, "en");
    EXPECT_GE(reading.confidence, 0);
    EXPECT_LE(reading.confidence, 1);
    EXPECT_TRUE(reading.enters_window);
    EXPECT_FALSE(reading.partial);
}

TEST(Scorer, C4_a_language_outside_the_41_has_no_level) {
    Scorer const scorer = tiny_scorer();
    Reading const georgian = scorer.score("გამარჯობა");
    EXPECT_EQ(georgian.level, Level::none);
    EXPECT_EQ(georgian.language, "ka");
    EXPECT_FALSE(georgian.enters_window);
}

TEST(Scorer, a_stated_language_is_taken) {
    Scorer const scorer = tiny_scorer();
    Request request;
    request.language = "de-AT";
    EXPECT_EQ(scorer.score("good", request).language, "de");
    request.language = "sw";
    Reading const reading = scorer.score("good", request);
    EXPECT_EQ(reading.language, "sw");
    EXPECT_EQ(reading.level, Level::none);
}

TEST(Scorer, B14_profane_is_negative_or_worse) {
    Scorer const scorer = tiny_scorer();
    for (std::string_view const text : {"this shit is good", "fucking good", "good sh1t", "the f*ck good"}) {
        Reading const reading = scorer.score(text);
        EXPECT_TRUE(reading.profane) << text;
        EXPECT_LT(reading.pulse, 30) << text;
        EXPECT_LE(reading.level, Level::negative) << text;
        Reading const free = without_rule(scorer, text);
        EXPECT_TRUE(free.profane) << text;
        EXPECT_EQ(reading.pulse, std::min(free.pulse, 29.99)) << text;
    }
    Request german;
    german.language = "de";
    Reading const reading = scorer.score("fucking good", german);
    EXPECT_TRUE(reading.profane);
    EXPECT_FALSE(reading.profanity_rule);
    EXPECT_GT(reading.pulse, 55);
    EXPECT_FALSE(scorer.score("good").profane);
}

TEST(Scorer, any_bytes_are_read) {
    Scorer const scorer = tiny_scorer();
    EXPECT_NE(scorer.score("good \xFF\xFE bad").level, Level::none);
    std::uint32_t random = 1;
    for (int round = 0; round < 300; ++round) {
        std::string bytes;
        for (int i = 0; i < round % 60; ++i) {
            random = random * 1664525U + 1013904223U;
            bytes += static_cast<char>(random >> 24);
        }
        Reading const reading = scorer.score(bytes);
        EXPECT_TRUE(reading.pulse >= 0 && reading.pulse <= 100);
    }
}

TEST(Scorer, of_a_very_long_text_a_bounded_part_is_read) {
    Scorer const scorer = tiny_scorer();
    std::string text;
    for (int i = 0; i < 60; ++i) {
        text += "good bad. ";
    }
    EXPECT_FALSE(scorer.score(text).partial);
    for (int i = 0; i < 2000; ++i) {
        text += "good bad. ";
    }
    Reading const reading = scorer.score(text);
    EXPECT_TRUE(reading.partial);
    EXPECT_EQ(reading.language, "en");
    EXPECT_TRUE(scorer.score(std::string(1100000, 'a')).partial);
}

TEST(Scorer, threads_agree) {
    Scorer const scorer = tiny_scorer();
    std::vector<std::string> const texts{"good", "the bad",   "good bad the good bad",
                                         "😡",    "gut danke", std::string(2000, 'x')};
    std::vector<Reading> wanted;
    for (std::string const& text : texts) {
        wanted.push_back(scorer.score(text));
    }
    std::vector<std::vector<Reading>> found(4);
    std::vector<std::thread> threads;
    for (auto& readings : found) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                for (std::string const& text : texts) {
                    readings.push_back(scorer.score(text));
                }
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (auto const& readings : found) {
        for (std::size_t i = 0; i < readings.size(); ++i) {
            ASSERT_EQ(readings[i], wanted[i % wanted.size()]);
        }
    }
}

} // namespace
} // namespace undertone::sentiment
