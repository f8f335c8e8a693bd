#include "sentiment/passage.h"

#include "tiny_model.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t window_tokens = 20;
constexpr std::size_t most_tokens = 64;

struct Fixture {
    ModelBytes bytes = ModelBytes::copy(TinyModel().file());
    ModelContent content = *read_model(bytes.bytes());
    Tokenizer tokenizer{content};
    Normaliser normaliser{content};
    PassageReader reader{tokenizer, normaliser, window_tokens, most_tokens};

    Passage read(std::string_view text) const {
        PassageWorkspace workspace;
        Passage passage;
        reader.read(text, workspace, passage);
        return passage;
    }
};

/// The windows cover all ids, one after the other, none too long.
void expect_sound(Passage const& passage) {
    std::size_t end = 0;
    for (Passage::Window const& window : passage.windows) {
        EXPECT_EQ(window.first, end);
        EXPECT_LE(window.count, window_tokens);
        end += window.count;
    }
    EXPECT_EQ(end, passage.ids.size());
    EXPECT_LE(end, most_tokens);
}

TEST(Passage, a_short_text_is_one_window) {
    Fixture const fixture;
    Passage const passage = fixture.read("the good");
    EXPECT_EQ(passage.windows.size(), 1U);
    EXPECT_EQ(passage.ids.size(), 2U);
    EXPECT_FALSE(passage.partial);
    EXPECT_EQ(fixture.read("").windows.size(), 1U);
}

TEST(Passage, a_longer_text_is_cut_between_sentences) {
    Fixture const fixture;
    Passage const passage =
        fixture.read("good bad good bad good bad good bad. bad bad bad bad bad bad bad bad bad. good good.");
    expect_sound(passage);
    EXPECT_FALSE(passage.partial);
    ASSERT_EQ(passage.windows.size(), 2U);
    EXPECT_EQ(passage.ids[passage.windows[1].first], 6U);
}

TEST(Passage, of_a_very_long_text_the_first_and_the_last_sentence_are_read) {
    Fixture const fixture;
    std::string text = "gut gut gut. ";
    for (int i = 0; i < 400; ++i) {
        text += "bad bad bad. ";
    }
    Passage const passage = fixture.read(text + "danke danke.");
    expect_sound(passage);
    EXPECT_TRUE(passage.partial);
    auto const has = [&](std::uint32_t id) {
        return std::find(passage.ids.begin(), passage.ids.end(), id) != passage.ids.end();
    };
    EXPECT_TRUE(has(13));
    EXPECT_TRUE(has(14));
    EXPECT_GT(passage.ids.size(), most_tokens / 2);
}

TEST(Passage, text_without_sentences_is_bounded) {
    Fixture const fixture;
    for (std::string const& text : {std::string(30000, 'q'), std::string(9000, ' ') + "a", std::string(700, '\xC3')}) {
        std::string const sound = text.front() == '\xC3' ? std::string(700, 'e') + "é" : text;
        Passage const passage = fixture.read(sound);
        expect_sound(passage);
        EXPECT_FALSE(passage.windows.empty());
    }
}

} // namespace
} // namespace undertone::sentiment
