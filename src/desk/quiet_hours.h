#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "types/quiet_hours.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace undertone::desk {

inline constexpr int minutes_a_day = 24 * 60;

/// Minutes since midnight of "07:30"; nothing when it is no such text.
std::optional<int> minutes_of(std::string_view clock);

/// The name of a time zone as the IANA list writes it, whatever its capitals; what the list does not hold as it is.
std::string zone_as_listed(std::string_view name);

/// Is it a time zone of the IANA list ("Europe/Berlin")? Capitals do not matter.
bool is_time_zone(std::string_view name);

/// The minutes since 1970 that a clock of the zone shows.
std::int64_t local_minutes(std::string_view zone, Time now);

/// The minutes since midnight among so many since 1970, or before it.
int minute_of_day(std::int64_t minutes);

/// From `from` (included) to `to` (excluded) on the zone's clock, over midnight when `to` is the earlier one.
bool is_quiet(types::Quiet const& quiet, Time now);

/// Are they two times of day and a time zone? If not, the field is that of `quiet_hours`.
Result<void> check_quiet_hours(types::Quiet const& quiet);

} // namespace undertone::desk
