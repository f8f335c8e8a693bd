#include "desk/throttle.h"

#include <algorithm>
#include <vector>

namespace undertone::desk {

/// Its minute has ended. One that begins more than a minute later was begun by a clock that was set back since; one a
/// little later by somebody who asked after this caller and did not have to wait.
bool Throttle::is_over(Entry const& entry, Time now) {
    return now >= entry.begin + minute || now + minute < entry.begin;
}

int Throttle::wait(std::string const& key, Time now) const {
    auto const found = entries_.find(key);
    if (found == entries_.end() || is_over(found->second, now) || found->second.count < limit_)
        return 0;
    auto const left = std::chrono::ceil<std::chrono::seconds>(found->second.begin + minute - now).count();
    return std::max(1, static_cast<int>(left));
}

Throttle::Entry& Throttle::entry_of(std::string const& key, Time now) {
    if (auto const found = entries_.find(key); found != entries_.end())
        return found->second;
    if (entries_.size() >= most_keys_)
        make_room(now);
    auto& entry = entries_[key];
    entry.age = ++made_;
    return entry;
}

void Throttle::add(Entry& entry, Time now) const {
    if (entry.count == 0 || is_over(entry, now)) {
        entry.begin = now;
        entry.count = 0;
    }
    ++entry.count;
}

/// What is under way stays. A tenth at once, so that a table that is full is not searched for each new key.
void Throttle::make_room(Time now) {
    std::erase_if(entries_, [&](auto const& each) { return each.second.running == 0 && is_over(each.second, now); });
    if (entries_.size() < most_keys_)
        return;
    std::vector<std::uint64_t> ages;
    for (auto const& [key, entry] : entries_)
        if (entry.running == 0)
            ages.push_back(entry.age);
    if (ages.empty())
        return;
    auto const last = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 10);
    std::nth_element(ages.begin(), last, ages.end());
    std::erase_if(entries_, [&](auto const& each) { return each.second.running == 0 && each.second.age <= *last; });
}

int Throttle::try_count(std::string const& key, Time now) {
    if (limit_ == 0)
        return 0;
    std::lock_guard const lock(mutex_);
    auto const seconds = wait(key, now);
    if (seconds == 0)
        add(entry_of(key, now), now);
    return seconds;
}

int Throttle::begin(std::string const& key, Time now) {
    if (limit_ == 0)
        return 0;
    std::unique_lock lock(mutex_);
    for (;;) {
        if (auto const seconds = wait(key, now))
            return seconds;
        auto& entry = entry_of(key, now);
        auto const counted = is_over(entry, now) ? 0 : entry.count;
        if (counted + entry.running < limit_) {
            ++entry.running;
            return 0;
        }
        ended_.wait(lock);
    }
}

void Throttle::end(std::string const& key, Outcome outcome, Time now) {
    if (limit_ == 0)
        return;
    {
        std::lock_guard const lock(mutex_);
        auto& entry = entries_.at(key);
        --entry.running;
        if (outcome == Outcome::failure)
            add(entry, now);
        else if (outcome == Outcome::success)
            entry.count = 0;
        if (entry.count == 0 && entry.running == 0)
            entries_.erase(key);
    }
    ended_.notify_all();
}

} // namespace undertone::desk
