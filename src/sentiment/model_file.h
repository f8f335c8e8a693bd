#pragma once

#include "base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace undertone::sentiment {

/// The bytes of a model file at a 64-byte boundary, mapped or copied, for as long as the object lives.
class ModelBytes {
public:
    /// Maps the file; only the pages that are read take memory, and processes share them.
    static Result<ModelBytes> map(std::filesystem::path const& file);
    static ModelBytes copy(std::span<std::uint8_t const> bytes);

    std::span<std::uint8_t const> bytes() const { return {data_.get(), size_}; }

private:
    using Owner = std::shared_ptr<std::uint8_t const>;
    ModelBytes(Owner data, std::size_t size) : data_(std::move(data)), size_(size) {}

    Owner data_;
    std::size_t size_;
};

/// An int8 matrix [rows][columns] with one scale and one bias a row.
struct Matrix {
    std::span<std::int8_t const> weights;
    std::span<float const> scale;
    std::span<float const> bias;
    std::size_t rows = 0;
    std::size_t columns = 0;
};

struct NormParameters {
    std::span<float const> weight;
    std::span<float const> bias;
};

struct LayerSections {
    Matrix query, key, value, output, widen, narrow;
    NormParameters attention_norm, forward_norm;
};

/// Seven rows over the features, and a bias each.
struct Head {
    std::span<float const> weight;
    std::span<float const> bias;
};

/// A head half way: what it is sure of need not be read to the end.
struct EarlyHead {
    std::size_t layer = 0; ///< one of the pool layers; its features are those up to it
    double sure = 1;       ///< the probability of one zone that is enough
    Head head;
    std::optional<Head> mixed; ///< one row: the logit of praise and complaint standing together
};

/// One text with the reading that a sound installation gives it.
struct SelfTest {
    std::string text;
    double pulse = 0;
    std::string level;
    std::string language;
};

/// What a model file says, every size checked; the spans point into the bytes it was read from.
struct ModelContent {
    std::string version;
    std::size_t layers = 0, width = 0, heads = 0, feed_forward = 0, positions = 0, pieces = 0;
    float epsilon = 0;
    std::vector<std::size_t> pool_layers; ///< 1-based, rising
    std::array<double, 7> pulse_points{};
    std::vector<std::pair<double, double>> pulse_map; ///< (raw, pulse), rising in raw
    /// (probability of the zone, how often such a reading is right), rising
    std::vector<std::pair<double, double>> confidence_map;
    std::vector<std::string> languages;
    std::size_t language_buckets = 0;

    std::span<std::uint32_t const> piece_offset;
    std::string_view piece_text;
    std::span<float const> piece_score;
    std::span<std::uint32_t const> norm_key, norm_offset, norm_value;
    std::string_view emoji_alias;

    std::span<std::uint8_t const> word_rows; ///< Q4: blocks of 18 bytes
    std::span<float const> position_rows;
    NormParameters input_norm;
    std::vector<LayerSections> layer;
    Head head;
    std::optional<EarlyHead> early;
    std::span<std::int8_t const> language_weight;
    float language_scale = 0;
    std::span<float const> language_bias;
    std::vector<SelfTest> self_tests;

    std::string_view piece(std::size_t id) const {
        return piece_text.substr(piece_offset[id], piece_offset[id + 1] - piece_offset[id]);
    }
};

/// Reads docs/model-file.md format 2 from any bytes: magic, size, checksum, directory and the content of every section
/// are verified first, and the first fault is reported as one sentence. `bytes` must begin at a multiple of 64 and
/// outlive the content.
Result<ModelContent> read_model(std::span<std::uint8_t const> bytes);

} // namespace undertone::sentiment
