#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

/// For the files of store/ alone.
namespace undertone::store {

class Transaction;

/// Moves what SQLite has written to its log into the database file, in a thread of its own, so that no change waits for
/// the disk meanwhile. Where the thread does not keep up, or cannot connect, the writer does it itself before the log
/// grows further.
class Checkpointer {
public:
    using Connect = std::function<std::unique_ptr<Transaction>()>;

    /// Begins at `pages` of the log; the writer itself does at `most_pages`. `connect` is called in the thread.
    Checkpointer(Connect connect, int pages, int most_pages);
    ~Checkpointer();
    Checkpointer(Checkpointer const&) = delete;
    Checkpointer& operator=(Checkpointer const&) = delete;

    /// From here on the changes of this connection are counted; it must not outlive the checkpointer.
    void watch(Transaction& connection);

    /// After a change of a connection that is watched: the log has so many pages now.
    void grew_to(int pages, std::function<void()> const& move);

private:
    void run();
    bool wait();

    Connect const connect_;
    int const pages_;
    int const most_pages_;
    std::mutex moving_; ///< held by the one who moves
    std::mutex mutex_;
    std::condition_variable changed_;
    bool wanted_ = false;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace undertone::store
