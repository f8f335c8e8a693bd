#pragma once

#include "base/result.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The order in which one set of kernels reads the weights of a matrix: groups of `rows` rows, within them groups of
/// `columns` columns, the columns of a row side by side.
struct Packing {
    std::size_t rows = 1;
    std::size_t columns = 1;
    std::uint8_t flip = 0; ///< XORed to each weight; 0x80 makes them unsigned, 128 too large
};

/// Which rows and columns of a matrix are taken, one after the other, a column twice if it stands twice; without
/// numbers all of them as they are.
struct Order {
    std::span<std::uint32_t const> rows;
    std::span<std::uint32_t const> columns;
};

/// A matrix [rows][columns] of weights, row after row.
struct Weights {
    std::int8_t const* values = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
};

/// The rows and columns of `weights` that `order` names, in the order that the kernels want; their counts are multiples
/// of 16, and of the packing.
std::vector<std::int8_t> pack(Packing const& packing, Weights const& weights, Order const& order);

/// The columns of a row of activations that share one scale: 0…15, 16…63, then 64 each. A few large columns, brought to
/// the front, then coarsen nothing but themselves.
namespace groups {
inline constexpr std::size_t most_columns = 8192;
inline constexpr std::size_t first = 16;
inline constexpr std::size_t size = 64;

constexpr std::size_t count(std::size_t columns) {
    return 1 + (columns + size - 1) / size;
}
constexpr std::size_t end(std::size_t group, std::size_t columns) {
    return group == 0 ? first : std::min(columns, group * size);
}
} // namespace groups

/// An int8 matrix [rows][columns], its weights in the order that the kernels want; rows are a multiple of 32, columns
/// of 16, no weight is -128. A weight is worth integer × scale of its row.
struct IntegerMatrix {
    std::int8_t const* weights = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0; ///< at most groups::most_columns
    float const* scale = nullptr;
    float const* bias = nullptr;
};

/// Rows of activations rounded to int8, each group of columns with a scale of its own.
struct Activations {
    std::int8_t const* values = nullptr; ///< [tokens][columns], −127…127
    float const* scales = nullptr;       ///< [tokens][groups]
};

/// How many of at least one token a product takes at a time, at most `most`: tiles of like size, for one of a single
/// token would read all weights again for little.
constexpr std::size_t tile_of(std::size_t tokens, std::size_t most) {
    std::size_t const tiles = (tokens + most - 1) / most;
    return (tokens + tiles - 1) / tiles;
}

/// One self-attention over `tokens` rows of `heads` × `dimension` floats; `dimension` is a multiple of 16.
struct Attention {
    float const* query = nullptr;
    float const* key = nullptr;
    float const* value = nullptr;
    std::size_t tokens = 0;
    std::size_t heads = 0;
    std::size_t dimension = 0;

    static constexpr std::size_t padding = 16;
    static constexpr std::size_t queries = 4; ///< that are worked on at a time

    std::size_t padded_tokens() const { return (tokens + padding - 1) / padding * padding; }
    /// Floats between two rows of the turned keys: never a power of two, which would crowd one corner of the cache.
    std::size_t stride() const { return padded_tokens() + padding; }
    /// Floats of workspace that `attend` needs.
    std::size_t workspace() const { return dimension * stride() + queries * padded_tokens(); }
};

/// The arithmetic of the network for one kind of processor. The integer part is exact and the float part is rounded
/// step by step in one order (arithmetic.h), so every set gives the same bits. Counts are multiples of 16.
struct Kernels {
    std::string_view name;
    Packing packing;

    /// result[t][r] = scale[r] · Σ_g activation_scale[t][g] · (Σ_{c in g} activation[t][c] · weight[r][c]) + bias[r];
    /// the inner sums in 32 bits, the outer one from the first group to the last.
    void (*multiply)(IntegerMatrix const& matrix, Activations const& activations, std::size_t tokens, float* result);

    /// Rounds one group of a row, at most 64 columns, to int8 (half to even) and returns its scale: max|x| / 127, or 1
    /// for a group of zeros.
    float (*quantise_group)(float const* row, std::size_t count, std::int8_t* values);

    /// x · Φ(x) in place, Φ by a polynomial (arithmetic.h); absolute error 4e-5 within ±6, beyond it 7e-6 of x.
    void (*gelu)(float* values, std::size_t count);

    /// x = LayerNorm(x + addend) · weight + bias in place.
    void (*add_norm)(float* x, float const* addend, float const* weight, float const* bias, float epsilon,
                     std::size_t count);

    /// mixed[t] = softmax(query[t] · keys / √dimension) · values for every head.
    void (*attend)(Attention const& attention, float* workspace, float* mixed);

    /// Rounds a row group by group; a scale for each.
    void quantise(float const* row, std::size_t count, std::int8_t* values, float* scales) const;
};

/// The sets that this processor can run, best first; "portable" is always the last.
std::span<Kernels const> runnable_kernels();

/// The set of that name, or the best; a name that cannot run here is an error.
Result<Kernels> choose_kernels(std::optional<std::string_view> name);

Kernels portable_kernels();

/// SSE4, AVX2 or NEON sets that this processor can run, best first, written to `sets`; returns how many (at most 2).
std::size_t vector_kernels(std::span<Kernels> sets);

/// The AVX2 set `base` with the exact product that takes bytes; as it is where x86-64 is not.
Kernels avx2_kernels(Kernels base);

/// `base` with the exact product of AVX-512 VNNI, and with its rounding and activation of sixteen numbers at a time; or
/// nothing where the processor lacks it.
std::optional<Kernels> vnni_kernels(Kernels base);

} // namespace undertone::sentiment
