#pragma once

#include "types/conversation.h"

#include <cstdint>
#include <optional>

namespace undertone::types {

/// Where a waiting conversation stands in the line of its queue.
struct Place {
    std::int64_t position = 1;                                        ///< 1 is the next one
    std::optional<std::int64_t> expected_wait_seconds = std::nullopt; ///< nothing while nobody was served there

    bool operator==(Place const&) const = default;
};

/// Does it wait in its queue for somebody to take it?
inline bool in_line(Conversation const& conversation) {
    return conversation.state == State::open && !conversation.bot;
}

} // namespace undertone::types
