#pragma once

#include "types/rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Alert rules, what each knows of a conversation, and the readings that a simulation replays, as rows.
namespace undertone::store {

class Transaction;

/// All, by name.
std::vector<types::Rule> list_rules(Transaction& transaction);
std::optional<types::Rule> find_rule(Transaction& transaction, std::string_view id);
void insert_rule(Transaction& transaction, types::Rule const& rule, Time at);
void update_rule(Transaction& transaction, types::Rule const& rule);

/// Deletes what the rule knows of conversations; of how many, at most `limit`.
std::size_t delete_rule_states(Transaction& transaction, std::string_view rule, std::size_t limit);

/// One that knows nothing any more; its alerts stay.
void delete_rule(Transaction& transaction, std::string_view id);

/// Those that are on and look at conversations of this queue and channel, by id.
std::vector<types::Rule> rules_in_force(Transaction& transaction, std::string_view queue, std::string_view channel);

/// What a rule knows of a conversation, as it is kept.
struct RuleMemory {
    sentiment::RuleState state;
    std::uint64_t message = 0;           ///< number of the latest message that the rule heard
    std::uint64_t condition_version = 0; ///< of the condition that the state belongs to
    std::optional<Time> due_at = std::nullopt;
};

/// Nothing when they never met.
std::optional<RuleMemory> rule_memory(Transaction& transaction, types::Rule const& rule, std::string_view conversation);
void keep_rule_memory(Transaction& transaction, types::Rule const& rule, std::string_view conversation,
                      RuleMemory const& memory);

/// The number of the latest message of the conversation that is scored and entered the window; 0 when there is none.
std::uint64_t latest_scored(Transaction& transaction, std::string_view conversation);
std::uint32_t count_scored(Transaction& transaction, std::string_view conversation);

/// A rule that is to be looked at again in a conversation, as time has passed since its latest message.
struct DueRule {
    std::string rule;         ///< id
    std::string conversation; ///< id
    std::string message;      ///< id
};

/// Those whose time has come, the longest first.
std::vector<DueRule> due_rules(Transaction& transaction, Time now, std::size_t limit);

/// Which history a simulation looks at.
struct History {
    Time from{};
    Time to{};
    std::optional<std::string> queue;
    std::optional<std::string> channel;
};

/// Ids of the conversations that ran in that time, whenever somebody wrote, and were ever in the queue, newest first.
std::vector<std::string> conversations_within(Transaction& transaction, History const& history, std::size_t limit);

/// A scored message that entered the window, with the running level after it.
struct StoredMoment {
    std::string message; ///< id
    sentiment::Moment moment;
};

/// Oldest first.
std::vector<StoredMoment> moments_of(Transaction& transaction, std::string_view conversation);

/// Where a conversation was from one moment on, as its sessions tell.
struct Stay {
    Time since{};
    std::string queue;                ///< id; that of the conversation until the next stay
    std::optional<std::string> agent; ///< id of who has it until then
};

/// Oldest first; of a conversation from before there were sessions none.
std::vector<Stay> stays_of(Transaction& transaction, std::string_view conversation);

} // namespace undertone::store
