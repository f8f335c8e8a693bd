#include "store/backup.h"

#include "command/commands.h"

#include <cstdio>

namespace undertone::command {
namespace {

/// Both commands know SQLite only, and say how PostgreSQL does it.
int copy(Config const& config, std::string const& file, char const* postgresql,
         Result<void> (*perform)(std::filesystem::path const&, std::filesystem::path const&), char const* done) {
    if (!config.text("store.database").empty())
        return complain(std::string("the database is PostgreSQL: use ") + postgresql);
    auto const performed = perform(data_folder(config, false), file);
    if (!performed)
        return complain(performed.error().message);
    std::printf("%s %s.\n", done, file.c_str());
    return 0;
}

} // namespace

int backup(Config const& config, std::string const& file) {
    return copy(config, file, "pg_dump", store::backup, "The database is copied to");
}

int restore(Config const& config, std::string const& file) {
    return copy(config, file, "pg_restore", store::restore, "The database is restored from");
}

} // namespace undertone::command
