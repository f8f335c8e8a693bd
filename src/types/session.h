#pragma once

#include "base/clock.h"
#include "sentiment/course.h"
#include "types/conversation.h"
#include "types/message.h"
#include "types/names.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// Why a session ended.
enum class SessionEnd : std::uint8_t {
    accepted,    ///< the wait: an agent took it
    assigned,    ///< the wait: somebody or a rule gave it to an agent or another queue
    rejected,    ///< the agent did not want it
    timed_out,   ///< the agent did not answer in time
    transferred, ///< to another agent or queue
    taken_over,  ///< by a supervisor
    released,    ///< the agent put it back
    lost,        ///< the agent or the visitor was gone
    escalated,   ///< the bot part
    waiting,     ///< put aside until somebody writes again
    ended,       ///< by agent or customer
    inactive,    ///< nobody wrote for long
    closed       ///< with the conversation
};

inline constexpr std::array session_ends{
    SessionEnd::accepted,   SessionEnd::assigned, SessionEnd::rejected, SessionEnd::timed_out, SessionEnd::transferred,
    SessionEnd::taken_over, SessionEnd::released, SessionEnd::lost,     SessionEnd::escalated, SessionEnd::waiting,
    SessionEnd::ended,      SessionEnd::inactive, SessionEnd::closed};

std::string_view name_of(SessionEnd end);
std::optional<SessionEnd> session_end_from(std::string_view name);

/// One period of a conversation within a queue: a wait, an attempt to assign it, an agent's time with it, a bot part
/// (G3). At most one of a conversation runs.
struct Session {
    std::string id;
    std::string conversation; ///< id
    std::uint64_t number = 0; ///< 1, 2, 3 … within the conversation
    Reference queue;
    std::optional<Reference> agent; ///< absent while it waits
    bool bot = false;               ///< the bot part
    Time began_at{};
    std::optional<Time> accepted_at; ///< when its agent accepted
    std::optional<Time> ended_at;
    std::optional<SessionEnd> ended_by;
    sentiment::Course course; ///< of the customer's messages in it

    bool operator==(Session const&) const = default;
};

/// Who took part beside the assigned agent, and from when to when.
struct Participation {
    Reference user;
    Mode mode = Mode::monitor;
    Time since{};
    std::optional<Time> until;

    bool operator==(Participation const&) const = default;
};

/// The sessions of a conversation, newest first, and its participants, oldest first.
struct SessionPage {
    Page<Session> sessions;
    std::vector<Participation> participants;
};

/// The course of a conversation's feelings, computed anew from its stored messages.
struct ConversationTrend {
    std::uint32_t messages = 0; ///< of the customer that enter the window
    bool partial = false;       ///< there are more than one trend reads; it is made of the latest
    std::optional<SentimentPoint> begin;
    std::optional<SentimentPoint> end;
    std::optional<SentimentPoint> lowest;
    std::optional<double> transition;
    std::string language; ///< of the latest of them, and the model that read it; empty: there is none
    std::string model;
    std::optional<std::chrono::milliseconds> recovery;
    std::optional<sentiment::WeightedTrend> weighted;
    sentiment::Quarters quarters;
};

} // namespace undertone::types
