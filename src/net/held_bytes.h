#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace undertone::net {

/// The bytes of the answers that wait for their readers, never more than `most` together. Thread-safe.
class HeldBytes {
public:
    explicit HeldBytes(std::size_t most) : most_(most) {}

    /// A part of them, given back when it is destroyed.
    class Share {
    public:
        Share(HeldBytes& all, std::size_t bytes) : all_(&all), bytes_(bytes) {}
        Share(Share&& other) noexcept : all_(std::exchange(other.all_, nullptr)), bytes_(other.bytes_) {}
        Share& operator=(Share&& other) noexcept {
            std::swap(all_, other.all_);
            std::swap(bytes_, other.bytes_);
            return *this;
        }
        ~Share() {
            if (all_ != nullptr)
                all_->held_ -= bytes_;
        }

    private:
        HeldBytes* all_;
        std::size_t bytes_;
    };

    /// Nothing where so many would be too many.
    std::optional<Share> take(std::size_t bytes) {
        Share share(*this, bytes);
        if (held_.fetch_add(bytes) + bytes > most_)
            return std::nullopt;
        return share;
    }

    std::size_t held() const { return held_; }

private:
    std::size_t const most_;
    std::atomic<std::size_t> held_ = 0;
};

} // namespace undertone::net
