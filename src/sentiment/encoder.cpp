#include "sentiment/encoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace undertone::sentiment {
namespace {

constexpr std::size_t block_weights = 32;
constexpr std::size_t block_bytes = 18;
constexpr int zero_point = 8;

/// Writes the row of 4-bit blocks at `blocks` as floats.
void expand(std::uint8_t const* blocks, std::size_t width, float* row) {
    for (std::size_t first = 0; first < width; first += block_weights, blocks += block_bytes) {
        float const scale = half_to_float(static_cast<std::uint16_t>(blocks[0] | (blocks[1] << 8)));
        for (std::size_t j = 0; j < block_weights / 2; ++j) {
            int const packed = blocks[2 + j];
            row[first + j] = static_cast<float>((packed & 15) - zero_point) * scale;
            row[first + j + block_weights / 2] = static_cast<float>((packed >> 4) - zero_point) * scale;
        }
    }
}

template <class T>
void grow(std::vector<T>& buffer, std::size_t size) {
    if (buffer.size() < size) {
        buffer.resize(size);
    }
}

} // namespace

float half_to_float(std::uint16_t half) {
    std::uint32_t const sign = static_cast<std::uint32_t>(half & 0x8000) << 16;
    std::uint32_t const exponent = (half >> 10) & 31U;
    std::uint32_t const fraction = half & 1023U;
    if (exponent == 0) {
        float const value = std::ldexp(static_cast<float>(fraction), -24);
        return sign != 0 ? -value : value;
    }
    std::uint32_t const wide = exponent == 31 ? 255U : exponent + 112U;
    return std::bit_cast<float>(sign | (wide << 23) | (fraction << 13));
}

Encoder::Product::Product(Matrix const& source, Packing const& packing) : matrix(source) {
    if (packing.moves()) {
        packed.resize(matrix.weights.size());
        pack(packing, matrix.weights.data(), matrix.rows, matrix.columns, packed.data());
    }
}

Encoder::Layer::Layer(LayerSections const& sections, Packing const& packing)
    : query(sections.query, packing)
    , key(sections.key, packing)
    , value(sections.value, packing)
    , output(sections.output, packing)
    , widen(sections.widen, packing)
    , narrow(sections.narrow, packing)
    , attention_norm(sections.attention_norm)
    , forward_norm(sections.forward_norm) {}

Encoder::Encoder(ModelContent const& content, Kernels const& kernels) : content_(&content), kernels_(kernels) {
    layers_.reserve(content.layer.size());
    for (LayerSections const& sections : content.layer) {
        layers_.emplace_back(sections, kernels.packing);
    }
}

void Encoder::embed(std::span<std::uint32_t const> ids, Workspace& workspace) const {
    std::size_t const width = content_->width;
    std::size_t const row_bytes = width / block_weights * block_bytes;
    for (std::size_t token = 0; token < ids.size(); ++token) {
        expand(content_->word_rows.data() + ids[token] * row_bytes, width, workspace.state.data() + token * width);
    }
    std::copy_n(content_->position_rows.begin(), ids.size() * width, workspace.mixed.begin());
    add_norm(workspace.state, workspace.mixed, content_->input_norm, ids.size());
}

void Encoder::round_rows(std::vector<float> const& rows, std::size_t tokens, std::size_t columns,
                         Workspace& workspace) const {
    for (std::size_t token = 0; token < tokens; ++token) {
        workspace.steps[token] =
            kernels_.quantise(rows.data() + token * columns, columns, workspace.rounded.data() + token * columns);
    }
}

/// result[t] = matrix · rounded[t] + bias.
void Encoder::apply(Product const& product, std::size_t tokens, Workspace& workspace,
                    std::vector<float>& result) const {
    Matrix const& matrix = product.matrix;
    IntegerMatrix const integers{product.weights(), matrix.rows, matrix.columns};
    kernels_.multiply(integers, workspace.rounded.data(), tokens, workspace.sums.data());
    for (std::size_t token = 0; token < tokens; ++token) {
        std::size_t const first = token * matrix.rows;
        kernels_.rescale(workspace.sums.data() + first, workspace.steps[token], matrix.scale.data(), matrix.bias.data(),
                         matrix.rows, result.data() + first);
    }
}

void Encoder::add_norm(std::vector<float>& state, std::vector<float> const& addend, NormParameters const& norm,
                       std::size_t tokens) const {
    std::size_t const width = content_->width;
    for (std::size_t first = 0; first < tokens * width; first += width) {
        kernels_.add_norm(state.data() + first, addend.data() + first, norm.weight.data(), norm.bias.data(),
                          content_->epsilon, width);
    }
}

void Encoder::run(Layer const& layer, std::size_t tokens, Workspace& workspace) const {
    std::size_t const width = content_->width;
    round_rows(workspace.state, tokens, width, workspace);
    apply(layer.query, tokens, workspace, workspace.query);
    apply(layer.key, tokens, workspace, workspace.key);
    apply(layer.value, tokens, workspace, workspace.value);
    Attention const attention{workspace.query.data(), workspace.key.data(),   workspace.value.data(), tokens,
                              content_->heads,        width / content_->heads};
    kernels_.attend(attention, workspace.attention.data(), workspace.mixed.data());
    round_rows(workspace.mixed, tokens, width, workspace);
    apply(layer.output, tokens, workspace, workspace.mixed);
    add_norm(workspace.state, workspace.mixed, layer.attention_norm, tokens);
    round_rows(workspace.state, tokens, width, workspace);
    apply(layer.widen, tokens, workspace, workspace.wide);
    kernels_.gelu(workspace.wide.data(), tokens * content_->feed_forward);
    round_rows(workspace.wide, tokens, content_->feed_forward, workspace);
    apply(layer.narrow, tokens, workspace, workspace.mixed);
    add_norm(workspace.state, workspace.mixed, layer.forward_norm, tokens);
}

void Encoder::pool(std::vector<float> const& state, std::size_t tokens, std::span<float> features) const {
    std::size_t const width = content_->width;
    std::fill(features.begin(), features.end(), 0.0F);
    for (std::size_t token = 0; token < tokens; ++token) {
        for (std::size_t i = 0; i < width; ++i) {
            features[i] += state[token * width + i];
        }
    }
    double const squares = std::inner_product(features.begin(), features.end(), features.begin(), 0.0);
    auto const length = static_cast<float>(std::max(std::sqrt(squares), 1e-12));
    for (float& feature : features) {
        feature /= length;
    }
}

void Encoder::begin(std::span<std::uint32_t const> ids, Workspace& workspace) const {
    std::size_t const tokens = ids.size();
    std::size_t const width = content_->width;
    std::size_t const widest = std::max(width, content_->feed_forward);
    for (auto* const buffer :
         {&workspace.state, &workspace.query, &workspace.key, &workspace.value, &workspace.mixed}) {
        grow(*buffer, tokens * width);
    }
    grow(workspace.wide, tokens * content_->feed_forward);
    grow(workspace.steps, tokens);
    grow(workspace.rounded, tokens * widest);
    grow(workspace.sums, tokens * widest);
    Attention attention;
    attention.tokens = tokens;
    attention.dimension = width / content_->heads;
    grow(workspace.attention, attention.workspace());
    embed(ids, workspace);
    workspace.tokens = tokens;
    workspace.layer = 0;
}

void Encoder::advance(std::size_t last, Workspace& workspace, std::span<float> features) const {
    std::size_t const width = content_->width;
    auto const& pooled = content_->pool_layers;
    while (workspace.layer < last) {
        run(layers_[workspace.layer], workspace.tokens, workspace);
        ++workspace.layer;
        auto const place = std::find(pooled.begin(), pooled.end(), workspace.layer);
        if (place != pooled.end()) {
            auto const first = static_cast<std::size_t>(place - pooled.begin()) * width;
            pool(workspace.state, workspace.tokens, features.subspan(first, width));
        }
    }
}

} // namespace undertone::sentiment
