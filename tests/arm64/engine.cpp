// Runs the engine's parts that need no library on the small network of the unit tests and prints what comes out, number
// by number: the same on every processor, or the program is wrong there.
#include "sentiment/encoder.h"
#include "sentiment/head.h"
#include "sentiment/normaliser.h"
#include "sentiment/tokenizer.h"
#include "sentiment/utf8.h"

#include "tiny_model.h"

#include <bit>
#include <cstdio>
#include <cstring>

namespace undertone::sentiment {
namespace {

constexpr std::size_t layers = 4, width = 32, feed_forward = 64, positions = 64;

/// Views of the small model's sections, without the container around them.
class Sections {
public:
    explicit Sections(TinyModel const& model) : model_(model) {}

    template <class T>
    std::span<T const> array(std::string const& name) const {
        auto const& bytes = model_.sections.at(name);
        return {reinterpret_cast<T const*>(bytes.data()), bytes.size() / sizeof(T)};
    }
    std::string_view text(std::string const& name) const {
        auto const bytes = array<char>(name);
        return {bytes.data(), bytes.size()};
    }
    NormParameters norm(std::string const& name) const {
        return {array<float>(name + ".w"), array<float>(name + ".b")};
    }
    Matrix matrix(std::string const& name, std::size_t rows, std::size_t columns) const {
        return {array<std::int8_t>(name + ".w"), array<float>(name + ".s"), array<float>(name + ".b"), rows, columns};
    }

private:
    TinyModel const& model_;
};

ModelContent content_of(TinyModel const& model) {
    Sections const sections(model);
    ModelContent content;
    content.layers = layers;
    content.width = width;
    content.heads = 2;
    content.feed_forward = feed_forward;
    content.positions = positions;
    content.epsilon = 1e-6F;
    content.pool_layers = {1, 2, 3, 4};
    content.piece_offset = sections.array<std::uint32_t>("piece.offset");
    content.pieces = content.piece_offset.size() - 1;
    content.piece_text = sections.text("piece.text");
    content.piece_score = sections.array<float>("piece.score");
    content.norm_key = sections.array<std::uint32_t>("norm.key");
    content.norm_offset = sections.array<std::uint32_t>("norm.offset");
    content.norm_value = sections.array<std::uint32_t>("norm.value");
    content.emoji_alias = sections.text("emoji.alias");
    content.word_rows = sections.array<std::uint8_t>("emb.word");
    content.position_rows = sections.array<float>("emb.position");
    content.input_norm = sections.norm("emb.norm");
    for (std::size_t number = 0; number < layers; ++number) {
        std::string const prefix = std::to_string(number) + ".";
        content.layer.push_back(
            {sections.matrix(prefix + "q", width, width), sections.matrix(prefix + "k", width, width),
             sections.matrix(prefix + "v", width, width), sections.matrix(prefix + "o", width, width),
             sections.matrix(prefix + "i", feed_forward, width), sections.matrix(prefix + "f", width, feed_forward),
             sections.norm(prefix + "an"), sections.norm(prefix + "fn")});
    }
    return content;
}

void run(ModelContent const& content, Kernels const& kernels) {
    Tokenizer const tokenizer(content);
    Normaliser const normaliser(content);
    Encoder const encoder(content, kernels);
    Tokenizer::Workspace steps;
    Encoder::Workspace workspace;
    std::vector<float> features(encoder.feature_count());
    for (std::string_view const text : {"", "the good", "A bad… 🤬\uFE0F", "gut danke \xFF 日本 é",
                                        "the good the bad and the good the bad and the bad"}) {
        std::string repaired, line;
        repair_utf8(text, repaired);
        normaliser.normalise(repaired, line);
        std::vector<std::uint32_t> ids{Tokenizer::begin};
        tokenizer.tokenize(line, steps, ids);
        ids.push_back(Tokenizer::end);
        encoder.encode(ids, workspace, features);
        for (std::uint32_t const id : ids) {
            std::printf("%u ", id);
        }
        for (float const feature : features) {
            std::printf("%08x ", std::bit_cast<std::uint32_t>(feature));
        }
        std::printf("\n");
    }
}

} // namespace
} // namespace undertone::sentiment

int main(int count, char** arguments) {
    using namespace undertone::sentiment;
    if (count != 2) {
        std::fputs("usage: engine KERNELS\n", stderr);
        return 2;
    }
    auto const kernels = choose_kernels(arguments[1]);
    if (!kernels) {
        std::fprintf(stderr, "%s\n", kernels.error().message.c_str());
        return 1;
    }
    TinyModel const model;
    run(content_of(model), *kernels);
    return 0;
}
