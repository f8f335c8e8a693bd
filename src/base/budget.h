#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace undertone {

/// So many in a minute, all at once or spread over it.
class Budget {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// Takes `count` of the `most` in a minute; false when there are not as many left. 0: no limit.
    bool take(std::size_t count, std::size_t most, Instant now) {
        if (most == 0)
            return true;
        auto const full = static_cast<double>(most);
        std::chrono::duration<double, std::ratio<60>> const minutes = now - latest_;
        used_ = std::max(used_ - full * minutes.count(), 0.0) + static_cast<double>(count);
        latest_ = now;
        return used_ <= full;
    }

private:
    double used_ = 0;
    Instant latest_{};
};

} // namespace undertone
