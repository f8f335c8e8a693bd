#include "sentiment/course.h"

#include <algorithm>
#include <tuple>

namespace undertone::sentiment {
namespace {

constexpr std::size_t least_for_a_trend = 6;

double mean_pulse(std::size_t count, auto const& pulse_at) {
    double sum = 0;
    for (std::size_t index = 0; index < count; ++index)
        sum += pulse_at(index);
    return sum / static_cast<double>(count);
}

/// Of the messages in [begin, end), each with the weight of its place in the whole.
double weighted_mean(std::span<Heard const> messages, std::size_t begin, std::size_t end) {
    double sum = 0;
    double weights = 0;
    for (std::size_t index = begin; index < end; ++index) {
        auto const weight = static_cast<double>(index + 1);
        sum += weight * (2 * messages[index].pulse - 100);
        weights += weight;
    }
    return sum / weights;
}

/// By level, which the profanity rule may keep below the pulse, then by pulse.
bool is_lower(Feeling const& one, Feeling const& other) {
    return std::tie(one.level, one.pulse) < std::tie(other.level, other.pulse);
}

std::size_t quarter_of(Time at, Time begin, Time end) {
    if (end <= begin || at <= begin)
        return 0;
    return static_cast<std::size_t>(std::min<std::int64_t>(3, (at - begin).count() * 4 / (end - begin).count()));
}

} // namespace

Course step(Course before, Reading const& reading, std::string_view message, Time at) {
    if (!reading.enters_window || reading.level == Level::none)
        return before;
    auto after = std::move(before);
    if (after.messages < Course::part)
        after.opening[after.messages] = reading.pulse;
    ++after.messages;
    after.mood = step(after.mood, reading);
    after.language = reading.language;
    after.model = reading.model;
    Feeling const now{after.mood.level, after.mood.pulse};
    if (after.messages == 1)
        after.first = now;
    if (!after.lowest || is_lower(now, after.lowest->feeling)) {
        after.lowest = LowPoint{std::string(message), at, now};
        after.recovered_at.reset();
    } else if (!after.recovered_at && now.level >= Level::neutral && after.lowest->feeling.level < Level::neutral) {
        after.recovered_at = at;
    }
    return after;
}

std::optional<double> transition_of(Course const& course) {
    auto const part = std::min<std::size_t>(Course::part, course.messages / 2);
    if (part == 0)
        return std::nullopt;
    auto const& latest = course.mood;
    auto const begin = mean_pulse(part, [&](std::size_t index) { return course.opening[index]; });
    auto const end =
        mean_pulse(part, [&](std::size_t index) { return latest.samples[latest.count - 1 - index].pulse; });
    return rounded(end - begin);
}

std::optional<std::chrono::milliseconds> recovery_of(Course const& course) {
    if (!course.lowest || !course.recovered_at)
        return std::nullopt;
    return *course.recovered_at - course.lowest->at;
}

std::string_view name_of(Movement movement) {
    switch (movement) {
    case Movement::declining: return "declining";
    case Movement::slightly_declining: return "slightly_declining";
    case Movement::no_change: break;
    case Movement::slightly_improving: return "slightly_improving";
    case Movement::improving: return "improving";
    }
    return "no_change";
}

Movement movement_of(double change) {
    constexpr double strong = 55;
    constexpr double slight = 20;
    if (change > strong)
        return Movement::improving;
    if (change > slight)
        return Movement::slightly_improving;
    if (change >= -slight)
        return Movement::no_change;
    return change >= -strong ? Movement::slightly_declining : Movement::declining;
}

std::optional<WeightedTrend> weighted_trend(std::span<Heard const> messages) {
    auto const count = messages.size();
    if (count < least_for_a_trend)
        return std::nullopt;
    auto const half = count / 2;
    auto const change = (weighted_mean(messages, count - half, count) - weighted_mean(messages, 0, half)) / 2;
    return WeightedTrend{rounded(weighted_mean(messages, 0, count)), rounded(change), movement_of(rounded(change))};
}

Quarters quarters_of(std::span<Heard const> messages, Time begin, Time end) {
    std::array<double, 4> sums{};
    std::array<std::size_t, 4> counts{};
    for (auto const& message : messages) {
        auto const quarter = quarter_of(message.at, begin, end);
        sums.at(quarter) += (message.pulse - 50) / 10;
        ++counts.at(quarter);
    }
    Quarters result;
    double sum = 0;
    std::size_t filled = 0;
    for (std::size_t quarter = 0; quarter < counts.size(); ++quarter) {
        if (counts.at(quarter) == 0)
            continue;
        auto const score = sums.at(quarter) / static_cast<double>(counts.at(quarter));
        result.scores.at(quarter) = rounded(score);
        sum += score;
        ++filled;
    }
    if (filled > 0)
        result.overall = rounded(sum / static_cast<double>(filled));
    return result;
}

} // namespace undertone::sentiment
