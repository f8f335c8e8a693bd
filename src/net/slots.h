#pragma once

#include "net/addresses.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

namespace undertone::net {

class Slots;

/// The right to be one of the open connections, and of those of an address, given back when it is destroyed.
class Slot {
public:
    explicit Slot(Slots& slots) : slots_(&slots) {}
    Slot(Slot&& other) noexcept : slots_(std::exchange(other.slots_, nullptr)), address_(std::move(other.address_)) {}
    Slot& operator=(Slot&&) = delete;
    ~Slot();

    /// It is one of this address from now on, no longer of the one before.
    void count_for(AddressSlot address) { address_ = std::move(address); }

private:
    Slots* slots_;
    AddressSlot address_;
};

/// The open connections of a server, never more than `most`.
class Slots {
public:
    explicit Slots(std::size_t most) : most_(most) {}

    /// Nothing when all are taken.
    std::optional<Slot> take();

    /// From here on there are no more than so many.
    void lower_to(std::size_t most);

    std::size_t taken() const;

    /// True when all connections have ended by then.
    bool wait_until_none(std::chrono::steady_clock::time_point end);
    void wait_until_none();

private:
    friend class Slot;
    void give_back();

    std::size_t most_;
    mutable std::mutex mutex_;
    std::condition_variable none_;
    std::size_t taken_ = 0;
};

} // namespace undertone::net
