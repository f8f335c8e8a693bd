#include "store/transaction.h" // SOCI stands before sqlite3.h

#include "store/checkpointer.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <utility>

namespace undertone::store {
namespace {

/// Moves as much as no reader still needs; never waits for anybody.
void checkpoint(sqlite_api::sqlite3* database, char const* name) {
    sqlite_api::sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

int after_change(void* checkpointer, sqlite_api::sqlite3* database, char const* name, int pages) {
    static_cast<Checkpointer*>(checkpointer)->grew_to(pages, [&] { checkpoint(database, name); });
    return SQLITE_OK; // what is stored is stored
}

sqlite_api::sqlite3* handle_of(Transaction& connection) {
    return static_cast<soci::sqlite3_session_backend&>(*connection.session().get_backend()).conn_;
}

} // namespace

Checkpointer::Checkpointer(Connect connect, int pages, int most_pages)
    : connect_(std::move(connect)), pages_(pages), most_pages_(most_pages), next_(pages), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
    {
        std::lock_guard const lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Checkpointer::watch(Transaction& connection) {
    sqlite_api::sqlite3_wal_hook(handle_of(connection), after_change, this);
}

/// Wakes the thread where it is time; is the writer to move what there is?
bool Checkpointer::is_writers_turn(int pages) {
    std::lock_guard const lock(mutex_);
    if (pages < latest_) // the log has begun anew
        next_ = pages_;
    latest_ = pages;
    if (std::exchange(moved_, false) || pages >= most_pages_)
        return true;
    if (pages >= next_) {
        next_ = pages + pages_;
        wanted_ = true;
        changed_.notify_one();
    }
    return false;
}

void Checkpointer::grew_to(int pages, std::function<void()> const& move) {
    if (!is_writers_turn(pages))
        return;
    std::lock_guard const moving(moving_);
    move();
}

/// False at the end.
bool Checkpointer::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return wanted_ || ending_; });
    wanted_ = false;
    return !ending_;
}

void Checkpointer::run() {
    std::unique_ptr<Transaction> connection;
    while (wait()) {
        try {
            if (!connection) {
                auto made = connect_();
                Query(*made, "SELECT 1 FROM sqlite_master LIMIT 1", {}, "n").next(); // opens the log
                connection = std::move(made);
            }
            {
                std::lock_guard const moving(moving_);
                checkpoint(handle_of(*connection), nullptr);
            }
            std::lock_guard const lock(mutex_);
            moved_ = true;
        } catch (std::exception const&) { // the writer does it
        }
    }
}

} // namespace undertone::store
