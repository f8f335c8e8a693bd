#pragma once

#include "types/insights.h"

#include <functional>

/// Conversations as the figures over history need them.
namespace undertone::store {

class Transaction;

/// Calls `each` for every conversation of the filter, oldest first, one row in memory at a time. `filter.queue` and
/// `filter.agent` are ids; with a `member` only the conversations of that user's queues.
void each_conversation(Transaction& transaction, types::InsightFilter const& filter,
                       std::optional<std::string> const& member,
                       std::function<void(types::ConversationFacts const&)> const& each);

} // namespace undertone::store
