#pragma once

#include "base/clock.h"
#include "types/names.h"
#include "types/routing.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Offering to agents, and the rules that place conversations, as rows.
namespace undertone::store {

class Transaction;

/// An agent to whom conversations could be offered.
struct Candidate {
    types::Reference agent;
    std::vector<std::string> skills;
    std::int64_t units = 0; ///< of the capacity that are free
    Time offered_at{};
};

/// A conversation that waits for an agent who knows its skills.
struct Waiting {
    std::string conversation;
    std::vector<std::string> skills;
};

/// Available agents of the queue with at least so many free units: most free units first, then who was offered nothing
/// for longest. `capacity` is that of an agent without one of the own.
std::vector<Candidate> free_agents(Transaction& transaction, std::string_view queue, std::int64_t capacity,
                                   std::int64_t least, std::size_t most);

/// Agents (ids) who declined the conversation since then.
std::set<std::string> declined_by(Transaction& transaction, std::string_view conversation, Time since);

void mark_offered(Transaction& transaction, std::string_view user, Time at);

bool somebody_waits(Transaction& transaction, std::string_view queue);

/// What waits in the queue, in the order in which it is offered: priority, age, then the more negative one. With
/// `written`, only where the customer has written something, or a bot has talked to the customer before.
std::vector<Waiting> in_line(Transaction& transaction, std::string_view queue, bool written, std::size_t most);

/// Queues that push and in which something waits.
std::vector<std::string> queues_to_offer(Transaction& transaction, std::size_t most);

types::RoutingRules routing_rules(Transaction& transaction);
void replace_routing_rules(Transaction& transaction, types::RoutingRules const& rules);

/// A rule by its name and that of its set.
struct RuleName {
    std::string ruleset;
    std::string rule;
};

/// The rules that put conversations into this queue.
std::vector<RuleName> rules_into(Transaction& transaction, std::string_view queue);

/// Does one of the rules look at the level?
bool routes_by_level(Transaction& transaction);

} // namespace undertone::store
