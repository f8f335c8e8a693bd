#include "store/transaction.h"

#include "store/checkpointer.h"
#include "store/database.h"
#include "store/settings.h"
#include "temporary_folder.h"

#include <atomic>
#include <condition_variable>
#include <gtest/gtest.h>

namespace undertone::store {
namespace {

namespace fs = std::filesystem;

constexpr int few_pages = 100;
constexpr std::uintmax_t page_of_log = 4096 + 24;

/// One change, which writes a page of the log or two.
void change(Transaction& connection, std::int64_t number) {
    connection.session() << "BEGIN IMMEDIATE";
    set_mark(connection, "counted", number);
    connection.session() << "COMMIT";
}

/// A migrated database file, and a connection that writes to it beside the database.
struct File {
    File() {
        Options options;
        options.folder = folder.path();
        file = Database::open(options).value()->file();
    }

    std::unique_ptr<Transaction> connect() const { return std::make_unique<Transaction>(file.string()); }
    std::uintmax_t log() const { return fs::file_size(file.string() + "-wal"); }

    TemporaryFolder folder;
    fs::path file;
};

TEST(Checkpointer, moves_the_log_in_a_thread_of_its_own_once_it_is_long) {
    File const file;
    std::mutex mutex;
    std::condition_variable changed;
    bool connected = false;
    Checkpointer checkpointer(
        [&] {
            auto connection = file.connect();
            std::lock_guard const lock(mutex);
            connected = true;
            changed.notify_one();
            return connection;
        },
        few_pages, 1000 * few_pages);
    auto const writer = file.connect();
    checkpointer.watch(*writer);
    auto const before = fs::file_size(file.file);
    writer->session() << "CREATE TABLE filler (text text)";
    for (int number = 0; number < few_pages; ++number)
        writer->session() << "INSERT INTO filler (text) VALUES (hex(zeroblob(4096)))";
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return connected; }));
    lock.unlock();
    // What it has moved stands in the file; each further change asks it again.
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (std::int64_t number = 0; fs::file_size(file.file) == before; ++number) {
        ASSERT_LT(std::chrono::steady_clock::now(), end);
        change(*writer, number);
    }
}

TEST(Checkpointer, the_writer_does_it_where_the_thread_cannot_connect) {
    File const file;
    std::atomic<int> asked = 0;
    Checkpointer checkpointer(
        [&]() -> std::unique_ptr<Transaction> {
            ++asked;
            throw Unavailable("no connection");
        },
        few_pages, 4 * few_pages);
    auto const writer = file.connect();
    checkpointer.watch(*writer);
    for (std::int64_t number = 0; number < 20 * few_pages; ++number)
        change(*writer, number);
    EXPECT_LT(file.log(), 5 * few_pages * page_of_log);
    EXPECT_EQ(mark(*writer, "counted"), 20 * few_pages - 1);
}

TEST(Checkpointer, the_log_of_a_database_stays_short) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    options.checkpoint_pages = few_pages;
    auto const database = Database::open(options).value();
    for (std::int64_t number = 0; number < 20 * few_pages; ++number)
        database->write([&](Transaction& transaction) {
            set_mark(transaction, "counted", number);
            return true;
        });
    EXPECT_LT(fs::file_size(database->file().string() + "-wal"), 5 * few_pages * page_of_log);
}

} // namespace
} // namespace undertone::store
