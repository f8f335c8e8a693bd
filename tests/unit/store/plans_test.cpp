#include "plan.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/routing.h"
#include "store/rules.h"
#include "store/signs_of_life.h"
#include "store/timers.h"
#include "store/webhooks.h"

#include <gtest/gtest.h>

/// What is asked for again and again, and while nobody else can write, must not cost more the longer the desk exists.
namespace undertone::store {
namespace {

using types::State;

constexpr std::size_t most = 10;
constexpr std::string_view sorted = "USE TEMP B-TREE FOR ORDER BY";

Scope const everything{true, {}};
Scope const supervisor{false, "me", true};
Scope const agent{false, "me"};

void expect_found(std::string const& plan, std::string_view how) {
    EXPECT_NE(plan.find(how), std::string::npos) << how << " is not in: " << plan;
}

void expect_not_found(std::string const& plan, std::string_view how) {
    EXPECT_EQ(plan.find(how), std::string::npos) << how << " is in: " << plan;
}

std::string plan_of_list(Scope const& scope, types::ConversationFilter const& filter) {
    return plans_of([&](Transaction& transaction) { list_conversations(transaction, scope, filter, "", most); });
}

std::string plan_of_inbox(Inbox const& inbox, types::AlertFilter const& filter, std::string_view before = "") {
    return plans_of([&](Transaction& transaction) { list_alerts(transaction, inbox, filter, before, most); });
}

types::ConversationFilter of_queue(std::vector<State> states) {
    types::ConversationFilter filter;
    filter.states = std::move(states);
    filter.queue = "queue";
    return filter;
}

TEST(Plans, offers_are_found_among_the_offers) {
    expect_found(plans_of([](Transaction& transaction) { offered_before(transaction, {}, most); }),
                 "sessions_offered (began_at<?)");
}

TEST(Plans, who_waits_is_found_in_the_line) {
    expect_found(plans_of([](Transaction& transaction) { somebody_waits(transaction, "queue"); }),
                 "conversations_in_line (queue_id=?)");
}

TEST(Plans, what_an_agent_has_is_found_among_what_runs) {
    std::string_view const in_hand = "conversations_in_hand (agent_id=?)";
    expect_found(plans_of([](Transaction& transaction) { free_agents(transaction, "queue", 1, 1, most); }), in_hand);
    expect_found(plans_of([](Transaction& transaction) { used_units(transaction, "me"); }), in_hand);
    expect_found(plans_of([](Transaction& transaction) { conversations_held_by(transaction, "me"); }), in_hand);
    expect_found(plans_of([](Transaction& transaction) { last_written(transaction, {"user", "me"}); }), in_hand);
    types::ConversationFilter filter;
    filter.agent = "me";
    expect_found(plan_of_list(everything, filter), in_hand);
}

TEST(Plans, what_a_queue_has_is_found_among_what_runs) {
    std::string_view const that_run = "conversations_that_run (queue_id=?)";
    expect_found(plans_of([](Transaction& transaction) { has_live_conversations(transaction, "queue"); }), that_run);
    auto const at_work = plans_of([](Transaction& transaction) { people_at_work_in(transaction, "queue"); });
    expect_found(at_work, that_run);
    expect_not_found(at_work, "conversations_by_queue");
    for (auto const& scope : {everything, supervisor, agent})
        for (auto const& states : {std::vector<State>(), {State::active}, {State::open, State::waiting}}) {
            auto const plan = plan_of_list(scope, of_queue(states));
            expect_found(plan, that_run);
            expect_not_found(plan, sorted);
        }
}

TEST(Plans, history_is_read_newest_first) {
    for (auto const& scope : {everything, supervisor, agent})
        for (auto const& states : {std::vector(types::states.begin(), types::states.end()),
                                   {State::closed},
                                   {State::wrap_up, State::closed}}) {
            auto filter = of_queue(states);
            auto const of_one = plan_of_list(scope, filter);
            expect_found(of_one, "conversations_by_queue (queue_id=?)");
            expect_not_found(of_one, sorted);
            filter.queue.reset();
            expect_not_found(plan_of_list(scope, filter), sorted);
        }
}

TEST(Plans, missed_alerts_are_those_of_what_runs) {
    auto const plan = plans_of([](Transaction& transaction) { missed_alerts(transaction, "me", "", most); });
    expect_found(plan, "SEARCH c USING INDEX conversations_by_close (state=?)");
    expect_found(plan, "SEARCH a USING INDEX alerts_by_conversation (conversation_id=?)");
}

TEST(Plans, an_inbox_is_read_newest_first) {
    types::AlertFilter open;
    open.states = {types::AlertState::open};
    Inbox const all{true, "me"};
    Inbox const of_queues{false, "me", true};
    for (auto const& inbox : {all, of_queues}) {
        expect_found(plan_of_inbox(inbox, {}), "SCAN a USING INDEX sqlite_autoindex_alerts_1");
        expect_found(plan_of_inbox(inbox, {}, "id"), "sqlite_autoindex_alerts_1 (id<?)");
        expect_found(plan_of_inbox(inbox, open), "SCAN a USING INDEX alerts_open");
        expect_found(plan_of_inbox(inbox, open, "id"), "alerts_open (id<?)");
    }
    Inbox const own{false, "me"};
    expect_found(plan_of_inbox(own, open), "alert_people_by_user (user_id=?)");
    for (auto const& inbox : {all, of_queues, own})
        expect_not_found(plan_of_inbox(inbox, open), sorted);
}

TEST(Plans, what_is_deleted_in_steps_is_found_by_an_index) {
    expect_found(plans_of([](Transaction& transaction) { delete_deliveries(transaction, {}, most); }),
                 "deliveries_by_age (created_at<?)");
    expect_found(plans_of([](Transaction& transaction) { delete_deliveries_of(transaction, "webhook", most); }),
                 "deliveries_by_webhook (webhook_id=?)");
    expect_found(plans_of([](Transaction& transaction) { delete_rule_states(transaction, "rule", most); }),
                 "rule_states_by_rule (rule_id=?)");
}

} // namespace
} // namespace undertone::store
