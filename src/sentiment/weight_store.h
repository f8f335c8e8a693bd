#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace undertone::sentiment {

/// One block of memory for all packed weights of a network: each matrix begins on a cache line, so that no load of the
/// kernels crosses two, and the block lies on large pages where the system has them.
class WeightStore {
public:
    /// What a matrix of so many bytes takes.
    static std::size_t room_for(std::size_t bytes) { return (bytes + line - 1) / line * line; }

    /// `bytes`: the sum of room_for over all matrices.
    explicit WeightStore(std::size_t bytes);

    /// Copies the weights in and returns where they stay for the life of the store.
    std::int8_t const* keep(std::span<std::int8_t const> weights);

private:
    static constexpr std::size_t line = 64;

    struct Release {
        void operator()(std::int8_t* block) const noexcept;
    };

    std::unique_ptr<std::int8_t, Release> block_;
    std::size_t free_; ///< bytes at the end of the block
    std::size_t size_;
};

} // namespace undertone::sentiment
