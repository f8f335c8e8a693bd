#include "store/backend.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace undertone::store {

Backend const& sqlite() {
    static Backend const backend{soci::sqlite3, "BEGIN", "BEGIN IMMEDIATE", "", "", true};
    return backend;
}

/// The turn is a lock of the connection, not of the transaction: it is given on only after what was committed was told,
/// so that all nodes hear events in the order of the commits (decision 6). Who holds it and says nothing for longer
/// than undertone.turn_milliseconds, in a transaction or behind it, has its connection ended by the server.
Backend const& postgresql() {
    static Backend const backend{soci::postgresql,
                                 "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                 "BEGIN ISOLATION LEVEL READ COMMITTED",
                                 "SELECT set_config('idle_in_transaction_session_timeout', "
                                 "current_setting('undertone.turn_milliseconds'), false), "
                                 "set_config('idle_session_timeout', "
                                 "current_setting('undertone.turn_milliseconds'), false), "
                                 "pg_advisory_lock(845610022)",
                                 "SELECT pg_advisory_unlock(845610022), set_config('idle_session_timeout', '0', false)",
                                 false};
    return backend;
}

} // namespace undertone::store
