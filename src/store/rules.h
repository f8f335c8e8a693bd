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

/// With all it knew; its alerts stay.
void delete_rule(Transaction& transaction, std::string_view id);

/// Those that are on and look at conversations of this queue and channel, by id.
std::vector<types::Rule> rules_in_force(Transaction& transaction, std::string_view queue, std::string_view channel);

/// What this version of the rule knows of the conversation, if they met before.
std::optional<sentiment::RuleState> rule_state(Transaction& transaction, types::Rule const& rule,
                                               std::string_view conversation);
void keep_rule_state(Transaction& transaction, types::Rule const& rule, std::string_view conversation,
                     sentiment::RuleState const& state);

/// Which history a simulation looks at.
struct History {
    Time from{};
    Time to{};
    std::optional<std::string> queue;
    std::optional<std::string> channel;
};

/// Ids of the conversations that ran in that time, newest first.
std::vector<std::string> conversations_within(Transaction& transaction, History const& history, std::size_t limit);

/// A scored message that entered the window, with the running level after it.
struct StoredMoment {
    std::string message; ///< id
    sentiment::Moment moment;
};

/// Oldest first.
std::vector<StoredMoment> moments_of(Transaction& transaction, std::string_view conversation);

} // namespace undertone::store
