#pragma once

#include <chrono>
#include <mutex>
#include <optional>

namespace undertone::net {

/// Lets one through in ten minutes, so that whoever tries again and again fills no log. Thread-safe.
class Rarely {
public:
    bool now() {
        std::lock_guard const lock(mutex_);
        auto const time = std::chrono::steady_clock::now();
        if (latest_ && time < *latest_ + std::chrono::minutes(10))
            return false;
        latest_ = time;
        return true;
    }

private:
    std::mutex mutex_;
    std::optional<std::chrono::steady_clock::time_point> latest_;
};

} // namespace undertone::net
