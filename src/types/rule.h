#pragma once

#include "sentiment/rule.h"
#include "types/alert.h"
#include "types/quiet_hours.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// One rule of the organisation's own, beside the two thresholds.
struct Rule {
    std::string id;
    std::string name; ///< unique
    bool enabled = true;
    std::uint64_t version = 1;
    std::uint64_t condition_version = 1; ///< the version that brought the present condition
    std::optional<std::string> queue;    ///< id (on the way in: or name); absent: every queue
    std::optional<std::string> channel;  ///< absent: every channel
    std::optional<std::string> skill;    ///< only what an agent has who knows this; absent: whoever has it, and nobody
    AlertAudience audience = AlertAudience::supervisor;
    sentiment::Condition condition;
    Quiet quiet;

    bool operator==(Rule const&) const = default;
};

/// Is it on, and does it look at conversations of this queue (id) and channel? The skill is another question.
bool looks_at(Rule const& rule, std::string_view queue, std::string_view channel);

/// What a rule would have told.
struct Firing {
    std::string conversation; ///< id
    std::string message;      ///< id
    Time at{};
    sentiment::Level level = sentiment::Level::none;
    double pulse = 50;
};

struct Simulation {
    std::vector<Firing> firings;
    std::uint64_t conversations = 0; ///< that were replayed, newest first
    bool cut = false;                ///< a bound was met: there is more history than was replayed, or more firings
};

} // namespace undertone::types
