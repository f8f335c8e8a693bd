#include "base/gate.h"

#include <gtest/gtest.h>

namespace undertone {
namespace {

TEST(Gate, lets_in_as_many_as_it_has_places_and_again_when_one_leaves) {
    Gate gate(2);
    auto const first = gate.enter();
    {
        auto const second = gate.enter();
        EXPECT_TRUE(first && second);
        EXPECT_FALSE(gate.enter());
        EXPECT_FALSE(gate.enter());
    }
    auto const third = gate.enter();
    EXPECT_TRUE(third);
    EXPECT_FALSE(gate.enter());
}

} // namespace
} // namespace undertone
