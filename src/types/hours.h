#pragma once

#include "types/names.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// The days as the interface names them, Monday first.
inline constexpr std::array weekdays{std::string_view("monday"),    std::string_view("tuesday"),
                                     std::string_view("wednesday"), std::string_view("thursday"),
                                     std::string_view("friday"),    std::string_view("saturday"),
                                     std::string_view("sunday")};

/// From `from` (included) to `to` (excluded), in minutes since midnight; `to` may be 1440, the end of the day.
struct OpenSpan {
    int from = 0;
    int to = 0;

    bool operator==(OpenSpan const&) const = default;
};

using Week = std::array<std::vector<OpenSpan>, weekdays.size()>;

/// When a queue is open, by the clock of a time zone. As long as nobody set them, always.
struct Hours {
    std::string time_zone = "UTC";
    std::optional<Week> weekly = std::nullopt;        ///< absent: day and night
    std::vector<std::string> closed_on = {};          ///< "2026-12-25", whatever the day of the week is
    std::map<std::string, std::string> message = {};  ///< language tag -> what who writes outside the hours reads
    std::optional<Reference> overflow = std::nullopt; ///< where such conversations go while that queue is open
    std::uint64_t version = 1;

    bool operator==(Hours const&) const = default;
};

} // namespace undertone::types
