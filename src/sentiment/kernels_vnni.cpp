#include "sentiment/arithmetic.h"
#include "sentiment/kernels.h"

#if defined(__x86_64__)

// Every product and sum is rounded on its own (arithmetic.h), so the compiler must not fuse them.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=off")
#endif

#include <algorithm>
#include <cstring>
#include <immintrin.h>

#define UNDERTONE_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

namespace undertone::sentiment {
namespace {

constexpr std::size_t rows_in_vector = 16;
constexpr std::size_t floats_in_vector = 16;
constexpr std::size_t tile_rows = 2 * rows_in_vector;
constexpr std::size_t tile_tokens = 6;
constexpr std::size_t columns_at_once = 4; ///< that the instruction takes
constexpr int offset_bits = 7; ///< the packed weights are unsigned, 128 too large, as the instruction asks for

/// sum[lane] += the products of four unsigned and four signed bytes. In assembly, because g++ 12 moves every sum
/// through a second register when it is left the choice.
UNDERTONE_VNNI inline void add_products(__m512i& sum, __m512i unsigned_bytes, __m512i signed_bytes) {
    asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(unsigned_bytes), "v"(signed_bytes));
}

/// The sum of a group of at most 64 activations.
UNDERTONE_VNNI std::int32_t sum_of(std::int8_t const* activations, std::size_t count) {
    __mmask64 const inside = ~__mmask64{0} >> ((groups::size - count) % groups::size); // no group is empty
    __m512i const values = _mm512_maskz_loadu_epi8(inside, activations);
    return _mm512_reduce_add_epi32(_mm512_dpbusd_epi32(_mm512_setzero_si512(), _mm512_set1_epi8(1), values));
}

/// What one tile reads beside the weights: for each token its activations, and for each of its groups the scale and
/// what the offset of the weights adds too much.
struct TileInput {
    std::int8_t const* activations;
    float const* scales;
    std::int32_t const* excess;
};

/// 32 rows times `Tokens` tokens, one row a lane. `Ahead`: the weights of the next 32 rows are fetched meanwhile.
template <std::size_t Tokens, bool Ahead>
UNDERTONE_VNNI void multiply_tile(IntegerMatrix const& matrix, std::size_t row, TileInput const& input, float* result) {
    std::size_t const columns = matrix.columns;
    std::size_t const count = groups::count(columns);
    std::int8_t const* const low = matrix.weights + row * columns;
    std::int8_t const* const high = low + rows_in_vector * columns;
    __m512 total[Tokens][2];
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        total[token][0] = total[token][1] = _mm512_setzero_ps();
    }
    std::size_t column = 0;
    for (std::size_t group = 0; group < count; ++group) {
        __m512i sum[Tokens][2];
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            sum[token][0] = sum[token][1] = _mm512_set1_epi32(input.excess[token * count + group]);
        }
        for (std::size_t const end = groups::end(group, columns); column < end; column += columns_at_once) {
            if constexpr (Ahead) {
                std::int8_t const* const next = low + (tile_rows * columns + column * rows_in_vector);
                _mm_prefetch(next, _MM_HINT_T1);
                _mm_prefetch(next + rows_in_vector * columns, _MM_HINT_T1);
            }
            __m512i const first = _mm512_loadu_si512(low + column * rows_in_vector);
            __m512i const second = _mm512_loadu_si512(high + column * rows_in_vector);
            UNDERTONE_UNROLL
            for (std::size_t token = 0; token < Tokens; ++token) {
                std::int32_t four;
                std::memcpy(&four, input.activations + token * columns + column, sizeof four);
                __m512i const values = _mm512_set1_epi32(four);
                add_products(sum[token][0], first, values);
                add_products(sum[token][1], second, values);
            }
        }
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            __m512 const scale = _mm512_set1_ps(input.scales[token * count + group]);
            total[token][0] = _mm512_add_ps(total[token][0], _mm512_mul_ps(_mm512_cvtepi32_ps(sum[token][0]), scale));
            total[token][1] = _mm512_add_ps(total[token][1], _mm512_mul_ps(_mm512_cvtepi32_ps(sum[token][1]), scale));
        }
    }
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        for (std::size_t half = 0; half < 2; ++half) {
            std::size_t const first = row + half * rows_in_vector;
            __m512 const scaled = _mm512_mul_ps(total[token][half], _mm512_loadu_ps(matrix.scale + first));
            _mm512_storeu_ps(result + token * matrix.rows + first,
                             _mm512_add_ps(scaled, _mm512_loadu_ps(matrix.bias + first)));
        }
    }
}

using Tile = void (*)(IntegerMatrix const&, std::size_t, TileInput const&, float*);
template <bool Ahead>
constexpr Tile tiles[tile_tokens + 1] = {
    nullptr,
    multiply_tile<1, Ahead>,
    multiply_tile<2, Ahead>,
    multiply_tile<3, Ahead>,
    multiply_tile<4, Ahead>,
    multiply_tile<5, Ahead>,
    multiply_tile<6, Ahead>,
};

/// A few tokens at a time, so that their excess fits here and their activations into the cache.
constexpr std::size_t most_tokens = 48;

void multiply_some(IntegerMatrix const& matrix, Activations const& activations, std::size_t tokens, float* result) {
    std::int32_t excess[most_tokens * groups::count(groups::most_columns)];
    std::size_t const columns = matrix.columns;
    std::size_t const count = groups::count(columns);
    for (std::size_t token = 0; token < tokens; ++token) {
        std::size_t column = 0;
        for (std::size_t group = 0; group < count; ++group) {
            std::size_t const end = groups::end(group, columns);
            std::int32_t const sum = sum_of(activations.values + token * columns + column, end - column);
            excess[token * count + group] = -(sum * (1 << offset_bits));
            column = end;
        }
    }
    std::size_t const tile = tile_of(tokens, tile_tokens);
    for (std::size_t row = 0; row < matrix.rows; row += tile_rows) {
        for (std::size_t token = 0; token < tokens; token += tile) {
            TileInput const input{activations.values + token * columns, activations.scales + token * count,
                                  excess + token * count};
            auto const& few = token == 0 ? tiles<true> : tiles<false>;
            few[std::min(tile, tokens - token)](matrix, row, input, result + token * matrix.rows);
        }
    }
}

void multiply(IntegerMatrix const& matrix, Activations const& activations, std::size_t tokens, float* result) {
    std::size_t const count = groups::count(matrix.columns);
    for (std::size_t token = 0; token < tokens; token += most_tokens) {
        Activations const some{activations.values + token * matrix.columns, activations.scales + token * count};
        multiply_some(matrix, some, std::min(most_tokens, tokens - token), result + token * matrix.rows);
    }
}

/// Rounds one group, a multiple of 16 columns and at most 64 of them, and returns its scale.
UNDERTONE_VNNI float quantise_group(float const* row, std::size_t count, std::int8_t* values) {
    __m512 most = _mm512_setzero_ps();
    for (std::size_t i = 0; i < count; i += floats_in_vector) {
        most = _mm512_max_ps(most, _mm512_abs_ps(_mm512_loadu_ps(row + i)));
    }
    float const highest = _mm512_reduce_max_ps(most);
    float const scale = highest > 0 ? highest / 127.0F : 1.0F;
    __m512 const inverse = _mm512_set1_ps(1.0F / scale);
    for (std::size_t i = 0; i < count; i += floats_in_vector) {
        __m512 const scaled = _mm512_mul_ps(_mm512_loadu_ps(row + i), inverse);
        __m512i const rounded = _mm512_cvtps_epi32(_mm512_min_ps(_mm512_set1_ps(127.0F), scaled));
        __m128i const bytes = _mm512_cvtsepi32_epi8(_mm512_max_epi32(rounded, _mm512_set1_epi32(-127)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(values + i), bytes);
    }
    return scale;
}

UNDERTONE_VNNI void gelu(float* values, std::size_t count) {
    __m512 const bound = _mm512_set1_ps(arithmetic::phi_bound);
    for (std::size_t i = 0; i < count; i += floats_in_vector) {
        __m512 const value = _mm512_loadu_ps(values + i);
        __m512 const x = _mm512_min_ps(_mm512_max_ps(value, _mm512_sub_ps(_mm512_setzero_ps(), bound)), bound);
        __m512 const square = _mm512_mul_ps(x, x);
        __m512 sum = _mm512_set1_ps(arithmetic::phi_polynomial[0]);
        UNDERTONE_UNROLL
        for (std::size_t power = 1; power < arithmetic::phi_polynomial.size(); ++power) {
            sum = _mm512_add_ps(_mm512_mul_ps(sum, square), _mm512_set1_ps(arithmetic::phi_polynomial[power]));
        }
        __m512 const half = _mm512_mul_ps(value, _mm512_set1_ps(0.5F));
        _mm512_storeu_ps(values + i, _mm512_add_ps(_mm512_mul_ps(half, _mm512_mul_ps(sum, x)), half));
    }
}

} // namespace

std::optional<Kernels> vnni_kernels(Kernels base) {
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vnni")) {
        return std::nullopt;
    }
    base.name = "avx512_vnni";
    base.packing = {rows_in_vector, columns_at_once, 0x80};
    base.multiply = multiply;
    base.quantise_group = quantise_group;
    base.gelu = gelu;
    return base;
}

} // namespace undertone::sentiment

#else

namespace undertone::sentiment {

std::optional<Kernels> vnni_kernels(Kernels) {
    return std::nullopt;
}

} // namespace undertone::sentiment

#endif
