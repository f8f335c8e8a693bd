#pragma once

#include "base/metrics.h"
#include "base/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace undertone::store {

/// `held`: the data folder belongs to this process alone as long as the database is open; `none`: a second process
/// works beside it.
enum class Lock : std::uint8_t { held, none };
enum class Synchronous : std::uint8_t { normal, full };

struct Options {
    std::filesystem::path folder;
    Lock lock = Lock::held;
    Synchronous synchronous = Synchronous::normal;
    int readers = 4;
    int writes_together = 16;           ///< that one commit stores
    int reader_milliseconds = 10000;    ///< to wait for a connection that reads
    int busy_milliseconds = 5000;       ///< to wait for a lock
    std::string address = {};           ///< postgresql://…; empty: the SQLite file in `folder`
    int statement_milliseconds = 30000; ///< for one statement
    int connect_seconds = 5;            ///< for a connection to the server of `address`
    int cache_kibibytes = 16384;        ///< SQLite: pages in memory, of each connection
    int checkpoint_pages = 4000;        ///< SQLite: pages of the log that are moved into the file together
    Metrics* metrics = nullptr;         ///< where times and failures are counted; outlives the database
};

/// The database could not do what was asked (unreachable, locked, disk full); the request is answered 503.
class Unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Transaction;

/// One database, SQLite or PostgreSQL: one writer at a time, on all nodes together (WriteQueue), and a pool of readers.
/// What write() returned from is durable against the end of the process. A connection that is lost is made anew by the
/// next work. Thread-safe.
class Database {
public:
    /// Creates folder and file when missing, takes the lock, brings the schema up to date; a newer schema is refused.
    /// Fails with one sentence.
    static Result<std::unique_ptr<Database>> open(Options const& options);

    ~Database();
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    /// Runs `work` on one consistent snapshot. Throws Unavailable.
    void read(std::function<void(Transaction&)> const& work);

    /// Runs `work` alone among writers, in this thread or in that of another writer, with whose work it is committed.
    /// It returns whether to commit; an exception undoes what it did. `committed` runs after the commit, in the order
    /// of the work and before the next one, so that what it publishes is in the order of the commits. Throws
    /// Unavailable.
    void write(std::function<bool(Transaction&)> const& work, std::function<void()> const& committed = {});

    /// What keeps it from working, in short words that anybody may see; the log tells more. Empty: nothing.
    std::string trouble();

    /// How many callers wait for their turn to write.
    std::size_t waiting() const;

    /// From `end` on nothing waits for an answer of the database, nor connects to it: the process is to end.
    void end_by(std::chrono::steady_clock::time_point end);

    /// The SQLite file; empty with PostgreSQL.
    std::filesystem::path const& file() const;

private:
    struct Connections;
    explicit Database(std::unique_ptr<Connections> connections);
    std::unique_ptr<Connections> connections_;
};

} // namespace undertone::store
