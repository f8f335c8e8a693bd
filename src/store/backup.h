#pragma once

#include "base/result.h"

#include <filesystem>

/// Copies of SQLite databases. Every error is one sentence.
namespace undertone::store {

class Transaction;

/// Whether there is a database in the folder, of whatever kind.
bool holds_database(std::filesystem::path const& folder);

/// A consistent copy of the database in `folder`, also while a server works on it. `file` is there as a whole or not at
/// all; it replaces an older backup, and nothing else.
Result<void> backup(std::filesystem::path const& folder, std::filesystem::path const& file);

/// The copy in `file` becomes the database in `folder`. Refused while a server holds the folder, and when the file is
/// no backup of ours or of a newer program. What was there before stays beside it: as undertone-before-restore.db, or
/// under a name of its own where it cannot be read, with a number while the name is taken. Gives that file; empty:
/// nothing was there. All of it belongs to the owner of the folder, also when root restores.
Result<std::filesystem::path> restore(std::filesystem::path const& folder, std::filesystem::path const& file);

/// Before the schema of a database with data changes: a copy beside it, undertone-before-schema-N.db. Throws
/// soci::soci_error.
void backup_before_migration(Transaction& connection, std::filesystem::path const& folder);

} // namespace undertone::store
