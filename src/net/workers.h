#pragma once

#include "base/queue.h"

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace undertone::net {

/// The threads on which handlers run, behind one bounded queue.
class Workers {
public:
    using Job = std::function<void()>;

    /// `waiting_requests` requests may wait, and beside them one job for each of `sockets` live sockets.
    Workers(std::size_t waiting_requests, std::size_t sockets);
    ~Workers() { stop(); }

    /// `slow_requests` run at once, of each kind.
    void start(std::size_t threads, std::vector<std::size_t> const& slow_requests);

    /// False when as many requests wait as may.
    bool try_request(Job job);

    /// The same for a request that may take long: only so many of its kind run at once, the others wait and hold no
    /// thread.
    bool try_slow_request(std::size_t kind, Job job);

    /// For who has at most one job in the queue: a live socket or a repeated job. False once the workers stop.
    bool run(Job job);

    /// The frame of a live socket, which has one at most. Half of the threads work on frames, so that no flood of them
    /// keeps requests waiting. False once the workers stop.
    bool run_frame(Job job);

    /// Runs what waits and ends the threads.
    void stop();

    std::size_t waiting() const { return waiting_.load(); }

private:
    struct Entry {
        Job job;
        bool request;
    };

    /// Jobs of which only so many run at once.
    struct Lane {
        std::mutex mutex;
        std::deque<Job> waiting;
        std::size_t running = 0;
        std::size_t most = 1;
    };

    void work();
    bool run_in(Lane& lane, Job job);
    bool start_in(Lane& lane, Job job);
    void end_in(Lane& lane);

    std::size_t const most_waiting_;
    std::atomic<std::size_t> waiting_ = 0;
    BoundedQueue<Entry> queue_;
    Lane frames_;
    std::deque<Lane> slow_; ///< one for each kind
    std::vector<std::jthread> threads_;
};

} // namespace undertone::net
