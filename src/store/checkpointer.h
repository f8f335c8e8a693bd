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
/// the disk meanwhile. The writer moves the few pages that came while the thread worked, so that the log can begin
/// anew; where the thread does not keep up, or cannot connect, all of them, before the log grows further.
class Checkpointer {
public:
    using Connect = std::function<std::unique_ptr<Transaction>()>;

    /// Begins at `pages` of the log, and again after so many more; the writer does it alone at `most_pages`. `connect`
    /// is called in the thread.
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
    bool is_writers_turn(int pages);

    Connect const connect_;
    int const pages_;
    int const most_pages_;
    std::mutex moving_; ///< held by the one who moves
    std::mutex mutex_;
    std::condition_variable changed_;
    int next_ = 0;       ///< pages at which the thread is wanted again
    int latest_ = 0;     ///< pages after the latest change
    bool moved_ = false; ///< the thread has done its part
    bool wanted_ = false;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace undertone::store
