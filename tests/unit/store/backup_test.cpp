#include "store/transaction.h"

#include "store/backup.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/settings.h"
#include "temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace undertone::store {
namespace {

std::unique_ptr<Database> opened(std::filesystem::path const& folder) {
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

TEST(Backup, of_a_running_database_is_put_back_and_what_was_there_is_kept) {
    TemporaryFolder folder;
    auto const file = folder.path() / "copy.db";
    auto const data = folder.path() / "data";
    {
        auto const database = opened(data);
        set(*database, 1);
        ASSERT_TRUE(backup(data, file));
        set(*database, 2);
        auto const refused = restore(data, file);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("in use by another server"), std::string::npos);
        EXPECT_EQ(value_of(*database), 2);
    }
    ASSERT_TRUE(restore(data, file));
    EXPECT_EQ(value_of(*opened(data)), 1);
    ASSERT_TRUE(restore(data, data / "undertone-before-restore.db"));
    EXPECT_EQ(value_of(*opened(data)), 2);
}

TEST(Backup, replaces_an_older_backup_and_nothing_else) {
    TemporaryFolder folder;
    auto const data = folder.path() / "data";
    auto const file = folder.path() / "copy.db";
    set(*opened(data), 1);
    ASSERT_TRUE(backup(data, file));
    ASSERT_TRUE(backup(data, file));
    auto const letter = folder.path() / "letter.txt";
    std::ofstream(letter) << "dear all";
    EXPECT_FALSE(backup(data, letter));
    EXPECT_EQ(std::filesystem::file_size(letter), 8U);
    EXPECT_FALSE(backup(folder.path() / "empty", file));
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

TEST(Backup, is_made_before_the_schema_of_a_database_with_data_changes) {
    TemporaryFolder folder;
    {
        Transaction connection((folder.path() / "undertone.db").string());
        ASSERT_TRUE(migrate(connection, migrations().first(1)));
        set_mark(connection, "value", 7);
    }
    EXPECT_EQ(value_of(*opened(folder.path())), 7);
    auto const copy = folder.path() / "undertone-before-schema-2.db";
    Transaction before(copy.string());
    EXPECT_EQ(schema_version(before), 1);
    EXPECT_EQ(mark(before, "value"), 7);
    std::filesystem::remove(copy);
    opened(folder.path());
    EXPECT_FALSE(std::filesystem::exists(copy)) << "nothing changes, so nothing is copied";
}

} // namespace
} // namespace undertone::store
