#pragma once

#include "base/result.h"

#include <span>
#include <string_view>

namespace undertone::store {

class Transaction;

/// One step of the schema: statements separated by semicolons. Its number is its place in the list, from 1. A step is
/// never changed once released.
using Migration = std::string_view;

std::span<Migration const> migrations();

/// The number of steps that the database has; 0 when it is no database of ours.
int schema_version(Transaction& connection);

/// Applies the steps that are missing, all in one transaction. A database with more steps than the list is refused in
/// one sentence.
Result<void> migrate(Transaction& connection, std::span<Migration const> steps);

} // namespace undertone::store
