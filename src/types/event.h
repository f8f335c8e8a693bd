#pragma once

#include "types/alert.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/person.h"
#include "types/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// The kinds that clients see (`typing` alone is never stored; its action is the side that types), and `rights`: a
/// person's rights or sign-ins changed, each node looks again at that person's sockets.
enum class EventKind : std::uint8_t {
    message,
    reading,
    level,
    alert,
    conversation,
    presence,
    settings,
    rights,
    typing,
    read
};

std::string_view name_of(EventKind kind);

/// Something that happened and was stored. Events of one change share the conversation's version and come in the order
/// of the commits.
struct Event {
    EventKind kind = EventKind::conversation;
    std::optional<Conversation> conversation;     ///< as it is after the change
    std::optional<State> before;                  ///< the state it came from, when the change moved it
    std::optional<sentiment::Level> before_level; ///< of a level event: the level until this message
    std::optional<Reference> before_agent;        ///< the agent who had it before, when that changed
    std::optional<Reference> before_queue;        ///< the queue it left, when the change moved it
    std::string action;             ///< of a conversation event: "create", "accept", "release" …; of others empty
    bool hidden = false;            ///< visitors do not hear of it
    bool silent = false;            ///< agents do not hear of it either
    std::optional<Message> message; ///< with its reading
    std::optional<Alert> alert;     ///< `told` says who hears of it
    std::vector<std::string> pops;  ///< ids of those for whom the alert pops up now
    std::uint32_t missed = 0;       ///< so many alerts waited for the person told; `alert` is the latest of them
    std::optional<User> person;     ///< of presence and rights
    std::optional<SentimentSettings> settings;            ///< of settings: the organisation's
    std::optional<QueueSentimentSettings> queue_settings; ///< of settings: a queue's
    std::optional<Queue> queue; ///< of settings: it has another name, or its conversations take other units
    /// Of `queue`: ids of those who work on something in it, members or not; of a conversation event: of those who lose
    /// it as consultants or as its first agent.
    std::vector<std::string> concerned;
    Time at{};

    bool operator==(Event const&) const = default;
};

} // namespace undertone::types
