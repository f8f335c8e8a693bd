#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "types/conversation.h"
#include "types/names.h"
#include "types/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// Which conversations the figures are made of: those created in [from, to). Queue and agent by id or name.
struct InsightFilter {
    Time from{};
    Time to{};
    std::optional<std::string> queue = std::nullopt;
    std::optional<std::string> agent = std::nullopt;
    std::optional<std::string> channel = std::nullopt;
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
    Time created_at{};
    Time queued_at{};                                 ///< begin of the first wait for an agent
    std::optional<Time> accepted_at;                  ///< by the first agent
    std::optional<std::chrono::milliseconds> handled; ///< that agents had it, wrap-up and waiting aside left out
    std::optional<Time> ended_at;
    std::optional<Time> closed_at;
    std::optional<Time> first_response_at; ///< the first message of an agent that the customer sees
    std::vector<std::string> wrap_up_codes;
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

} // namespace undertone::types
