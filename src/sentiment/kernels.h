#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace undertone::sentiment {

/// The order in which one set of kernels reads the weights of a matrix: groups of `rows` rows, within them groups of
/// `columns` columns, the columns of a row side by side. A group of no rows leaves the matrix as it is in the file.
struct Packing {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::uint8_t flip = 0; ///< XORed to each weight; 0x80 makes them unsigned, 128 too large

    bool moves() const { return rows != 0; }
};

/// Writes the weights [rows][columns] to `packed` in that order; rows and columns are multiples of 32.
void pack(Packing const& packing, std::int8_t const* weights, std::size_t rows, std::size_t columns,
          std::int8_t* packed);

/// An int8 matrix [rows][columns], its weights in the order that the kernels want; rows and columns are multiples of
/// 32, no weight is -128.
struct IntegerMatrix {
    std::int8_t const* weights = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0; ///< at most 8,192
};

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

/// The arithmetic of the network for one kind of processor. The integer part is exact, so every set gives the same
/// sums; the float part differs in the last bits at most. Counts are multiples of 32, activations lie in −127…127.
struct Kernels {
    std::string_view name;
    Packing packing;

    /// sums[t][r] = Σ activations[t][c] · weights[r][c] in 32 bits.
    void (*multiply)(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t tokens,
                     std::int32_t* sums);

    /// Rounds a row to int8 (half to even) and returns its scale, max|x| / 127, or 1 for a row of zeros.
    float (*quantise)(float const* row, std::size_t count, std::int8_t* result);

    /// result[r] = sums[r] · activation_scale · weight_scale[r] + bias[r].
    void (*rescale)(std::int32_t const* sums, float activation_scale, float const* weight_scale, float const* bias,
                    std::size_t count, float* result);

    /// x · Φ(x) in place, with the error function of Abramowitz and Stegun 7.1.26 (absolute error 1.5e-7).
    void (*gelu)(float* values, std::size_t count);

    /// x = LayerNorm(x + addend) · weight + bias in place.
    void (*add_norm)(float* x, float const* addend, float const* weight, float const* bias, float epsilon,
                     std::size_t count);

    /// mixed[t] = softmax(query[t] · keys / √dimension) · values for every head.
    void (*attend)(Attention const& attention, float* workspace, float* mixed);
};

/// The sets that this processor can run, best first; "portable" is always the last.
std::span<Kernels const> runnable_kernels();

/// The set of that name, or the best; a name that cannot run here is an error.
Result<Kernels> choose_kernels(std::optional<std::string_view> name);

Kernels portable_kernels();

/// SSE4, AVX2 or NEON sets that this processor can run, best first, written to `sets`; returns how many (at most 2).
std::size_t vector_kernels(std::span<Kernels> sets);

/// `base` with the exact product of AVX-512 VNNI, or nothing where the processor lacks it.
std::optional<Kernels> vnni_kernels(Kernels base);

} // namespace undertone::sentiment
