#include "types/conversation.h"
#include "types/person.h"
#include "types/settings.h"

#include <gtest/gtest.h>

namespace undertone::types {
namespace {

using namespace std::chrono_literals;

TEST(Consent, only_opt_in_asks_for_a_yes_and_a_no_holds_in_every_mode) {
    for (auto const mode : {ConsentMode::not_required, ConsentMode::notice}) {
        EXPECT_TRUE(allows_scoring(mode, std::nullopt));
        EXPECT_TRUE(allows_scoring(mode, true));
        EXPECT_FALSE(allows_scoring(mode, false));
    }
    EXPECT_FALSE(allows_scoring(ConsentMode::opt_in, std::nullopt));
    EXPECT_TRUE(allows_scoring(ConsentMode::opt_in, true));
    EXPECT_FALSE(allows_scoring(ConsentMode::opt_in, false));
}

TEST(Threshold, is_one_of_four_levels) {
    using sentiment::Level;
    EXPECT_TRUE(is_threshold(Level::none));
    EXPECT_TRUE(is_threshold(Level::slightly_negative));
    EXPECT_TRUE(is_threshold(Level::negative));
    EXPECT_TRUE(is_threshold(Level::very_negative));
    EXPECT_FALSE(is_threshold(Level::neutral));
    EXPECT_FALSE(is_threshold(Level::slightly_positive));
    EXPECT_FALSE(is_threshold(Level::very_positive));
}

TEST(Wait, grows_in_the_queue_and_stands_still_after_the_acceptance) {
    Conversation conversation;
    conversation.queued_at = Time(10s);
    EXPECT_EQ(wait_seconds(conversation, Time(25s)), 15);
    conversation.accepted_at = Time(30s);
    EXPECT_EQ(wait_seconds(conversation, Time(90s)), 20);
}

TEST(Wait, ends_with_the_close_and_does_not_begin_before_the_bot_part_ends) {
    Conversation conversation;
    conversation.queued_at = Time(10s);
    conversation.closed_at = Time(17s);
    EXPECT_EQ(wait_seconds(conversation, Time(90s)), 7);
    conversation.bot = true;
    EXPECT_EQ(wait_seconds(conversation, Time(90s)), 0);
}

TEST(Caller, is_staff_by_kind_and_member_by_queue) {
    Caller caller{Caller::Kind::agent, "a", "agent1", {{"q1", "billing"}}};
    EXPECT_TRUE(caller.staff());
    EXPECT_TRUE(caller.member_of("q1"));
    EXPECT_FALSE(caller.member_of("billing"));
    EXPECT_FALSE((Caller{Caller::Kind::visitor, "c", "Visitor 1"}.staff()));
    EXPECT_FALSE((Caller{Caller::Kind::key, "k", "shop"}.staff()));
    EXPECT_EQ(kind_of(Role::supervisor), Caller::Kind::supervisor);
}

} // namespace
} // namespace undertone::types
