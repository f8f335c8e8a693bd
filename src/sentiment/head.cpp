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

/// A zone and the pulses of its levels (level_of).
struct Side {
    Zone zone;
    double lowest;
    double highest;
};

constexpr std::array sides{Side{Zone::neutral, 45, 55}, Side{Zone::negative, 0, 44.99},
                           Side{Zone::positive, 55.01, 100}};

/// What the expectation over all levels counts in the pulse beside that over the likeliest zone's levels.
constexpr double share_of_all = 0.3;

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

double probability_of(Zone zone, Probabilities const& probabilities) {
    double total = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        total += zone_of(levels[i]) == zone ? probabilities[i] : 0;
    }
    return total;
}

double pulse_of(ModelContent const& content, Probabilities const& probabilities) {
    auto const chance_of = [&](Side const& side) { return probability_of(side.zone, probabilities); };
    auto const& likeliest = *std::max_element(
        sides.begin(), sides.end(), [&](Side const& a, Side const& b) { return chance_of(a) < chance_of(b); });
    double all = 0;
    double within = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        double const part = probabilities[i] * content.pulse_points[i];
        all += part;
        within += zone_of(levels[i]) == likeliest.zone ? part : 0;
    }
    double const raw = share_of_all * all + (1 - share_of_all) * within / chance_of(likeliest);
    return std::clamp(along(content.pulse_map, raw), likeliest.lowest, likeliest.highest);
}

double confidence_of(ModelContent const& content, double probability) {
    return std::clamp(along(content.confidence_map, probability), 0.0, 1.0);
}

} // namespace undertone::sentiment
