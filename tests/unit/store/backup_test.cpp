#include "store/transaction.h"

#include "store/backup.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/settings.h"
#include "temporary_folder.h"

#include <atomic>
#include <chrono>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace undertone::store {
namespace {

std::unique_ptr<Database> open_database(std::filesystem::path const& folder) {
    Options options;
    options.folder = folder;
    return Database::open(options).value();
}

void set(Database& database, std::int64_t value) {
    database.write([&](Transaction& transaction) {
        set_mark(transaction, "value", value);
        return true;
    });
}

std::int64_t value_of(Database& database) {
    std::int64_t value = 0;
    database.read([&](Transaction& transaction) { value = mark(transaction, "value"); });
    return value;
}

using Paths = std::vector<std::filesystem::path>;
Paths const no_parts;

/// The copies that are not whole.
Paths parts_in(std::filesystem::path const& folder) {
    Paths found;
    for (auto const& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().find(".part.") != std::string::npos)
            found.push_back(entry.path());
    return found;
}

TEST(Backup, of_a_running_database_is_put_back_and_what_was_there_is_kept) {
    TemporaryFolder folder;
    auto const file = folder.path() / "copy.db";
    auto const data = folder.path() / "data";
    {
        auto const database = open_database(data);
        set(*database, 1);
        ASSERT_TRUE(backup(data, file));
        set(*database, 2);
        auto const refused = restore(data, file);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("in use by another server"), std::string::npos);
        EXPECT_EQ(value_of(*database), 2);
    }
    ASSERT_TRUE(restore(data, file));
    EXPECT_EQ(value_of(*open_database(data)), 1);
    ASSERT_TRUE(restore(data, data / "undertone-before-restore.db"));
    EXPECT_EQ(value_of(*open_database(data)), 2);
}

TEST(Backup, that_root_restores_belongs_to_the_owner_of_the_folder) {
    if (::geteuid() != 0)
        GTEST_SKIP() << "needs root";
    constexpr uid_t nobody = 65534;
    TemporaryFolder folder;
    auto const file = folder.path() / "copy.db";
    auto const data = folder.path() / "data";
    set(*open_database(data), 1);
    ASSERT_TRUE(backup(data, file));
    std::filesystem::remove(data / "lock");
    ASSERT_EQ(::chown(data.c_str(), nobody, nobody), 0);
    ASSERT_TRUE(restore(data, file));
    for (auto const* const name : {"undertone.db", "undertone-before-restore.db", "lock"}) {
        struct stat found {};
        ASSERT_EQ(::stat((data / name).c_str(), &found), 0) << name;
        EXPECT_EQ(found.st_uid, nobody) << name;
        EXPECT_EQ(found.st_gid, nobody) << name;
    }
}

TEST(Backup, replaces_an_older_backup_and_nothing_else) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const file = folder.path() / "copy.db";
    set(*open_database(data), 1);
    ASSERT_TRUE(backup(data, file));
    ASSERT_TRUE(backup(data, file));
    auto const letter = folder.path() / "letter.txt";
    std::ofstream(letter) << "dear all";
    EXPECT_FALSE(backup(data, letter));
    EXPECT_EQ(std::filesystem::file_size(letter), 8U);
    EXPECT_FALSE(backup(folder.path() / "empty", file));
}

TEST(Backup, takes_the_place_of_nothing_that_a_data_folder_needs) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const other = folder.path() / "other";
    auto const database = open_database(data);
    set(*database, 1);
    open_database(other);
    for (auto const* const name : {"lock", "undertone.db", "undertone.db-wal", "undertone.db-shm"})
        for (auto const& where : {data, other}) {
            auto const refused = backup(data, where / name);
            ASSERT_FALSE(refused) << where / name;
            EXPECT_NE(refused.error().message.find("choose another name"), std::string::npos);
        }
    ASSERT_TRUE(backup(data, folder.path() / "lock"));
    EXPECT_FALSE(restore(data, folder.path() / "lock"));
}

TEST(Backup, many_at_once_to_one_file_are_all_whole) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const file = folder.path() / "copy.db";
    set(*open_database(data), 1);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int time = 0; time < 5; ++time) {
                    auto const made = backup(data, file);
                    EXPECT_TRUE(made) << made.error().message;
                }
            });
    }
    EXPECT_EQ(parts_in(folder.path()), no_parts);
    EXPECT_TRUE(restore(data, file));
}

TEST(Backup, what_an_earlier_one_left_is_removed_but_not_what_may_still_be_written) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const old = folder.path() / "copy.db.part.abc123";
    auto const fresh = folder.path() / "copy.db.part.def456";
    auto const other = folder.path() / "copy.db.part.of-mine";
    set(*open_database(data), 1);
    for (auto const& part : {old, fresh, other})
        std::ofstream(part) << "half of it";
    auto const before = std::filesystem::file_time_type::clock::now() - std::chrono::hours(2);
    for (auto const& part : {old, other})
        std::filesystem::last_write_time(part, before);
    ASSERT_TRUE(backup(data, folder.path() / "copy.db"));
    EXPECT_FALSE(std::filesystem::exists(old));
    EXPECT_TRUE(std::filesystem::exists(fresh));
    EXPECT_TRUE(std::filesystem::exists(other));
}

TEST(Backup, is_its_owners_alone_while_it_is_made) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    set(*open_database(data), 1);
    ::umask(022);
    std::atomic<bool> done = false;
    std::atomic<unsigned> others = 0; ///< what others than the owner were seen to be allowed
    std::jthread const watcher([&] {
        struct stat seen {};
        while (!done)
            for (auto const& part : parts_in(folder.path()))
                if (::stat(part.c_str(), &seen) == 0)
                    others |= seen.st_mode & 077U;
    });
    for (int time = 0; time < 20; ++time)
        EXPECT_TRUE(backup(data, folder.path() / "copy.db"));
    done = true;
    EXPECT_EQ(others, 0U);
}

TEST(Backup, restore_refuses_what_is_not_ours_or_newer) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const letter = folder.path() / "letter.txt";
    std::ofstream(letter) << "dear all";
    EXPECT_FALSE(restore(data, letter));
    EXPECT_FALSE(restore(data, folder.path() / "nowhere"));
    auto const newer = folder.path() / "newer.db";
    {
        Transaction connection(newer.string());
        connection.session() << "CREATE TABLE schema_version (version integer NOT NULL)";
        connection.session() << "INSERT INTO schema_version (version) VALUES (9999)";
    }
    auto const refused = restore(data, newer);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("schema 9999"), std::string::npos);
}

void run(std::filesystem::path const& file, std::string_view statement) {
    Transaction connection(file.string());
    connection.session() << std::string(statement);
}

TEST(Backup, is_put_back_over_a_damaged_database_which_is_kept_as_it_is) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const file = folder.path() / "copy.db";
    set(*open_database(data), 1);
    ASSERT_TRUE(backup(data, file));
    std::ofstream(data / "undertone.db") << "nothing that can be read";
    std::ofstream(data / "undertone-before-restore.db") << "an old one, damaged as well";
    for (auto const* const name : {"undertone-unreadable.db", "undertone-unreadable-2.db"}) {
        auto const kept = restore(data, file);
        ASSERT_TRUE(kept) << kept.error().message;
        EXPECT_EQ(*kept, data / name);
        EXPECT_EQ(value_of(*open_database(data)), 1);
        std::ofstream(data / "undertone.db") << "damaged once more";
    }
    EXPECT_EQ(std::filesystem::file_size(data / "undertone-unreadable.db"), 24U);
    EXPECT_EQ(parts_in(data), no_parts);
}

TEST(Backup, what_was_kept_before_stays_whatever_it_is) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const file = folder.path() / "copy.db";
    auto const first = data / "undertone-before-restore.db";
    auto const second = data / "undertone-before-restore-2.db";
    auto const third = data / "undertone-before-restore-3.db";
    set(*open_database(data), 1);
    ASSERT_TRUE(backup(data, file));
    std::ofstream(first) << "not a database";
    set(*open_database(data), 2);
    EXPECT_EQ(restore(data, file).value(), second);
    set(*open_database(data), 3);
    EXPECT_EQ(restore(data, file).value(), third);
    EXPECT_EQ(std::filesystem::file_size(first), 14U);
    ASSERT_TRUE(restore(data, second));
    EXPECT_EQ(value_of(*open_database(data)), 2);
    ASSERT_TRUE(restore(data, third));
    EXPECT_EQ(value_of(*open_database(data)), 3);
    EXPECT_EQ(parts_in(data), no_parts);
}

TEST(Backup, that_was_changed_is_refused) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    set(*open_database(data), 1);
    for (auto const* const change :
         {"UPDATE schema_version SET version = -3", "UPDATE schema_version SET version = 0", "DROP TABLE marks",
          "ALTER TABLE queues ADD COLUMN more text", "CREATE VIEW more AS SELECT 1",
          "CREATE TRIGGER more AFTER INSERT ON messages BEGIN DELETE FROM users; END"}) {
        auto const file = folder.path() / "copy.db";
        std::filesystem::remove(file);
        ASSERT_TRUE(backup(data, file));
        run(file, change);
        EXPECT_FALSE(restore(data, file)) << change;
        EXPECT_EQ(parts_in(data), no_parts);
    }
    auto const bare = folder.path() / "bare.db";
    run(bare, "CREATE TABLE schema_version (version integer NOT NULL)");
    run(bare, "INSERT INTO schema_version (version) VALUES (30)");
    EXPECT_FALSE(restore(data, bare));
    EXPECT_EQ(value_of(*open_database(data)), 1);
}

TEST(Backup, of_each_schema_that_was_is_taken) {
    TemporaryFolder folder;
    for (std::size_t version = 1; version <= migrations().size(); ++version) {
        auto const file = folder.path() / "old.db";
        std::filesystem::remove(file);
        {
            Transaction connection(file.string());
            ASSERT_TRUE(migrate(connection, migrations().first(version)));
        }
        auto const restored = restore(folder.path() / "data", file);
        EXPECT_TRUE(restored) << version << ": " << restored.error().message;
    }
}

TEST(Backup, says_why_it_cannot_be_written_without_sql) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    set(*open_database(data), 1);
    auto const failed = backup(data, folder.path() / "nowhere" / "copy.db");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().message.find("VACUUM"), std::string::npos) << failed.error().message;
}

TEST(Backup, is_made_before_the_schema_of_a_database_with_data_changes) {
    TemporaryFolder folder;
    {
        Transaction connection((folder.path() / "undertone.db").string());
        ASSERT_TRUE(migrate(connection, migrations().first(1)));
        set_mark(connection, "value", 7);
    }
    EXPECT_EQ(value_of(*open_database(folder.path())), 7);
    auto const copy = folder.path() / "undertone-before-schema-2.db";
    Transaction before(copy.string());
    EXPECT_EQ(schema_version(before), 1);
    EXPECT_EQ(mark(before, "value"), 7);
    std::filesystem::remove(copy);
    open_database(folder.path());
    EXPECT_FALSE(std::filesystem::exists(copy)) << "nothing changes, so nothing is copied";
}

} // namespace
} // namespace undertone::store
