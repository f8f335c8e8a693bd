#include "sentiment/level.h"

#include <cmath>

namespace undertone::sentiment {
namespace {

constexpr std::array<std::string_view, 7> level_names{"very_negative",     "negative", "slightly_negative", "neutral",
                                                      "slightly_positive", "positive", "very_positive"};

} // namespace

double rounded(double pulse) {
    return std::round(pulse * 100.0) / 100.0;
}

Level level_of(double pulse) {
    double const shown = rounded(pulse);
    if (shown < 15) {
        return Level::very_negative;
    }
    if (shown < 30) {
        return Level::negative;
    }
    if (shown < 45) {
        return Level::slightly_negative;
    }
    if (shown <= 55) {
        return Level::neutral;
    }
    if (shown <= 70) {
        return Level::slightly_positive;
    }
    return shown <= 85 ? Level::positive : Level::very_positive;
}

Zone zone_of(Level level) {
    if (level == Level::none) {
        return Zone::none;
    }
    if (level == Level::neutral) {
        return Zone::neutral;
    }
    return level < Level::neutral ? Zone::negative : Zone::positive;
}

std::string_view name_of(Level level) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (levels[i] == level) {
            return level_names[i];
        }
    }
    return "none";
}

std::string_view name_of(Zone zone) {
    switch (zone) {
    case Zone::negative: return "negative";
    case Zone::neutral: return "neutral";
    case Zone::positive: return "positive";
    case Zone::none: break;
    }
    return "none";
}

std::optional<Level> level_from(std::string_view name) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (level_names[i] == name) {
            return levels[i];
        }
    }
    return name == "none" ? std::optional(Level::none) : std::nullopt;
}

} // namespace undertone::sentiment
