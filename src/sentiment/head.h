#pragma once

#include "sentiment/model_file.h"

#include <array>
#include <span>

namespace undertone::sentiment {

/// The seven probabilities of one window, very negative first.
using Probabilities = std::array<double, 7>;

/// softmax(W x + b) over the pooled features (docs/model-file.md, step 4).
Probabilities classify(Head const& head, std::span<float const> features);

/// 1 / (1 + e^−(w x + b)) of a head of one row.
double chance(Head const& head, std::span<float const> features);

/// How often readings whose zone has this probability are right.
double confidence_of(ModelContent const& content, double probability);

/// The pulse of the probabilities: Σ p · pulse_points through the pulse map, cut to 0…100; not rounded.
double pulse_of(ModelContent const& content, Probabilities const& probabilities);

} // namespace undertone::sentiment
