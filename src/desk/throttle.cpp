#include "desk/throttle.h"

#include <algorithm>

namespace undertone::desk {

int Throttle::wait(std::string const& key, Time now) const {
    auto const found = entries_.find(key);
    if (limit_ == 0 || found == entries_.end() || now >= found->second.begin + minute || found->second.count < limit_)
        return 0;
    auto const left = std::chrono::ceil<std::chrono::seconds>(found->second.begin + minute - now).count();
    return std::max(1, static_cast<int>(left));
}

void Throttle::add(std::string const& key, Time now) {
    if (limit_ == 0)
        return;
    if (entries_.size() >= most_keys && !entries_.contains(key))
        make_room(now);
    auto& entry = entries_[key];
    if (entry.count == 0 || now >= entry.begin + minute)
        entry = {now, 0};
    ++entry.count;
}

void Throttle::make_room(Time now) {
    std::erase_if(entries_, [&](auto const& entry) { return now >= entry.second.begin + minute; });
    if (entries_.size() >= most_keys)
        entries_.clear();
}

int Throttle::seconds_to_wait(std::string const& key, Time now) {
    std::lock_guard const lock(mutex_);
    return wait(key, now);
}

void Throttle::count(std::string const& key, Time now) {
    std::lock_guard const lock(mutex_);
    add(key, now);
}

int Throttle::try_count(std::string const& key, Time now) {
    std::lock_guard const lock(mutex_);
    auto const seconds = wait(key, now);
    if (seconds == 0)
        add(key, now);
    return seconds;
}

void Throttle::forget(std::string const& key) {
    std::lock_guard const lock(mutex_);
    entries_.erase(key);
}

} // namespace undertone::desk
