#include "bus/bus.h"

#include <gtest/gtest.h>
#include <mutex>
#include <thread>
#include <vector>

namespace undertone::bus {
namespace {

TEST(LocalBus, DeliversInTheOrderOfPublishingToEveryone) {
    std::vector<std::string> first;
    std::vector<std::string> second;
    {
        auto const bus = local();
        bus->subscribe([&](std::string const& payload) { first.push_back(payload); });
        bus->subscribe([&](std::string const& payload) { second.push_back(payload); });
        for (int index = 0; index < 1000; ++index)
            bus->publish(std::to_string(index));
        EXPECT_EQ(bus->trouble(), "");
    }
    ASSERT_EQ(first.size(), 1000u);
    EXPECT_EQ(first[999], "999");
    EXPECT_EQ(first, second);
}

TEST(LocalBus, KeepsTheOrderOfEachOfManyPublishers) {
    std::vector<std::string> heard;
    {
        auto const bus = local();
        bus->subscribe([&](std::string const& payload) { heard.push_back(payload); });
        std::vector<std::jthread> threads;
        for (char const name : {'a', 'b', 'c'})
            threads.emplace_back([&bus, name] {
                for (int index = 100; index < 400; ++index)
                    bus->publish(name + std::to_string(index));
            });
    }
    ASSERT_EQ(heard.size(), 900u);
    std::string last_a;
    for (auto const& payload : heard)
        if (payload.front() == 'a') {
            EXPECT_LT(last_a, payload);
            last_a = payload;
        }
}

} // namespace
} // namespace undertone::bus
