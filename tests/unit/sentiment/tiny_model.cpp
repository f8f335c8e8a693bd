#include "tiny_model.h"

#include <algorithm>
#include <random>

namespace undertone::sentiment {
namespace {

constexpr std::size_t layers = 4, width = 32, feed_forward = 64, positions = 64, buckets = 256;

constexpr std::string_view meta =
    R"({"version":"tiny","layers":4,"width":32,"heads":2,"feed_forward":64,"positions":64,"pieces":PIECES,"epsilon":1e-6,)"
    R"("pool_layers":[1,2,3,4],"levels":7,"pulse_points":[7.5,22.5,37.5,50,62.5,77.5,92.5],)"
    R"("pulse_map":[[0,0],[40,30],[60,70],[101,100]],"confidence_map":[[0,0],[1,1]],"languages":["en","de","ru","el","sw"],"lang_buckets":256})";

std::vector<std::string> pieces() {
    std::vector<std::string> result{"<s>", "<pad>", "</s>", "<unk>", "▁", "▁good", "▁bad", "▁the",
                                    "th",  "ood",   "▁g",   "😡",     "é", "gut",   "▁da",  "nk"};
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        result.emplace_back(1, letter);
    }
    return result;
}

class Filler {
public:
    explicit Filler(TinyModel& model) : model_(model) {}

    void floats(std::string const& name, std::size_t count, float middle, float spread) {
        std::vector<float> result(count);
        std::generate(result.begin(), result.end(), [&] { return middle + spread * (3.0F * fraction() - 1.5F); });
        model_.set(name, result);
    }

    void scales(std::string const& name, std::size_t count, float least, float most) {
        std::vector<float> result(count);
        std::generate(result.begin(), result.end(), [&] { return least + (most - least) * fraction(); });
        model_.set(name, result);
    }

    void weights(std::string const& name, std::size_t count) {
        std::vector<std::int8_t> result(count);
        std::generate(result.begin(), result.end(),
                      [&] { return static_cast<std::int8_t>(static_cast<int>(random_() % 255) - 127); });
        model_.set(name, result);
    }

    void matrix(std::string const& name, std::size_t rows, std::size_t columns) {
        weights(name + ".w", rows * columns);
        scales(name + ".s", rows, 0.001F, 0.003F);
        floats(name + ".b", rows, 0, 0.1F);
    }

    void norm(std::string const& name) {
        floats(name + ".w", width, 1, 0.1F);
        floats(name + ".b", width, 0, 0.1F);
    }

    /// Blocks of 4-bit weights, each with the scale 0.125 as a half.
    void word_rows(std::size_t rows) {
        std::vector<std::uint8_t> result;
        for (std::size_t row = 0; row < rows; ++row) {
            result.insert(result.end(), {0x00, 0x30});
            for (int i = 0; i < 16; ++i) {
                result.push_back(static_cast<std::uint8_t>(random_()));
            }
        }
        model_.set("emb.word", result);
    }

private:
    /// 0…1, the same on every processor and with every library.
    float fraction() { return static_cast<float>(random_() >> 8) * 0x1p-24F; }

    TinyModel& model_;
    std::mt19937 random_{11};
};

} // namespace

TinyModel::TinyModel() {
    auto const words = pieces();
    set("meta", meta);
    replace("meta", "PIECES", std::to_string(words.size()));
    std::vector<std::uint32_t> offsets{0};
    std::vector<float> scores;
    std::string joined;
    for (std::string const& word : words) {
        joined += word;
        offsets.push_back(static_cast<std::uint32_t>(joined.size()));
        scores.push_back(-3.0F - 0.125F * static_cast<float>(scores.size()));
    }
    set("piece.offset", offsets);
    set("piece.text", joined);
    set("piece.score", scores);
    set("norm.key", std::vector<std::uint32_t>{9, 'A', 0x2026, 0xFE0F});
    set("norm.offset", std::vector<std::uint32_t>{0, 1, 2, 5, 5});
    set("norm.value", std::vector<std::uint32_t>{' ', 'a', '.', '.', '.'});
    set("emoji.alias", "🤬\t😡\n💢\t😡😡\n");
    Filler fill(*this);
    fill.word_rows(words.size());
    fill.floats("emb.position", positions * width, 0, 0.1F);
    fill.norm("emb.norm");
    for (std::size_t number = 0; number < layers; ++number) {
        std::string const prefix = std::to_string(number) + ".";
        for (char const* const name : {"q", "k", "v", "o"}) {
            fill.matrix(prefix + name, width, width);
        }
        fill.matrix(prefix + "i", feed_forward, width);
        fill.matrix(prefix + "f", width, feed_forward);
        fill.norm(prefix + "an");
        fill.norm(prefix + "fn");
    }
    fill.floats("head.w", 7 * 4 * width, 0, 1);
    fill.floats("head.b", 7, 0, 0.5F);
    fill.weights("lang.w", buckets * 5);
    set("lang.s", std::vector<float>{0.001F});
    set("lang.b", std::vector<float>{3, 1, 0, 0, 0});
    set("selftest",
        R"([{"text":"!","pulse":50,"level":"none","language":"und"},{"text":"12345","pulse":50,"level":"neutral","language":"und"}])");
}

void TinyModel::replace(std::string const& name, std::string_view from, std::string_view to) {
    std::string content = text(name);
    content.replace(content.find(from), from.size(), to);
    set(name, content);
}

} // namespace undertone::sentiment
