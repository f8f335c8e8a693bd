#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "types/conversation.h"
#include "types/names.h"
#include "types/person.h"
#include "types/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// Which conversations the figures are made of: those created in [from, to), and beside them those of the period
/// before, in [previous_from, from). Queue and agent by id or name.
struct InsightFilter {
    Time previous_from{};
    Time from{};
    Time to{};
    std::optional<std::string> queue = std::nullopt;
    std::optional<std::string> agent = std::nullopt;
    std::optional<std::string> channel = std::nullopt;
    std::vector<State> states = {}; ///< empty: all
};

/// What the figures know of one conversation.
struct ConversationFacts {
    std::string id;
    State state = State::open;
    Reference queue;
    std::optional<Reference> agent;
    std::string channel;
    std::string customer;
    std::string language;
    bool bot = false;
    sentiment::Level level = sentiment::Level::none;
    double pulse = 0;
    std::int64_t messages = 0;
    std::int64_t incoming_messages = 0; ///< of the customer
    std::int64_t outgoing_messages = 0; ///< of agents and supervisors, to the customer
    std::int64_t transfers = 0;         ///< sessions that ended by a transfer
    Time created_at{};
    Time queued_at{};                                ///< begin of the first wait for an agent
    std::optional<std::chrono::milliseconds> waited; ///< all waits together: in the line, and for an answer to an offer
    std::optional<Time> accepted_at;                 ///< by the first agent
    std::optional<std::chrono::milliseconds> handled; ///< that agents had it, wrap-up and waiting aside left out
    std::optional<Time> ended_at;
    std::optional<Time> closed_at;
    std::optional<Time> first_response_at; ///< the first message of an agent that the customer sees
    std::vector<std::string> wrap_up_codes;
};

/// What an export tells besides.
struct ExportedConversation {
    ConversationFacts facts;
    std::string subject;
    sentiment::Level lowest = sentiment::Level::none;
    std::optional<double> transition;
};

/// What the figures know of one session that an agent was offered or had.
struct SessionFacts {
    Reference queue;
    Reference agent;
    Time began_at{};
    bool accepted = false;
    std::optional<SessionEnd> ended_by;
    sentiment::Level level = sentiment::Level::none;
    double pulse = 0;
    std::optional<double> transition;
};

/// What the figures know of one bot part; the agent is the one who had the conversation afterwards.
struct BotFacts {
    Reference queue;
    std::optional<Reference> agent;
    Time began_at{};
    std::optional<Time> ended_at;
    std::optional<SessionEnd> ended_by;
};

/// What the figures know of one time in which somebody was consulted about an agent's conversation, or watched it.
struct HelpFacts {
    Reference queue;
    std::optional<Reference> agent; ///< who had the conversation
    Time created_at{};              ///< begin of the conversation
    Mode mode = Mode::monitor;
    std::chrono::milliseconds lasted{};
};

/// What the figures know of one time in which an agent was there in one way.
struct PresenceFacts {
    Reference agent;
    Presence presence = Presence::offline;
    Time since{};
    Time until{};
};

} // namespace undertone::types
