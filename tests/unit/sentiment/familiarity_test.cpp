#include "sentiment/familiarity.h"
#include "sentiment/normaliser.h"
#include "sentiment/scorer.h"
#include "sentiment/tokenizer.h"

#include "tiny_model.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

double share_of(std::string_view text) {
    ModelBytes const bytes = ModelBytes::copy(TinyModel().file());
    ModelContent const content = *read_model(bytes.bytes());
    std::string line;
    Normaliser(content).normalise(text, line);
    std::vector<std::uint32_t> ids;
    Tokenizer::Workspace workspace;
    Tokenizer(content).tokenize(line, workspace, ids);
    return unknown_share(content, ids);
}

TEST(Familiarity, words_of_one_piece_or_of_likely_ones_are_known) {
    EXPECT_EQ(share_of("good bad the"), 0);
    EXPECT_EQ(share_of("thank"), 0); // "th", "a" and "nk"
}

TEST(Familiarity, words_put_together_from_letters_are_unknown_by_their_letters) {
    EXPECT_EQ(share_of("wxyz"), 1);
    EXPECT_EQ(share_of("good wxyz"), 0.5);
    EXPECT_EQ(share_of("good good wxyzwxyz"), 0.5);
    EXPECT_EQ(share_of("wxyz!"), 1);
}

TEST(Familiarity, short_words_and_what_has_no_letters_say_nothing) {
    EXPECT_EQ(share_of(""), 0);
    EXPECT_EQ(share_of("xyz"), 0);
    EXPECT_EQ(share_of("😡 😡"), 0);
    EXPECT_EQ(share_of("good 😡😡😡😡"), 0);
}

TEST(Familiarity, confidence_falls_with_what_is_more_than_usual_and_never_to_nothing) {
    EXPECT_EQ(familiarity(0, "en"), 1);
    EXPECT_EQ(familiarity(0.3, "en"), 1);
    EXPECT_LT(familiarity(0.7, "en"), familiarity(0.5, "en"));
    EXPECT_LT(familiarity(0.5, "en"), familiarity(0.5, "uk")); // many are usual there
    EXPECT_DOUBLE_EQ(familiarity(1, "en"), 0.4);
    EXPECT_DOUBLE_EQ(familiarity(1, "und"), 0.4);
}

TEST(Familiarity, each_language_has_its_own_measure_or_none) {
    std::string without;
    for (std::string_view const language : supported_languages()) {
        if (familiarity(1, language) == 1) {
            without += std::string(language) + ' ';
        } else {
            EXPECT_NE(familiarity(0.75, language), familiarity(0.75, "und")) << language;
        }
    }
    EXPECT_EQ(without, "ar zh-HK zh-Hans zh-Hant el he ja ko th ");
}

} // namespace
} // namespace undertone::sentiment
