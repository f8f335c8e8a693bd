#include "net/outbox.h"

#include <utility>

namespace undertone::net {

Outbox::Then Outbox::push(Frame frame) {
    std::deque<Frame> freed;
    std::lock_guard const lock(mutex_);
    if (end_)
        return Then::nothing;
    auto const size = frame->size();
    if (!frames_.empty() && (frames_.size() >= most_frames_ || bytes_ + size > most_bytes_)) {
        frames_.swap(freed);
        bytes_ = 0;
        awake_ = true;
        end_ = End{too_slow, "too slow"};
        return Then::forget;
    }
    frames_.push_back(std::move(frame));
    bytes_ += size;
    return std::exchange(awake_, true) ? Then::nothing : Then::wake;
}

Outbox::Then Outbox::close(End end) {
    std::lock_guard const lock(mutex_);
    if (end_)
        return Then::nothing;
    end_ = std::move(end);
    awake_ = true;
    return Then::wake;
}

Outbox::Next Outbox::take() {
    std::lock_guard const lock(mutex_);
    if (frames_.empty()) {
        awake_ = false;
        return {nullptr, end_};
    }
    auto frame = std::move(frames_.front());
    frames_.pop_front();
    bytes_ -= frame->size();
    return {std::move(frame), std::nullopt};
}

std::optional<End> Outbox::end() const {
    std::lock_guard const lock(mutex_);
    return end_;
}

} // namespace undertone::net
