#include "store/transaction.h"

#include "store/database.h"
#include "store/retention.h"
#include "temporary_folder.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace undertone::store {
namespace {

std::vector<std::string> tables_that_refer_to(Transaction& transaction, std::string const& table) {
    Query query(transaction, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE :pattern ORDER BY name",
                {"%REFERENCES " + table + "%"}, "t");
    std::vector<std::string> names;
    while (query.next())
        names.push_back(query.text());
    return names;
}

/// A new table of a migration that belongs to a conversation must be deleted with it.
TEST(Retention, knows_every_table_that_belongs_to_a_conversation) {
    TemporaryFolder folder;
    Options options;
    options.folder = folder.path();
    auto const database = Database::open(options).value();
    std::vector<std::string> names;
    database->read([&](Transaction& transaction) { names = tables_that_refer_to(transaction, "conversations"); });
    ASSERT_GE(names.size(), 4U);
    for (auto const& name : names) {
        auto const known = conversation_deletes();
        EXPECT_TRUE(std::any_of(known.begin(), known.end(),
                                [&](auto text) { return text.starts_with("DELETE FROM " + name + " "); }))
            << name << " has no statement in src/store/retention.cpp";
    }
}

} // namespace
} // namespace undertone::store
