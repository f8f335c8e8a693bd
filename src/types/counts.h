#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "types/conversation.h"

#include <cstdint>
#include <map>
#include <optional>

namespace undertone::types {

/// The figures above the live list, of conversations that agents have or that were handed over by a bot (F7).
struct ConversationCounts {
    std::int64_t conversations = 0;
    std::map<State, std::int64_t> states;
    std::map<sentiment::Level, std::int64_t> levels;
    std::int64_t waiting = 0;          ///< nobody has accepted them yet
    std::optional<Time> longest_since; ///< begin of the longest of these waits

    bool operator==(ConversationCounts const&) const = default;
};

} // namespace undertone::types
