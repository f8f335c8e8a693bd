// Counts what this test program allocates: every form of `new` is here, so that each fits its `delete`.
#include "repository_model.h"
#include "sentiment/scorer.h"

#include <atomic>
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>
#include <string>
#include <vector>

namespace {

std::atomic<std::size_t> allocations{0};

void* try_to_take(std::size_t size) noexcept {
    allocations.fetch_add(1, std::memory_order_relaxed);
    return std::malloc(size == 0 ? 1 : size);
}

void* take(std::size_t size) {
    if (void* const memory = try_to_take(size)) {
        return memory;
    }
    throw std::bad_alloc();
}

/// Not inlined, or the compiler believes that free() meets what it did not allocate.
[[gnu::noinline]] void give_back(void* memory) noexcept {
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size) {
    return take(size);
}
void* operator new[](std::size_t size) {
    return take(size);
}
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return try_to_take(size);
}
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept {
    return try_to_take(size);
}
void operator delete(void* memory) noexcept {
    give_back(memory);
}
void operator delete[](void* memory) noexcept {
    give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    give_back(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    give_back(memory);
}

namespace undertone::sentiment {
namespace {

TEST(Allocation, is_counted_here) {
    std::size_t const before = allocations;
    std::string const text(1000, 'x');
    EXPECT_EQ(allocations, before + 1) << text.size();
}

/// Only a text in capitals, one with friendly signs or words of others, which is read twice, and a neutral one of
/// several sentences, for which ICU works, take memory.
TEST(Allocation, scoring_in_steady_state_allocates_nothing) {
    auto const scorer = Scorer::load(model_file(), 4096);
    ASSERT_TRUE(scorer) << scorer.error().message;
    std::vector<std::string> const texts{
        "I have been waiting for an hour and nobody answers.",
        "¡Muchas gracias, lo habéis resuelto enseguida! 😍",
        "Die Rechnung 4711-0815 ist falsch, bitte prüfen Sie das.",
        "荷物がまだ届きません。いつ届きますか？",
        "هذا غير مقبول أبداً",
        "THIS IS SHIT, fix it",
        "order 12345678",
        "?!",
        "Siku njema rafiki yangu, habari ya asubuhi",
    };
    auto const allocated_by = [&](Request const& request) {
        std::size_t before = 0;
        for (int round = 0; round < 3; ++round) {
            before = allocations;
            for (std::string const& text : texts) {
                scorer->score(text, request);
            }
        }
        return allocations - before;
    };
    Request stated;
    stated.language = "en";
    EXPECT_EQ(allocated_by(stated), 0U);
    // CLD2, which has a say in whether a text is outside the 41 languages, allocates for itself.
    EXPECT_LE(allocated_by({}), 2 * texts.size());
}

} // namespace
} // namespace undertone::sentiment
