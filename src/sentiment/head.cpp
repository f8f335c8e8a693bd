#include "sentiment/head.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace undertone::sentiment {
namespace {

/// The value of a rising map at `raw`, linear between its points and level outside them.
double along(std::vector<std::pair<double, double>> const& map, double raw) {
    if (!(raw > map.front().first)) { // also what is not a number
        return map.front().second;
    }
    if (raw >= map.back().first) {
        return map.back().second;
    }
    auto const above = std::upper_bound(map.begin(), map.end(), raw,
                                        [](double value, auto const& point) { return value < point.first; });
    auto const below = above - 1;
    double const share = (raw - below->first) / (above->first - below->first);
    return below->second + share * (above->second - below->second);
}

} // namespace

Probabilities classify(Head const& head, std::span<float const> features) {
    Probabilities result{};
    for (std::size_t level = 0; level < result.size(); ++level) {
        auto const row = head.weight.subspan(level * features.size(), features.size());
        result[level] =
            std::inner_product(row.begin(), row.end(), features.begin(), static_cast<double>(head.bias[level]));
    }
    double const highest = *std::max_element(result.begin(), result.end());
    double total = 0;
    for (double& value : result) {
        value = std::exp(value - highest);
        total += value;
    }
    for (double& value : result) {
        value /= total;
    }
    return result;
}

double chance(Head const& head, std::span<float const> features) {
    double const logit = std::inner_product(head.weight.begin(), head.weight.end(), features.begin(),
                                            static_cast<double>(head.bias.front()));
    return 1 / (1 + std::exp(-logit));
}

double pulse_of(ModelContent const& content, Probabilities const& probabilities) {
    double const raw =
        std::inner_product(probabilities.begin(), probabilities.end(), content.pulse_points.begin(), 0.0);
    return std::clamp(along(content.pulse_map, raw), 0.0, 100.0);
}

double confidence_of(ModelContent const& content, double probability) {
    return std::clamp(along(content.confidence_map, probability), 0.0, 1.0);
}

} // namespace undertone::sentiment
