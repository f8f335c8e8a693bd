// Every product and sum is rounded on its own (arithmetic.h), so the compiler must not fuse them.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=off")
#endif

#include "sentiment/arithmetic.h"
#include "sentiment/kernels.h"

// Only the targets that a set is named after: AVX-512 has a file of its own, SVE brings nothing at these sizes.
#define HWY_DISABLED_TARGETS (HWY_AVX3 | HWY_AVX3_DL | HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sentiment/kernels_vector.cpp"
#include "hwy/foreach_target.h"

#include "hwy/highway.h"

#include <cmath>
#include <cstring>

HWY_BEFORE_NAMESPACE();
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
namespace undertone::sentiment::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t tile_tokens = 4;
constexpr std::size_t block_bytes =
    std::size_t{32} * 1024; ///< of weights that stay in the first cache while the tokens pass by

using Floats = hn::ScalableTag<float>;
using Words = hn::ScalableTag<std::int16_t>;
using Bytes = hn::Rebind<std::int8_t, Words>;
using Sums = hn::RepartitionToWide<Words>;
using Vector = hn::Vec<Floats>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t rows_in_vector = hn::MaxLanes(Sums());
constexpr std::size_t parts = arithmetic::lanes / lanes; ///< registers that make up the eight lanes of arithmetic.h

/// Two vectors of rows times `Tokens` tokens, already widened to 16 bits: each lane of a sum belongs to one row, and
/// two columns are taken at a time.
template <std::size_t Tokens>
HWY_INLINE void multiply_tile(std::int16_t const* inputs, float const* scales, IntegerMatrix const& matrix,
                              std::size_t row, float* result) {
    Words const words;
    Bytes const bytes;
    Sums const wide;
    Floats const floats;
    std::size_t const columns = matrix.columns;
    std::size_t const count = groups::count(columns);
    std::int8_t const* const low = matrix.weights + row * columns;
    std::int8_t const* const high = low + rows_in_vector * columns;
    Vector total[Tokens][2];
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        total[token][0] = total[token][1] = hn::Zero(floats);
    }
    std::size_t column = 0;
    for (std::size_t group = 0; group < count; ++group) {
        hn::Vec<Sums> even[Tokens][2];
        hn::Vec<Sums> odd[Tokens][2];
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            even[token][0] = even[token][1] = odd[token][0] = odd[token][1] = hn::Zero(wide);
        }
        for (std::size_t const end = groups::end(group, columns); column < end; column += 2) {
            auto const first = hn::PromoteTo(words, hn::LoadU(bytes, low + rows_in_vector * column));
            auto const second = hn::PromoteTo(words, hn::LoadU(bytes, high + rows_in_vector * column));
            UNDERTONE_UNROLL
            for (std::size_t token = 0; token < Tokens; ++token) {
                std::int32_t pair;
                std::memcpy(&pair, inputs + token * columns + column, sizeof pair);
                auto const input = hn::BitCast(words, hn::Set(wide, pair));
                even[token][0] = hn::ReorderWidenMulAccumulate(wide, input, first, even[token][0], odd[token][0]);
                even[token][1] = hn::ReorderWidenMulAccumulate(wide, input, second, even[token][1], odd[token][1]);
            }
        }
        UNDERTONE_UNROLL
        for (std::size_t token = 0; token < Tokens; ++token) {
            auto const scale = hn::Set(floats, scales[token * count + group]);
            for (std::size_t half = 0; half < 2; ++half) {
                auto const sum = hn::ConvertTo(floats, hn::RearrangeToOddPlusEven(even[token][half], odd[token][half]));
                total[token][half] = hn::Add(total[token][half], hn::Mul(sum, scale));
            }
        }
    }
    UNDERTONE_UNROLL
    for (std::size_t token = 0; token < Tokens; ++token) {
        for (std::size_t half = 0; half < 2; ++half) {
            std::size_t const first = row + half * rows_in_vector;
            auto const scaled = hn::Mul(total[token][half], hn::LoadU(floats, matrix.scale + first));
            hn::StoreU(hn::Add(scaled, hn::LoadU(floats, matrix.bias + first)), floats,
                       result + token * matrix.rows + first);
        }
    }
}

template <std::size_t Tokens>
void multiply_rows(IntegerMatrix const& matrix, Activations const& activations, std::size_t first, std::size_t last,
                   float* result) {
    Words const words;
    Bytes const bytes;
    HWY_ALIGN std::int16_t inputs[Tokens * groups::most_columns];
    for (std::size_t i = 0; i < Tokens * matrix.columns; i += hn::Lanes(words)) {
        hn::Store(hn::PromoteTo(words, hn::LoadU(bytes, activations.values + i)), words, inputs + i);
    }
    for (std::size_t row = first; row < last; row += 2 * rows_in_vector) {
        multiply_tile<Tokens>(inputs, activations.scales, matrix, row, result);
    }
}

void multiply(IntegerMatrix const& matrix, Activations const& activations, std::size_t tokens, float* result) {
    std::size_t const block = std::max(std::size_t{32}, block_bytes / matrix.columns / 32 * 32);
    std::size_t const count = groups::count(matrix.columns);
    auto const from = [&](std::size_t token) {
        return Activations{activations.values + token * matrix.columns, activations.scales + token * count};
    };
    for (std::size_t row = 0; row < matrix.rows; row += block) {
        std::size_t const last = std::min(matrix.rows, row + block);
        std::size_t token = 0;
        for (; token + tile_tokens <= tokens; token += tile_tokens) {
            multiply_rows<tile_tokens>(matrix, from(token), row, last, result + token * matrix.rows);
        }
        for (; token < tokens; ++token) {
            multiply_rows<1>(matrix, from(token), row, last, result + token * matrix.rows);
        }
    }
}

/// Rounds one group, a multiple of 16 columns, and returns its scale.
float quantise_group(float const* row, std::size_t count, std::int8_t* values) {
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
        hn::StoreU(hn::DemoteTo(bytes, hn::Max(hn::Min(rounded, bound), hn::Neg(bound))), bytes, values + i);
    }
    return scale;
}

/// c[0]·xⁿ + c[1]·xⁿ⁻¹ + …, every product and sum rounded.
template <class Coefficients>
HWY_INLINE Vector polynomial(Coefficients const& coefficients, Vector x) {
    Floats const floats;
    auto sum = hn::Set(floats, coefficients[0]);
    for (std::size_t i = 1; i < coefficients.size(); ++i) {
        sum = hn::Add(hn::Mul(sum, x), hn::Set(floats, coefficients[i]));
    }
    return sum;
}

HWY_INLINE Vector exponential(Vector x) {
    Floats const floats;
    hn::Rebind<std::int32_t, Floats> const integers;
    auto const bounded = hn::Max(x, hn::Set(floats, arithmetic::exp_least));
    auto const power = hn::NearestInt(hn::Mul(bounded, hn::Set(floats, arithmetic::log2_e)));
    auto const count = hn::ConvertTo(floats, power);
    auto rest = hn::Sub(bounded, hn::Mul(count, hn::Set(floats, arithmetic::ln2_high)));
    rest = hn::Sub(rest, hn::Mul(count, hn::Set(floats, arithmetic::ln2_low)));
    auto const sum = hn::Mul(polynomial(arithmetic::exp_polynomial, rest), hn::Mul(rest, rest));
    auto const fraction = hn::Add(hn::Add(sum, rest), hn::Set(floats, 1.0F));
    return hn::Mul(fraction, hn::BitCast(floats, hn::ShiftLeft<23>(hn::Add(power, hn::Set(integers, 127)))));
}

void gelu(float* values, std::size_t count) {
    Floats const floats;
    auto const bound = hn::Set(floats, arithmetic::phi_bound);
    for (std::size_t i = 0; i < count; i += hn::Lanes(floats)) {
        auto const value = hn::LoadU(floats, values + i);
        auto const x = hn::Min(hn::Max(value, hn::Neg(bound)), bound);
        auto const phi = hn::Mul(polynomial(arithmetic::phi_polynomial, hn::Mul(x, x)), x);
        auto const half = hn::Mul(value, hn::Set(floats, 0.5F));
        hn::StoreU(hn::Add(hn::Mul(half, phi), half), floats, values + i);
    }
}

/// Calls `take(offset, register)` for every vector of a row, the registers making up the eight lanes of arithmetic.h.
template <class Take>
HWY_INLINE void for_each_vector(std::size_t count, Take const& take) {
    for (std::size_t i = 0; i < count; i += arithmetic::lanes) {
        for (std::size_t part = 0; part < parts; ++part) {
            take(i + part * lanes, part);
        }
    }
}

HWY_INLINE float total(Vector const* sums) {
    HWY_ALIGN float lane[arithmetic::lanes];
    for (std::size_t part = 0; part < parts; ++part) {
        hn::Store(sums[part], Floats(), lane + part * lanes);
    }
    return arithmetic::total(lane);
}

HWY_INLINE void clear(Vector* sums) {
    for (std::size_t part = 0; part < parts; ++part) {
        sums[part] = hn::Zero(Floats());
    }
}

void add_norm(float* x, float const* addend, float const* weight, float const* bias, float epsilon, std::size_t count) {
    Floats const floats;
    Vector sums[parts];
    clear(sums);
    for_each_vector(count, [&](std::size_t i, std::size_t part) HWY_ATTR {
        auto const value = hn::Add(hn::LoadU(floats, x + i), hn::LoadU(floats, addend + i));
        hn::StoreU(value, floats, x + i);
        sums[part] = hn::Add(sums[part], value);
    });
    auto const mean = hn::Set(floats, total(sums) / static_cast<float>(count));
    clear(sums);
    for_each_vector(count, [&](std::size_t i, std::size_t part) HWY_ATTR {
        auto const distance = hn::Sub(hn::LoadU(floats, x + i), mean);
        sums[part] = hn::Add(sums[part], hn::Mul(distance, distance));
    });
    auto const inverse = hn::Set(floats, 1.0F / std::sqrt(total(sums) / static_cast<float>(count) + epsilon));
    for (std::size_t i = 0; i < count; i += lanes) {
        auto const scaled = hn::Mul(hn::Sub(hn::LoadU(floats, x + i), mean), inverse);
        hn::StoreU(hn::Add(hn::Mul(scaled, hn::LoadU(floats, weight + i)), hn::LoadU(floats, bias + i)), floats, x + i);
    }
}

/// Fills `scores` [Queries][padded tokens] with query · key / √dimension; `keys` is [dimension][stride].
template <std::size_t Queries>
HWY_INLINE void compare(float const* query, float const* keys, Attention const& attention, float* scores) {
    Floats const floats;
    std::size_t const width = attention.heads * attention.dimension;
    std::size_t const padded = attention.padded_tokens();
    auto const scale = hn::Set(floats, 1.0F / std::sqrt(static_cast<float>(attention.dimension)));
    for (std::size_t token = 0; token < padded; token += 2 * lanes) {
        Vector low[Queries];
        Vector high[Queries];
        UNDERTONE_UNROLL
        for (std::size_t q = 0; q < Queries; ++q) {
            low[q] = high[q] = hn::Zero(floats);
        }
        for (std::size_t i = 0; i < attention.dimension; ++i) {
            auto const first = hn::LoadU(floats, keys + i * attention.stride() + token);
            auto const second = hn::LoadU(floats, keys + i * attention.stride() + token + lanes);
            UNDERTONE_UNROLL
            for (std::size_t q = 0; q < Queries; ++q) {
                auto const factor = hn::Set(floats, query[q * width + i]);
                low[q] = hn::Add(low[q], hn::Mul(factor, first));
                high[q] = hn::Add(high[q], hn::Mul(factor, second));
            }
        }
        UNDERTONE_UNROLL
        for (std::size_t q = 0; q < Queries; ++q) {
            hn::StoreU(hn::Mul(low[q], scale), floats, scores + q * padded + token);
            hn::StoreU(hn::Mul(high[q], scale), floats, scores + q * padded + token + lanes);
        }
    }
}

/// Turns scores into e^(score − the largest), with zeros behind the last token, and returns one over their sum.
HWY_INLINE float exponentiate(Attention const& attention, float* scores) {
    Floats const floats;
    std::size_t const padded = attention.padded_tokens();
    std::fill(scores + attention.tokens, scores + padded, scores[0]);
    auto most = hn::LoadU(floats, scores);
    for (std::size_t token = lanes; token < padded; token += lanes) {
        most = hn::Max(most, hn::LoadU(floats, scores + token));
    }
    most = hn::MaxOfLanes(floats, most);
    for (std::size_t token = 0; token < padded; token += lanes) {
        hn::StoreU(exponential(hn::Sub(hn::LoadU(floats, scores + token), most)), floats, scores + token);
    }
    std::fill(scores + attention.tokens, scores + padded, 0.0F);
    Vector sums[parts];
    clear(sums);
    for_each_vector(padded, [&](std::size_t token, std::size_t part)
                                HWY_ATTR { sums[part] = hn::Add(sums[part], hn::LoadU(floats, scores + token)); });
    return 1.0F / total(sums);
}

/// The values of one head, weighted by the scores [Queries][padded tokens], times `factors`.
template <std::size_t Queries>
HWY_INLINE void mix(float const* values, float const* scores, float const* factors, Attention const& attention,
                    float* mixed) {
    Floats const floats;
    std::size_t const width = attention.heads * attention.dimension;
    std::size_t const padded = attention.padded_tokens();
    for (std::size_t i = 0; i < attention.dimension; i += 2 * lanes) {
        Vector low[Queries];
        Vector high[Queries];
        UNDERTONE_UNROLL
        for (std::size_t q = 0; q < Queries; ++q) {
            low[q] = high[q] = hn::Zero(floats);
        }
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            auto const first = hn::LoadU(floats, values + token * width + i);
            auto const second = hn::LoadU(floats, values + token * width + i + lanes);
            UNDERTONE_UNROLL
            for (std::size_t q = 0; q < Queries; ++q) {
                auto const score = hn::Set(floats, scores[q * padded + token]);
                low[q] = hn::Add(low[q], hn::Mul(score, first));
                high[q] = hn::Add(high[q], hn::Mul(score, second));
            }
        }
        UNDERTONE_UNROLL
        for (std::size_t q = 0; q < Queries; ++q) {
            auto const factor = hn::Set(floats, factors[q]);
            hn::StoreU(hn::Mul(low[q], factor), floats, mixed + q * width + i);
            hn::StoreU(hn::Mul(high[q], factor), floats, mixed + q * width + i + lanes);
        }
    }
}

/// `Queries` tokens from `token` on, for the head that begins at column `first`.
template <std::size_t Queries>
HWY_INLINE void attend_some(Attention const& attention, std::size_t first, std::size_t token, float* workspace,
                            float* mixed) {
    float* const scores = workspace + attention.dimension * attention.stride();
    std::size_t const place = token * attention.heads * attention.dimension + first;
    float factors[Queries];
    compare<Queries>(attention.query + place, workspace, attention, scores);
    for (std::size_t q = 0; q < Queries; ++q) {
        factors[q] = exponentiate(attention, scores + q * attention.padded_tokens());
    }
    mix<Queries>(attention.value + first, scores, factors, attention, mixed + place);
}

void attend(Attention const& attention, float* workspace, float* mixed) {
    std::size_t const width = attention.heads * attention.dimension;
    std::fill_n(workspace, attention.workspace(), 0.0F);
    for (std::size_t first = 0; first < width; first += attention.dimension) {
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            for (std::size_t i = 0; i < attention.dimension; ++i) {
                workspace[i * attention.stride() + token] = attention.key[token * width + first + i];
            }
        }
        std::size_t token = 0;
        for (; token + Attention::queries <= attention.tokens; token += Attention::queries) {
            attend_some<Attention::queries>(attention, first, token, workspace, mixed);
        }
        for (; token < attention.tokens; ++token) {
            attend_some<1>(attention, first, token, workspace, mixed);
        }
    }
}

Kernels kernels(std::string_view name) {
    return {name, {rows_in_vector, 2, 0}, multiply, quantise_group, gelu, add_norm, attend};
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
        sets[count++] = avx2_kernels(N_AVX2::kernels("avx2"));
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
