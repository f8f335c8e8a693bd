#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace undertone::sentiment {

/// How a customer feels, with the codes of the Dynamics 365 pick-lists; the order of the codes is the order of the
/// feelings.
enum class Level : std::uint8_t {
    none = 0,
    very_negative = 7,
    negative = 8,
    slightly_negative = 9,
    neutral = 10,
    slightly_positive = 11,
    positive = 12,
    very_positive = 13
};

inline constexpr std::array levels{Level::very_negative,     Level::negative, Level::slightly_negative, Level::neutral,
                                   Level::slightly_positive, Level::positive, Level::very_positive};

enum class Zone : std::uint8_t { none, negative, neutral, positive };

inline constexpr std::array zones{Zone::none, Zone::negative, Zone::neutral, Zone::positive};

/// The pulse of a text without a feeling: what is stronger lies further from it, on either side.
inline constexpr double neutral_pulse = 50;

/// Rounds a pulse to the two decimals in which it is shown and cut.
double rounded(double pulse);

/// The level of a pulse 0…100: below 15, 30, 45; to 55, 70, 85; above. Monotone.
Level level_of(double pulse);

Zone zone_of(Level level);

/// "very_negative"; "none".
std::string_view name_of(Level level);
std::string_view name_of(Zone zone);
std::optional<Level> level_from(std::string_view name);

} // namespace undertone::sentiment
