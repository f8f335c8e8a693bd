#include "desk_world.h"

namespace undertone::desk {
namespace {

using types::AlertAudience;
using types::AlertState;
using types::Presence;

/// The threshold stories of D and E in docs/behaviour.md. One message is the whole window where the pulses before it
/// are put out of it first.
class AlertStories : public World {
protected:
    /// Six messages of one pulse: the level is then that pulse's.
    void feel(double pulse) {
        for (int index = 0; index < 6; ++index)
            say(visitor_, std::to_string(pulse));
    }

    std::size_t of(AlertAudience audience) {
        std::size_t count = 0;
        for (auto const& alert : alerts(admin_))
            count += alert.audience == audience ? 1 : 0;
        return count;
    }

    void accepted_chat() {
        chat();
        talks().accept(agent_, id_).value();
    }
};

/// Who was told, by name, and whether it popped up.
using Popped = std::map<std::string, bool>;

Popped popped(types::Alert const& alert) {
    Popped people;
    for (auto const& [id, told] : alert.told)
        people[told.name] = told.notify;
    return people;
}

constexpr double slightly_negative = 40;
constexpr double negative = 20;
constexpr double very_negative = 5;
constexpr double neutral = 50;

TEST_F(AlertStories, a_fresh_install_scores_and_tells_nobody) { // A9, A11
    accepted_chat();
    feel(very_negative);
    EXPECT_EQ(now().mood.level, Level::very_negative);
    EXPECT_TRUE(alerts(admin_).empty());
}

TEST_F(AlertStories, once_on_the_way_down_once_deeper_and_again_after_a_rise) { // D4, D5, D10
    thresholds(Level::slightly_negative, Level::none);
    accepted_chat();
    feel(neutral);
    EXPECT_EQ(of(AlertAudience::agent), 0U);
    feel(slightly_negative);
    EXPECT_EQ(of(AlertAudience::agent), 1U);
    feel(slightly_negative);
    EXPECT_EQ(of(AlertAudience::agent), 1U);
    for (int index = 0; index < 8; ++index)
        say(visitor_, "0");
    EXPECT_EQ(now().mood.level, Level::very_negative);
    EXPECT_EQ(of(AlertAudience::agent), 3U); // negative and very negative on the way down
    feel(100);
    feel(neutral);
    auto const before = of(AlertAudience::agent);
    feel(slightly_negative);
    EXPECT_EQ(of(AlertAudience::agent), before + 1);
    EXPECT_EQ(of(AlertAudience::supervisor), 0U); // A10
}

TEST_F(AlertStories, a_level_above_the_threshold_tells_nobody) {
    thresholds(Level::very_negative, Level::very_negative);
    accepted_chat();
    feel(negative);
    EXPECT_TRUE(alerts(admin_).empty());
    feel(0);
    EXPECT_EQ(of(AlertAudience::agent), 1U);
    EXPECT_EQ(of(AlertAudience::supervisor), 1U);
}

TEST_F(AlertStories, a_first_message_counts_as_a_fall_from_neutral) {
    thresholds(Level::negative, Level::none);
    accepted_chat();
    say(visitor_, "20");
    ASSERT_EQ(alerts(agent_).size(), 1U);
    auto const alert = alerts(agent_)[0];
    EXPECT_EQ(alert.audience, AlertAudience::agent);
    EXPECT_EQ(alert.conversation, id_);
    EXPECT_EQ(alert.level, Level::negative);
    EXPECT_EQ(alert.threshold, Level::negative);
    EXPECT_EQ(alert.state, AlertState::open);
    EXPECT_EQ(alert.agent->name, "agent1");
    EXPECT_EQ(alert.customer, "Visitor 1");
    EXPECT_EQ(alert.queue.name, "billing");
    EXPECT_EQ(alert.message, talks().messages(admin_, id_, {}).value().items[0].id);
    EXPECT_EQ(popped(alert), (Popped{{"agent1", true}}));
}

TEST_F(AlertStories, a_changed_threshold_alone_never_fires) {
    accepted_chat();
    feel(negative);
    thresholds(Level::slightly_negative, Level::slightly_negative);
    EXPECT_TRUE(alerts(admin_).empty());
    say(visitor_, "20");
    EXPECT_TRUE(alerts(admin_).empty());
    feel(0);
    EXPECT_EQ(of(AlertAudience::agent), 1U);
}

TEST_F(AlertStories, an_agents_alert_needs_an_agent_and_a_decrease) {
    thresholds(Level::negative, Level::none);
    chat();
    feel(negative);
    talks().accept(agent_, id_).value();
    say(visitor_, "20");
    EXPECT_TRUE(alerts(admin_).empty());
    feel(0);
    EXPECT_EQ(of(AlertAudience::agent), 1U);
}

TEST_F(AlertStories, supervisors_hear_also_of_what_still_waits) {
    thresholds(Level::none, Level::negative);
    chat();
    say(visitor_, "20");
    ASSERT_EQ(alerts(supervisor_).size(), 1U);
    EXPECT_FALSE(alerts(supervisor_)[0].agent);
}

TEST_F(AlertStories, the_presence_decides_whether_it_pops_up) { // E3
    thresholds(Level::none, Level::negative);
    auto const busy = add("supervisor2", types::Role::supervisor, {"billing"});
    auto const away = add("supervisor3", types::Role::supervisor, {"billing"});
    auto const quiet = add("supervisor4", types::Role::supervisor, {"billing"});
    auto const gone = add("supervisor5", types::Role::supervisor, {"billing"});
    auto const elsewhere = add("supervisor6", types::Role::supervisor, {"support"});
    presence(busy, Presence::busy);
    presence(away, Presence::away);
    presence(quiet, Presence::do_not_disturb);
    presence(gone, Presence::offline);
    chat();
    say(visitor_, "20");
    ASSERT_EQ(alerts(admin_).size(), 1U); // one alert an audience, however many are told
    EXPECT_EQ(
        popped(alerts(admin_)[0]),
        (Popped{{"supervisor", true}, {busy.name, true}, {away.name, false}, {quiet.name, false}, {gone.name, false}}));
    EXPECT_EQ(alerts(away).size(), 1U);     // E9: it waits in the inbox
    EXPECT_TRUE(alerts(elsewhere).empty()); // E2
}

TEST_F(AlertStories, nobody_is_told_as_supervisor_of_a_conversation_of_their_own) { // E10
    thresholds(Level::negative, Level::negative);
    auto const colleague = add("supervisor2", types::Role::supervisor, {"billing"});
    chat();
    talks().accept(supervisor_, id_).value();
    say(visitor_, "20");
    for (auto const& alert : alerts(admin_)) {
        auto const expected = alert.audience == AlertAudience::agent ? supervisor_.name : colleague.name;
        EXPECT_EQ(popped(alert), (Popped{{expected, true}}));
    }
    EXPECT_EQ(alerts(admin_).size(), 2U);
}

TEST_F(AlertStories, in_quiet_hours_it_waits_in_the_inbox_for_agent_and_supervisor) {
    thresholds(Level::negative, Level::negative);
    types::QueueSentimentChange change;
    change.quiet = types::Quiet(types::QuietHours{"08:00", "08:30", "UTC"}); // the clock begins at 08:00
    desk().settings().change_sentiment_of(admin_, "billing", change, "live_chat").value();
    accepted_chat();
    say(visitor_, "20");
    ASSERT_EQ(alerts(admin_).size(), 2U);
    EXPECT_EQ(popped(alerts(agent_)[0]), (Popped{{"agent1", false}}));
    EXPECT_EQ(popped(alerts(supervisor_)[0]), (Popped{{"supervisor", false}}));
    clock_.advance(std::chrono::minutes(30));
    accepted_chat();
    say(visitor_, "20");
    EXPECT_EQ(popped(alerts(agent_)[0]), (Popped{{"agent1", true}}));
    EXPECT_EQ(popped(alerts(supervisor_)[0]), (Popped{{"supervisor", true}}));
}

TEST_F(AlertStories, an_agent_who_is_away_finds_it_in_the_inbox) {
    thresholds(Level::negative, Level::none);
    accepted_chat();
    presence(agent_, Presence::away);
    say(visitor_, "20");
    EXPECT_EQ(popped(alerts(agent_)[0]), (Popped{{"agent1", false}}));
}

TEST_F(AlertStories, a_queue_may_have_thresholds_of_its_own) { // K3
    thresholds(Level::none, Level::negative);
    types::QueueSentimentChange change;
    change.supervisor_threshold = std::optional(Level::none);
    desk().settings().change_sentiment_of(admin_, "billing", change).value();
    chat();
    say(visitor_, "20");
    EXPECT_TRUE(alerts(admin_).empty());
    chat("support");
    say(visitor_, "20");
    EXPECT_EQ(of(AlertAudience::supervisor), 1U);
}

TEST_F(AlertStories, no_score_no_alert) { // C5
    thresholds(Level::slightly_negative, Level::slightly_negative);
    accepted_chat();
    say(visitor_, "? habari");
    say(visitor_, "#4711");
    EXPECT_TRUE(alerts(admin_).empty());
}

TEST_F(AlertStories, the_inbox_is_each_ones_own) {
    thresholds(Level::negative, Level::negative);
    accepted_chat();
    say(visitor_, "20");
    EXPECT_EQ(alerts(agent_).size(), 1U);
    EXPECT_EQ(alerts(supervisor_).size(), 1U);
    EXPECT_EQ(alerts(supervisor_)[0].audience, AlertAudience::supervisor);
    EXPECT_TRUE(alerts(second_).empty());
    EXPECT_TRUE(alerts(other_).empty());
    EXPECT_EQ(code_of(desk().alerts().list(visitor_, {}, {})), Code::forbidden);
    EXPECT_EQ(code_of(desk().alerts().find(second_, alerts(agent_)[0].id)), Code::not_found);
    EXPECT_EQ(code_of(desk().alerts().acknowledge(other_, alerts(agent_)[0].id)), Code::not_found);
}

TEST_F(AlertStories, who_handled_it_is_kept_and_each_step_is_taken_once) {
    thresholds(Level::none, Level::negative);
    chat();
    say(visitor_, "20");
    auto const id = alerts(supervisor_)[0].id;
    auto& inbox = desk().alerts();
    auto const acknowledged = inbox.acknowledge(supervisor_, id).value();
    EXPECT_EQ(acknowledged.state, AlertState::acknowledged);
    EXPECT_EQ(acknowledged.handled_by->name, "supervisor");
    EXPECT_EQ(acknowledged.handled_at, clock_.now());
    EXPECT_EQ(code_of(inbox.acknowledge(supervisor_, id)), Code::conflict);
    EXPECT_EQ(field_of(inbox.resolve(supervisor_, id, std::string(2001, 'x'))), "reason");
    EXPECT_EQ(inbox.resolve(supervisor_, id, "called back").value().reason, "called back");
    auto const late = inbox.ignore(supervisor_, id);
    EXPECT_EQ(code_of(late), Code::conflict);
    EXPECT_NE(late.error().message.find("resolved"), std::string::npos);
    EXPECT_EQ(inbox.find(supervisor_, id).value().state, AlertState::resolved);
}

TEST_F(AlertStories, ignoring_changes_nothing_of_the_conversation) { // E6
    thresholds(Level::none, Level::negative);
    chat();
    say(visitor_, "20");
    auto const before = now();
    auto const id = alerts(supervisor_)[0].id;
    EXPECT_EQ(desk().alerts().ignore(supervisor_, id).value().state, AlertState::ignored);
    EXPECT_EQ(now(), before);
}

TEST_F(AlertStories, who_monitors_first_takes_it) { // E11
    thresholds(Level::none, Level::negative);
    auto const colleague = add("supervisor2", types::Role::supervisor, {"billing"});
    accepted_chat();
    say(visitor_, "20");
    take_events();
    talks().monitor(supervisor_, id_).value();
    auto const events = take_events();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1].alert->taken_by->name, "supervisor");
    talks().monitor(colleague, id_).value();
    EXPECT_EQ(alerts(colleague)[0].taken_by->name, "supervisor");
    EXPECT_EQ(alerts(colleague)[0].state, AlertState::open);
}

TEST_F(AlertStories, the_inbox_is_filtered_and_paged_newest_first) {
    thresholds(Level::none, Level::negative);
    std::vector<std::string> conversations;
    for (int index = 0; index < 3; ++index) {
        conversations.push_back(chat().id);
        say(visitor_, "20");
    }
    auto& inbox = desk().alerts();
    auto const first = inbox.list(supervisor_, {}, {2, ""}).value();
    ASSERT_EQ(first.items.size(), 2U);
    EXPECT_EQ(first.items[0].conversation, conversations[2]);
    auto const rest = inbox.list(supervisor_, {}, {2, *first.next}).value();
    ASSERT_EQ(rest.items.size(), 1U);
    EXPECT_FALSE(rest.next);
    inbox.ignore(supervisor_, rest.items[0].id).value();
    EXPECT_EQ(inbox.list(supervisor_, {{AlertState::open}}, {}).value().items.size(), 2U);
    EXPECT_EQ(inbox.list(supervisor_, {{AlertState::ignored, AlertState::resolved}}, {}).value().items.size(), 1U);
    EXPECT_EQ(inbox.list(supervisor_, {{}, conversations[1]}, {}).value().items.size(), 1U);
}

} // namespace
} // namespace undertone::desk
