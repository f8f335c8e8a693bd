#include "store/transaction.h"

#include "store/conversations.h"
#include "store/mapping.h"
#include "store/sessions.h"

#include <algorithm>

/// Who takes part beside the assigned agent, and who did.
namespace undertone::store {
namespace {

void end_participation(Transaction& transaction, std::string_view conversation, std::string_view user, Time at) {
    Query(
        transaction,
        "UPDATE participations SET until = :until WHERE conversation_id = :conversation AND user_id = :user AND until "
        "IS NULL",
        {stored(at), conversation, user});
}

void begin_participation(Transaction& transaction, std::string_view conversation, std::string_view user,
                         types::Mode mode, Time at) {
    std::int64_t before = 0;
    {
        Query query(transaction, "SELECT count(*) FROM participations WHERE conversation_id = :conversation",
                    {conversation}, "n");
        before = query.next() ? query.number() : 0;
    }
    Query(transaction,
          "INSERT INTO participations (conversation_id, user_id, number, mode, since) VALUES (:conversation, :user, "
          ":number, :mode, :since)",
          {conversation, user, before + 1, types::name_of(mode), stored(at)});
}

bool takes_part(Transaction& transaction, std::string_view conversation, std::string_view user, types::Mode mode) {
    return Query(transaction,
                 "SELECT 1 FROM monitors WHERE conversation_id = :conversation AND user_id = :user AND mode = :mode",
                 {conversation, user, types::name_of(mode)}, "n")
        .next();
}

} // namespace

void put_participant(Transaction& transaction, std::string_view conversation, std::string_view user, types::Mode mode,
                     Time at) {
    if (takes_part(transaction, conversation, user, mode))
        return;
    end_participation(transaction, conversation, user, at);
    begin_participation(transaction, conversation, user, mode, at);
    Query(transaction,
          "INSERT INTO monitors (conversation_id, user_id, since, mode) VALUES (:conversation, :user, :since, :mode) "
          "ON CONFLICT (conversation_id, user_id) DO UPDATE SET mode = excluded.mode",
          {conversation, user, stored(at), types::name_of(mode)});
}

void remove_participant(Transaction& transaction, std::string_view conversation, std::string_view user, Time at) {
    end_participation(transaction, conversation, user, at);
    Query(transaction, "DELETE FROM monitors WHERE conversation_id = :conversation AND user_id = :user",
          {conversation, user});
}

void remove_participants(Transaction& transaction, std::string_view conversation, Time at) {
    Query(transaction,
          "UPDATE participations SET until = :until WHERE conversation_id = :conversation AND until IS NULL",
          {stored(at), conversation});
    Query(transaction, "DELETE FROM monitors WHERE conversation_id = :conversation", {conversation});
}

std::vector<types::Participation> list_participations(Transaction& transaction, std::string_view conversation,
                                                      std::size_t limit) {
    std::vector<types::Participation> found;
    Query query(transaction,
                "SELECT p.user_id, u.name, p.mode, p.since, p.until FROM participations p JOIN users u ON u.id = "
                "p.user_id WHERE p.conversation_id = :conversation ORDER BY p.number DESC LIMIT :most",
                {conversation, limit}, "tttnn");
    while (query.next()) {
        types::Participation each;
        each.user.id = query.text();
        each.user.name = query.text();
        each.mode = types::mode_from(query.text()).value_or(types::Mode::monitor);
        each.since = time_of(query.number());
        each.until = time_of(query.maybe_number());
        found.push_back(std::move(each));
    }
    std::reverse(found.begin(), found.end());
    return found;
}

} // namespace undertone::store
