#include "store/timers.h"

#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

std::vector<std::string> ids(Transaction& transaction, std::string_view text, std::vector<Value> const& in) {
    std::vector<std::string> found;
    Query query(transaction, text, in, "t");
    while (query.next())
        found.push_back(query.text());
    return found;
}

} // namespace

std::vector<std::string> wrapped_up_before(Transaction& transaction, Time before, std::size_t most) {
    return ids(transaction,
               "SELECT id FROM conversations WHERE state = 'wrap_up' AND ended_at < :before ORDER BY ended_at, id "
               "LIMIT :most",
               {stored(before), most});
}

std::vector<std::string> offered_before(Transaction& transaction, Time before, std::size_t most) {
    return ids(transaction,
               "SELECT conversation_id FROM sessions WHERE ended_at IS NULL AND accepted_at IS NULL AND agent_id IS "
               "NOT NULL AND began_at < :before ORDER BY began_at, id LIMIT :most",
               {stored(before), most});
}

std::vector<std::string> silent_since(Transaction& transaction, Time before, std::size_t most) {
    return ids(
        transaction,
        "SELECT c.id FROM conversations c WHERE c.state IN ('active', 'waiting') AND c.channel <> 'live_chat' AND "
        "COALESCE(c.last_message_at, c.created_at) < :before AND NOT EXISTS (SELECT 1 FROM sessions s WHERE "
        "s.conversation_id = c.id AND (s.began_at >= :begun OR s.accepted_at >= :taken OR s.ended_at >= :left)) "
        "ORDER BY c.id LIMIT :most",
        {stored(before), stored(before), stored(before), stored(before), most});
}

void see_node(Transaction& transaction, std::string_view node, Time now, Time alive) {
    Query(transaction,
          "INSERT INTO nodes (id, seen_at) VALUES (:id, :seen) ON CONFLICT (id) DO UPDATE SET seen_at = "
          "excluded.seen_at",
          {node, stored(now)});
    Query(transaction, "DELETE FROM nodes WHERE seen_at < :alive AND id NOT IN (SELECT l.node_id FROM listeners l)",
          {stored(alive)});
}

void listener_came(Transaction& transaction, std::string_view node, Listener const& who, Time alive) {
    Query(transaction,
          "DELETE FROM listeners WHERE kind = :kind AND owner_id = :owner AND (node_id = :node OR gone_at IS NOT NULL "
          "OR node_id IN (SELECT n.id FROM nodes n WHERE n.seen_at < :alive))",
          {who.kind, who.id, node, stored(alive)});
    Query(transaction, "INSERT INTO listeners (node_id, kind, owner_id) VALUES (:node, :kind, :owner)",
          {node, who.kind, who.id});
}

void listener_went(Transaction& transaction, std::string_view node, Listener const& who, Time at) {
    Query(transaction,
          "INSERT INTO listeners (node_id, kind, owner_id, gone_at) VALUES (:node, :kind, :owner, :at) "
          "ON CONFLICT (kind, owner_id, node_id) DO UPDATE SET gone_at = excluded.gone_at",
          {node, who.kind, who.id, stored(at)});
}

void forget_listener(Transaction& transaction, Listener const& who) {
    Query(transaction, "DELETE FROM listeners WHERE kind = :kind AND owner_id = :owner", {who.kind, who.id});
}

void forget_gone(Transaction& transaction, Listener const& who, Time alive) {
    Query(
        transaction,
        "DELETE FROM listeners WHERE kind = :kind AND owner_id = :owner AND (gone_at IS NOT NULL OR node_id IN (SELECT "
        "n.id FROM nodes n WHERE n.seen_at < :alive))",
        {who.kind, who.id, stored(alive)});
}

std::vector<std::string> lost_listeners(Transaction& transaction, std::string_view kind, Time alive, Time before,
                                        std::size_t most) {
    return ids(transaction,
               "SELECT l.owner_id FROM listeners l JOIN nodes n ON n.id = l.node_id WHERE l.kind = :kind GROUP BY "
               "l.owner_id HAVING max(COALESCE(l.gone_at, n.seen_at)) < :before AND max(CASE WHEN l.gone_at IS NULL "
               "AND n.seen_at >= :alive THEN 1 ELSE 0 END) = 0 ORDER BY l.owner_id LIMIT :most",
               {kind, stored(before), stored(alive), most});
}

std::vector<std::string> signed_out_before(Transaction& transaction, Time before, std::size_t most) {
    return ids(transaction,
               "SELECT u.id FROM users u WHERE u.there_at < :before AND NOT EXISTS (SELECT 1 FROM sign_ins s WHERE "
               "s.user_id = u.id) AND NOT EXISTS (SELECT 1 FROM listeners l WHERE l.kind = 'user' AND l.owner_id = "
               "u.id) AND u.id IN (SELECT c.agent_id FROM conversations c WHERE c.state = 'active' AND c.awaiting = 0) "

               "ORDER BY u.there_at, u.id LIMIT :most",
               {stored(before), most});
}

} // namespace undertone::store
