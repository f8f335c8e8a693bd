#include "store/signs_of_life.h"

#include "store/mapping.h"
#include "store/transaction.h"

#include <vector>

namespace undertone::store {

void put_there(Transaction& transaction, std::string_view user, Time at) {
    Query(transaction, "UPDATE users SET there_at = :at WHERE id = :id", {stored(at), user});
}

bool is_there_without_socket(Transaction& transaction, std::string_view user) {
    return Query(
               transaction,
               "SELECT 1 FROM users u WHERE u.id = :id AND u.there_at IS NOT NULL AND EXISTS (SELECT 1 FROM sign_ins s "
               "WHERE s.user_id = u.id) AND NOT EXISTS (SELECT 1 FROM "
               "listeners l JOIN nodes n ON n.id = l.node_id WHERE l.kind = 'user' AND l.owner_id = u.id AND "
               "COALESCE(l.gone_at, n.seen_at) >= u.there_at)",
               {user}, "n")
        .next();
}

std::optional<Time> last_written(Transaction& transaction, Listener const& who) {
    constexpr std::string_view of_visitor =
        "SELECT created_at FROM messages WHERE conversation_id = :id AND sender_id = :sender ORDER BY number DESC "
        "LIMIT 1";
    constexpr std::string_view of_user =
        "SELECT m.created_at FROM messages m WHERE m.conversation_id IN (SELECT c.id FROM conversations c WHERE "
        "c.agent_id = :id AND c.state <> 'closed' UNION SELECT p.conversation_id FROM monitors p WHERE p.user_id = "
        ":taking_part) AND m.sender_id = :sender ORDER BY m.created_at DESC LIMIT 1";
    bool const visitor = who.kind == "visitor";
    std::vector<Value> const in =
        visitor ? std::vector<Value>{who.id, who.id} : std::vector<Value>{who.id, who.id, who.id};
    Query query(transaction, visitor ? of_visitor : of_user, in, "n");
    return query.next() ? std::optional(time_of(query.number())) : std::nullopt;
}

void put_gone_since(Transaction& transaction, Listener const& who, Time at) {
    Query(transaction, "UPDATE listeners SET gone_at = :at WHERE kind = :kind AND owner_id = :owner",
          {stored(at), who.kind, who.id});
}

} // namespace undertone::store
