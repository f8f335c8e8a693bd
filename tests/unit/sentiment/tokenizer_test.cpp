#include "sentiment/normaliser.h"
#include "sentiment/tokenizer.h"
#include "sentiment/utf8.h"

#include "tiny_model.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace undertone::sentiment {
namespace {

struct Vocabulary {
    ModelBytes bytes = ModelBytes::copy(TinyModel().file());
    ModelContent content = *read_model(bytes.bytes());
    Tokenizer tokenizer{content};
    Normaliser normaliser{content};

    std::string line(std::string_view text) const {
        std::string result;
        normaliser.normalise(text, result);
        return result;
    }

    std::vector<std::uint32_t> ids(std::string_view line) const {
        Tokenizer::Workspace workspace;
        std::vector<std::uint32_t> result;
        tokenizer.tokenize(line, workspace, result);
        return result;
    }

    std::vector<std::string> pieces(std::string_view line) const {
        std::vector<std::string> result;
        for (std::uint32_t const id : ids(line)) {
            result.emplace_back(content.piece(id));
        }
        return result;
    }
};

using Pieces = std::vector<std::string>;

TEST(Normaliser, writes_words_with_a_mark_in_front) {
    Vocabulary const vocabulary;
    EXPECT_EQ(vocabulary.line("the good"), "▁the▁good");
    EXPECT_EQ(vocabulary.line("  the \t  good "), "▁the▁good");
    EXPECT_EQ(vocabulary.line("A…"), "▁a...");
    EXPECT_EQ(vocabulary.line(""), "");
    EXPECT_EQ(vocabulary.line(" \t "), "");
    EXPECT_EQ(vocabulary.line("\uFE0F"), "");
}

TEST(Normaliser, reads_an_emoji_in_place_of_another) {
    Vocabulary const vocabulary;
    EXPECT_EQ(vocabulary.line("🤬\uFE0F"), "▁😡");
    EXPECT_EQ(vocabulary.line("💢"), "▁😡😡");
}

TEST(Tokenizer, takes_the_best_path) {
    Vocabulary const vocabulary;
    EXPECT_EQ(vocabulary.pieces("▁good"), (Pieces{"▁good"}));
    EXPECT_EQ(vocabulary.pieces("▁the▁good"), (Pieces{"▁the", "▁good"}));
    EXPECT_EQ(vocabulary.pieces("▁goodth"), (Pieces{"▁good", "th"}));
    EXPECT_EQ(vocabulary.pieces(""), Pieces{});
}

TEST(Tokenizer, fuses_neighbouring_unknown_characters) {
    Vocabulary const vocabulary;
    EXPECT_EQ(vocabulary.pieces("▁日本"), (Pieces{"▁", "<unk>"}));
    EXPECT_EQ(vocabulary.pieces("日▁本"), (Pieces{"<unk>", "▁", "<unk>"}));
    EXPECT_EQ(vocabulary.pieces("日é本"), (Pieces{"<unk>", "é", "<unk>"}));
}

TEST(Tokenizer, never_reads_the_special_pieces_in_a_text) {
    Vocabulary const vocabulary;
    auto const ids = vocabulary.ids("<s></s><pad>");
    EXPECT_TRUE(std::none_of(ids.begin(), ids.end(), [](auto id) { return id < Tokenizer::unknown; }));
}

/// The best score of any way to cut `line`, by trying all of them.
double best_score(Vocabulary const& vocabulary, std::string const& line, std::map<std::string, double>& known) {
    if (line.empty()) {
        return 0;
    }
    if (auto const found = known.find(line); found != known.end()) {
        return found->second;
    }
    double best = -1e9;
    std::size_t const character = first_code_point(line).bytes;
    bool single = false;
    for (std::size_t id = 4; id < vocabulary.content.pieces; ++id) {
        std::string const piece(vocabulary.content.piece(id));
        if (line.starts_with(piece)) {
            single = single || piece.size() == character;
            double const rest = best_score(vocabulary, line.substr(piece.size()), known);
            best = std::max(best, static_cast<double>(vocabulary.content.piece_score[id]) + rest);
        }
    }
    if (!single) {
        auto const& scores = vocabulary.content.piece_score;
        double const unknown = static_cast<double>(*std::min_element(scores.begin() + 4, scores.end())) - 10;
        best = std::max(best, unknown + best_score(vocabulary, line.substr(character), known));
    }
    return known[line] = best;
}

TEST(Tokenizer, no_other_path_is_better) {
    Vocabulary const vocabulary;
    std::vector<std::string> const parts{"▁", "g", "o", "d", "th", "e", "gut", "▁da", "n", "k", "b", "a", "é", "😡"};
    std::uint32_t random = 9;
    for (int round = 0; round < 300; ++round) {
        std::string line;
        for (int i = 0; i < 12; ++i) {
            random = random * 1664525U + 1013904223U;
            line += parts[(random >> 16) % parts.size()];
        }
        double score = 0;
        std::string joined;
        for (std::uint32_t const id : vocabulary.ids(line)) {
            score += static_cast<double>(vocabulary.content.piece_score[id]);
            joined += vocabulary.content.piece(id);
        }
        std::map<std::string, double> known;
        EXPECT_EQ(joined, line);
        EXPECT_NEAR(score, best_score(vocabulary, line, known), 1e-9) << line;
    }
}

} // namespace
} // namespace undertone::sentiment
