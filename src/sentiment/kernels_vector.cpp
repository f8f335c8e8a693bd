#include "sentiment/kernels.h"

// Only the targets that a set is named after: AVX-512 has a file of its own, SVE brings nothing at these sizes.
#define HWY_DISABLED_TARGETS (HWY_AVX3 | HWY_AVX3_DL | HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sentiment/kernels_vector.cpp"
#include "hwy/foreach_target.h"

#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"

#include <cmath>

HWY_BEFORE_NAMESPACE();
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
namespace undertone::sentiment::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t most_columns = 8192;
constexpr std::size_t tile_tokens = 4;
constexpr std::size_t block_bytes = std::size_t{32} * 1024; ///< of weights that stay in the first cache while the tokens pass by

using Floats = hn::ScalableTag<float>;
using Words = hn::ScalableTag<std::int16_t>;
using Bytes = hn::Rebind<std::int8_t, Words>;
using Sums = hn::RepartitionToWide<Words>;

/// Two rows times `Tokens` tokens, already widened to 16 bits.
template <std::size_t Tokens>
HWY_INLINE void multiply_tile(std::int16_t const* inputs, std::int8_t const* weights, std::size_t columns, std::size_t rows, std::int32_t* sums) {
    Words const words;
    Bytes const bytes;
    Sums const wide;
    hn::Vec<Sums> even[Tokens][2];
    hn::Vec<Sums> odd[Tokens][2];
    for (std::size_t token = 0; token < Tokens; ++token) {
        even[token][0] = even[token][1] = odd[token][0] = odd[token][1] = hn::Zero(wide);
    }
    for (std::size_t column = 0; column < columns; column += hn::Lanes(words)) {
        auto const first = hn::PromoteTo(words, hn::LoadU(bytes, weights + column));
        auto const second = hn::PromoteTo(words, hn::LoadU(bytes, weights + columns + column));
        for (std::size_t token = 0; token < Tokens; ++token) {
            auto const input = hn::Load(words, inputs + token * columns + column);
            even[token][0] = hn::ReorderWidenMulAccumulate(wide, input, first, even[token][0], odd[token][0]);
            even[token][1] = hn::ReorderWidenMulAccumulate(wide, input, second, even[token][1], odd[token][1]);
        }
    }
    for (std::size_t token = 0; token < Tokens; ++token) {
        sums[token * rows] = hn::GetLane(hn::SumOfLanes(wide, hn::Add(even[token][0], odd[token][0])));
        sums[token * rows + 1] = hn::GetLane(hn::SumOfLanes(wide, hn::Add(even[token][1], odd[token][1])));
    }
}

template <std::size_t Tokens>
void multiply_rows(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t first, std::size_t last, std::int32_t* sums) {
    Words const words;
    Bytes const bytes;
    HWY_ALIGN std::int16_t inputs[Tokens * most_columns];
    for (std::size_t i = 0; i < Tokens * matrix.columns; i += hn::Lanes(words)) {
        hn::Store(hn::PromoteTo(words, hn::LoadU(bytes, activations + i)), words, inputs + i);
    }
    for (std::size_t row = first; row < last; row += 2) {
        multiply_tile<Tokens>(inputs, matrix.weights + row * matrix.columns, matrix.columns, matrix.rows, sums + row);
    }
}

void multiply(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t tokens, std::int32_t* sums) {
    std::size_t const block = std::max<std::size_t>(2, block_bytes / matrix.columns / 2 * 2);
    for (std::size_t row = 0; row < matrix.rows; row += block) {
        std::size_t const last = std::min(matrix.rows, row + block);
        std::size_t token = 0;
        for (; token + tile_tokens <= tokens; token += tile_tokens) {
            multiply_rows<tile_tokens>(matrix, activations + token * matrix.columns, row, last, sums + token * matrix.rows);
        }
        for (; token < tokens; ++token) {
            multiply_rows<1>(matrix, activations + token * matrix.columns, row, last, sums + token * matrix.rows);
        }
    }
}

float quantise(float const* row, std::size_t count, std::int8_t* result) {
    Floats const floats;
    auto most = hn::Zero(floats);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        most = hn::Max(most, hn::Abs(hn::LoadU(floats, row + i)));
    }
    float const highest = hn::GetLane(hn::MaxOfLanes(floats, most));
    float const scale = highest > 0 ? highest / 127.0F : 1.0F;
    auto const inverse = hn::Set(floats, 1.0F / scale);
    hn::Rebind<std::int32_t, Floats> const integers;
    hn::Rebind<std::int8_t, Floats> const bytes;
    auto const bound = hn::Set(integers, 127);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const rounded = hn::NearestInt(hn::Mul(hn::LoadU(floats, row + i), inverse));
        hn::StoreU(hn::DemoteTo(bytes, hn::Max(hn::Min(rounded, bound), hn::Neg(bound))), bytes, result + i);
    }
    return scale;
}

void rescale(std::int32_t const* sums, float activation_scale, float const* weight_scale, float const* bias, std::size_t count, float* result) {
    Floats const floats;
    hn::Rebind<std::int32_t, Floats> const integers;
    auto const factor = hn::Set(floats, activation_scale);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const scale = hn::Mul(factor, hn::LoadU(floats, weight_scale + i));
        auto const sum = hn::ConvertTo(floats, hn::LoadU(integers, sums + i));
        hn::StoreU(hn::MulAdd(sum, scale, hn::LoadU(floats, bias + i)), floats, result + i);
    }
}

/// erf(z) for z >= 0: Abramowitz and Stegun 7.1.26.
template <class Vector> HWY_INLINE Vector error_function(Vector z) {
    Floats const floats;
    auto const t = hn::Div(hn::Set(floats, 1.0F), hn::MulAdd(z, hn::Set(floats, 0.3275911F), hn::Set(floats, 1.0F)));
    auto sum = hn::Set(floats, 1.061405429F);
    sum = hn::MulAdd(sum, t, hn::Set(floats, -1.453152027F));
    sum = hn::MulAdd(sum, t, hn::Set(floats, 1.421413741F));
    sum = hn::MulAdd(sum, t, hn::Set(floats, -0.284496736F));
    sum = hn::MulAdd(sum, t, hn::Set(floats, 0.254829592F));
    auto const tail = hn::Exp(floats, hn::Neg(hn::Mul(z, z)));
    return hn::NegMulAdd(hn::Mul(sum, t), tail, hn::Set(floats, 1.0F));
}

void gelu(float* values, std::size_t count) {
    Floats const floats;
    auto const half = hn::Set(floats, 0.5F);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const x = hn::LoadU(floats, values + i);
        auto const magnitude = error_function(hn::Mul(hn::Abs(x), hn::Set(floats, 0.70710678F)));
        auto const halved = hn::Mul(x, half);
        hn::StoreU(hn::MulAdd(halved, hn::CopySignToAbs(magnitude, x), halved), floats, values + i);
    }
}

void add_norm(float* x, float const* addend, float const* weight, float const* bias, float epsilon, std::size_t count) {
    Floats const floats;
    auto sum = hn::Zero(floats);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const value = hn::Add(hn::LoadU(floats, x + i), hn::LoadU(floats, addend + i));
        hn::StoreU(value, floats, x + i);
        sum = hn::Add(sum, value);
    }
    auto const mean = hn::Set(floats, hn::GetLane(hn::SumOfLanes(floats, sum)) / static_cast<float>(count));
    auto squares = hn::Zero(floats);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const distance = hn::Sub(hn::LoadU(floats, x + i), mean);
        squares = hn::MulAdd(distance, distance, squares);
    }
    float const variance = hn::GetLane(hn::SumOfLanes(floats, squares)) / static_cast<float>(count);
    auto const inverse = hn::Set(floats, 1.0F / std::sqrt(variance + epsilon));
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const scaled = hn::Mul(hn::Sub(hn::LoadU(floats, x + i), mean), inverse);
        hn::StoreU(hn::MulAdd(scaled, hn::LoadU(floats, weight + i), hn::LoadU(floats, bias + i)), floats, x + i);
    }
}

/// Fills `scores` with e^(query · key / √dimension − the largest) of all tokens and returns one over their sum; `keys` is [dimension][padded tokens].
HWY_INLINE float weigh(float const* query, float const* keys, Attention const& attention, float* scores) {
    Floats const floats;
    std::size_t const padded = attention.padded_tokens();
    auto const scale = hn::Set(floats, 1.0F / std::sqrt(static_cast<float>(attention.dimension)));
    for (std::size_t token = 0; token < padded; token += hn::Lanes(floats)) {
        auto sum = hn::Zero(floats);
        for (std::size_t i = 0; i < attention.dimension; ++i) {
            sum = hn::MulAdd(hn::Set(floats, query[i]), hn::LoadU(floats, keys + i * padded + token), sum);
        }
        hn::StoreU(hn::Mul(sum, scale), floats, scores + token);
    }
    for (std::size_t token = attention.tokens; token < padded; ++token) {
        scores[token] = scores[0];
    }
    auto most = hn::LoadU(floats, scores);
    for (std::size_t token = 0; token < padded; token += hn::Lanes(floats)) {
        most = hn::Max(most, hn::LoadU(floats, scores + token));
    }
    most = hn::MaxOfLanes(floats, most);
    for (std::size_t token = 0; token < padded; token += hn::Lanes(floats)) {
        hn::StoreU(hn::Exp(floats, hn::Sub(hn::LoadU(floats, scores + token), most)), floats, scores + token);
    }
    auto total = hn::Zero(floats);
    for (std::size_t token = attention.tokens; token < padded; ++token) {
        scores[token] = 0;
    }
    for (std::size_t token = 0; token < padded; token += hn::Lanes(floats)) {
        total = hn::Add(total, hn::LoadU(floats, scores + token));
    }
    return 1.0F / hn::GetLane(hn::SumOfLanes(floats, total));
}

void attend(Attention const& attention, float* workspace, float* mixed) {
    Floats const floats;
    std::size_t const lanes = hn::Lanes(floats);
    std::size_t const width = attention.heads * attention.dimension;
    std::size_t const padded = attention.padded_tokens();
    float* const keys = workspace;
    float* const scores = workspace + attention.dimension * padded;
    std::fill_n(workspace, attention.workspace(), 0.0F);
    for (std::size_t first = 0; first < width; first += attention.dimension) {
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            for (std::size_t i = 0; i < attention.dimension; ++i) {
                keys[i * padded + token] = attention.key[token * width + first + i];
            }
        }
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            auto const factor = hn::Set(floats, weigh(attention.query + token * width + first, keys, attention, scores));
            for (std::size_t i = first; i < first + attention.dimension; i += 2 * lanes) {
                auto low = hn::Zero(floats);
                auto high = hn::Zero(floats);
                for (std::size_t other = 0; other < attention.tokens; ++other) {
                    auto const score = hn::Set(floats, scores[other]);
                    low = hn::MulAdd(score, hn::LoadU(floats, attention.value + other * width + i), low);
                    high = hn::MulAdd(score, hn::LoadU(floats, attention.value + other * width + i + lanes), high);
                }
                hn::StoreU(hn::Mul(low, factor), floats, mixed + token * width + i);
                hn::StoreU(hn::Mul(high, factor), floats, mixed + token * width + i + lanes);
            }
        }
    }
}

Kernels kernels(std::string_view name) {
    return {name, multiply, quantise, rescale, gelu, add_norm, attend};
}

} // namespace undertone::sentiment::HWY_NAMESPACE
#endif
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace undertone::sentiment {

std::size_t vector_kernels(std::span<Kernels> sets) {
    std::size_t count = 0;
#if HWY_ARCH_X86
    std::int64_t const runnable = hwy::SupportedTargets();
    if ((runnable & HWY_AVX2) != 0) {
        sets[count++] = N_AVX2::kernels("avx2");
    }
    if ((runnable & HWY_SSE4) != 0) {
        sets[count++] = N_SSE4::kernels("sse4");
    }
#elif HWY_ARCH_ARM_A64
    sets[count++] = N_NEON::kernels("neon");
#endif
    return count;
}

} // namespace undertone::sentiment
#endif
