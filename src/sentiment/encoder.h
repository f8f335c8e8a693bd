#pragma once

#include "sentiment/kernels.h"
#include "sentiment/model_file.h"
#include "sentiment/weight_store.h"

#include <cstdint>
#include <span>
#include <vector>

namespace undertone::sentiment {

/// The network of docs/model-file.md, steps 2 and 3: token ids in, pooled features out. Const and thread-safe; word and
/// position rows stay in the model's bytes, the matrices are copied into the order that the kernels want.
class Encoder {
public:
    /// Buffers that grow to the longest window seen and are then reused.
    struct Workspace {
        std::vector<float> state, query, key, value, mixed, wide, attention, ordered, scales;
        std::vector<std::int8_t> rounded;
        std::size_t tokens = 0; ///< of the window at hand
        std::size_t layer = 0;  ///< that it was read through
    };

    /// `content` must outlive the encoder.
    Encoder(ModelContent const& content, Kernels const& kernels);

    std::size_t feature_count() const { return content_->pool_layers.size() * content_->width; }

    /// Tokens of one window, begin and end included, at most.
    std::size_t most_tokens() const { return content_->positions; }

    std::size_t layer_count() const { return layers_.size(); }

    /// Takes up a window: its input, before the first layer. `ids` holds 1…`most_tokens` ids below the number of
    /// pieces.
    void begin(std::span<std::uint32_t const> ids, Workspace& workspace) const;

    /// Reads on through layer `last` (1-based) and writes the features of the pool layers passed to their places among
    /// the `feature_count`.
    void advance(std::size_t last, Workspace& workspace, std::span<float> features) const;

    /// Takes up a window and reads it to the end.
    void encode(std::span<std::uint32_t const> ids, Workspace& workspace, std::span<float> features) const {
        begin(ids, workspace);
        advance(layer_count(), workspace, features);
    }

private:
    /// A matrix of the file with its rows and columns in the order that the network and the kernels want.
    struct Product {
        Product(Matrix const& source, Packing const& packing, Order const& order, WeightStore& store);
        IntegerMatrix view() const { return {weights, rows, columns, scale.data(), bias.data()}; }
        std::size_t rows, columns;
        std::int8_t const* weights; ///< in the store
        std::vector<float> scale, bias;
    };
    struct Layer {
        Layer(LayerSections const& sections, Packing const& packing, std::span<std::uint32_t const> state_order,
              std::span<std::uint32_t const> wide_order, WeightStore& store);
        Product query, key, value, output, widen, narrow;
        NormParameters attention_norm, forward_norm;
    };

    void embed(std::span<std::uint32_t const> ids, Workspace& workspace) const;
    void round_rows(std::vector<float> const& rows, std::size_t tokens, std::size_t columns,
                    Workspace& workspace) const;
    void round_state(std::size_t tokens, Workspace& workspace) const;
    void apply(Product const& product, std::size_t tokens, Workspace& workspace, std::vector<float>& result) const;
    void run(Layer const& layer, std::size_t tokens, Workspace& workspace) const;
    void add_norm(std::vector<float>& state, std::vector<float> const& addend, NormParameters const& norm,
                  std::size_t tokens) const;
    void pool(std::vector<float> const& state, std::size_t tokens, std::span<float> features) const;

    ModelContent const* content_;
    Kernels kernels_;
    /// The columns of the state as the products read them: those of the largest numbers first, the first few twice.
    std::vector<std::uint32_t> state_order_;
    WeightStore weights_;
    std::vector<Layer> layers_;
};

/// An IEEE 754 half as a float.
float half_to_float(std::uint16_t half);

} // namespace undertone::sentiment
