#include "store/retention.h"

#include "plan.h"
#include "store/readings.h"

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

/// Otherwise every look at it would read all that was ever closed, while nobody else can write.
TEST(Retention, finds_what_is_old_by_an_index_in_the_order_of_the_close) {
    auto const plan = plan_of(closed_before_statement(), {1, 10});
    EXPECT_NE(plan.find("conversations_by_close"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
}

/// Otherwise whoever asks why a message is read as it is reads all messages there are.
TEST(EarlierReadings, are_found_by_an_index_with_the_text_of_their_message) {
    auto const plan = plan_of(earlier_readings_statement(), {1, 10});
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << plan;
}

} // namespace
} // namespace undertone::store
