#include "store/write_queue.h"

#include <algorithm>

namespace undertone::store {

void WriteQueue::pass(PieceOfWork& piece, std::function<void(Group)> const& write_all) {
    Place own{piece};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&own);
    while (!own.done) {
        if (busy_) {
            changed_.wait(lock);
            continue;
        }
        busy_ = true;
        auto const end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most_, waiting_.size()));
        std::vector<Place*> const group(waiting_.begin(), end);
        waiting_.erase(waiting_.begin(), end);
        std::vector<PieceOfWork*> pieces;
        for (Place* const place : group)
            pieces.push_back(&place->piece);
        lock.unlock();
        write_all(pieces);
        lock.lock();
        for (Place* const place : group)
            place->done = true;
        busy_ = false;
        changed_.notify_all();
    }
}

std::size_t WriteQueue::waiting() const {
    std::lock_guard const lock(mutex_);
    return waiting_.size();
}

} // namespace undertone::store
