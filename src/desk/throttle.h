#pragma once

#include "base/clock.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace undertone::desk {

/// Counts events a minute for each key and says when to come back. Holds a bounded number of keys: beyond, the oldest
/// tenth of them is forgotten. Thread-safe.
class Throttle {
public:
    /// `limit` a minute; 0 is off.
    Throttle(std::int64_t limit, std::size_t most_keys) : limit_(limit), most_keys_(most_keys) {}

    /// 0 when one more is within the limit, and counts it; else the seconds until it is again.
    int try_count(std::string const& key, Time now);

private:
    friend class Attempt;

    static constexpr std::chrono::seconds minute{60};

    struct Entry {
        Time begin{};             ///< of the minute that is counted
        std::int64_t count = 0;   ///< in it
        std::int64_t running = 0; ///< attempts under way, which may still count
        std::uint64_t age = 0;    ///< grows from one new entry to the next
    };

    enum class Outcome : std::uint8_t { nothing, failure, success };

    int begin(std::string const& key, Time now);
    void end(std::string const& key, Outcome outcome, Time now);

    static bool is_over(Entry const& entry, Time now);
    int wait(std::string const& key, Time now) const;
    Entry& entry_of(std::string const& key, Time now);
    void add(Entry& entry, Time now) const;
    void make_room(Time now);

    std::int64_t const limit_;
    std::size_t const most_keys_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::map<std::string, Entry> entries_;
    std::uint64_t made_ = 0;
};

/// One try that counts when it fails and not when it succeeds, also beside others: it has a place within the limit from
/// its begin on, and waits for one while those under way could still take the last. What neither fails nor succeeds,
/// because of an exception for instance, counts nothing.
class Attempt {
public:
    Attempt(Throttle& throttle, std::string key, Clock const& clock)
        : throttle_(throttle)
        , key_(std::move(key))
        , clock_(clock)
        , seconds_to_wait_(throttle_.begin(key_, clock_.now())) {}
    ~Attempt() {
        if (seconds_to_wait_ == 0)
            throttle_.end(key_, outcome_, clock_.now());
    }

    Attempt(Attempt const&) = delete;
    Attempt& operator=(Attempt const&) = delete;

    /// Until it may be made; 0: now.
    int seconds_to_wait() const { return seconds_to_wait_; }

    void fail() { outcome_ = Throttle::Outcome::failure; }

    /// Forgets the failures before it too.
    void succeed() { outcome_ = Throttle::Outcome::success; }

private:
    Throttle& throttle_;
    std::string const key_;
    Clock const& clock_;
    int const seconds_to_wait_;
    Throttle::Outcome outcome_ = Throttle::Outcome::nothing;
};

} // namespace undertone::desk
