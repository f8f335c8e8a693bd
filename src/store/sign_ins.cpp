#include "store/transaction.h"

#include "store/mapping.h"
#include "store/people.h"

namespace undertone::store {

void insert_sign_in(Transaction& transaction, std::string_view hash, std::string_view user,
                    types::SignIn const& sign_in) {
    Query(
        transaction,
        "INSERT INTO sign_ins (hash, user_id, id, created_at, expires_at, address, device) VALUES (:hash, :user, :id, "
        ":created, :expires, :address, :device)",
        {hash, user, sign_in.id, stored(sign_in.created_at), stored(sign_in.expires_at), sign_in.address,
         sign_in.device});
}

std::vector<types::SignIn> list_sign_ins(Transaction& transaction, std::string_view user, std::string_view current_hash,
                                         Time now, std::string_view before, std::size_t limit) {
    std::vector<types::SignIn> found;
    Query query(transaction,
                "SELECT id, created_at, expires_at, address, device, hash FROM sign_ins WHERE user_id = :user AND "
                "expires_at > :now AND (:before = '' OR id < :before2) ORDER BY id DESC LIMIT :most",
                {user, stored(now), before, before, limit + 1}, "tnnttt");
    while (query.next()) {
        auto& sign_in = found.emplace_back();
        sign_in.id = query.text();
        sign_in.created_at = time_of(query.number());
        sign_in.expires_at = time_of(query.number());
        sign_in.address = query.text();
        sign_in.device = query.text();
        sign_in.current = query.text() == current_hash;
    }
    return found;
}

bool signed_in_since(Transaction& transaction, std::string_view user, Time since) {
    return Query(transaction, "SELECT 1 FROM sign_ins WHERE user_id = :user AND created_at > :since LIMIT 1",
                 {user, stored(since)}, "n")
        .next();
}

std::optional<Time> end_of_sign_in(Transaction& transaction, std::string_view hash) {
    Query query(transaction, "SELECT expires_at FROM sign_ins WHERE hash = :hash", {hash}, "n");
    return query.next() ? std::optional(time_of(query.number())) : std::nullopt;
}

bool has_sign_ins(Transaction& transaction, std::string_view user, Time now) {
    return Query(transaction, "SELECT 1 FROM sign_ins WHERE user_id = :user AND expires_at > :now LIMIT 1",
                 {user, stored(now)}, "n")
        .next();
}

void delete_sign_in(Transaction& transaction, std::string_view hash) {
    Query(transaction, "DELETE FROM sign_ins WHERE hash = :hash", {hash});
}

bool delete_sign_in_with_id(Transaction& transaction, std::string_view user, std::string_view id) {
    return Query(transaction, "DELETE FROM sign_ins WHERE user_id = :user AND id = :id", {user, id}).touched() > 0;
}

void delete_sign_ins(Transaction& transaction, std::string_view user, std::string_view but_hash) {
    Query(transaction, "DELETE FROM sign_ins WHERE user_id = :user AND hash <> :hash", {user, but_hash});
}

std::vector<std::string> users_with_expired_sign_ins(Transaction& transaction, Time now, std::size_t most) {
    std::vector<std::string> found;
    Query query(transaction,
                "SELECT DISTINCT user_id FROM sign_ins WHERE expires_at <= :now ORDER BY user_id LIMIT :most",
                {stored(now), most}, "t");
    while (query.next())
        found.push_back(query.text());
    return found;
}

void delete_expired_sign_ins(Transaction& transaction, std::string_view user, Time now) {
    Query(transaction, "DELETE FROM sign_ins WHERE user_id = :user AND expires_at <= :now", {user, stored(now)});
}

} // namespace undertone::store
