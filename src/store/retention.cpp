#include "store/transaction.h"

#include "store/mapping.h"
#include "store/retention.h"

#include <array>
#include <string>
#include <vector>

namespace undertone::store {
namespace {

/// All rows of a conversation, those first that others do not need.
constexpr auto statements = std::to_array<std::string_view>({
    "DELETE FROM deliveries WHERE conversation_id = :id",
    "DELETE FROM alert_people WHERE alert_id IN (SELECT a.id FROM alerts a WHERE a.conversation_id = :id)",
    "DELETE FROM alert_further_rules WHERE alert_id IN (SELECT a.id FROM alerts a WHERE a.conversation_id = :id)",
    "DELETE FROM alerts WHERE conversation_id = :id",
    "DELETE FROM rule_states WHERE conversation_id = :id",
    "DELETE FROM declined WHERE conversation_id = :id",
    "DELETE FROM monitors WHERE conversation_id = :id",
    "DELETE FROM listeners WHERE kind = 'visitor' AND owner_id = :id",
    "DELETE FROM sessions WHERE conversation_id = :id",
    "DELETE FROM participations WHERE conversation_id = :id",
    "DELETE FROM message_words WHERE message_id IN (SELECT m.id FROM messages m WHERE m.conversation_id = :id)",
    "DELETE FROM blocks WHERE kind = 'conversation' AND conversation_id = :id",
    "DELETE FROM feedback WHERE conversation_id = :id",
    "DELETE FROM earlier_readings WHERE conversation_id = :id",
    "DELETE FROM messages WHERE conversation_id = :id",
    "DELETE FROM conversations WHERE id = :id",
});

std::vector<std::string> closed_before(Transaction& transaction, Time before, std::size_t most) {
    Query query(transaction, closed_before_statement(), {stored(before), most}, "t");
    std::vector<std::string> found;
    while (query.next())
        found.push_back(query.text());
    return found;
}

} // namespace

std::span<std::string_view const> conversation_deletes() {
    return statements;
}

std::string_view closed_before_statement() {
    return "SELECT id FROM conversations WHERE state = 'closed' AND closed_at < :before ORDER BY closed_at, id "
           "LIMIT :most";
}

std::size_t delete_closed(Transaction& transaction, Time before, std::size_t most) {
    auto const found = closed_before(transaction, before, most);
    for (auto const& id : found)
        for (auto const statement : statements)
            Query(transaction, statement, {id});
    return found.size();
}

} // namespace undertone::store
