#include "store/transaction.h" // SOCI stands before sqlite3.h

#include "store/backup.h"
#include "store/failure.h"
#include "store/folder.h"
#include "store/migrations.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace undertone::store {
namespace {

namespace fs = std::filesystem;

/// Tables with their columns, indexes, and what must not be there: views, and triggers that would work with us.
std::vector<std::string> structure(Transaction& connection) {
    Query query(connection,
                "SELECT m.type || ' ' || m.name || ' of ' || m.tbl_name || ': ' || coalesce("
                "(SELECT group_concat(c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk)"
                " FROM pragma_table_info(m.name) AS c), '') "
                "FROM sqlite_master AS m WHERE substr(m.name, 1, 7) <> 'sqlite_' ORDER BY 1",
                {}, "t");
    std::vector<std::string> found;
    while (query.next())
        found.push_back(query.text());
    return found;
}

/// What the migrations up to this one make.
std::vector<std::string> structure_of(int version) {
    Transaction memory(":memory:");
    if (auto const made = migrate(memory, migrations().first(static_cast<std::size_t>(version))); !made)
        throw std::logic_error("the migrations do not make a database: " + made.error().message);
    return structure(memory);
}

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
        if (version < 1)
            return bad("is no backup of Undertone");
        if (version > known)
            return bad("has schema " + std::to_string(version) + ", this program knows only up to schema " +
                       std::to_string(known) + ": use a newer version of Undertone");
        std::string state;
        connection.session() << "PRAGMA quick_check(1)", soci::into(state);
        if (state != "ok")
            return bad("is damaged: " + state);
        if (structure(connection) != structure_of(version))
            return bad("does not have the tables of schema " + std::to_string(version));
        if (Query(connection, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", {}, "t").next())
            return bad("is damaged: rows belong to others that are not there");
    } catch (soci::soci_error const& error) {
        return bad("cannot be read: " + reason_of(error));
    }
    return {};
}

/// The file is its owner's alone before there is anything in it, and nobody has put a link in its place.
void copy_into(Transaction& connection, fs::path const& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    auto const name = file.string();
    auto const made = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0)
        throw soci::soci_error(std::generic_category().message(errno));
    ::close(made);
    connection.session() << "VACUUM INTO :file", soci::use(name);
}

/// Nobody has written to it for so long that its maker must have died.
bool is_left_over(fs::path const& part) {
    std::error_code unknown;
    auto const written = fs::last_write_time(part, unknown);
    return !unknown && written < fs::file_time_type::clock::now() - std::chrono::hours(1);
}

Unexpected cannot_be_written(fs::path const& file, int why) {
    return fail(Code::failed, file.string() + " cannot be written: " + std::generic_category().message(why));
}

/// A file that is not whole yet, under a name that is nobody else's; it is gone when it did not get its own.
class Part {
public:
    explicit Part(fs::path const& file) : file_(file) { remove_left_over(); }
    ~Part() { remove(); }
    Part(Part const&) = delete;
    Part& operator=(Part const&) = delete;

    void copy_from(fs::path const& source) {
        Transaction connection(source.string());
        connection.session() << "PRAGMA busy_timeout = 5000";
        make();
        connection.session() << "VACUUM INTO :file", soci::use(part_);
    }

    /// It is on the disk, readable by its owner only, before it gets its name.
    Result<void> settle() const {
        int const opened = ::open(part_.c_str(), O_RDONLY | O_CLOEXEC);
        bool const synced = opened >= 0 && ::fchmod(opened, 0600) == 0 && ::fsync(opened) == 0;
        auto const why = errno;
        if (opened >= 0)
            ::close(opened);
        if (!synced)
            return cannot_be_written(file_, why);
        if (::rename(part_.c_str(), file_.c_str()) != 0)
            return cannot_be_written(file_, errno);
        return {};
    }

    /// The same for a file of the data folder.
    Result<void> settle_in(fs::path const& folder) const {
        give_to_owner_of(folder, part_);
        return settle();
    }

private:
    static constexpr std::string_view free_letters = "XXXXXX"; ///< as mkostemp wants them

    /// It is its owner's alone before there is anything in it.
    void make() {
        auto name = beginning() + std::string(free_letters);
        auto const made = ::mkostemp(name.data(), O_CLOEXEC);
        if (made < 0)
            throw soci::soci_error(std::generic_category().message(errno));
        ::close(made);
        part_ = name;
    }

    std::string beginning() const { return file_.string() + ".part."; }

    void remove() const {
        std::error_code ignored;
        if (!part_.empty())
            fs::remove(part_, ignored);
    }

    void remove_left_over() const {
        auto const first = fs::path(beginning()).filename().string();
        std::error_code ignored;
        for (auto const& entry : fs::directory_iterator(file_.has_parent_path() ? file_.parent_path() : ".", ignored)) {
            auto const name = entry.path().filename().string();
            bool const part = name.starts_with(first) && name.size() == first.size() + free_letters.size();
            if (part && is_left_over(entry.path()))
                fs::remove(entry.path(), ignored);
        }
    }

    fs::path const file_;
    std::string part_; ///< empty: not made
};

/// The database of a data folder, which a server may have open, and what belongs to it: a copy in its place would be
/// its end.
bool is_at_work(fs::path const& file) {
    std::error_code ignored;
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (fs::exists(file.string() + "-wal", ignored))
        return true;
    auto const name = file.filename().string();
    std::string const database = database_name;
    if (name == database)
        return fs::exists(folder / lock_name, ignored);
    bool const beside = name == lock_name || name == database + "-wal" || name == database + "-shm";
    return beside && fs::exists(folder / database, ignored);
}

/// The file beside the database, with this word in its name, that is not there yet.
fs::path free_name(fs::path const& folder, std::string const& word) {
    std::error_code ignored;
    auto file = folder / (word + ".db");
    for (int number = 2; fs::exists(file, ignored); ++number)
        file = folder / (word + "-" + std::to_string(number) + ".db");
    return file;
}

/// The database that is replaced stays: as a copy with all that its log holds, or where it cannot be read, as it is.
Result<fs::path> keep(fs::path const& folder) {
    auto const source = folder / database_name;
    auto const kept = free_name(folder, "undertone-before-restore");
    try {
        Part part(kept);
        part.copy_from(source);
        if (part.settle_in(folder))
            return kept;
    } catch (soci::soci_error const&) { // damaged, or there is no room for a copy
    }
    auto const moved = free_name(folder, "undertone-unreadable");
    for (auto const* const side : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        auto const from = source.string() + side;
        if (fs::exists(from, ignored) && ::rename(from.c_str(), (moved.string() + side).c_str()) != 0)
            return cannot_be_written(moved, errno);
    }
    return moved;
}

} // namespace

bool holds_database(fs::path const& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / database_name, ignored);
}

Result<void> backup(fs::path const& folder, fs::path const& file) {
    auto const source = folder / database_name;
    std::error_code ignored;
    if (!holds_database(folder))
        return fail(Code::failed, "the data folder " + folder.string() + " holds no database");
    if (is_at_work(file))
        return fail(Code::failed,
                    file.string() + " is the database of a data folder; choose another name for the copy");
    if (fs::exists(file, ignored) && fs::file_size(file, ignored) > 0)
        if (auto ours = check_backup(file); !ours)
            return fail(Code::failed, file.string() + " is there already and is no backup; nothing was written");
    Part part(file);
    try {
        part.copy_from(source);
    } catch (soci::soci_error const& error) {
        return fail(Code::failed, file.string() + " cannot be written: " + reason_of(error));
    }
    return part.settle();
}

Result<fs::path> restore(fs::path const& folder, fs::path const& file) {
    if (auto checked = check_backup(file); !checked)
        return Unexpected(checked.error());
    if (auto made = make_folder(folder); !made)
        return Unexpected(made.error());
    auto const lock = FolderLock::take(folder);
    if (!lock)
        return Unexpected(lock.error());
    auto const target = folder / database_name;
    Part part(target);
    try {
        part.copy_from(file);
    } catch (soci::soci_error const& error) {
        return fail(Code::failed, file.string() + " cannot be copied: " + reason_of(error));
    }
    std::error_code ignored;
    auto const kept = fs::exists(target, ignored) ? keep(folder) : Result<fs::path>(fs::path());
    if (!kept)
        return kept;
    for (auto const* const side : {"-wal", "-shm"})
        fs::remove(target.string() + side, ignored);
    if (auto settled = part.settle_in(folder); !settled)
        return Unexpected(settled.error());
    return kept;
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
