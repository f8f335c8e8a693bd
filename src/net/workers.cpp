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

void Workers::start(std::size_t threads, std::vector<std::size_t> const& slow_requests) {
    frames_.most = std::max<std::size_t>(threads / 2, 1);
    for (auto const most : slow_requests)
        slow_.emplace_back().most = most;
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

bool Workers::try_slow_request(std::size_t kind, Job job) {
    if (waiting_.fetch_add(1) >= most_waiting_) {
        waiting_.fetch_sub(1);
        return false;
    }
    auto begun = [this, job = std::move(job)] {
        waiting_.fetch_sub(1);
        job();
    };
    if (run_in(slow_[kind], std::move(begun)))
        return true;
    waiting_.fetch_sub(1);
    return false;
}

bool Workers::run(Job job) {
    return queue_.try_push(Entry{std::move(job), false});
}

bool Workers::run_frame(Job job) {
    return run_in(frames_, std::move(job));
}

bool Workers::run_in(Lane& lane, Job job) {
    {
        std::lock_guard const lock(lane.mutex);
        if (lane.running == lane.most) {
            lane.waiting.push_back(std::move(job));
            return true;
        }
        ++lane.running;
    }
    if (start_in(lane, std::move(job)))
        return true;
    std::lock_guard const lock(lane.mutex);
    --lane.running;
    return false;
}

/// Behind the requests that wait already.
bool Workers::start_in(Lane& lane, Job job) {
    return run([this, &lane, job = std::move(job)]() mutable {
        struct End {
            Workers& workers;
            Lane& lane;
            ~End() { workers.end_in(lane); }
        } const end{*this, lane};
        std::exchange(job, nullptr)();
    });
}

void Workers::end_in(Lane& lane) {
    Job next;
    {
        std::lock_guard const lock(lane.mutex);
        if (lane.waiting.empty()) {
            --lane.running;
            return;
        }
        next = std::move(lane.waiting.front());
        lane.waiting.pop_front();
    }
    if (start_in(lane, std::move(next)))
        return;
    std::lock_guard const lock(lane.mutex);
    --lane.running;
}

void Workers::stop() {
    queue_.close();
    threads_.clear();
    frames_.waiting.clear();
    for (auto& lane : slow_)
        lane.waiting.clear();
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
