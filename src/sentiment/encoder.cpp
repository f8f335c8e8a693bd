#include "sentiment/encoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
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

/// Writes what rounding the first group of a row to int8 (Kernels::quantise) leaves of it.
void leave_rest(float const* group, float* rest) {
    float most = 0;
    for (std::size_t i = 0; i < groups::first; ++i) {
        most = std::max(most, std::abs(group[i]));
    }
    float const scale = most > 0 ? most / 127.0F : 1.0F;
    for (std::size_t i = 0; i < groups::first; ++i) {
        rest[i] = group[i] - std::nearbyint(group[i] * (1.0F / scale)) * scale;
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

namespace {

/// What a LayerNorm puts out has, column by column, the mean square weight² + bias².
std::vector<float> mean_squares(NormParameters const& norm) {
    std::vector<float> squares(norm.weight.size());
    for (std::size_t i = 0; i < squares.size(); ++i) {
        squares[i] = norm.weight[i] * norm.weight[i] + norm.bias[i] * norm.bias[i];
    }
    return squares;
}

/// The mean squares of the rows of a product with columns of such mean squares, as if these were independent.
std::vector<float> mean_squares(Matrix const& matrix, std::vector<float> const& columns) {
    std::vector<float> squares(matrix.rows);
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        float sum = 0;
        for (std::size_t column = 0; column < matrix.columns; ++column) {
            auto const weight = static_cast<float>(matrix.weights[row * matrix.columns + column]);
            sum += weight * weight * columns[column];
        }
        squares[row] = sum * matrix.scale[row] * matrix.scale[row] + matrix.bias[row] * matrix.bias[row];
    }
    return squares;
}

std::vector<std::uint32_t> largest_first(std::vector<float> const& numbers) {
    std::vector<std::uint32_t> order(numbers.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return numbers[a] > numbers[b]; });
    return order;
}

/// The few largest columns come twice: once as they are, alone in the first group, and once for what rounding left of
/// them, so that they lose no more than the others do.
std::vector<std::uint32_t> order_of_state(ModelContent const& content) {
    std::vector<float> total(content.width, 0.0F);
    for (LayerSections const& layer : content.layer) {
        for (NormParameters const& norm : {layer.attention_norm, layer.forward_norm}) {
            auto const squares = mean_squares(norm);
            std::transform(total.begin(), total.end(), squares.begin(), total.begin(), std::plus());
        }
    }
    auto const order = largest_first(total);
    std::vector<std::uint32_t> result(order.begin(), order.begin() + groups::first);
    result.insert(result.end(), order.begin(), order.end());
    return result;
}

} // namespace

Encoder::Product::Product(Matrix const& source, Packing const& packing, Order const& order, WeightStore& store)
    : rows(source.rows)
    , columns(order.columns.empty() ? source.columns : order.columns.size())
    , weights(store.keep(pack(packing, {source.weights.data(), source.rows, source.columns}, order)))
    , scale(source.scale.begin(), source.scale.end())
    , bias(source.bias.begin(), source.bias.end()) {
    for (std::size_t row = 0; row < order.rows.size(); ++row) {
        scale[row] = source.scale[order.rows[row]];
        bias[row] = source.bias[order.rows[row]];
    }
}

Encoder::Layer::Layer(LayerSections const& sections, Packing const& packing, std::span<std::uint32_t const> state_order,
                      std::span<std::uint32_t const> wide_order, WeightStore& store)
    : query(sections.query, packing, {{}, state_order}, store)
    , key(sections.key, packing, {{}, state_order}, store)
    , value(sections.value, packing, {{}, state_order}, store)
    , output(sections.output, packing, {}, store)
    , widen(sections.widen, packing, {wide_order, state_order}, store)
    , narrow(sections.narrow, packing, {{}, wide_order}, store)
    , attention_norm(sections.attention_norm)
    , forward_norm(sections.forward_norm) {}

namespace {

std::size_t packed_bytes(ModelContent const& content, std::size_t state_columns) {
    std::size_t bytes = 0;
    for (LayerSections const& layer : content.layer) {
        for (Matrix const* matrix : {&layer.query, &layer.key, &layer.value, &layer.widen})
            bytes += WeightStore::room_for(matrix->rows * state_columns);
        for (Matrix const* matrix : {&layer.output, &layer.narrow})
            bytes += WeightStore::room_for(matrix->rows * matrix->columns);
    }
    return bytes;
}

} // namespace

Encoder::Encoder(ModelContent const& content, Kernels const& kernels)
    : content_(&content)
    , kernels_(kernels)
    , state_order_(order_of_state(content))
    , weights_(packed_bytes(content, state_order_.size())) {
    layers_.reserve(content.layer.size());
    for (LayerSections const& sections : content.layer) {
        auto const wide = mean_squares(sections.widen, mean_squares(sections.attention_norm));
        layers_.emplace_back(sections, kernels.packing, state_order_, largest_first(wide), weights_);
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
    std::size_t const scales = groups::count(columns);
    for (std::size_t token = 0; token < tokens; ++token) {
        kernels_.quantise(rows.data() + token * columns, columns, workspace.rounded.data() + token * columns,
                          workspace.scales.data() + token * scales);
    }
}

/// Rounds the state, its columns in the order that the matrices which read it were packed in.
void Encoder::round_state(std::size_t tokens, Workspace& workspace) const {
    std::size_t const columns = state_order_.size();
    for (std::size_t token = 0; token < tokens; ++token) {
        float const* const state = workspace.state.data() + token * content_->width;
        float* const ordered = workspace.ordered.data() + token * columns;
        for (std::size_t i = 0; i < columns; ++i) {
            ordered[i] = state[state_order_[i]];
        }
        leave_rest(ordered, ordered + groups::first);
    }
    round_rows(workspace.ordered, tokens, columns, workspace);
}

/// result[t] = matrix · rounded[t] + bias.
void Encoder::apply(Product const& product, std::size_t tokens, Workspace& workspace,
                    std::vector<float>& result) const {
    kernels_.multiply(product.view(), {workspace.rounded.data(), workspace.scales.data()}, tokens, result.data());
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
    round_state(tokens, workspace);
    apply(layer.query, tokens, workspace, workspace.query);
    apply(layer.key, tokens, workspace, workspace.key);
    apply(layer.value, tokens, workspace, workspace.value);
    Attention const attention{workspace.query.data(), workspace.key.data(),   workspace.value.data(), tokens,
                              content_->heads,        width / content_->heads};
    kernels_.attend(attention, workspace.attention.data(), workspace.mixed.data());
    round_rows(workspace.mixed, tokens, width, workspace);
    apply(layer.output, tokens, workspace, workspace.mixed);
    add_norm(workspace.state, workspace.mixed, layer.attention_norm, tokens);
    round_state(tokens, workspace);
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
    std::size_t const widest = std::max(state_order_.size(), content_->feed_forward);
    for (auto* const buffer :
         {&workspace.state, &workspace.query, &workspace.key, &workspace.value, &workspace.mixed}) {
        grow(*buffer, tokens * width);
    }
    grow(workspace.ordered, tokens * state_order_.size());
    grow(workspace.wide, tokens * content_->feed_forward);
    grow(workspace.scales, tokens * groups::count(widest));
    grow(workspace.rounded, tokens * widest);
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
