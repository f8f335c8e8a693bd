#pragma once

#include "base/clock.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/person.h"
#include "types/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// A person was there in this way from `since` on.
struct PresencePeriod {
    Presence presence = Presence::offline;
    Time since{};
    std::optional<Time> until; ///< absent: until now

    bool operator==(PresencePeriod const&) const = default;
};

/// A running conversation with the latest points of its course, oldest first.
struct Held {
    Conversation conversation;
    std::vector<SentimentPoint> course;
};

/// A session with the name of its conversation's customer.
struct Handled {
    Session session;
    std::string customer;
};

/// What one agent does now and did of late. It holds no sum and no mean of feelings: people are not ranked (J6).
struct Work {
    User user;
    Time from{};                           ///< sessions and presences that lasted until after it
    std::vector<PresencePeriod> presences; ///< newest first
    std::int64_t units = 0;                ///< active conversations at once
    std::int64_t used = 0;                 ///< of these
    std::vector<Held> conversations;       ///< newest first
    std::vector<Handled> sessions;         ///< newest first
    bool partial = false;                  ///< there is more than one answer holds
};

} // namespace undertone::types
