#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace undertone {

/// A queue between threads that never holds more than its capacity: a full one refuses, so that load shows early and
/// memory stays bounded.
template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// False when the queue is full or closed; the value is then untouched.
    bool try_push(T&& value) {
        {
            std::lock_guard const lock(mutex_);
            if (closed_ || values_.size() >= capacity_)
                return false;
            values_.push_back(std::move(value));
        }
        ready_.notify_one();
        return true;
    }

    /// Waits for a value; nothing when the queue is closed and empty.
    std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return closed_ || !values_.empty(); });
        if (values_.empty())
            return std::nullopt;
        T value = std::move(values_.front());
        values_.pop_front();
        return value;
    }

    /// No further values go in; those inside still come out.
    void close() {
        {
            std::lock_guard const lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
    }

    std::size_t size() const {
        std::lock_guard const lock(mutex_);
        return values_.size();
    }

private:
    std::size_t const capacity_;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<T> values_;
    bool closed_ = false;
};

} // namespace undertone
