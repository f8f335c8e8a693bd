#pragma once

#include "base/result.h"

#include <string>

/// What a PostgreSQL server must be told and asked; for the files of store/ alone.
namespace undertone::store {

class Transaction;

/// The address with how long a new connection may take, and after what silence of the network it is lost for us.
std::string with_patience(std::string const& address, int connect_seconds);

/// After the same silence it is lost for the server; sooner where it has the turn to write, so that who waits for the
/// turn as long as for any lock gets it.
void set_patience(Transaction& connection, int busy_milliseconds);

/// Statements of this transaction may take as long as they take.
void take_time(Transaction& connection);

/// Whether the database keeps all letters, and orders ids by age.
Result<void> check_texts(Transaction& connection);

} // namespace undertone::store
