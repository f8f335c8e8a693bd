#pragma once

#include "types/settings.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// Settings, the audit trail and single marks as rows.
namespace undertone::store {

class Transaction;

types::SentimentSettings sentiment_settings(Transaction& transaction);
void update_sentiment_settings(Transaction& transaction, types::SentimentSettings const& settings);

/// Own values of a queue or channel; absent ones are those of the level above.
struct QueueOverride {
    std::optional<bool> enabled;
    std::optional<sentiment::Level> agent_threshold;
    std::optional<sentiment::Level> supervisor_threshold;
    std::optional<types::Quiet> quiet;
    std::uint64_t version = 1;
};

/// Of a queue, or with `channel` of that channel in it.
QueueOverride queue_override(Transaction& transaction, std::string_view queue,
                             std::optional<std::string> const& channel);
void update_queue_override(Transaction& transaction, std::string_view queue, std::optional<std::string> const& channel,
                           QueueOverride const& values);

/// Channels of all queues that have values of their own, and whether this one has.
std::int64_t count_channel_overrides(Transaction& transaction);
bool has_channel_override(Transaction& transaction, std::string_view queue, std::string_view channel);

/// Of a queue, or with `channel` of that channel in it.
types::Consent consent_of(Transaction& transaction, std::string_view queue,
                          std::optional<std::string> const& channel = std::nullopt);
void update_consent(Transaction& transaction, std::string_view queue, types::Consent const& consent);
/// Without a mode it is that of the queue.
void update_channel_consent(Transaction& transaction, std::string_view queue, std::string_view channel,
                            std::optional<types::ConsentMode> mode, std::uint64_t version);

/// What holds for a customer's message in a queue, found in one statement.
struct InForce {
    bool enabled = true;
    sentiment::Level agent_threshold = sentiment::Level::none;
    sentiment::Level supervisor_threshold = sentiment::Level::none;
    types::Quiet quiet;
    types::ConsentMode consent = types::ConsentMode::not_required;
};

InForce settings_in_force(Transaction& transaction, std::string_view queue, std::string_view channel);

void insert_audit(Transaction& transaction, types::AuditEntry const& entry);
/// Its values before and after, of what goes on for longer than one transaction.
void update_audit(Transaction& transaction, types::AuditEntry const& entry);
std::vector<types::AuditEntry> list_audit(Transaction& transaction, std::string_view before, std::size_t limit);

/// Counts the passwords that were set at the command line, which tells no running server.
inline constexpr std::string_view passwords_set_beside = "passwords_set_beside";
/// The mark that holds a bit for each action that is switched off for supervisors.
inline constexpr std::string_view supervisor_actions_off = "supervisor_actions_off";

/// A named number of the database, 0 when it was never set: the count of visitors, whether it is a demo's.
std::int64_t mark(Transaction& transaction, std::string_view name);
void set_mark(Transaction& transaction, std::string_view name, std::int64_t value);

} // namespace undertone::store
