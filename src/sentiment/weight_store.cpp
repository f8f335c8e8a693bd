#include "sentiment/weight_store.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <sys/mman.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;

std::int8_t* allocate(std::size_t bytes) {
    auto* const block = std::aligned_alloc(large_page, bytes);
    if (block == nullptr)
        throw std::bad_alloc();
    ::madvise(block, bytes, MADV_HUGEPAGE); // a wish: without large pages all is the same but for the time
    return static_cast<std::int8_t*>(block);
}

} // namespace

WeightStore::WeightStore(std::size_t bytes)
    : block_(allocate((bytes / large_page + 1) * large_page)), free_(bytes), size_(bytes) {}

std::int8_t const* WeightStore::keep(std::span<std::int8_t const> weights) {
    auto const room = room_for(weights.size());
    if (room > free_)
        throw std::logic_error("the store of weights was made too small");
    auto* const place = block_.get() + (size_ - free_);
    std::copy(weights.begin(), weights.end(), place);
    free_ -= room;
    return place;
}

void WeightStore::Release::operator()(std::int8_t* block) const noexcept {
    std::free(block);
}

} // namespace undertone::sentiment
