#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

/// For the files of store/ alone.
namespace undertone::store {

/// A database that is connected but says nothing any more would hold its caller for ever: after the longest time that a
/// statement may take, the socket is shut, and the caller gets an error as from a lost connection. Thread-safe.
class Watchdog {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// One connection, for as long as its socket is open; the watchdog outlives it.
    class Watched {
    public:
        Watched(Watchdog& watchdog, int socket);
        ~Watched();
        Watched(Watched const&) = delete;
        Watched& operator=(Watched const&) = delete;

        void begin();                          ///< an answer is waited for
        void end();                            ///< it came
        bool is_shut() const { return shut_; } ///< it did not come

    private:
        friend Watchdog;
        Watchdog& watchdog_;
        int const socket_;
        std::atomic<Instant> until_ = Instant::max();
        std::atomic<bool> shut_ = false;
    };

    explicit Watchdog(std::chrono::milliseconds statement);
    ~Watchdog();
    Watchdog(Watchdog const&) = delete;
    Watchdog& operator=(Watchdog const&) = delete;

    /// From `end` on no answer is waited for.
    void end_by(Instant end) { end_ = end; }
    bool ended() const { return std::chrono::steady_clock::now() >= end_.load(); }

private:
    void run();

    std::chrono::milliseconds const most_;
    std::atomic<Instant> end_ = Instant::max();
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Watched*> all_;
    bool over_ = false;
    std::thread thread_;
};

} // namespace undertone::store
