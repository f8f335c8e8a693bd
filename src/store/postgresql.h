#pragma once

#include "base/result.h"

#include <string>

/// What a PostgreSQL server must be told and asked; for the files of store/ alone.
namespace undertone::store {

class Transaction;

/// The address with how long a new connection may take, and after what silence of the network it is lost for us.
std::string with_patience(std::string const& address, int connect_seconds);

/// After the same silence it is lost for the server.
void set_patience(Transaction& connection);

/// Whether the database keeps all letters, and orders ids by age.
Result<void> check_texts(Transaction& connection);

} // namespace undertone::store
