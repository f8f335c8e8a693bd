#include "store/blocks.h"

#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

std::vector<types::Block> read_all(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<types::Block> found;
    Query query(transaction,
                "SELECT b.id, b.kind, b.conversation_id, b.queue_id, b.customer, b.reason, b.until, b.created_at, "
                "b.user_id, b.user_name FROM blocks b " +
                    rest,
                in, "ttttttnntt");
    while (query.next()) {
        types::Block block;
        block.id = query.text();
        block.kind = types::block_kind_from(query.text()).value_or(types::BlockKind::conversation);
        block.conversation = query.text();
        block.queue = query.text();
        block.customer = query.text();
        block.reason = query.text();
        block.until = time_of(query.maybe_number());
        block.created_at = time_of(query.number());
        block.created_by.id = query.text();
        block.created_by.name = query.text();
        found.push_back(std::move(block));
    }
    return found;
}

} // namespace

std::string secret_of(Transaction& transaction, std::string_view name, std::string const& fresh) {
    {
        Query query(transaction, "SELECT value FROM secrets WHERE name = :name", {name}, "t");
        if (query.next())
            return query.text();
    }
    Query(transaction, "INSERT INTO secrets (name, value) VALUES (:name, :value)", {name, fresh});
    return fresh;
}

std::optional<std::string> address_of(Transaction& transaction, std::string_view conversation) {
    Query query(transaction, "SELECT address FROM conversations WHERE id = :id", {conversation}, "t");
    return query.next() ? query.maybe_text() : std::nullopt;
}

void set_address(Transaction& transaction, std::string_view conversation, std::string_view hash) {
    Query(transaction, "UPDATE conversations SET address = :address WHERE id = :id", {hash, conversation});
}

bool is_blocked(Transaction& transaction, std::string_view hash, Time now) {
    return Query(transaction, "SELECT 1 FROM blocks WHERE value = :value AND (until IS NULL OR until > :now) LIMIT 1",
                 {hash, stored(now)}, "n")
        .next();
}

std::vector<types::Block> blocks_in_force(Transaction& transaction, std::string_view hash, Time now) {
    return read_all(transaction, "WHERE b.value = :value AND (b.until IS NULL OR b.until > :now) ORDER BY b.id",
                    {hash, stored(now)});
}

void insert_block(Transaction& transaction, types::Block const& block, std::string_view hash) {
    Query(
        transaction,
        "INSERT INTO blocks (id, kind, value, conversation_id, queue_id, customer, reason, until, created_at, user_id, "
        "user_name) VALUES (:id, :kind, :value, :conversation, :queue, :customer, :reason, :until, :created_at, :user, "
        ":name)",
        {block.id, types::name_of(block.kind), hash, block.conversation, block.queue, block.customer, block.reason,
         stored(block.until), stored(block.created_at), block.created_by.id, block.created_by.name});
}

std::optional<types::Block> find_block(Transaction& transaction, std::string_view id) {
    auto found = read_all(transaction, "WHERE b.id = :id", {id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void delete_block(Transaction& transaction, std::string_view id) {
    Query(transaction, "DELETE FROM blocks WHERE id = :id", {id});
}

void delete_expired_blocks(Transaction& transaction, Time now) {
    Query(transaction, "DELETE FROM blocks WHERE until IS NOT NULL AND until <= :now", {stored(now)});
}

bool has_blocks(Transaction& transaction) {
    return Query(transaction, "SELECT 1 FROM blocks LIMIT 1", {}, "n").next();
}

std::int64_t count_blocks(Transaction& transaction) {
    Query query(transaction, "SELECT count(*) FROM blocks", {}, "n");
    return query.next() ? query.number() : 0;
}

std::vector<types::Block> list_blocks(Transaction& transaction, std::optional<std::string> const& member,
                                      std::string_view before, std::size_t limit) {
    std::string rest = "WHERE (:before = '' OR b.id < :before2) ";
    std::vector<Value> in{before, before};
    if (member) {
        rest += "AND b.queue_id IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member) ";
        in.emplace_back(*member);
    }
    in.emplace_back(limit + 1);
    return read_all(transaction, rest + "ORDER BY b.id DESC LIMIT :most", in);
}

} // namespace undertone::store
