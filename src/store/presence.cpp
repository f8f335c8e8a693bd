#include "store/presence.h"

#include "base/id.h"
#include "store/mapping.h"
#include "store/transaction.h"

namespace undertone::store {

void insert_presence_change(Transaction& transaction, std::string_view user, types::Presence presence, Time at) {
    Query(transaction, "INSERT INTO presence_changes (id, user_id, presence, at) VALUES (:id, :user, :presence, :at)",
          {new_id(at), user, types::name_of(presence), stored(at)});
}

void put_missed_presence(Transaction& transaction, std::string_view user, types::Presence presence) {
    Query(transaction, "UPDATE users SET missed_presence = :presence WHERE id = :id", {types::name_of(presence), user});
}

std::optional<types::Presence> missed_presence(Transaction& transaction, std::string_view user) {
    Query query(transaction, "SELECT missed_presence FROM users WHERE id = :id AND missed_presence IS NOT NULL", {user},
                "t");
    return query.next() ? types::presence_from(query.text()) : std::nullopt;
}

void forget_missed_presence(Transaction& transaction, std::string_view user) {
    Query(transaction, "UPDATE users SET missed_presence = NULL WHERE id = :id AND missed_presence IS NOT NULL",
          {user});
}

std::vector<types::PresencePeriod> presences_of(Transaction& transaction, std::string_view user, Time from,
                                                std::size_t limit) {
    std::vector<types::PresencePeriod> found;
    std::optional<Time> until;
    Query query(transaction,
                "SELECT presence, at FROM presence_changes WHERE user_id = :user ORDER BY id DESC LIMIT :most",
                {user, limit + 1}, "tn");
    while ((!until || *until > from) && query.next()) {
        auto const presence = types::presence_from(query.text()).value();
        auto const since = time_of(query.number());
        found.push_back({presence, since, until});
        until = since;
    }
    return found;
}

std::size_t delete_presence_changes(Transaction& transaction, Time before, std::size_t most) {
    Query query(transaction,
                "DELETE FROM presence_changes WHERE id IN (SELECT p.id FROM presence_changes p WHERE p.at < :before "
                "AND EXISTS (SELECT 1 FROM presence_changes l WHERE l.user_id = p.user_id AND l.id > p.id AND "
                "l.at < :too) ORDER BY p.at LIMIT :most)",
                {stored(before), stored(before), most});
    return static_cast<std::size_t>(query.touched());
}

} // namespace undertone::store
