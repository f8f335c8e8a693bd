#pragma once

#include "types/insights.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

/// Conversations as the figures over history need them.
namespace undertone::store {

class Transaction;

/// Which rows are read: those of the filter, whose `queue` and `agent` are ids, with a `member` only of that user's
/// queues, and at most so many.
struct Reach {
    types::InsightFilter filter;
    std::optional<std::string> member;
    std::size_t most = 0;
};

/// Calls `each` for every conversation within reach, oldest first, one row in memory at a time. False when there are
/// more than the most.
bool each_conversation(Transaction& transaction, Reach const& reach,
                       std::function<void(types::ConversationFacts const&)> const& each);

/// The same with what an export tells besides.
bool each_exported(Transaction& transaction, Reach const& reach,
                   std::function<void(types::ExportedConversation const&)> const& each);

/// The same for the bot parts that began in the time of the filter.
bool each_bot_part(Transaction& transaction, Reach const& reach,
                   std::function<void(types::BotFacts const&)> const& each);

/// The same for the times in which somebody was consulted about a conversation of the filter, or watched it.
bool each_help(Transaction& transaction, Reach const& reach, std::function<void(types::HelpFacts const&)> const& each);

/// The presences of agents that touch the time of the filter, each until the next one, the latest until `now`; with a
/// `member` only of those who share a queue with that user. Queue, channel and states do not matter. False when there
/// are more than the most.
bool each_presence(Transaction& transaction, Reach const& reach, Time now,
                   std::function<void(types::PresenceFacts const&)> const& each);

/// The same for the sessions with an agent that began in the time of the filter.
bool each_session(Transaction& transaction, Reach const& reach,
                  std::function<void(types::SessionFacts const&)> const& each);

} // namespace undertone::store
