#include "store/transaction.h"

#include "store/database.h"
#include "store/migrations.h"
#include "store/people.h"
#include "store/settings.h"
#include "temporary_folder.h"

#include <array>
#include <atomic>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace undertone::store {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<Database> opened(std::filesystem::path const& folder, Lock lock = Lock::held) {
    Options options;
    options.folder = folder;
    options.lock = lock;
    return Database::open(options).value();
}

std::int64_t mark_of(Database& database, std::string_view name) {
    std::int64_t value = 0;
    database.read([&](Transaction& transaction) { value = mark(transaction, name); });
    return value;
}

constexpr auto endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

TEST(Database, is_made_with_its_folder_and_readable_by_its_owner_only) {
    TemporaryFolder folder;
    auto const database = opened(folder.path() / "a folder" / "b's");
    struct stat found {};
    ASSERT_EQ(::stat(database->file().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600U);
}

TEST(Database, a_folder_is_held_by_one_server_but_a_command_works_beside_it) {
    TemporaryFolder folder;
    auto server = opened(folder.path());
    Options options;
    options.folder = folder.path();
    auto const second = Database::open(options);
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("in use by another server"), std::string::npos);
    auto const command = opened(folder.path(), Lock::none);
    command->write([](Transaction& transaction) {
        set_mark(transaction, "beside", 7);
        return true;
    });
    EXPECT_EQ(mark_of(*server, "beside"), 7);
    server.reset();
    EXPECT_TRUE(Database::open(options));
}

TEST(Database, a_folder_that_cannot_be_is_one_sentence) {
    TemporaryFolder folder;
    auto const file = folder.path() / "file";
    std::fclose(std::fopen(file.c_str(), "w"));
    Options options;
    options.folder = file;
    auto const opened = Database::open(options);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find(file.string()), std::string::npos);
}

TEST(Database, what_is_no_database_is_refused) {
    TemporaryFolder folder;
    auto* const file = std::fopen((folder.path() / "undertone.db").c_str(), "w");
    for (int line = 0; line < 200; ++line)
        std::fputs("this is no database at all\n", file);
    std::fclose(file);
    Options options;
    options.folder = folder.path();
    auto const opened = Database::open(options);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("cannot be opened"), std::string::npos);
}

TEST(Database, keeps_what_was_written_when_it_is_opened_again) {
    TemporaryFolder folder;
    opened(folder.path())->write([](Transaction& transaction) {
        set_mark(transaction, "kept", 3);
        return true;
    });
    EXPECT_EQ(mark_of(*opened(folder.path()), "kept"), 3);
}

TEST(Database, work_that_says_no_or_throws_leaves_nothing) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    bool told = false;
    database->write(
        [](Transaction& transaction) {
            set_mark(transaction, "refused", 1);
            return false;
        },
        [&] { told = true; });
    EXPECT_THROW(database->write([](Transaction& transaction) -> bool {
        set_mark(transaction, "thrown", 1);
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(mark_of(*database, "refused"), 0);
    EXPECT_EQ(mark_of(*database, "thrown"), 0);
    EXPECT_FALSE(told);
}

TEST(Database, a_broken_statement_is_unavailable_and_the_next_work_goes_on) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    EXPECT_THROW(database->read([](Transaction& transaction) { Query(transaction, "SELECT nothing FROM nowhere"); }),
                 Unavailable);
    EXPECT_THROW(database->write([](Transaction& transaction) {
        Query(transaction, "INSERT INTO marks (name, value) VALUES (:name, :value)", {"twice", 1});
        Query(transaction, "INSERT INTO marks (name, value) VALUES (:name, :value)", {"twice", 2});
        return true;
    }),
                 Unavailable);
    EXPECT_EQ(mark_of(*database, "twice"), 0);
    database->write([](Transaction& transaction) {
        set_mark(transaction, "after", 5);
        return true;
    });
    EXPECT_EQ(mark_of(*database, "after"), 5);
}

TEST(Database, committed_runs_after_the_commit_and_in_its_order) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    std::vector<std::int64_t> told;
    auto work = [&] {
        for (int round = 0; round < 50; ++round) {
            std::int64_t number = 0;
            database->write(
                [&](Transaction& transaction) {
                    number = mark(transaction, "count") + 1;
                    set_mark(transaction, "count", number);
                    return true;
                },
                [&] { told.push_back(number); });
        }
    };
    std::thread other(work);
    work();
    other.join();
    ASSERT_EQ(told.size(), 100U);
    for (std::size_t index = 0; index < told.size(); ++index)
        EXPECT_EQ(told[index], static_cast<std::int64_t>(index) + 1);
}

TEST(Database, a_reader_sees_one_snapshot_while_another_writes) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    database->read([&](Transaction& transaction) {
        EXPECT_EQ(mark(transaction, "moving"), 0);
        database->write([](Transaction& writing) {
            set_mark(writing, "moving", 1);
            return true;
        });
        EXPECT_EQ(mark(transaction, "moving"), 0);
    });
    EXPECT_EQ(mark_of(*database, "moving"), 1);
}

TEST(Database, more_readers_than_connections_take_turns) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    options.readers = 1;
    auto const database = Database::open(options).value();
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index)
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round)
                done += mark_of(*database, "none") == 0 ? 1 : 0;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(done, 80);
}

TEST(Database, a_reader_that_does_not_come_back_lets_the_others_wait_no_longer_than_they_should) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    options.readers = 1;
    options.reader_milliseconds = 20;
    auto const database = Database::open(options).value();
    database->read([&](Transaction&) { EXPECT_THROW(mark_of(*database, "none"), Unavailable); });
    EXPECT_EQ(mark_of(*database, "none"), 0);
}

TEST(Database, a_statement_without_an_end_is_ended_and_the_next_work_goes_on) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    options.statement_milliseconds = 100;
    auto const database = Database::open(options).value();
    EXPECT_THROW(database->read([&](Transaction& transaction) { Query(transaction, endless, {}, "n"); }), Unavailable);
    EXPECT_THROW(database->write([&](Transaction& transaction) {
        set_mark(transaction, "undone", 1);
        Query(transaction, endless, {}, "n");
        return true;
    }),
                 Unavailable);
    database->write([](Transaction& transaction) {
        set_mark(transaction, "after", 5);
        return true;
    });
    EXPECT_EQ(mark_of(*database, "undone"), 0);
    EXPECT_EQ(mark_of(*database, "after"), 5);
}

TEST(Database, a_statement_that_runs_at_the_end_of_the_process_is_ended) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    std::atomic<bool> runs = false;
    std::atomic<bool> ended = false;
    std::jthread const reader([&] {
        EXPECT_THROW(database->read([&](Transaction& transaction) {
            runs = true;
            Query(transaction, endless, {}, "n");
        }),
                     Unavailable);
        ended = true;
    });
    while (!runs)
        std::this_thread::yield();
    database->end_by(std::chrono::steady_clock::now() + 100ms);
    for (int look = 0; look < 1000 && !ended; ++look)
        std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(ended) << "after ten seconds, the statement itself may take thirty";
}

TEST(Database, what_write_returned_from_survives_kill_9) {
    TemporaryFolder folder;
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    auto const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto const database = opened(folder.path());
        for (int number = 1; number <= 20; ++number)
            database->write([&](Transaction& transaction) {
                set_mark(transaction, "alive", number);
                return true;
            });
        char const ready = 'r';
        if (::write(pipe[1], &ready, 1) != 1)
            ::_exit(1);
        ::pause();
        ::_exit(0);
    }
    char ready = 0;
    ASSERT_EQ(::read(pipe[0], &ready, 1), 1);
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    EXPECT_EQ(mark_of(*opened(folder.path()), "alive"), 20);
}

TEST(Migrations, lead_from_any_earlier_schema_to_the_newest_and_keep_the_rows) {
    TemporaryFolder folder;
    Transaction connection((folder.path() / "m.db").string());
    std::array<Migration, 3> const steps{"CREATE TABLE a (x integer); INSERT INTO a (x) VALUES (1);",
                                         "ALTER TABLE a ADD COLUMN y integer; UPDATE a SET y = 2;",
                                         "CREATE TABLE b (z integer);"};
    ASSERT_TRUE(migrate(connection, std::span(steps).first(1)));
    ASSERT_TRUE(migrate(connection, steps));
    ASSERT_TRUE(migrate(connection, steps));
    Query query(connection, "SELECT a.x, a.y, v.version FROM a CROSS JOIN schema_version v", {}, "nnn");
    ASSERT_TRUE(query.next());
    EXPECT_EQ(query.number(), 1);
    EXPECT_EQ(query.number(), 2);
    EXPECT_EQ(query.number(), 3);
}

TEST(Migrations, a_step_that_fails_leaves_the_schema_as_it_was) {
    TemporaryFolder folder;
    Transaction connection((folder.path() / "m.db").string());
    std::array<Migration, 2> const steps{"CREATE TABLE a (x integer);", "CREATE TABLE b (x integer); CREATE NONSENSE;"};
    EXPECT_THROW(static_cast<void>(migrate(connection, steps)), soci::soci_error);
    std::array<Migration, 2> const mended{"CREATE TABLE a (x integer);", "CREATE TABLE b (x integer);"};
    EXPECT_TRUE(migrate(connection, mended));
}

TEST(Migrations, a_newer_schema_is_refused_in_one_sentence) {
    TemporaryFolder folder;
    auto const known = migrations().size();
    opened(folder.path())->write([&](Transaction& transaction) {
        Query(transaction, "UPDATE schema_version SET version = :version", {known + 1});
        return true;
    });
    Options options;
    options.folder = folder.path();
    auto const opened = Database::open(options);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("newer version"), std::string::npos);
    EXPECT_NE(opened.error().message.find("schema " + std::to_string(known + 1)), std::string::npos);
}

TEST(Migrations, a_schema_below_the_first_is_refused) {
    TemporaryFolder folder;
    opened(folder.path())->write([](Transaction& transaction) {
        Query(transaction, "UPDATE schema_version SET version = -3");
        return true;
    });
    Options options;
    options.folder = folder.path();
    auto const opened = Database::open(options);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("schema -3"), std::string::npos);
}

TEST(Database, tells_that_its_file_was_moved_away) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    EXPECT_EQ(database->trouble(), "");
    std::filesystem::rename(database->file(), folder.path() / "elsewhere.db");
    EXPECT_EQ(database->trouble(), "the database file was moved away");
    std::filesystem::rename(folder.path() / "elsewhere.db", database->file());
    EXPECT_EQ(database->trouble(), "");
}

TEST(Database, stores_nothing_in_a_file_that_was_moved_away) {
    TemporaryFolder folder;
    auto const database = opened(folder.path());
    auto const set = [&](std::int64_t value) {
        database->write([&](Transaction& transaction) {
            set_mark(transaction, "value", value);
            return true;
        });
    };
    set(1);
    std::filesystem::rename(database->file(), folder.path() / "elsewhere.db");
    EXPECT_THROW(set(2), Unavailable);
    database->write([](Transaction&) { return false; });
    std::filesystem::rename(folder.path() / "elsewhere.db", database->file());
    EXPECT_EQ(database->trouble(), "");
    EXPECT_EQ(mark_of(*database, "value"), 1);
    set(3);
    EXPECT_EQ(mark_of(*database, "value"), 3);
}

TEST(Query, nulls_texts_and_numbers_come_back_and_a_statement_serves_many_times) {
    TemporaryFolder folder;
    Transaction connection((folder.path() / "q.db").string());
    Query(connection, "CREATE TABLE t (a text, b bigint, c double precision)");
    std::string const odd = "a'b\"c:d\n\xf0\x9f\x98\x80";
    for (int round = 0; round < 3; ++round) {
        Query(connection, "INSERT INTO t (a, b, c) VALUES (:a, :b, :c)", {odd, std::int64_t{1} << 60, 0.1});
        Query(connection, "INSERT INTO t (a, b, c) VALUES (:a, :b, :c)",
              {std::optional<std::string>(), std::optional<std::int64_t>(), std::optional<double>()});
    }
    Query query(connection, "SELECT a, b, c FROM t", {}, "tnr");
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(query.next());
        EXPECT_EQ(query.maybe_text(), odd);
        EXPECT_EQ(query.maybe_number(), std::int64_t{1} << 60);
        EXPECT_EQ(query.maybe_real(), 0.1);
        ASSERT_TRUE(query.next());
        EXPECT_FALSE(query.maybe_text());
        EXPECT_FALSE(query.maybe_number());
        EXPECT_FALSE(query.maybe_real());
    }
    EXPECT_FALSE(query.next());
}

TEST(Query, a_statement_inside_itself_is_a_bug) {
    TemporaryFolder folder;
    Transaction connection((folder.path() / "q.db").string());
    Query(connection, "CREATE TABLE t (a bigint)");
    for (int round = 0; round < 2; ++round)
        Query(connection, "INSERT INTO t (a) VALUES (:a)", {round});
    Query outer(connection, "SELECT a FROM t", {}, "n");
    ASSERT_TRUE(outer.next());
    EXPECT_THROW(Query(connection, "SELECT a FROM t", {}, "n"), std::logic_error);
}

} // namespace
} // namespace undertone::store
