#include "sentiment/window.h"

#include <algorithm>

namespace undertone::sentiment {
namespace {

constexpr double movement = 5;

double mean(Sample const* first, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += first[i].pulse;
    }
    return sum / static_cast<double>(count);
}

Level level_of_window(Mood const& mood) {
    bool const profane =
        std::any_of(mood.samples.begin(), mood.samples.begin() + mood.count, [](Sample const& s) { return s.profane; });
    Level const level = level_of(mood.pulse);
    return profane ? std::min(level, Level::negative) : level;
}

} // namespace

Mood step(Mood const& before, Reading const& reading) {
    if (!reading.enters_window || reading.level == Level::none) {
        return before;
    }
    Mood after = before;
    if (after.count == Mood::size) {
        std::shift_left(after.samples.begin(), after.samples.end(), 1);
        --after.count;
    }
    after.samples[after.count++] = {reading.pulse, reading.profanity_rule};
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < after.count; ++i) {
        auto const weight = static_cast<double>(i + 1);
        sum += weight * after.samples[i].pulse;
        weights += weight;
    }
    after.pulse = rounded(sum / weights);
    after.level = level_of_window(after);
    return after;
}

bool crosses(Level before, Level after, Level told, Level threshold) {
    if (threshold == Level::none || after == Level::none || after > threshold) {
        return false;
    }
    Level const from = before == Level::none ? Level::neutral : before;
    return after < from && (told == Level::none || after < told);
}

Level told_after(Level after, Level told, Level threshold, bool fired) {
    if (after == Level::none) {
        return told;
    }
    if (after > threshold) {
        return Level::none;
    }
    if (!fired) {
        return told;
    }
    return told == Level::none ? after : std::min(told, after);
}

Trend trend_of(Mood const& mood) {
    std::size_t const half = mood.count / 2;
    if (half == 0) {
        return Trend::steady;
    }
    double const difference = mean(mood.samples.data() + mood.count - half, half) - mean(mood.samples.data(), half);
    if (difference > movement) {
        return Trend::improving;
    }
    return difference < -movement ? Trend::declining : Trend::steady;
}

std::string_view name_of(Trend trend) {
    switch (trend) {
    case Trend::improving: return "improving";
    case Trend::declining: return "declining";
    case Trend::steady: break;
    }
    return "steady";
}

} // namespace undertone::sentiment
