#include "desk/placement.h"

#include <gtest/gtest.h>

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::RoutingCase;
using types::RoutingRule;
using types::RoutingRules;

RoutingRule priority(std::string name, std::int64_t value) {
    RoutingRule rule;
    rule.name = std::move(name);
    rule.priority = value;
    return rule;
}

} // namespace

TEST(Placement, L4_rulesets_run_in_order_and_the_first_rule_that_fits_acts) {
    auto negative = priority("negative", 5);
    negative.level_at_most = Level::negative;
    auto help = priority("help", 9);
    help.priority.reset();
    help.queue = types::Reference{"q2", "help"};
    help.skill = "calm";
    RoutingRules const rules{{{"mood", {negative, priority("rest", 1)}}, {"place", {help}}}};
    auto const placement = placement_of(rules, {Level::very_negative});
    EXPECT_EQ(placement.priority, 5);
    EXPECT_EQ(placement.queue->name, "help");
    EXPECT_EQ(placement.skills, std::vector<std::string>{"calm"});
    EXPECT_EQ(placement.matched.size(), 2U);
    EXPECT_EQ(placement_of(rules, {Level::neutral}).priority, 1);
}

TEST(Placement, L1_without_a_level_no_rule_about_the_level_fits) {
    auto rule = priority("any level", 5);
    rule.level_at_most = Level::very_positive;
    EXPECT_FALSE(placement_of({{{"mood", {rule}}}}, {Level::none}).priority);
    EXPECT_TRUE(placement_of({{{"mood", {rule}}}}, {Level::very_positive}).priority);
}

TEST(Placement, L1_a_rule_that_does_nothing_any_more_lets_the_next_one_act) {
    auto deleted = priority("its queue was deleted", 0);
    deleted.priority.reset();
    auto const placement = placement_of({{{"mood", {deleted, priority("rest", 1)}}}}, {Level::negative});
    EXPECT_EQ(placement.priority, 1);
    ASSERT_EQ(placement.matched.size(), 1U);
    EXPECT_EQ(placement.matched[0].name, "rest");
}

TEST(Placement, L1_every_condition_must_fit) {
    auto rule = priority("narrow", 5);
    rule.languages = {"de", "fr"};
    rule.channels = {"email"};
    rule.out_of_hours = true;
    RoutingRules const rules{{{"set", {rule}}}};
    EXPECT_TRUE(placement_of(rules, {Level::none, "fr", "email", true}).priority);
    EXPECT_FALSE(placement_of(rules, {Level::none, "en", "email", true}).priority);
    EXPECT_FALSE(placement_of(rules, {Level::none, "fr", "live_chat", true}).priority);
    EXPECT_FALSE(placement_of(rules, {Level::none, "fr", "email", false}).priority);
}

} // namespace undertone::desk
