#pragma once

#include "types/names.h"
#include "types/person.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Accounts, sign-ins, queues, members and channel keys as rows. Lists are newest first; one item more than `limit`
/// says that there is more.
namespace undertone::store {

class Transaction;

/// Ids of those who know it.
std::set<std::string> users_with_skill(Transaction& transaction, std::string_view skill);

/// By id, else by name; deleted users are not found, nor by the others below.
std::optional<types::User> find_user(Transaction& transaction, std::string_view id_or_name);
std::optional<types::User> user_named(Transaction& transaction, std::string_view name);

/// By id, else by name, also one who was deleted.
std::optional<types::User> find_user_of_history(Transaction& transaction, std::string_view id_or_name);

/// The account is gone for everybody and its name is free; the row stays for what the user has done, as "agent1
/// (deleted)".
void delete_user(Transaction& transaction, types::User const& user);
std::optional<std::string> password_of(Transaction& transaction, std::string_view user);
void insert_user(Transaction& transaction, types::User const& user, std::string_view password_hash);

/// Writes name, role, presence, disabled, skills and capacity.
void update_user(Transaction& transaction, types::User const& user);
/// `must_change`: the user is to choose another one.
void update_password(Transaction& transaction, std::string_view user, std::string_view password_hash,
                     bool must_change = false);
bool has_users(Transaction& transaction);

/// Administrators who are not disabled.
std::int64_t count_administrators(Transaction& transaction);

/// All users, or only `colleague` and those who share a queue with that user.
std::vector<types::User> list_users(Transaction& transaction, std::optional<std::string> const& colleague,
                                    std::string_view before, std::size_t limit);

void insert_sign_in(Transaction& transaction, std::string_view hash, std::string_view user,
                    types::SignIn const& sign_in);

/// Those of the user that have not expired; `current` is the one with this hash.
std::vector<types::SignIn> list_sign_ins(Transaction& transaction, std::string_view user, std::string_view current_hash,
                                         Time now, std::string_view before, std::size_t limit);
bool has_sign_ins(Transaction& transaction, std::string_view user, Time now);

/// Whether the user has signed in after `since`, and that sign-in still stands.
bool signed_in_since(Transaction& transaction, std::string_view user, Time since);

/// The user whose sign-in this is, unless it expired or the user is disabled.
std::optional<types::User> user_of_sign_in(Transaction& transaction, std::string_view hash, Time now);

/// When this sign-in expires; nothing when there is none.
std::optional<Time> end_of_sign_in(Transaction& transaction, std::string_view hash);
void delete_sign_in(Transaction& transaction, std::string_view hash);

/// False when it is none of the user's.
bool delete_sign_in_with_id(Transaction& transaction, std::string_view user, std::string_view id);

/// All of the user but the one with this hash.
void delete_sign_ins(Transaction& transaction, std::string_view user, std::string_view but_hash = {});

/// Ids of users who have sign-ins that expired.
std::vector<std::string> users_with_expired_sign_ins(Transaction& transaction, Time now, std::size_t most);
void delete_expired_sign_ins(Transaction& transaction, std::string_view user, Time now);

/// Users without any sign-in whose presence is not offline, so many at most.
std::vector<types::User> signed_out_but_present(Transaction& transaction, std::size_t most);

/// Of all users, and of all queues that are not deleted.
std::vector<types::Reference> user_names(Transaction& transaction);
std::vector<types::Reference> queue_names(Transaction& transaction);

/// By id, else by name; deleted ones are not found.
std::optional<types::Queue> find_queue(Transaction& transaction, std::string_view id_or_name);

/// By id, else by name, also one that was deleted; of those of one name the one that is there, else the latest.
std::optional<types::Queue> find_queue_of_history(Transaction& transaction, std::string_view id_or_name);
void insert_queue(Transaction& transaction, types::Queue const& queue);

/// Writes name, routing, units and skills.
void update_queue(Transaction& transaction, types::Queue const& queue);
void delete_queue(Transaction& transaction, std::string_view queue, Time at);
bool has_queues(Transaction& transaction);

/// All queues, or only those of `member`.
std::vector<types::Queue> list_queues(Transaction& transaction, std::optional<std::string> const& member,
                                      std::string_view before, std::size_t limit);

std::vector<types::User> members_of(Transaction& transaction, std::string_view queue);

/// Administrators who are not disabled.
std::vector<types::User> administrators(Transaction& transaction);

/// Supervisors of the queue who are not disabled.
std::vector<types::User> supervisors_of(Transaction& transaction, std::string_view queue);

/// False when it was so already.
bool add_member(Transaction& transaction, std::string_view queue, std::string_view user);
bool remove_member(Transaction& transaction, std::string_view queue, std::string_view user);
void remove_memberships(Transaction& transaction, std::string_view user);

void insert_key(Transaction& transaction, types::ChannelKey const& key, std::string_view hash);
std::optional<types::ChannelKey> key_with_hash(Transaction& transaction, std::string_view hash);
std::vector<types::ChannelKey> list_keys(Transaction& transaction, std::string_view before, std::size_t limit);
bool delete_key(Transaction& transaction, std::string_view id);

} // namespace undertone::store
