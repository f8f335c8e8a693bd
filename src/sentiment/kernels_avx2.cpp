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

#define UNDERTONE_AVX2 __attribute__((target("avx2")))

namespace undertone::sentiment {
namespace {

constexpr std::size_t rows_in_vector = 8;
constexpr std::size_t tile_rows = 2 * rows_in_vector;
constexpr std::size_t tile_tokens = 4;
constexpr std::size_t columns_at_once = 4; ///< of a row in 32 bits

/// Eight rows of four weights, and how large each is.
struct Block {
    __m256i weights;
    __m256i sizes;
};

UNDERTONE_AVX2 inline Block load(std::int8_t const* weights) {
    __m256i const values = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(weights));
    return {values, _mm256_abs_epi8(values)};
}

/// sum[row] += the products of a row's four weights with four activations. The instruction wants one side unsigned, so
/// the activations take over the signs of the weights; two products then stay within 2 · 127 · 127, and 16 bits. In
/// assembly, because g++ 12 brings all products forward when it is left the choice, and half of the sums into memory.
UNDERTONE_AVX2 inline void add_products(__m256i& sum, Block const& block, __m256i activations, __m256i ones) {
    __m256i products;
    asm("vpsignb %[weights], %[activations], %[products]\n\t"
        "vpmaddubsw %[products], %[sizes], %[products]\n\t"
        "vpmaddwd %[ones], %[products], %[products]\n\t"
        "vpaddd %[products], %[sum], %[sum]"
        : [sum] "+x"(sum), [products] "=&x"(products)
        : [weights] "x"(block.weights), [sizes] "x"(block.sizes), [activations] "x"(activations), [ones] "x"(ones));
}

/// 16 rows times `Tokens` tokens, one row a lane. `Ahead`: the weights of the next 16 rows are fetched meanwhile.
template <std::size_t Tokens, bool Ahead>
UNDERTONE_AVX2 void multiply_tile(IntegerMatrix const& matrix, std::size_t row, Activations const& activations,
                                  float* result) {
    std::size_t const columns = matrix.columns;
    std::size_t const count = groups::count(columns);
    __m256i const ones = _mm256_set1_epi16(1);
    std::int8_t const* const weights = matrix.weights + row * columns;
    __m256 total[Tokens][2];
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        total[token][0] = total[token][1] = _mm256_setzero_ps();
    }
    std::size_t column = 0;
    for (std::size_t group = 0; group < count; ++group) {
        __m256i sum[Tokens][2];
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            sum[token][0] = sum[token][1] = _mm256_setzero_si256();
        }
        for (std::size_t const end = groups::end(group, columns); column < end; column += columns_at_once) {
            if constexpr (Ahead) {
                _mm_prefetch(weights + (columns + column) * tile_rows, _MM_HINT_T1);
            }
            Block const first = load(weights + column * tile_rows);
            Block const second = load(weights + column * tile_rows + rows_in_vector * columns_at_once);
            UNDERTONE_UNROLL
            for (std::size_t token = 0; token < Tokens; ++token) {
                std::int32_t four;
                std::memcpy(&four, activations.values + token * columns + column, sizeof four);
                __m256i const values = _mm256_set1_epi32(four);
                add_products(sum[token][0], first, values, ones);
                add_products(sum[token][1], second, values, ones);
            }
        }
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            __m256 const scale = _mm256_set1_ps(activations.scales[token * count + group]);
            total[token][0] = _mm256_add_ps(total[token][0], _mm256_mul_ps(_mm256_cvtepi32_ps(sum[token][0]), scale));
            total[token][1] = _mm256_add_ps(total[token][1], _mm256_mul_ps(_mm256_cvtepi32_ps(sum[token][1]), scale));
        }
    }
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        for (std::size_t half = 0; half < 2; ++half) {
            std::size_t const first = row + half * rows_in_vector;
            __m256 const scaled = _mm256_mul_ps(total[token][half], _mm256_loadu_ps(matrix.scale + first));
            _mm256_storeu_ps(result + token * matrix.rows + first,
                             _mm256_add_ps(scaled, _mm256_loadu_ps(matrix.bias + first)));
        }
    }
}

using Tile = void (*)(IntegerMatrix const&, std::size_t, Activations const&, float*);
template <bool Ahead>
constexpr Tile tiles[tile_tokens + 1] = {nullptr, multiply_tile<1, Ahead>, multiply_tile<2, Ahead>,
                                         multiply_tile<3, Ahead>, multiply_tile<4, Ahead>};

void multiply(IntegerMatrix const& matrix, Activations const& activations, std::size_t tokens, float* result) {
    std::size_t const columns = matrix.columns;
    std::size_t const count = groups::count(columns);
    std::size_t const tile = tile_of(tokens, tile_tokens);
    for (std::size_t row = 0; row < matrix.rows; row += tile_rows) {
        for (std::size_t token = 0; token < tokens; token += tile) {
            Activations const some{activations.values + token * columns, activations.scales + token * count};
            auto const& few = token == 0 ? tiles<true> : tiles<false>;
            few[std::min(tile, tokens - token)](matrix, row, some, result + token * matrix.rows);
        }
    }
}

} // namespace

Kernels avx2_kernels(Kernels base) {
    base.packing = {tile_rows, columns_at_once, 0};
    base.multiply = multiply;
    return base;
}

} // namespace undertone::sentiment

#else

namespace undertone::sentiment {

Kernels avx2_kernels(Kernels base) {
    return base;
}

} // namespace undertone::sentiment

#endif
