#include "store/write_queue.h"

#include "store/database.h"
#include "store/settings.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace undertone::store {
namespace {

std::function<bool(Transaction&)> const no_work = [](Transaction&) { return true; };
std::function<void()> const no_news;

/// Passes `callers` pieces while the first group is held until all others wait; gives the sizes of the groups.
std::vector<std::size_t> groups_of(std::size_t most, std::size_t callers) {
    WriteQueue queue(most);
    std::vector<std::size_t> sizes;
    std::latch begun(1);
    auto const write = [&](WriteQueue::Group pieces) {
        sizes.push_back(pieces.size());
        if (sizes.size() > 1)
            return;
        begun.count_down();
        while (queue.waiting() + 1 < callers)
            std::this_thread::yield();
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < callers; ++i) {
        threads.emplace_back([&] {
            PieceOfWork piece{no_work, no_news};
            queue.pass(piece, write);
        });
        begun.wait();
    }
    threads.clear();
    return sizes;
}

TEST(WriteQueue, those_who_wait_are_done_together) {
    EXPECT_EQ(groups_of(16, 5), (std::vector<std::size_t>{1, 4}));
}

TEST(WriteQueue, no_more_than_the_bound_are_done_together) {
    EXPECT_EQ(groups_of(2, 6), (std::vector<std::size_t>{1, 2, 2, 1}));
    EXPECT_EQ(groups_of(1, 3), (std::vector<std::size_t>{1, 1, 1}));
}

std::int64_t mark_of(Database& database, std::string_view name) {
    std::int64_t value = 0;
    database.read([&](Transaction& transaction) { value = mark(transaction, name); });
    return value;
}

/// While one writer holds the turn, others come: two that write, one that gives up and one that breaks.
class Together : public testing::Test {
protected:
    void SetUp() override {
        Options options;
        options.folder = folder.path();
        database = Database::open(options).value();
    }

    void write(std::string const& name, std::function<bool()> end) {
        database->write(
            [&](Transaction& transaction) {
                set_mark(transaction, name, 1);
                return end();
            },
            [&] { told.push_back(name); });
    }

    void play() {
        std::latch holding(1);
        std::latch others(4);
        std::jthread const first([&] {
            write("first", [&] {
                holding.count_down();
                others.wait();
                return true;
            });
        });
        holding.wait();
        auto const come = [&](std::string name, std::function<bool()> end) {
            return std::jthread([this, &others, name = std::move(name), end = std::move(end)] {
                others.count_down();
                try {
                    write(name, end);
                } catch (std::runtime_error const& error) {
                    std::lock_guard const lock(guard);
                    thrown.emplace_back(error.what());
                }
            });
        };
        std::vector<std::jthread> threads;
        threads.push_back(come("second", [] { return true; }));
        threads.push_back(come("given up", [] { return false; }));
        threads.push_back(come("broken", []() -> bool { throw std::runtime_error("broken on purpose"); }));
        threads.push_back(come("last", [] { return true; }));
    }

    TemporaryFolder folder;
    std::unique_ptr<Database> database;
    std::vector<std::string> told; ///< by whoever commits, one at a time
    std::mutex guard;
    std::vector<std::string> thrown;
};

TEST_F(Together, each_succeeds_or_fails_alone) {
    play();
    for (auto const* const name : {"first", "second", "last"})
        EXPECT_EQ(mark_of(*database, name), 1) << name;
    for (auto const* const name : {"given up", "broken"})
        EXPECT_EQ(mark_of(*database, name), 0) << name;
    EXPECT_EQ(thrown, std::vector<std::string>{"broken on purpose"});
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told.front(), "first");
}

} // namespace
} // namespace undertone::store
