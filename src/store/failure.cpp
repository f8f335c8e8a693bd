#include "store/failure.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>

namespace undertone::store {
namespace {

constexpr auto no_room = "the database takes no changes: there is no room";
constexpr auto disk_refuses = "the database takes no changes: its disk refuses them";
constexpr auto only_read = "the database takes no changes: it may only be read";
constexpr auto no_changes = "the database takes no changes";

char const* refusal_of_sqlite(int result) {
    switch (result & 0xff) { // the upper bits say more of the same
    case SQLITE_FULL: return no_room;
    case SQLITE_IOERR: return disk_refuses;
    case SQLITE_READONLY: return only_read;
    default: return no_changes;
    }
}

char const* refusal_of_postgresql(std::string const& state) {
    return state == "53100" ? no_room : state == "25006" ? only_read : no_changes;
}

} // namespace

std::string reason_of(std::exception const& error) {
    auto const* const soci = dynamic_cast<soci::soci_error const*>(&error);
    std::string reason = soci == nullptr ? error.what() : soci->get_error_message();
    std::replace_if(
        reason.begin(), reason.end(), [](char letter) { return letter == '\n' || letter == '\t'; }, ' ');
    reason.resize(reason.find_last_not_of(' ') + 1);
    return reason;
}

bool waited_in_vain(std::exception const& error) {
    auto const* const postgresql = dynamic_cast<soci::postgresql_soci_error const*>(&error);
    return postgresql != nullptr && (postgresql->sqlstate() == "55P03" || postgresql->sqlstate() == "57014");
}

char const* refusal_of(std::exception const& error) {
    if (auto const* const sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&error))
        return refusal_of_sqlite(sqlite->result());
    if (auto const* const postgresql = dynamic_cast<soci::postgresql_soci_error const*>(&error))
        return refusal_of_postgresql(postgresql->sqlstate());
    return no_changes;
}

} // namespace undertone::store
