#pragma once

#include "desk/core.h"
#include "desk/people.h"

#include <string>
#include <string_view>

/// What the desk and the commands share about accounts and queues. For the files of desk/ alone.
namespace undertone::desk {

/// A member of the staff as one who calls.
types::Caller caller_of(types::User const& user);

/// A name of a queue, a user or a key.
Result<void> check_name(std::string_view name);

/// A conflict when another user than `own`, or another queue, has this name or one that looks the same.
Result<void> check_user_is_unlike(store::Transaction& transaction, std::string_view name, std::string_view own = {});
Result<void> check_queue_is_unlike(store::Transaction& transaction, std::string_view name, std::string_view own = {});

/// At most routing.skills, each a name.
Result<void> check_skills(Core const& core, std::vector<std::string> const& skills);

/// Sockets of ended sign-ins are closed; who has none left goes away.
void tell_of_end(Change& change, types::User& user);

/// Who is missed is not there: offline, and takes part in no conversation of others.
void go_away(Change& change, types::User& user);

/// Who has no sign-in left goes away, and is missed after desk.agent_lost_seconds also when no live socket ends.
void leave_the_desk(Change& change, types::User& user);

/// Who supervises a queue no longer neither watches its conversations nor speaks in them; who works in it no longer
/// helps no longer.
void leave_what_ended(Change& change, types::User const& user);

Result<void> check_password(std::string_view password, PasswordLength length);

/// "name=agent1 role=agent …", for the audit.
std::string described(types::User const& user);

/// Stores a checked account whose password was hashed before; a conflict when the name is taken.
Result<types::User> store_account(store::Transaction& transaction, Time now, NewUser const& wanted,
                                  std::string_view password_hash);

/// Stores a queue; a conflict when the name is taken.
Result<types::Queue> store_queue(store::Transaction& transaction, Time now, std::string_view name);

} // namespace undertone::desk
