#pragma once

#include <exception>
#include <string>

/// What a failure of the database is called; for the files of store/ alone.
namespace undertone::store {

/// One line for the log. It never has the statement and its values, which are customers' words.
std::string reason_of(std::exception const& error);

/// Whether another held for too long what was waited for.
bool waited_in_vain(std::exception const& error);

/// Why the database takes no changes, in short words that anybody may see.
char const* refusal_of(std::exception const& error);

} // namespace undertone::store
