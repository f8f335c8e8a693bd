#pragma once

#include "sentiment/model_file.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// Cuts a normalised line into the pieces of the vocabulary whose scores add up to most (unigram model, Kudo 2018;
/// Viterbi search).
class Tokenizer {
public:
    static constexpr std::uint32_t begin = 0, end = 2, unknown = 3;

    /// Buffers that grow to the longest line seen and are then reused.
    struct Workspace {
        struct Step {
            double score;
            std::uint32_t start; ///< byte where the last piece begins
            std::uint32_t piece;
        };
        std::vector<Step> steps;
    };

    /// Copies what it needs of the vocabulary; pieces 0…3 and empty ones never match.
    explicit Tokenizer(ModelContent const& content);

    /// Appends the ids of `line`, without begin and end, to `ids`. `line` must be valid UTF-8 of less than 4 GiB; an
    /// empty one gives nothing.
    void tokenize(std::string_view line, Workspace& workspace, std::vector<std::uint32_t>& ids) const;

private:
    /// A trie in arrays: the children of a node stand side by side, ordered by byte.
    struct Node {
        std::uint32_t first_child = 0;
        std::uint32_t piece = none;
        std::uint16_t children = 0;
        std::uint8_t byte = 0;
    };
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    void build(ModelContent const& content);
    std::uint32_t child_of(std::uint32_t node, std::uint8_t byte) const;
    bool extend(std::string_view line, std::size_t start, std::size_t character,
                std::vector<Workspace::Step>& steps) const;

    std::vector<Node> nodes_;
    std::vector<float> score_;
    double unknown_score_ = 0;
};

} // namespace undertone::sentiment
