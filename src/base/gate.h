#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace undertone {

/// Lets so many in at once; who comes when all places are taken is turned away. Thread-safe.
class Gate {
public:
    explicit Gate(std::size_t places) : free_(static_cast<std::ptrdiff_t>(places)) {}

    /// A place, for as long as it lives.
    class Pass {
    public:
        explicit Pass(Gate& gate) : gate_(&gate) {}
        Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (gate_ != nullptr)
                ++gate_->free_;
        }

    private:
        Gate* gate_;
    };

    std::optional<Pass> enter() {
        if (--free_ >= 0)
            return Pass(*this);
        ++free_;
        return std::nullopt;
    }

private:
    std::atomic<std::ptrdiff_t> free_;
};

} // namespace undertone
