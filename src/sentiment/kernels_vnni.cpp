#include "sentiment/kernels.h"

#if defined(__x86_64__)

#include <algorithm>
#include <immintrin.h>

#define UNDERTONE_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

namespace undertone::sentiment {
namespace {

constexpr std::size_t step = 64;
constexpr std::size_t tile_tokens = 4;
constexpr std::size_t tile_rows = 4;
constexpr std::size_t block_bytes = std::size_t{32} * 1024; ///< of weights that stay in the first cache while the tokens pass by
constexpr std::int32_t offset = 128;                         ///< makes activations unsigned, which the instruction asks for

/// The sums of the lanes of four vectors.
UNDERTONE_VNNI __m128i sum_lanes(__m512i a, __m512i b, __m512i c, __m512i d) {
    __m512i const ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
    __m512i const cd = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
    __m512i const all = _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
    __m256i const half = _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));
    return _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

/// Four rows times `Tokens` tokens. Unsigned activations are 128 too large, so 128 times the row's sum is taken off again.
template <std::size_t Tokens>
UNDERTONE_VNNI void multiply_tile(IntegerMatrix const& matrix, std::size_t row, std::int8_t const* activations, std::int32_t* sums) {
    std::size_t const columns = matrix.columns;
    std::int8_t const* const weights = matrix.weights + row * columns;
    __m512i const flip = _mm512_set1_epi8(static_cast<char>(offset));
    __m512i total[Tokens][tile_rows];
    for (auto& row_totals : total) {
        std::fill_n(row_totals, tile_rows, _mm512_setzero_si512());
    }
    for (std::size_t column = 0; column < columns; column += step) {
        __mmask64 const inside = columns - column >= step ? ~__mmask64{0} : (__mmask64{1} << (columns - column)) - 1;
        __m512i rows[tile_rows];
        for (std::size_t r = 0; r < tile_rows; ++r) {
            rows[r] = _mm512_maskz_loadu_epi8(inside, weights + r * columns + column);
        }
        for (std::size_t token = 0; token < Tokens; ++token) {
            __m512i const input = _mm512_xor_si512(_mm512_maskz_loadu_epi8(inside, activations + token * columns + column), flip);
            for (std::size_t r = 0; r < tile_rows; ++r) {
                total[token][r] = _mm512_dpbusd_epi32(total[token][r], input, rows[r]);
            }
        }
    }
    __m128i const excess = _mm_slli_epi32(_mm_loadu_si128(reinterpret_cast<__m128i const*>(matrix.row_sums + row)), 7);
    for (std::size_t token = 0; token < Tokens; ++token) {
        __m128i const sum = sum_lanes(total[token][0], total[token][1], total[token][2], total[token][3]);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(sums + token * matrix.rows + row), _mm_sub_epi32(sum, excess));
    }
}

void multiply(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t tokens, std::int32_t* sums) {
    std::size_t const block = std::max(tile_rows, block_bytes / matrix.columns / tile_rows * tile_rows);
    for (std::size_t first = 0; first < matrix.rows; first += block) {
        std::size_t const last = std::min(matrix.rows, first + block);
        std::size_t token = 0;
        for (; token + tile_tokens <= tokens; token += tile_tokens) {
            for (std::size_t row = first; row < last; row += tile_rows) {
                multiply_tile<tile_tokens>(matrix, row, activations + token * matrix.columns, sums + token * matrix.rows);
            }
        }
        for (; token < tokens; ++token) {
            for (std::size_t row = first; row < last; row += tile_rows) {
                multiply_tile<1>(matrix, row, activations + token * matrix.columns, sums + token * matrix.rows);
            }
        }
    }
}

} // namespace

std::optional<decltype(Kernels::multiply)> vnni_multiply() {
    bool const runs = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
    return runs ? std::optional(&multiply) : std::nullopt;
}

} // namespace undertone::sentiment

#else

namespace undertone::sentiment {

std::optional<decltype(Kernels::multiply)> vnni_multiply() {
    return std::nullopt;
}

} // namespace undertone::sentiment

#endif
