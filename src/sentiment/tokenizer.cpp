#include "sentiment/tokenizer.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <limits>
#include <string>

namespace undertone::sentiment {
namespace {

constexpr std::uint32_t special_pieces = 4;
constexpr double unknown_penalty = 10;
constexpr std::uint32_t unreached = 0xFFFFFFFF;

/// The pieces from `first` to `last` that begin with the same bytes as the node does.
struct Range {
    std::uint32_t node, first, last, depth;
};

} // namespace

Tokenizer::Tokenizer(ModelContent const& content) : score_(content.piece_score.begin(), content.piece_score.end()) {
    unknown_score_ = *std::min_element(score_.begin() + special_pieces, score_.end()) - unknown_penalty;
    build(content);
}

void Tokenizer::build(ModelContent const& content) {
    std::vector<std::uint32_t> order;
    for (auto id = special_pieces; id < content.pieces; ++id) {
        if (!content.piece(id).empty()) {
            order.push_back(id);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return content.piece(a) < content.piece(b); });
    nodes_.emplace_back();
    std::vector<Range> open{{0, 0, static_cast<std::uint32_t>(order.size()), 0}};
    for (std::size_t next = 0; next < open.size(); ++next) {
        Range const range = open[next];
        std::uint32_t at = range.first;
        while (at < range.last && content.piece(order[at]).size() == range.depth) {
            nodes_[range.node].piece = order[at++];
        }
        nodes_[range.node].first_child = static_cast<std::uint32_t>(nodes_.size());
        while (at < range.last) {
            char const byte = content.piece(order[at])[range.depth];
            std::uint32_t const first = at;
            while (at < range.last && content.piece(order[at])[range.depth] == byte) {
                ++at;
            }
            open.push_back({static_cast<std::uint32_t>(nodes_.size()), first, at, range.depth + 1});
            nodes_.emplace_back();
            nodes_.back().byte = static_cast<std::uint8_t>(byte);
            ++nodes_[range.node].children;
        }
    }
}

std::uint32_t Tokenizer::child_of(std::uint32_t node, std::uint8_t byte) const {
    auto const first = nodes_.begin() + nodes_[node].first_child;
    auto const last = first + nodes_[node].children;
    auto const found =
        std::lower_bound(first, last, byte, [](Node const& child, std::uint8_t wanted) { return child.byte < wanted; });
    return found != last && found->byte == byte ? static_cast<std::uint32_t>(found - nodes_.begin()) : none;
}

/// Tries every piece that begins at `start`; true when one of them is exactly the character there.
bool Tokenizer::extend(std::string_view line, std::size_t start, std::size_t character,
                       std::vector<Workspace::Step>& steps) const {
    bool single = false;
    std::uint32_t node = 0;
    for (std::size_t at = start; at < line.size(); ++at) {
        node = child_of(node, static_cast<std::uint8_t>(line[at]));
        if (node == none) {
            break;
        }
        std::uint32_t const piece = nodes_[node].piece;
        if (piece == none) {
            continue;
        }
        Workspace::Step& target = steps[at + 1];
        double const score = steps[start].score + static_cast<double>(score_[piece]);
        if (target.start == unreached || score > target.score) {
            target = {score, static_cast<std::uint32_t>(start), piece};
        }
        single = single || at + 1 - start == character;
    }
    return single;
}

void Tokenizer::tokenize(std::string_view line, Workspace& workspace, std::vector<std::uint32_t>& ids) const {
    auto& steps = workspace.steps;
    steps.assign(line.size() + 1, {0, unreached, unknown});
    for (std::size_t start = 0; start < line.size();) {
        std::size_t const character = first_code_point(line.substr(start)).bytes;
        if (!extend(line, start, character, steps)) {
            Workspace::Step& target = steps[start + character];
            double const score = steps[start].score + unknown_score_;
            if (target.start == unreached || score > target.score) {
                target = {score, static_cast<std::uint32_t>(start), unknown};
            }
        }
        start += character;
    }
    auto const first = static_cast<std::ptrdiff_t>(ids.size());
    for (std::size_t at = line.size(); at > 0; at = steps[at].start) {
        bool const fused =
            steps[at].piece == unknown && static_cast<std::ptrdiff_t>(ids.size()) > first && ids.back() == unknown;
        if (!fused) {
            ids.push_back(steps[at].piece);
        }
    }
    std::reverse(ids.begin() + first, ids.end());
}

} // namespace undertone::sentiment
