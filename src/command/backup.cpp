#include "store/backup.h"

#include "command/commands.h"

#include <cstdio>

namespace undertone::command {
namespace {

/// Both commands know SQLite only, and say how PostgreSQL does it.
Result<void> check_database(Config const& config, char const* instead) {
    if (config.text("store.database").empty())
        return {};
    return fail(Code::invalid, std::string("the database is PostgreSQL: use ") + instead);
}

} // namespace

int backup(Config const& config, std::string const& file) {
    auto done = check_database(config, "pg_dump");
    if (done)
        done = store::backup(data_folder(config, false), file);
    if (!done)
        return complain(done.error().message);
    std::printf("The database is copied to %s.\n", file.c_str());
    return 0;
}

int restore(Config const& config, std::string const& file) {
    if (auto const checked = check_database(config, "pg_restore"); !checked)
        return complain(checked.error().message);
    auto const kept = store::restore(data_folder(config, false), file);
    if (!kept)
        return complain(kept.error().message);
    auto const before = kept->empty() ? std::string() : "; what was there before is " + kept->string();
    std::printf("The database is restored from %s%s.\n", file.c_str(), before.c_str());
    return 0;
}

} // namespace undertone::command
