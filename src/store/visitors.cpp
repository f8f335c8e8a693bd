#include "store/conversations.h"
#include "store/transaction.h"

/// What is kept of the visitor of a conversation: how it was opened, and how often consent was answered.
namespace undertone::store {

std::optional<types::Conversation> opened_as(Transaction& transaction, std::string_view opener,
                                             std::string_view client_id) {
    Query query(transaction, "SELECT id FROM conversations WHERE opened_by = :opener AND client_id = :client_id",
                {opener, client_id}, "t");
    return query.next() ? find_conversation(transaction, query.text()) : std::nullopt;
}

void set_opened_as(Transaction& transaction, std::string_view conversation, std::string_view opener,
                   std::string_view client_id) {
    Query(transaction, "UPDATE conversations SET opened_by = :opener, client_id = :client_id WHERE id = :id",
          {opener, client_id, conversation});
}

std::optional<types::Reference> visitor_with_hash(Transaction& transaction, std::string_view hash) {
    Query query(transaction, "SELECT id, customer_name FROM conversations WHERE visitor_hash = :hash", {hash}, "tt");
    if (!query.next())
        return std::nullopt;
    types::Reference visitor;
    visitor.id = query.text();
    visitor.name = query.text();
    return visitor;
}

void replace_visitor_hash(Transaction& transaction, std::string_view conversation, std::string_view hash) {
    Query(transaction, "UPDATE conversations SET visitor_hash = :hash WHERE id = :id", {hash, conversation});
}

std::int64_t count_consent_answer(Transaction& transaction, std::string_view conversation) {
    Query(transaction, "UPDATE conversations SET consent_answers = consent_answers + 1 WHERE id = :id", {conversation});
    Query query(transaction, "SELECT consent_answers FROM conversations WHERE id = :id", {conversation}, "n");
    return query.next() ? query.number() : 0;
}

} // namespace undertone::store
