#include "store/transaction.h"

#include "store/mapping.h"
#include "store/people.h"

namespace undertone::store {
namespace {

using types::ChannelKey;
using types::Queue;

std::vector<Queue> read_queues(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<Queue> found;
    Query query(transaction,
                "SELECT q.id, q.name, q.created_at, q.routing, q.units, q.skills FROM queues q WHERE " + rest, in,
                "ttntnt");
    while (query.next()) {
        Queue queue;
        queue.id = query.text();
        queue.name = query.text();
        queue.created_at = time_of(query.number());
        queue.routing = types::routing_from(query.text()).value_or(types::Routing::pick);
        queue.units = query.number();
        queue.skills = names_in(query.text());
        found.push_back(std::move(queue));
    }
    return found;
}

std::vector<ChannelKey> read_keys(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<ChannelKey> found;
    Query query(transaction, "SELECT id, name, scope, created_at FROM channel_keys " + rest, in, "tttn");
    while (query.next()) {
        ChannelKey key;
        key.id = query.text();
        key.name = query.text();
        key.scope = types::scope_from(query.text()).value();
        key.created_at = time_of(query.number());
        found.push_back(std::move(key));
    }
    return found;
}

template <class T>
std::optional<T> first_of(std::vector<T> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

} // namespace

std::optional<Queue> find_queue(Transaction& transaction, std::string_view id_or_name) {
    if (auto found = first_of(read_queues(transaction, "q.deleted_at IS NULL AND q.id = :id", {id_or_name})))
        return found;
    return first_of(read_queues(transaction, "q.deleted_at IS NULL AND q.name = :name", {id_or_name}));
}

std::optional<Queue> find_queue_of_history(Transaction& transaction, std::string_view id_or_name) {
    if (auto found = find_queue(transaction, id_or_name))
        return found;
    if (auto found = first_of(read_queues(transaction, "q.id = :id", {id_or_name})))
        return found;
    return first_of(read_queues(transaction, "q.name = :name ORDER BY q.deleted_at DESC LIMIT 1", {id_or_name}));
}

void insert_queue(Transaction& transaction, Queue const& queue) {
    Query(transaction,
          "INSERT INTO queues (id, name, created_at, settings_version, consent_mode, consent_notice) "
          "VALUES (:id, :name, :created_at, 1, 'not_required', '')",
          {queue.id, queue.name, stored(queue.created_at)});
}

void update_queue(Transaction& transaction, Queue const& queue) {
    Query(transaction,
          "UPDATE queues SET name = :name, routing = :routing, units = :units, skills = :skills WHERE id = :id",
          {queue.name, types::name_of(queue.routing), queue.units, lines_of(queue.skills), queue.id});
}

void delete_queue(Transaction& transaction, std::string_view queue, Time at) {
    Query(transaction, "UPDATE queues SET deleted_at = :at WHERE id = :id", {stored(at), queue});
    Query(transaction, "DELETE FROM members WHERE queue_id = :id", {queue});
}

bool has_queues(Transaction& transaction) {
    return Query(transaction, "SELECT 1 FROM queues LIMIT 1", {}, "n").next();
}

std::vector<Queue> list_queues(Transaction& transaction, std::optional<std::string> const& member,
                               std::string_view before, std::size_t limit) {
    std::string rest = "q.deleted_at IS NULL AND (:before = '' OR q.id < :before2) ";
    std::vector<Value> in{before, before};
    if (member) {
        rest += "AND q.id IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member) ";
        in.emplace_back(*member);
    }
    in.emplace_back(limit + 1);
    return read_queues(transaction, rest + "ORDER BY q.id DESC LIMIT :most", in);
}

bool add_member(Transaction& transaction, std::string_view queue, std::string_view user) {
    return Query(transaction,
                 "INSERT INTO members (queue_id, user_id) VALUES (:queue, :user) ON CONFLICT (queue_id, user_id) "
                 "DO NOTHING",
                 {queue, user})
               .touched() > 0;
}

bool remove_member(Transaction& transaction, std::string_view queue, std::string_view user) {
    return Query(transaction, "DELETE FROM members WHERE queue_id = :queue AND user_id = :user", {queue, user})
               .touched() > 0;
}

void remove_memberships(Transaction& transaction, std::string_view user) {
    Query(transaction, "DELETE FROM members WHERE user_id = :user", {user});
}

void insert_key(Transaction& transaction, ChannelKey const& key, std::string_view hash) {
    Query(transaction,
          "INSERT INTO channel_keys (id, name, scope, hash, created_at) VALUES (:id, :name, :scope, :hash, :created)",
          {key.id, key.name, types::name_of(key.scope), hash, stored(key.created_at)});
}

std::optional<ChannelKey> key_with_hash(Transaction& transaction, std::string_view hash) {
    return first_of(read_keys(transaction, "WHERE hash = :hash", {hash}));
}

std::vector<ChannelKey> list_keys(Transaction& transaction, std::string_view before, std::size_t limit) {
    return read_keys(transaction, "WHERE (:before = '' OR id < :before2) ORDER BY id DESC LIMIT :most",
                     {before, before, limit + 1});
}

bool delete_key(Transaction& transaction, std::string_view id) {
    return Query(transaction, "DELETE FROM channel_keys WHERE id = :id", {id}).touched() > 0;
}

} // namespace undertone::store
