#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace undertone::types {

/// Alerts that fall into these hours wait in the inbox: "22:00" to "06:00" in a time zone of the IANA list.
struct QuietHours {
    std::string from;
    std::string to;
    std::string time_zone;

    bool operator==(QuietHours const&) const = default;
};

/// None: alerts are told at any hour.
using Quiet = std::optional<QuietHours>;

/// "22:00-06:00 Europe/Berlin"; empty for none.
std::string text_of(Quiet const& quiet);
Quiet quiet_from(std::string_view text);

} // namespace undertone::types
