// Every product and sum is rounded on its own (arithmetic.h), so the compiler must not fuse them.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=off")
#endif

#include "sentiment/arithmetic.h"
#include "sentiment/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace undertone::sentiment {
namespace {

/// The sum of the products of the columns from `first` to before `last`.
std::int32_t product(std::int8_t const* input, std::int8_t const* weights, std::size_t first, std::size_t last) {
    std::int32_t sum = 0;
    for (std::size_t column = first; column < last; ++column) {
        sum += static_cast<std::int32_t>(input[column]) * static_cast<std::int32_t>(weights[column]);
    }
    return sum;
}

void multiply(IntegerMatrix const& matrix, Activations const& activations, std::size_t tokens, float* result) {
    std::size_t const columns = matrix.columns;
    std::size_t const count = groups::count(columns);
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        std::int8_t const* const weights = matrix.weights + row * columns;
        for (std::size_t token = 0; token < tokens; ++token) {
            std::int8_t const* const input = activations.values + token * columns;
            float total = 0;
            std::size_t column = 0;
            for (std::size_t group = 0; group < count; ++group) {
                std::size_t const end = groups::end(group, columns);
                auto const sum = static_cast<float>(product(input, weights, column, end));
                total = total + sum * activations.scales[token * count + group];
                column = end;
            }
            result[token * matrix.rows + row] = total * matrix.scale[row] + matrix.bias[row];
        }
    }
}

/// Rounds one group and returns its scale.
float quantise_group(float const* row, std::size_t count, std::int8_t* values) {
    float most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        most = std::max(most, std::abs(row[i]));
    }
    float const scale = most > 0 ? most / 127.0F : 1.0F;
    float const inverse = 1.0F / scale;
    for (std::size_t i = 0; i < count; ++i) {
        float const value = std::nearbyint(row[i] * inverse);
        values[i] = value >= -127.0F && value <= 127.0F ? static_cast<std::int8_t>(value) : std::int8_t{0};
    }
    return scale;
}

float exponential(float x) {
    float const bounded = std::max(arithmetic::exp_least, x); // also what is not a number
    float const power = std::nearbyint(bounded * arithmetic::log2_e);
    float rest = bounded - power * arithmetic::ln2_high;
    rest = rest - power * arithmetic::ln2_low;
    float sum = arithmetic::exp_polynomial[0];
    for (std::size_t i = 1; i < arithmetic::exp_polynomial.size(); ++i) {
        sum = sum * rest + arithmetic::exp_polynomial[i];
    }
    float const fraction = sum * (rest * rest) + rest + 1.0F;
    return fraction * std::bit_cast<float>((static_cast<std::int32_t>(power) + 127) << 23);
}

void gelu(float* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        float const x = std::clamp(values[i], -arithmetic::phi_bound, arithmetic::phi_bound);
        float const square = x * x;
        float sum = arithmetic::phi_polynomial[0];
        for (std::size_t power = 1; power < arithmetic::phi_polynomial.size(); ++power) {
            sum = sum * square + arithmetic::phi_polynomial[power];
        }
        float const half = values[i] * 0.5F;
        values[i] = half * (sum * x) + half;
    }
}

void add_norm(float* x, float const* addend, float const* weight, float const* bias, float epsilon, std::size_t count) {
    float sums[arithmetic::lanes]{};
    for (std::size_t i = 0; i < count; ++i) {
        x[i] += addend[i];
        sums[i % arithmetic::lanes] += x[i];
    }
    float const mean = arithmetic::total(sums) / static_cast<float>(count);
    float squares[arithmetic::lanes]{};
    for (std::size_t i = 0; i < count; ++i) {
        float const distance = x[i] - mean;
        squares[i % arithmetic::lanes] += distance * distance;
    }
    float const inverse = 1.0F / std::sqrt(arithmetic::total(squares) / static_cast<float>(count) + epsilon);
    for (std::size_t i = 0; i < count; ++i) {
        x[i] = (x[i] - mean) * inverse * weight[i] + bias[i];
    }
}

/// Fills `scores` with e^(query · key / √dimension − the largest) of all tokens and returns one over their sum.
float weigh(float const* query, float const* keys, Attention const& attention, float* scores) {
    std::size_t const width = attention.heads * attention.dimension;
    float const scale = 1.0F / std::sqrt(static_cast<float>(attention.dimension));
    float most = -INFINITY;
    for (std::size_t token = 0; token < attention.tokens; ++token) {
        float sum = 0;
        for (std::size_t i = 0; i < attention.dimension; ++i) {
            sum += query[i] * keys[token * width + i];
        }
        scores[token] = sum * scale;
        most = std::max(most, scores[token]);
    }
    float sums[arithmetic::lanes]{};
    for (std::size_t token = 0; token < attention.tokens; ++token) {
        scores[token] = exponential(scores[token] - most);
        sums[token % arithmetic::lanes] += scores[token];
    }
    return 1.0F / arithmetic::total(sums);
}

void attend(Attention const& attention, float* workspace, float* mixed) {
    std::size_t const width = attention.heads * attention.dimension;
    for (std::size_t first = 0; first < width; first += attention.dimension) {
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            float const factor =
                weigh(attention.query + token * width + first, attention.key + first, attention, workspace);
            for (std::size_t i = first; i < first + attention.dimension; ++i) {
                float sum = 0;
                for (std::size_t other = 0; other < attention.tokens; ++other) {
                    sum += workspace[other] * attention.value[other * width + i];
                }
                mixed[token * width + i] = sum * factor;
            }
        }
    }
}

} // namespace

Kernels portable_kernels() {
    return {"portable", {}, multiply, quantise_group, gelu, add_norm, attend};
}

} // namespace undertone::sentiment
