#include "store/webhooks.h"

#include "plan.h"

#include <gtest/gtest.h>

namespace undertone::store {
namespace {

/// Otherwise each look would read all that waits for its next attempt, while nobody else can write.
TEST(Deliveries, that_are_due_are_found_by_an_index_in_their_order) {
    auto const plan = plan_of(due_statement(), {"w", 1, 0, "", 10});
    EXPECT_NE(plan.find("deliveries_due (webhook_id=? AND (next_at,id)>(?,?) AND next_at<?)"), std::string::npos)
        << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
}

TEST(Deliveries, of_a_conversation_are_found_by_an_index_in_their_order) {
    auto const plan = plan_of(first_due_statement(), {"w", "c", 1});
    EXPECT_NE(plan.find("deliveries_in_line (webhook_id=? AND conversation_id=?)"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;
}

} // namespace
} // namespace undertone::store
