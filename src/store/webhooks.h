#pragma once

#include "types/names.h"
#include "types/webhook.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::store {

class Transaction;

void insert_webhook(Transaction& transaction, types::Webhook const& webhook);
std::optional<types::Webhook> find_webhook(Transaction& transaction, std::string_view id);

/// All of them, newest first, with the counts of their deliveries.
std::vector<types::Webhook> list_webhooks(Transaction& transaction);

/// All of them without the counts: quick, however many deliveries wait.
std::vector<types::Webhook> webhooks_to_serve(Transaction& transaction);

/// One that has no deliveries left.
void delete_webhook(Transaction& transaction, std::string_view id);

/// Ids of the webhooks that want to hear of this event.
std::vector<std::string> webhooks_for(Transaction& transaction, types::WebhookEvent event);

void insert_delivery(Transaction& transaction, types::Delivery const& delivery);
std::optional<types::Delivery> find_delivery(Transaction& transaction, std::string_view webhook, std::string_view id);

/// Newest first, one more than `limit` when there are more.
std::vector<types::Delivery> list_deliveries(Transaction& transaction, std::string_view webhook,
                                             std::optional<types::DeliveryState> state, std::string_view cursor,
                                             std::size_t limit);

/// Where a delivery stands among those of its webhook that are due.
struct Due {
    Time at{};
    std::string delivery; ///< id
    std::string conversation;
};

/// Pending ones of a webhook whose time has come, those first that are due longest; behind `after`.
std::vector<Due> due_deliveries(Transaction& transaction, std::string_view webhook, Time now, Due const& after,
                                std::size_t limit);

/// The oldest pending one of a conversation whose time has come; nothing while an earlier one is with its receiver for
/// the first time, whichever node brought it there.
std::optional<types::Delivery> first_due(Transaction& transaction, std::string_view webhook,
                                         std::string_view conversation, Time now);

/// What both ask the database for, so that a test sees which index serves it.
std::string_view due_statement();
std::string first_due_statement();

/// Pending ones of all webhooks.
std::int64_t count_pending(Transaction& transaction);

/// When the next pending delivery is due; nothing when none waits.
std::optional<Time> next_due(Transaction& transaction);

/// Attempts and what came of them: state, attempts, next_at, status, error and delivered_at. False when the delivery is
/// no longer as it was at `attempts` attempts: another node had it, or it was replayed or deleted.
bool update_delivery(Transaction& transaction, types::Delivery const& delivery, std::int64_t attempts);

/// Waits for its first attempt again, whatever became of it.
void replay(Transaction& transaction, std::string_view delivery, Time now);

/// One step of a replay.
struct Replayed {
    std::int64_t count = 0;
    std::string last; ///< id
};

/// Those given up, and those that wait after a failure, become pending again with all their attempts before them: the
/// oldest `limit` of them whose id is above `after`.
Replayed replay_dead(Transaction& transaction, std::string_view webhook, Time now, std::string_view after,
                     std::size_t limit);

/// Gives up the oldest pending deliveries of each webhook beyond `most`; how many.
std::int64_t give_up_beyond(Transaction& transaction, std::size_t most, std::string_view why);

/// Deletes whatever it has of the webhook; how many, at most `limit`.
std::size_t delete_deliveries_of(Transaction& transaction, std::string_view webhook, std::size_t limit);

/// Deletes what was delivered or given up and made before; how many, at most `limit`.
std::int64_t delete_deliveries(Transaction& transaction, Time before, std::size_t limit);

} // namespace undertone::store
