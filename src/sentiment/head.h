#pragma once

#include "sentiment/level.h"
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

/// The summed probability of a zone's levels.
double probability_of(Zone zone, Probabilities const& probabilities);

/// The pulse of the probabilities (docs/model-file.md, step 4), not rounded: it lies in the zone that has most of them,
/// so that "as likely furious as delighted" is not read as neutral.
double pulse_of(ModelContent const& content, Probabilities const& probabilities);

} // namespace undertone::sentiment
