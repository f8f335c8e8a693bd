#include "store/transaction.h" // SOCI stands before sqlite3.h

#include "store/database.h"
#include "store/migrations.h"

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace undertone::store {
namespace {

/// The lock file of a data folder; let go when the process ends, however it ends.
class FolderLock {
public:
    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~FolderLock() {
        if (file_ >= 0)
            ::close(file_);
    }

    static Result<FolderLock> take(std::filesystem::path const& folder) {
        auto const path = folder / "lock";
        FolderLock lock;
        lock.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock.file_ < 0)
            return fail(Code::failed, "the data folder " + folder.string() +
                                          " cannot be written: " + std::generic_category().message(errno));
        if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0)
            return fail(Code::failed, "the data folder " + folder.string() + " is in use by another server");
        return lock;
    }

private:
    int file_ = -1;
};

void prepare_connection(Transaction& connection, Options const& options) {
    auto& session = connection.session();
    session << "PRAGMA busy_timeout = " + std::to_string(options.busy_milliseconds);
    session << "PRAGMA synchronous = " + std::string(options.synchronous == Synchronous::full ? "FULL" : "NORMAL");
    session << "PRAGMA foreign_keys = ON";
    session << "PRAGMA temp_store = MEMORY";
}

} // namespace

struct Database::Connections {
    FolderLock lock;
    std::filesystem::path file;

    std::mutex writing;
    std::unique_ptr<Transaction> writer;

    std::mutex choosing;
    std::condition_variable returned;
    std::vector<std::unique_ptr<Transaction>> readers; ///< those that are free
};

namespace {

/// A reader for the time of one piece of work.
class Borrowed {
public:
    Borrowed(std::mutex& choosing, std::condition_variable& returned,
             std::vector<std::unique_ptr<Transaction>>& readers)
        : choosing_(choosing), returned_(returned), readers_(readers) {
        std::unique_lock lock(choosing_);
        returned_.wait(lock, [&] { return !readers_.empty(); });
        reader_ = std::move(readers_.back());
        readers_.pop_back();
    }
    ~Borrowed() {
        {
            std::lock_guard const lock(choosing_);
            readers_.push_back(std::move(reader_));
        }
        returned_.notify_one();
    }
    Borrowed(Borrowed const&) = delete;
    Borrowed& operator=(Borrowed const&) = delete;

    Transaction& operator*() { return *reader_; }

private:
    std::mutex& choosing_;
    std::condition_variable& returned_;
    std::vector<std::unique_ptr<Transaction>>& readers_;
    std::unique_ptr<Transaction> reader_;
};

void roll_back(Transaction& connection) {
    try {
        Query(connection, "ROLLBACK");
    } catch (soci::soci_error const&) { // the failure that led here has already ended the transaction
        return;
    }
}

Result<void> make_folder(std::filesystem::path const& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder))
        return fail(Code::failed, "the data folder " + folder.string() +
                                      " cannot be made: " + (error ? error.message() : "it is not a folder"));
    return {};
}

/// The conversations are nobody else's business: SQLite gives its side files the rights of this one.
Result<void> make_file(std::filesystem::path const& file) {
    auto const made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0)
        return fail(Code::failed,
                    "the database " + file.string() + " cannot be opened: " + std::generic_category().message(errno));
    ::close(made);
    return {};
}

} // namespace

Database::Database(std::unique_ptr<Connections> connections) : connections_(std::move(connections)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(Options options) {
    if (auto made = make_folder(options.folder); !made)
        return Unexpected(made.error());
    auto connections = std::make_unique<Connections>();
    if (options.lock == Lock::held) {
        auto lock = FolderLock::take(options.folder);
        if (!lock)
            return Unexpected(lock.error());
        connections->lock = std::move(*lock);
    }
    connections->file = options.folder / "undertone.db";
    if (auto made = make_file(connections->file); !made)
        return Unexpected(made.error());
    try {
        connections->writer = std::make_unique<Transaction>(connections->file.string());
        prepare_connection(*connections->writer, options);
        std::string mode;
        connections->writer->session() << "PRAGMA journal_mode = WAL", soci::into(mode);
        auto const migrated = migrate(*connections->writer, migrations());
        if (!migrated)
            return Unexpected(migrated.error());
        for (int number = 0; number < options.readers; ++number) {
            connections->readers.push_back(std::make_unique<Transaction>(connections->file.string()));
            prepare_connection(*connections->readers.back(), options);
        }
    } catch (soci::soci_error const& error) {
        return fail(Code::failed, "the database " + connections->file.string() + " cannot be opened: " + error.what());
    }
    return std::unique_ptr<Database>(new Database(std::move(connections)));
}

void Database::read(std::function<void(Transaction&)> const& work) {
    Borrowed reader(connections_->choosing, connections_->returned, connections_->readers);
    try {
        Query(*reader, "BEGIN");
        work(*reader);
        Query(*reader, "COMMIT");
    } catch (soci::soci_error const& error) {
        roll_back(*reader);
        throw Unavailable(error.what());
    } catch (...) {
        roll_back(*reader);
        throw;
    }
}

void Database::write(std::function<bool(Transaction&)> const& work, std::function<void()> const& committed) {
    std::lock_guard const lock(connections_->writing);
    auto& writer = *connections_->writer;
    bool commit = false;
    try {
        Query(writer, "BEGIN IMMEDIATE");
        commit = work(writer);
        Query(writer, commit ? "COMMIT" : "ROLLBACK");
    } catch (soci::soci_error const& error) {
        roll_back(writer);
        throw Unavailable(error.what());
    } catch (...) {
        roll_back(writer);
        throw;
    }
    if (commit && committed)
        committed();
}

std::filesystem::path const& Database::file() const {
    return connections_->file;
}

} // namespace undertone::store
