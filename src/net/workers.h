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

    void start(std::size_t threads);

    /// False when as many requests wait as may.
    bool try_request(Job job);

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

    void work();
    bool start_frame(Job job);
    void end_frame();

    std::size_t const most_waiting_;
    std::atomic<std::size_t> waiting_ = 0;
    BoundedQueue<Entry> queue_;
    std::mutex frames_mutex_;
    std::deque<Job> frames_; ///< that wait for one of those under way
    std::size_t frames_running_ = 0;
    std::size_t most_frames_ = 1;
    std::vector<std::jthread> threads_;
};

} // namespace undertone::net
