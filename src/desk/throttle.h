#pragma once

#include "base/clock.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace undertone::desk {

/// Counts events a minute for each key and says when to come back. Holds at most 50,000 keys: beyond, the whole table
/// begins anew. Thread-safe.
class Throttle {
public:
    /// `limit` a minute; 0 is off.
    explicit Throttle(std::int64_t limit) : limit_(limit) {}

    /// 0 when one more is within the limit, else the seconds until it is again. Counts nothing.
    int seconds_to_wait(std::string const& key, Time now);

    void count(std::string const& key, Time now);

    /// Asks, and counts when it is within the limit.
    int try_count(std::string const& key, Time now);

    void forget(std::string const& key);

private:
    static constexpr std::size_t most_keys = 50000;
    static constexpr std::chrono::seconds minute{60};

    struct Entry {
        Time begin;
        std::int64_t count = 0;
    };

    int wait(std::string const& key, Time now) const;
    void add(std::string const& key, Time now);
    void make_room(Time now);

    std::int64_t const limit_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
};

} // namespace undertone::desk
