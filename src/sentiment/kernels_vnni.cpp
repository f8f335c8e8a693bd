#include "sentiment/arithmetic.h"
#include "sentiment/kernels.h"

#if defined(__x86_64__)

#include <algorithm>
#include <cstring>
#include <immintrin.h>
#include <numeric>

#define UNDERTONE_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

namespace undertone::sentiment {
namespace {

constexpr std::size_t rows_in_vector = 16;
constexpr std::size_t tile_rows = 2 * rows_in_vector;
constexpr std::size_t tile_tokens = 8;
constexpr std::size_t group = 4; ///< columns that the instruction takes at a time
constexpr std::size_t step = 64;
constexpr int offset_bits = 7; ///< the packed weights are unsigned, 128 too large, as the instruction asks for

/// The sum of a row of activations.
UNDERTONE_VNNI std::int32_t sum_of(std::int8_t const* activations, std::size_t columns) {
    __m512i const ones = _mm512_set1_epi8(1);
    __m512i total = _mm512_setzero_si512();
    for (std::size_t column = 0; column < columns; column += step) {
        __mmask64 const inside = columns - column >= step ? ~__mmask64{0} : (__mmask64{1} << (columns - column)) - 1;
        total = _mm512_dpbusd_epi32(total, ones, _mm512_maskz_loadu_epi8(inside, activations + column));
    }
    alignas(step) std::int32_t lanes[rows_in_vector];
    _mm512_store_si512(lanes, total);
    return std::accumulate(lanes, lanes + rows_in_vector, std::int32_t{0});
}

/// 32 rows times `Tokens` tokens, one row a lane.
template <std::size_t Tokens>
UNDERTONE_VNNI void multiply_tile(IntegerMatrix const& matrix, std::size_t row, std::int8_t const* activations,
                                  std::int32_t const* excess, std::int32_t* sums) {
    std::size_t const columns = matrix.columns;
    std::int8_t const* const low = matrix.weights + row * columns;
    std::int8_t const* const high = low + rows_in_vector * columns;
    __m512i total[Tokens][2];
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        total[token][0] = total[token][1] = _mm512_set1_epi32(excess[token]);
    }
    for (std::size_t column = 0; column < columns; column += group) {
        __m512i const first = _mm512_loadu_si512(low + column * rows_in_vector);
        __m512i const second = _mm512_loadu_si512(high + column * rows_in_vector);
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            std::int32_t four;
            std::memcpy(&four, activations + token * columns + column, sizeof four);
            __m512i const input = _mm512_set1_epi32(four);
            total[token][0] = _mm512_dpbusd_epi32(total[token][0], first, input);
            total[token][1] = _mm512_dpbusd_epi32(total[token][1], second, input);
        }
    }
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        _mm512_storeu_si512(sums + token * matrix.rows + row, total[token][0]);
        _mm512_storeu_si512(sums + token * matrix.rows + row + rows_in_vector, total[token][1]);
    }
}

using Tile = void (*)(IntegerMatrix const&, std::size_t, std::int8_t const*, std::int32_t const*, std::int32_t*);
constexpr Tile tiles[tile_tokens + 1] = {nullptr,          multiply_tile<1>, multiply_tile<2>,
                                         multiply_tile<3>, multiply_tile<4>, multiply_tile<5>,
                                         multiply_tile<6>, multiply_tile<7>, multiply_tile<8>};

/// A few tokens at a time, so that their excess fits here and their activations into the cache.
constexpr std::size_t most_tokens = 64;

void multiply_some(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t tokens,
                   std::int32_t* sums) {
    std::int32_t excess[most_tokens];
    for (std::size_t token = 0; token < tokens; ++token) {
        excess[token] = -(sum_of(activations + token * matrix.columns, matrix.columns) * (1 << offset_bits));
    }
    for (std::size_t row = 0; row < matrix.rows; row += tile_rows) {
        for (std::size_t token = 0; token < tokens; token += tile_tokens) {
            Tile const tile = tiles[std::min(tile_tokens, tokens - token)];
            tile(matrix, row, activations + token * matrix.columns, excess + token, sums + token * matrix.rows);
        }
    }
}

void multiply(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t tokens, std::int32_t* sums) {
    for (std::size_t token = 0; token < tokens; token += most_tokens) {
        std::size_t const count = std::min(most_tokens, tokens - token);
        multiply_some(matrix, activations + token * matrix.columns, count, sums + token * matrix.rows);
    }
}

} // namespace

std::optional<Kernels> vnni_kernels(Kernels base) {
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vnni")) {
        return std::nullopt;
    }
    base.name = "avx512_vnni";
    base.packing = {rows_in_vector, group, 0x80};
    base.multiply = multiply;
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
