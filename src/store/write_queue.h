#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace undertone::store {

class Transaction;

/// What one caller wants to write, and what became of it.
struct PieceOfWork {
    std::function<bool(Transaction&)> const& work;
    std::function<void()> const& committed;
    bool commit = false;             ///< what `work` returned
    std::exception_ptr failure = {}; ///< thrown in the caller's thread
};

/// Those who want to write stand in a queue. The first of them does the work of all who wait, in their order, so that
/// one commit stores it: under load that is most of what a write costs. Thread-safe.
class WriteQueue {
public:
    using Group = std::span<PieceOfWork* const>;

    /// At most `most` pieces are done together.
    explicit WriteQueue(std::size_t most) : most_(most) {}

    /// Returns when `piece` was among those that `write_all` was called with, here or in another thread; one call at a
    /// time. `write_all` does not throw.
    void pass(PieceOfWork& piece, std::function<void(Group)> const& write_all);

    /// How many stand in the queue now, those that are being done not counted.
    std::size_t waiting() const;

private:
    struct Place {
        PieceOfWork& piece;
        bool done = false;
    };

    std::size_t const most_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Place*> waiting_;
    bool busy_ = false;
};

} // namespace undertone::store
