#pragma once

#include "sentiment/level.h"
#include "sentiment/reading.h"

#include <array>
#include <cstdint>
#include <optional>

namespace undertone::sentiment {

/// What the window keeps of one customer message.
struct Sample {
    double pulse = 50;
    bool profane = false; ///< the profanity rule holds for it

    bool operator==(Sample const&) const = default;
};

/// The latest six customer messages that have a reading and enter the window, oldest first, and the feeling they add up
/// to.
struct Mood {
    static constexpr std::size_t size = 6;

    std::array<Sample, size> samples{};
    std::uint8_t count = 0;
    double pulse = 50;         ///< weighted mean, weights 1…count from the oldest to the newest
    Level level = Level::none; ///< none before the first scored message

    bool operator==(Mood const&) const = default;
};

/// The window after one more reading; a reading that does not enter it changes nothing.
Mood step(Mood const& before, Reading const& reading);

/// Decides "decreases to or below the threshold" (D4, D5, D10): fires when `after` <= threshold, `after` < `before`
/// (none counts as neutral) and nothing lower or equal was told yet. `told` is the lowest level an audience was told
/// since the level was last above the threshold; none: nothing was told. A threshold of none never fires. A changed
/// threshold alone never fires.
bool crosses(Level before, Level after, Level told, Level threshold);

/// What was told after the step: none once the level is above the threshold, else the lowest level that fired.
Level told_after(Level after, Level told, Level threshold, bool fired);

enum class Trend : std::uint8_t { improving, steady, declining };

/// The last half of the window against the first half: more than 5 points of pulse is a movement.
Trend trend_of(Mood const& mood);

inline constexpr std::array trends{Trend::improving, Trend::steady, Trend::declining};

std::string_view name_of(Trend trend);

} // namespace undertone::sentiment
