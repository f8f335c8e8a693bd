#include "net/workers.h"

#include "base/log.h"

#include <exception>

namespace undertone::net {
namespace {

constexpr std::size_t repeated_jobs = 1024;

} // namespace

Workers::Workers(std::size_t waiting_requests, std::size_t sockets)
    : most_waiting_(waiting_requests), queue_(waiting_requests + sockets + repeated_jobs) {}

void Workers::start(std::size_t threads) {
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
