#pragma once

#include "base/clock.h"
#include "store/timers.h"

#include <optional>
#include <string_view>

/// What says that people are there beside their live sockets.
namespace undertone::store {

/// The user signed in, set a presence, or signed out: was there then.
void put_there(Transaction& transaction, std::string_view user, Time at);

/// Whether the user, who has no open socket, did so after the last one ended and is signed in; one on a node that died
/// ended when that node was last seen.
bool is_there_without_socket(Transaction& transaction, std::string_view user);

/// When the visitor last wrote, or the user in a conversation that the user works on.
std::optional<Time> last_written(Transaction& transaction, Listener const& who);

/// What sockets are gone of somebody who has no open one count as gone since then.
void put_gone_since(Transaction& transaction, Listener const& who, Time at);

} // namespace undertone::store
