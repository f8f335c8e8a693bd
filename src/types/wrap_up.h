#pragma once

#include "base/clock.h"
#include "types/names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// What the agent notes about a conversation when it is over; for staff only.
struct WrapUp {
    std::string note;
    std::vector<std::string> codes; ///< of those that the administrator keeps, at the time
    Reference by;
    Time at{};

    bool operator==(WrapUp const&) const = default;
};

/// What changes; an absent value stays.
struct WrapUpChange {
    std::optional<std::string> note = std::nullopt;
    std::optional<std::vector<std::string>> codes = std::nullopt;
};

/// The codes to choose from, in the administrator's order.
struct WrapUpCodes {
    std::vector<std::string> codes;
    std::uint64_t version = 1;
};

} // namespace undertone::types
