#include "net/workers.h"

#include "base/log.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace undertone::net {
namespace {

constexpr std::size_t repeated_jobs = 1024;

} // namespace

Workers::Workers(std::size_t waiting_requests, std::size_t sockets)
    : most_waiting_(waiting_requests), queue_(waiting_requests + sockets + repeated_jobs) {}

void Workers::start(std::size_t threads) {
    most_frames_ = std::max<std::size_t>(threads / 2, 1);
    for (std::size_t number = 0; number < threads; ++number)
        threads_.emplace_back([this] { work(); });
}

bool Workers::try_request(Job job) {
    if (waiting_.fetch_add(1) >= most_waiting_) {
        waiting_.fetch_sub(1);
        return false;
    }
    if (queue_.try_push(Entry{std::move(job), true}))
        return true;
    waiting_.fetch_sub(1);
    return false;
}

bool Workers::run(Job job) {
    return queue_.try_push(Entry{std::move(job), false});
}

bool Workers::run_frame(Job job) {
    {
        std::lock_guard const lock(frames_mutex_);
        if (frames_running_ == most_frames_) {
            frames_.push_back(std::move(job));
            return true;
        }
        ++frames_running_;
    }
    if (start_frame(std::move(job)))
        return true;
    std::lock_guard const lock(frames_mutex_);
    --frames_running_;
    return false;
}

/// Behind the requests that wait already.
bool Workers::start_frame(Job job) {
    return run([this, job = std::move(job)]() mutable {
        struct End {
            Workers& workers;
            ~End() { workers.end_frame(); }
        } const end{*this};
        std::exchange(job, nullptr)();
    });
}

void Workers::end_frame() {
    Job next;
    {
        std::lock_guard const lock(frames_mutex_);
        if (frames_.empty()) {
            --frames_running_;
            return;
        }
        next = std::move(frames_.front());
        frames_.pop_front();
    }
    if (start_frame(std::move(next)))
        return;
    std::lock_guard const lock(frames_mutex_);
    --frames_running_;
}

void Workers::stop() {
    queue_.close();
    threads_.clear();
}

void Workers::work() {
    while (auto entry = queue_.pop()) {
        if (entry->request)
            waiting_.fetch_sub(1);
        try {
            entry->job();
        } catch (std::exception const& error) {
            log::error("a job failed", {{"reason", error.what()}});
        } catch (...) {
            log::error("a job failed", {{"reason", "unknown"}});
        }
    }
}

} // namespace undertone::net
