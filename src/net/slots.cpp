#include "net/slots.h"

#include <algorithm>

namespace undertone::net {

Slot::~Slot() {
    count_for({});
    if (slots_ != nullptr)
        slots_->give_back();
}

std::optional<Slot> Slots::take() {
    std::lock_guard const lock(mutex_);
    if (taken_ >= most_)
        return std::nullopt;
    ++taken_;
    return Slot(*this);
}

void Slots::lower_to(std::size_t most) {
    std::lock_guard const lock(mutex_);
    most_ = std::min(most_, most);
}

std::size_t Slots::taken() const {
    std::lock_guard const lock(mutex_);
    return taken_;
}

bool Slots::wait_until_none(std::chrono::steady_clock::time_point end) {
    std::unique_lock lock(mutex_);
    return none_.wait_until(lock, end, [this] { return taken_ == 0; });
}

void Slots::wait_until_none() {
    std::unique_lock lock(mutex_);
    none_.wait(lock, [this] { return taken_ == 0; });
}

void Slots::give_back() {
    std::lock_guard const lock(mutex_);
    if (--taken_ == 0)
        none_.notify_all();
}

} // namespace undertone::net
