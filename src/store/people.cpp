#include "store/transaction.h"

#include "store/mapping.h"
#include "store/people.h"

#include <algorithm>

namespace undertone::store {
namespace {

using types::User;

constexpr std::string_view select = "SELECT u.id, u.name, u.role, u.presence, u.disabled, u.must_change_password, "
                                    "u.created_at, u.skills, u.capacity FROM users u ";
constexpr std::string_view columns = "ttttnnntn";

User read_row(Query& row) {
    User user;
    user.id = row.text();
    user.name = row.text();
    user.role = types::role_from(row.text()).value();
    user.presence = types::presence_from(row.text()).value();
    user.disabled = row.flag();
    user.must_change_password = row.flag();
    user.created_at = time_of(row.number());
    user.skills = names_in(row.text());
    user.capacity = row.maybe_number();
    return user;
}

std::vector<types::Reference> references(Transaction& transaction, std::string_view text) {
    std::vector<types::Reference> found;
    Query query(transaction, text, {}, "tt");
    while (query.next()) {
        auto id = query.text();
        found.push_back({std::move(id), query.text()});
    }
    return found;
}

void read_queues(Transaction& transaction, User& user) {
    Query query(transaction,
                "SELECT q.id, q.name FROM members m JOIN queues q ON q.id = m.queue_id WHERE m.user_id = :user "
                "AND q.deleted_at IS NULL ORDER BY q.name",
                {user.id}, "tt");
    while (query.next()) {
        auto id = query.text();
        user.queues.push_back({std::move(id), query.text()});
    }
}

std::vector<User> read_all(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<User> found;
    {
        Query query(transaction, std::string(select) + rest, in, columns);
        while (query.next())
            found.push_back(read_row(query));
    }
    for (auto& user : found)
        read_queues(transaction, user);
    return found;
}

std::optional<User> read_one(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    auto found = read_all(transaction, rest, in);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

} // namespace

std::optional<User> find_user(Transaction& transaction, std::string_view id_or_name) {
    if (auto found = read_one(transaction, "WHERE u.id = :id AND u.deleted = 0", {id_or_name}))
        return found;
    return user_named(transaction, id_or_name);
}

std::optional<User> user_named(Transaction& transaction, std::string_view name) {
    return read_one(transaction, "WHERE u.name = :name AND u.deleted = 0", {name});
}

std::optional<User> find_user_of_history(Transaction& transaction, std::string_view id_or_name) {
    if (auto found = read_one(transaction, "WHERE u.id = :id", {id_or_name}))
        return found;
    return read_one(transaction, "WHERE u.name = :name", {id_or_name});
}

std::vector<types::Reference> user_names(Transaction& transaction) {
    return references(transaction, "SELECT id, name FROM users");
}

std::vector<types::Reference> queue_names(Transaction& transaction) {
    return references(transaction, "SELECT id, name FROM queues WHERE deleted_at IS NULL");
}

std::set<std::string> users_with_skill(Transaction& transaction, std::string_view skill) {
    std::set<std::string> found;
    Query query(transaction, "SELECT id, skills FROM users WHERE skills <> ''", {}, "tt");
    while (query.next()) {
        auto id = query.text();
        auto const skills = names_in(query.text());
        if (std::find(skills.begin(), skills.end(), skill) != skills.end())
            found.insert(std::move(id));
    }
    return found;
}

void delete_user(Transaction& transaction, User const& user) {
    auto const mark = [&](std::size_t number) {
        return user.name + " (deleted" + (number == 0 ? "" : " " + std::to_string(number + 1)) + ")";
    };
    std::size_t number = 0;
    while (find_user_of_history(transaction, mark(number)))
        ++number;
    Query(
        transaction,
        "UPDATE users SET name = :name, presence = 'offline', password = '', disabled = 1, deleted = 1 WHERE id = :id",
        {mark(number), user.id});
}

std::vector<User> signed_out_but_present(Transaction& transaction, std::size_t most) {
    return read_all(
        transaction,
        "WHERE u.presence <> 'offline' AND u.id NOT IN (SELECT s.user_id FROM sign_ins s) ORDER BY u.id LIMIT :most",
        {most});
}

std::optional<std::string> password_of(Transaction& transaction, std::string_view user) {
    Query query(transaction, "SELECT password FROM users WHERE id = :id", {user}, "t");
    return query.next() ? std::optional(query.text()) : std::nullopt;
}

void insert_user(Transaction& transaction, User const& user, std::string_view password_hash) {
    Query(
        transaction,
        "INSERT INTO users (id, name, role, password, must_change_password, presence, disabled, created_at, skills, "
        "capacity) VALUES (:id, :name, :role, :password, :must, :presence, :disabled, :created_at, :skills, :capacity)",
        {user.id, user.name, types::name_of(user.role), password_hash, user.must_change_password,
         types::name_of(user.presence), user.disabled, stored(user.created_at), lines_of(user.skills), user.capacity});
}

void update_user(Transaction& transaction, User const& user) {
    Query(transaction,
          "UPDATE users SET name = :name, role = :role, presence = :presence, disabled = :disabled, skills = :skills, "
          "capacity = :capacity WHERE id = :id",
          {user.name, types::name_of(user.role), types::name_of(user.presence), user.disabled, lines_of(user.skills),
           user.capacity, user.id});
}

void update_password(Transaction& transaction, std::string_view user, std::string_view password_hash,
                     bool must_change) {
    Query(transaction, "UPDATE users SET password = :password, must_change_password = :must WHERE id = :id",
          {password_hash, must_change, user});
}

bool has_users(Transaction& transaction) {
    return Query(transaction, "SELECT 1 FROM users LIMIT 1", {}, "n").next();
}

std::int64_t count_administrators(Transaction& transaction) {
    Query query(transaction, "SELECT count(*) FROM users WHERE role = 'administrator' AND disabled = 0", {}, "n");
    return query.next() ? query.number() : 0;
}

std::vector<User> list_users(Transaction& transaction, std::optional<std::string> const& colleague,
                             std::string_view before, std::size_t limit) {
    std::string rest = "WHERE u.deleted = 0 AND (:before = '' OR u.id < :before2) ";
    std::vector<Value> in{before, before};
    if (colleague) {
        rest += "AND (u.id = :me OR u.id IN (SELECT m.user_id FROM members m WHERE m.queue_id IN "
                "(SELECT own.queue_id FROM members own WHERE own.user_id = :member))) ";
        in.emplace_back(*colleague);
        in.emplace_back(*colleague);
    }
    in.emplace_back(limit + 1);
    return read_all(transaction, rest + "ORDER BY u.id DESC LIMIT :most", in);
}

std::optional<User> user_of_sign_in(Transaction& transaction, std::string_view hash, Time now) {
    return read_one(transaction,
                    "JOIN sign_ins s ON s.user_id = u.id WHERE s.hash = :hash AND s.expires_at > :now "
                    "AND u.disabled = 0",
                    {hash, stored(now)});
}

std::vector<User> members_of(Transaction& transaction, std::string_view queue) {
    return read_all(transaction,
                    "JOIN members m ON m.user_id = u.id WHERE m.queue_id = :queue AND u.disabled = 0 ORDER BY u.name",
                    {queue});
}

std::vector<User> administrators(Transaction& transaction) {
    return read_all(transaction, "WHERE u.role = 'administrator' AND u.disabled = 0 ORDER BY u.id", {});
}

std::vector<User> supervisors_of(Transaction& transaction, std::string_view queue) {
    return read_all(transaction,
                    "JOIN members m ON m.user_id = u.id WHERE m.queue_id = :queue AND u.role = 'supervisor' "
                    "AND u.disabled = 0 ORDER BY u.id",
                    {queue});
}

} // namespace undertone::store
