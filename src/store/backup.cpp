#include "store/transaction.h" // SOCI stands before sqlite3.h

#include "store/backup.h"
#include "store/folder.h"
#include "store/migrations.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace undertone::store {
namespace {

namespace fs = std::filesystem;

/// What is wrong with a file that should be a backup of ours; nothing when all is well.
Result<void> check_backup(fs::path const& file) {
    auto const bad = [&](std::string const& why) { return fail(Code::failed, file.string() + " " + why); };
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored))
        return bad("is not there");
    try {
        Transaction connection(file.string());
        auto const version = schema_version(connection);
        auto const known = static_cast<int>(migrations().size());
        if (version == 0)
            return bad("is no backup of Undertone");
        if (version > known)
            return bad("has schema " + std::to_string(version) + ", this program knows only up to schema " +
                       std::to_string(known) + ": use a newer version of Undertone");
        std::string state;
        connection.session() << "PRAGMA quick_check(1)", soci::into(state);
        if (state != "ok")
            return bad("is damaged: " + state);
    } catch (soci::soci_error const& error) {
        return bad(std::string("cannot be read: ") + error.what());
    }
    return {};
}

/// The copy is on the disk, readable by its owner only, before it gets its name.
Result<void> settle(fs::path const& part, fs::path const& file) {
    auto const failed = [&] {
        return fail(Code::failed, file.string() + " cannot be written: " + std::generic_category().message(errno));
    };
    int const opened = ::open(part.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0)
        return failed();
    bool const synced = ::fchmod(opened, 0600) == 0 && ::fsync(opened) == 0;
    ::close(opened);
    if (!synced || ::rename(part.c_str(), file.c_str()) != 0)
        return failed();
    return {};
}

/// The database of a data folder, which a server may have open: a copy in its place would be its end.
bool is_at_work(fs::path const& file) {
    std::error_code ignored;
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    return fs::exists(file.string() + "-wal", ignored) ||
           (file.filename() == database_name && fs::exists(folder / "lock", ignored));
}

void copy_into(Transaction& connection, fs::path const& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    auto const name = file.string();
    connection.session() << "VACUUM INTO :file", soci::use(name);
}

fs::path part_of(fs::path const& file) {
    return file.string() + ".part";
}

} // namespace

Result<void> backup(fs::path const& folder, fs::path const& file) {
    auto const source = folder / database_name;
    std::error_code ignored;
    if (!fs::is_regular_file(source, ignored))
        return fail(Code::failed, "the data folder " + folder.string() + " holds no database");
    if (is_at_work(file))
        return fail(Code::failed,
                    file.string() + " is the database of a data folder; choose another name for the copy");
    if (fs::exists(file, ignored) && fs::file_size(file, ignored) > 0)
        if (auto ours = check_backup(file); !ours)
            return fail(Code::failed, file.string() + " is there already and is no backup; nothing was written");
    auto const part = part_of(file);
    try {
        Transaction connection(source.string());
        connection.session() << "PRAGMA busy_timeout = 5000";
        copy_into(connection, part);
    } catch (soci::soci_error const& error) {
        fs::remove(part, ignored);
        return fail(Code::failed, file.string() + " cannot be written: " + error.what());
    }
    return settle(part, file);
}

Result<void> restore(fs::path const& folder, fs::path const& file) {
    if (auto checked = check_backup(file); !checked)
        return checked;
    if (auto made = make_folder(folder); !made)
        return made;
    auto const lock = FolderLock::take(folder);
    if (!lock)
        return Unexpected(lock.error());
    auto const target = folder / database_name;
    auto const part = part_of(target);
    std::error_code ignored;
    try {
        Transaction connection(file.string());
        copy_into(connection, part);
    } catch (soci::soci_error const& error) {
        fs::remove(part, ignored);
        return fail(Code::failed, file.string() + " cannot be copied: " + error.what());
    }
    if (fs::exists(target, ignored))
        if (auto kept = backup(folder, folder / "undertone-before-restore.db"); !kept)
            return kept;
    for (auto const* const side : {"-wal", "-shm"})
        fs::remove(target.string() + side, ignored);
    return settle(part, target);
}

void backup_before_migration(Transaction& connection, fs::path const& folder) {
    auto const present = schema_version(connection);
    if (present == 0 || present >= static_cast<int>(migrations().size()))
        return;
    auto const file = folder / ("undertone-before-schema-" + std::to_string(present + 1) + ".db");
    copy_into(connection, file);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

} // namespace undertone::store
