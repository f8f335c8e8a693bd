#include "sentiment/kernels.h"

#include <algorithm>
#include <cmath>

namespace undertone::sentiment {
namespace {

void multiply(IntegerMatrix const& matrix, std::int8_t const* activations, std::size_t tokens, std::int32_t* sums) {
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        std::int8_t const* const weights = matrix.weights + row * matrix.columns;
        for (std::size_t token = 0; token < tokens; ++token) {
            std::int8_t const* const input = activations + token * matrix.columns;
            std::int32_t sum = 0;
            for (std::size_t column = 0; column < matrix.columns; ++column) {
                sum += static_cast<std::int32_t>(input[column]) * static_cast<std::int32_t>(weights[column]);
            }
            sums[token * matrix.rows + row] = sum;
        }
    }
}

float quantise(float const* row, std::size_t count, std::int8_t* result) {
    float most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        most = std::max(most, std::abs(row[i]));
    }
    float const scale = most > 0 ? most / 127.0F : 1.0F;
    float const inverse = 1.0F / scale;
    for (std::size_t i = 0; i < count; ++i) {
        float const value = std::nearbyint(row[i] * inverse);
        result[i] = value >= -127.0F && value <= 127.0F ? static_cast<std::int8_t>(value) : std::int8_t{0};
    }
    return scale;
}

void rescale(std::int32_t const* sums, float activation_scale, float const* weight_scale, float const* bias, std::size_t count, float* result) {
    for (std::size_t i = 0; i < count; ++i) {
        result[i] = static_cast<float>(sums[i]) * (activation_scale * weight_scale[i]) + bias[i];
    }
}

void gelu(float* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = 0.5F * values[i] * (1.0F + std::erf(values[i] * 0.70710678F));
    }
}

void add_norm(float* x, float const* addend, float const* weight, float const* bias, float epsilon, std::size_t count) {
    float sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        x[i] += addend[i];
        sum += x[i];
    }
    float const mean = sum / static_cast<float>(count);
    float squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
        squares += (x[i] - mean) * (x[i] - mean);
    }
    float const inverse = 1.0F / std::sqrt(squares / static_cast<float>(count) + epsilon);
    for (std::size_t i = 0; i < count; ++i) {
        x[i] = (x[i] - mean) * inverse * weight[i] + bias[i];
    }
}

/// Fills `scores` with the weights of all tokens for one query.
void weigh(float const* query, float const* keys, Attention const& attention, float* scores) {
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
    float total = 0;
    for (std::size_t token = 0; token < attention.tokens; ++token) {
        scores[token] = std::exp(scores[token] - most);
        total += scores[token];
    }
    for (std::size_t token = 0; token < attention.tokens; ++token) {
        scores[token] /= total;
    }
}

void attend(Attention const& attention, float* workspace, float* mixed) {
    std::size_t const width = attention.heads * attention.dimension;
    for (std::size_t head = 0; head < attention.heads; ++head) {
        std::size_t const first = head * attention.dimension;
        for (std::size_t token = 0; token < attention.tokens; ++token) {
            weigh(attention.query + token * width + first, attention.key + first, attention, workspace);
            float* const result = mixed + token * width + first;
            std::fill_n(result, attention.dimension, 0.0F);
            for (std::size_t other = 0; other < attention.tokens; ++other) {
                float const* const value = attention.value + other * width + first;
                for (std::size_t i = 0; i < attention.dimension; ++i) {
                    result[i] += workspace[other] * value[i];
                }
            }
        }
    }
}

} // namespace

Kernels portable_kernels() {
    return {"portable", multiply, quantise, rescale, gelu, add_norm, attend};
}

} // namespace undertone::sentiment
