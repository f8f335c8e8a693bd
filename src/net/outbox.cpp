#include "net/outbox.h"

#include <utility>

namespace undertone::net {

Outbox::~Outbox() {
    *together_ -= bytes_;
}

std::deque<Frame> Outbox::free_all() {
    *together_ -= std::exchange(bytes_, 0);
    awake_ = true;
    if (!end_)
        end_ = End{too_slow, "too slow"};
    return std::exchange(frames_, {});
}

Outbox::Then Outbox::push(Frame frame) {
    std::deque<Frame> freed;
    std::lock_guard const lock(mutex_);
    if (end_)
        return Then::nothing;
    auto const size = frame->size();
    if (!frames_.empty() && (frames_.size() >= most_frames_ || bytes_ + size > most_bytes_)) {
        freed = free_all();
        return Then::forget;
    }
    frames_.push_back(std::move(frame));
    bytes_ += size;
    *together_ += size;
    return std::exchange(awake_, true) ? Then::nothing : Then::wake;
}

void Outbox::give_up() {
    std::deque<Frame> freed;
    std::lock_guard const lock(mutex_);
    freed = free_all();
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
    *together_ -= frame->size();
    return {std::move(frame), std::nullopt};
}

std::size_t Outbox::waiting() const {
    std::lock_guard const lock(mutex_);
    return bytes_;
}

std::optional<End> Outbox::end() const {
    std::lock_guard const lock(mutex_);
    return end_;
}

} // namespace undertone::net
