#pragma once

#include "base/clock.h"
#include "sentiment/window.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// How feelings went over a whole session or conversation: pure arithmetic over its customer messages that enter the
/// window.
namespace undertone::sentiment {

/// Level and pulse of a window at one moment.
struct Feeling {
    Level level = Level::none;
    double pulse = 50;

    bool operator==(Feeling const&) const = default;
};

/// The lowest point: the message that brought it about, and when.
struct LowPoint {
    std::string message; ///< id
    Time at{};
    Feeling feeling;

    bool operator==(LowPoint const&) const = default;
};

/// What is kept of the messages so far, message by message; its window starts empty.
struct Course {
    static constexpr std::size_t part = Mood::size / 2;

    std::uint32_t messages = 0;
    std::array<double, part> opening{}; ///< pulses of the first messages
    Mood mood;                          ///< at its end
    Feeling first;                      ///< after the first message
    std::optional<LowPoint> lowest;     ///< by level, then pulse; the first of equally low ones
    std::optional<Time> recovered_at;   ///< since the lowest point: first time at neutral or better
    std::string language;               ///< of the latest message, and the model that read it
    std::string model;

    bool operator==(Course const&) const = default;
};

/// The course after one more reading; a reading that does not enter the window changes nothing.
Course step(Course before, Reading const& reading, std::string_view message, Time at);

/// B20: the mean pulse of the end part minus that of the begin part, -100…100. The parts are the first and the last
/// three messages, of fewer than six the first and the last half (an odd one in the middle is left out); nothing with
/// fewer than two messages.
std::optional<double> transition_of(Course const& course);

/// From the lowest point until the level is at neutral or better; nothing when it never is, or when nothing was below
/// neutral.
std::optional<std::chrono::milliseconds> recovery_of(Course const& course);

/// One customer message of a conversation.
struct Heard {
    Time at{};
    double pulse = 50;
};

enum class Movement : std::uint8_t { declining, slightly_declining, no_change, slightly_improving, improving };

std::string_view name_of(Movement movement);

/// Above 55 and 20, below -20 and -55.
Movement movement_of(double change);

/// The Genesys-like view: every pulse p counts as 2p - 100 with the weight of its place, 1…n.
struct WeightedTrend {
    double score = 0;  ///< weighted mean of all messages, -100…100
    double change = 0; ///< half of the difference between the weighted means of the last and the first half, -100…100
    Movement movement = Movement::no_change;
};

/// Nothing with fewer than six messages.
std::optional<WeightedTrend> weighted_trend(std::span<Heard const> messages);

/// The Amazon-like view: -5…5 for each quarter of the time.
struct Quarters {
    std::array<std::optional<double>, 4> scores; ///< nothing where the customer wrote nothing
    std::optional<double> overall;               ///< mean of those that are there
};

/// Of the time from `begin` to `end`; what is outside counts in the nearest quarter.
Quarters quarters_of(std::span<Heard const> messages, Time begin, Time end);

} // namespace undertone::sentiment
