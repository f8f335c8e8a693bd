#include "store/webhooks.h"

#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

using types::Delivery;
using types::DeliveryState;
using types::Webhook;
using types::WebhookEvent;

constexpr std::string_view select_webhook =
    "SELECT w.id, w.url, w.events, w.secret, w.created_at, (SELECT count(*) FROM deliveries d WHERE d.webhook_id = "
    "w.id AND d.state = 'pending'), (SELECT count(*) FROM deliveries e WHERE e.webhook_id = w.id AND e.state = 'dead') "
    "FROM webhooks w ";
constexpr std::string_view select_without_counts =
    "SELECT w.id, w.url, w.events, w.secret, w.created_at, 0, 0 FROM webhooks w ";
constexpr std::string_view webhook_columns = "ttttnnn";

constexpr std::string_view select_delivery =
    "SELECT d.id, d.webhook_id, d.event, d.conversation_id, d.body, d.state, d.attempts, d.created_at, d.next_at, "
    "d.status, d.error, d.delivered_at FROM deliveries d ";
constexpr std::string_view delivery_columns = "ttttttnnnntn";

/// The names of the events, each with a space before and behind it, so that LIKE finds a whole one.
std::string stored(std::vector<WebhookEvent> const& events) {
    std::string text = " ";
    for (auto const event : events)
        text += std::string(types::name_of(event)) + " ";
    return text;
}

std::vector<WebhookEvent> events_of(std::string_view text) {
    std::vector<WebhookEvent> events;
    for (auto const event : types::webhook_events)
        if (text.find(" " + std::string(types::name_of(event)) + " ") != std::string_view::npos)
            events.push_back(event);
    return events;
}

std::vector<Webhook> read_webhooks(Transaction& transaction, std::string const& text,
                                   std::vector<Value> const& in = {}) {
    std::vector<Webhook> found;
    Query row(transaction, text, in, webhook_columns);
    while (row.next()) {
        auto& webhook = found.emplace_back();
        webhook.id = row.text();
        webhook.url = row.text();
        webhook.events = events_of(row.text());
        webhook.secret = row.text();
        webhook.created_at = time_of(row.number());
        webhook.pending = row.number();
        webhook.dead = row.number();
    }
    return found;
}

std::vector<Delivery> read_deliveries(Transaction& transaction, std::string const& text, std::vector<Value> const& in) {
    std::vector<Delivery> found;
    Query row(transaction, text, in, delivery_columns);
    while (row.next()) {
        auto& delivery = found.emplace_back();
        delivery.id = row.text();
        delivery.webhook = row.text();
        delivery.event = types::webhook_event_from(row.text()).value();
        delivery.conversation = row.text();
        delivery.body = row.text();
        delivery.state = types::delivery_state_from(row.text()).value();
        delivery.attempts = row.number();
        delivery.created_at = time_of(row.number());
        delivery.next_at = time_of(row.number());
        delivery.status = row.maybe_number();
        delivery.error = row.text();
        delivery.delivered_at = time_of(row.maybe_number());
    }
    return found;
}

} // namespace

void insert_webhook(Transaction& transaction, Webhook const& webhook) {
    Query(
        transaction,
        "INSERT INTO webhooks (id, url, events, secret, created_at) VALUES (:id, :url, :events, :secret, :created_at)",
        {webhook.id, webhook.url, stored(webhook.events), webhook.secret, stored(webhook.created_at)});
}

std::optional<Webhook> find_webhook(Transaction& transaction, std::string_view id) {
    auto found = read_webhooks(transaction, std::string(select_webhook) + "WHERE w.id = :id", {id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Webhook> list_webhooks(Transaction& transaction) {
    return read_webhooks(transaction, std::string(select_webhook) + "ORDER BY w.id DESC");
}

std::vector<Webhook> webhooks_to_serve(Transaction& transaction) {
    return read_webhooks(transaction, std::string(select_without_counts) + "ORDER BY w.id");
}

void delete_webhook(Transaction& transaction, std::string_view id) {
    Query(transaction, "DELETE FROM webhooks WHERE id = :id", {id});
}

std::vector<std::string> webhooks_for(Transaction& transaction, WebhookEvent event) {
    std::vector<std::string> found;
    Query row(transaction, "SELECT id FROM webhooks WHERE events LIKE :event ORDER BY id",
              {"% " + std::string(types::name_of(event)) + " %"}, "t");
    while (row.next())
        found.push_back(row.text());
    return found;
}

void insert_delivery(Transaction& transaction, Delivery const& delivery) {
    Query(transaction,
          "INSERT INTO deliveries (id, webhook_id, event, conversation_id, body, state, attempts, created_at, next_at, "
          "status, error, delivered_at) VALUES (:id, :webhook, :event, :conversation, :body, :state, :attempts, "
          ":created_at, :next_at, :status, :error, :delivered_at)",
          {delivery.id, delivery.webhook, types::name_of(delivery.event), delivery.conversation, delivery.body,
           types::name_of(delivery.state), delivery.attempts, stored(delivery.created_at), stored(delivery.next_at),
           delivery.status, delivery.error, stored(delivery.delivered_at)});
}

std::optional<Delivery> find_delivery(Transaction& transaction, std::string_view webhook, std::string_view id) {
    auto found = read_deliveries(
        transaction, std::string(select_delivery) + "WHERE d.webhook_id = :webhook AND d.id = :id", {webhook, id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Delivery> list_deliveries(Transaction& transaction, std::string_view webhook,
                                      std::optional<DeliveryState> state, std::string_view cursor, std::size_t limit) {
    auto text = std::string(select_delivery) + "WHERE d.webhook_id = :webhook ";
    std::vector<Value> in{webhook};
    if (state) {
        text += "AND d.state = :state ";
        in.emplace_back(types::name_of(*state));
    }
    if (!cursor.empty()) {
        text += "AND d.id < :cursor ";
        in.emplace_back(cursor);
    }
    in.emplace_back(limit + 1);
    return read_deliveries(transaction, text + "ORDER BY d.id DESC LIMIT :most", in);
}

std::string_view due_statement() {
    return "SELECT d.next_at, d.id, d.conversation_id FROM deliveries d WHERE d.webhook_id = :webhook AND d.state = "
           "'pending' AND d.next_at <= :now AND (d.next_at, d.id) > (:after_time, :after) ORDER BY d.next_at, d.id "
           "LIMIT :most";
}

std::vector<Due> due_deliveries(Transaction& transaction, std::string_view webhook, Time now, Due const& after,
                                std::size_t limit) {
    std::vector<Due> found;
    Query row(transaction, due_statement(), {webhook, stored(now), stored(after.at), after.delivery, limit}, "ntt");
    while (row.next()) {
        auto& due = found.emplace_back();
        due.at = time_of(row.number());
        due.delivery = row.text();
        due.conversation = row.text();
    }
    return found;
}

std::string first_due_statement() {
    return std::string(select_delivery) +
           "WHERE d.webhook_id = :webhook AND d.conversation_id = :conversation AND d.state = 'pending' AND (d.next_at "
           "<= :now OR (d.attempts = 1 AND d.status IS NULL AND d.error = '')) ORDER BY d.id LIMIT 1";
}

std::optional<Delivery> first_due(Transaction& transaction, std::string_view webhook, std::string_view conversation,
                                  Time now) {
    auto found = read_deliveries(transaction, first_due_statement(), {webhook, conversation, stored(now)});
    bool const due = !found.empty() && found.front().next_at <= now;
    return due ? std::optional(std::move(found.front())) : std::nullopt;
}

std::int64_t count_pending(Transaction& transaction) {
    Query row(transaction, "SELECT count(*) FROM deliveries WHERE state = 'pending'", {}, "n");
    return row.next() ? row.number() : 0;
}

std::optional<Time> next_due(Transaction& transaction) {
    Query row(transaction, "SELECT min(d.next_at) FROM deliveries d WHERE d.state = 'pending'", {}, "n");
    return row.next() ? time_of(row.maybe_number()) : std::nullopt;
}

bool update_delivery(Transaction& transaction, Delivery const& delivery, std::int64_t attempts) {
    return Query(transaction,
                 "UPDATE deliveries SET state = :state, attempts = :attempts, next_at = :next_at, status = :status, "
                 "error = :error, delivered_at = :delivered_at WHERE id = :id AND state = 'pending' AND attempts = "
                 ":before",
                 {types::name_of(delivery.state), delivery.attempts, stored(delivery.next_at), delivery.status,
                  delivery.error, stored(delivery.delivered_at), delivery.id, attempts})
               .touched() > 0;
}

void replay(Transaction& transaction, std::string_view delivery, Time now) {
    Query(transaction,
          "UPDATE deliveries SET state = 'pending', attempts = 0, next_at = :now, delivered_at = NULL WHERE id = :id",
          {stored(now), delivery});
}

Replayed replay_dead(Transaction& transaction, std::string_view webhook, Time now, std::string_view after,
                     std::size_t limit) {
    std::vector<std::string> ids;
    {
        Query query(
            transaction,
            "SELECT id FROM deliveries WHERE webhook_id = :webhook AND id > :after AND (state = 'dead' OR (state "
            "= 'pending' AND attempts > 0)) ORDER BY id LIMIT :most",
            {webhook, after, limit}, "t");
        while (query.next())
            ids.push_back(query.text());
    }
    for (auto const& id : ids)
        Query(transaction, "UPDATE deliveries SET state = 'pending', attempts = 0, next_at = :now WHERE id = :id",
              {stored(now), id});
    return {static_cast<std::int64_t>(ids.size()), ids.empty() ? std::string() : ids.back()};
}

std::int64_t give_up_beyond(Transaction& transaction, std::size_t most, std::string_view why) {
    std::int64_t given_up = 0;
    for (auto const& webhook : list_webhooks(transaction))
        if (auto const beyond = webhook.pending - static_cast<std::int64_t>(most); beyond > 0)
            given_up += Query(transaction,
                              "UPDATE deliveries SET state = 'dead', error = :why WHERE id IN (SELECT d.id FROM "
                              "deliveries d WHERE d.webhook_id = :webhook AND d.state = 'pending' ORDER BY d.id LIMIT "
                              ":most)",
                              {why, webhook.id, beyond})
                            .touched();
    return given_up;
}

std::size_t delete_deliveries_of(Transaction& transaction, std::string_view webhook, std::size_t limit) {
    return static_cast<std::size_t>(Query(transaction,
                                          "DELETE FROM deliveries WHERE id IN (SELECT d.id FROM deliveries d WHERE "
                                          "d.webhook_id = :webhook LIMIT :most)",
                                          {webhook, limit})
                                        .touched());
}

std::int64_t delete_deliveries(Transaction& transaction, Time before, std::size_t limit) {
    return Query(transaction,
                 "DELETE FROM deliveries WHERE id IN (SELECT d.id FROM deliveries d WHERE d.state <> 'pending' AND "
                 "d.created_at < :before ORDER BY d.created_at LIMIT :most)",
                 {stored(before), limit})
        .touched();
}

} // namespace undertone::store
