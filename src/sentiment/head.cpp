#include "sentiment/head.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace undertone::sentiment {

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

double pulse_of(ModelContent const& content, Probabilities const& probabilities) {
    double const raw =
        std::inner_product(probabilities.begin(), probabilities.end(), content.pulse_points.begin(), 0.0);
    auto const& map = content.pulse_map;
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
    return std::clamp(below->second + share * (above->second - below->second), 0.0, 100.0);
}

} // namespace undertone::sentiment
