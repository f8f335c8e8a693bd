#include "desk_world.h"

namespace undertone::desk {
namespace {

using types::Presence;

/// Alerts for supervisors that nobody cares for; the next audience is told after ten minutes.
class Escalation : public World {
protected:
    Escalation() : World({{"alerts.escalate_after_seconds", "600"}}) {
        thresholds(Level::none, Level::negative);
        absent_ = add("absent", types::Role::supervisor, {"billing"});
        presence(absent_, Presence::away);
        presence(admin_, Presence::available);
    }

    void unhappy_chat() {
        chat();
        say(visitor_, "20");
        take_events();
    }

    /// Names of those for whom an alert pops up after that time.
    std::string told_after(std::chrono::seconds time) {
        take_events();
        clock_.advance(time);
        desk().alerts().look_at_due();
        std::string names;
        for (auto const& event : take_events())
            for (auto const& id : event.pops)
                names += (names.empty() ? "" : " ") + event.alert->told.at(id).name;
        return names;
    }

    types::Alert alert() { return alerts(admin_).front(); }

    types::Caller absent_;
};

TEST_F(Escalation, supervisors_who_came_back_are_told_first_and_then_administrators_once) {
    unhappy_chat();
    sign_in("absent"); // available, but no page of theirs asked for what they missed
    EXPECT_EQ(told_after(599s), "");
    EXPECT_EQ(told_after(1s), "absent");
    EXPECT_TRUE(alert().escalated_at);
    open(); // a restart changes nothing
    EXPECT_EQ(told_after(599s), "");
    EXPECT_EQ(told_after(1s), "admin");
    EXPECT_EQ(alert().told.size(), 3U);
    EXPECT_EQ(told_after(24h), "");
}

TEST_F(Escalation, administrators_are_told_at_once_where_no_supervisor_is_there) {
    unhappy_chat();
    EXPECT_EQ(told_after(600s), "admin");
}

TEST_F(Escalation, nobody_is_told_of_what_somebody_cares_for_or_what_has_ended) {
    unhappy_chat();
    desk().alerts().acknowledge(supervisor_, alert().id).value();
    EXPECT_EQ(told_after(600s), "");
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "20");
    talks().monitor(supervisor_, id_).value(); // takes it
    EXPECT_EQ(told_after(600s), "");
    unhappy_chat();
    talks().end(visitor_, id_).value();
    EXPECT_EQ(told_after(600s), "");
}

TEST_F(Escalation, quiet_hours_of_a_rule_hold_it_back) {
    thresholds(Level::none, Level::none);
    types::Rule rule;
    rule.name = "silent at noon";
    rule.condition.level = Level::negative;
    rule.quiet = types::QuietHours{"08:00", "08:30", "UTC"}; // the clock begins at 08:00
    desk().rules().create(admin_, rule).value();
    unhappy_chat();
    EXPECT_EQ(told_after(600s), "");
    EXPECT_EQ(told_after(600s), "");
    EXPECT_EQ(told_after(600s), "supervisor"); // 08:30
}

TEST_F(Escalation, quiet_hours_of_the_thresholds_hold_it_back) {
    desk().settings().change_sentiment(admin_, {.quiet = types::QuietHours{"08:00", "08:30", "UTC"}}).value();
    unhappy_chat();
    EXPECT_EQ(told_after(600s), "");
    EXPECT_EQ(told_after(600s), "");
    EXPECT_EQ(told_after(600s), "supervisor"); // 08:30
}

TEST_F(Escalation, what_the_settings_tell_no_more_waits_on) { // A11
    unhappy_chat();
    thresholds(Level::none, Level::none);
    EXPECT_EQ(told_after(600s), "");
    thresholds(Level::none, Level::very_negative); // it is negative
    EXPECT_EQ(told_after(600s), "");
    thresholds(Level::none, Level::negative);
    EXPECT_EQ(told_after(600s), "admin");
}

TEST_F(Escalation, what_a_rule_tells_no_more_waits_on) {
    thresholds(Level::none, Level::none);
    types::Rule rule;
    rule.name = "every unhappy one";
    rule.condition.level = Level::negative;
    rule = desk().rules().create(admin_, rule).value();
    unhappy_chat();
    rule.enabled = false;
    desk().rules().replace(admin_, rule.id, rule, {}).value();
    EXPECT_EQ(told_after(600s), "");
    rule.enabled = true;
    desk().rules().replace(admin_, rule.id, rule, {}).value();
    EXPECT_EQ(told_after(600s), "admin");
    unhappy_chat();
    EXPECT_TRUE(desk().rules().remove(admin_, rule.id));
    EXPECT_EQ(told_after(600s), "");
}

TEST_F(Escalation, who_supervises_the_queue_no_more_misses_nothing) { // E2, I6
    unhappy_chat();
    people().change_user(admin_, "absent", {.role = types::Role::agent}).value();
    take_events();
    presence(absent_, Presence::available);
    EXPECT_EQ(take_kinds(), std::vector<std::string>{"presence"});
    people().change_user(admin_, "absent", {.role = types::Role::supervisor}).value();
    take_events();
    presence(absent_, Presence::busy);
    EXPECT_EQ(take_kinds(), (std::vector<std::string>{"presence", "alert"}));
}

TEST_F(Escalation, the_time_to_acknowledge_counts_to_the_first_who_cared) {
    unhappy_chat();
    EXPECT_FALSE(types::time_to_acknowledge(alert()));
    clock_.advance(90s);
    desk().alerts().acknowledge(supervisor_, alert().id).value();
    clock_.advance(90s);
    desk().alerts().resolve(supervisor_, alert().id, "called back").value();
    EXPECT_EQ(types::time_to_acknowledge(alert()), 90);
}

TEST_F(Escalation, an_agent_who_comes_back_hears_of_own_conversations_alone) {
    thresholds(Level::negative, Level::none);
    chat();
    talks().accept(agent_, id_).value();
    presence(agent_, Presence::away);
    say(visitor_, "20");
    auto const first = id_;
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "20");
    talks().transfer(agent_, id_, {"agent2"}).value();
    take_events();
    presence(agent_, Presence::busy);
    auto const events = take_events();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].kind, types::EventKind::presence);
    EXPECT_EQ(events[1].missed, 1U);
    EXPECT_EQ(events[1].alert->conversation, first);
    desk().alerts().tell_missed(agent_);
    EXPECT_TRUE(take_events().empty());
}

/// At most two alerts are told to who comes back.
class TwoMissed : public World {
protected:
    TwoMissed() : World({{"alerts.missed_at_return", "2"}}) {}
};

TEST_F(TwoMissed, what_waits_behind_quiet_ones_is_told) {
    thresholds(Level::none, Level::negative);
    auto const absent = add("absent", types::Role::supervisor, {"billing", "support"});
    presence(absent, Presence::away);
    auto const unhappy_chat = [&](std::string const& queue) {
        chat(queue);
        say(visitor_, "20");
        return id_;
    };
    auto const first = unhappy_chat("support");
    types::QueueSentimentChange change;
    change.quiet = types::Quiet(types::QuietHours{"08:00", "08:30", "UTC"}); // the clock begins at 08:00
    desk().settings().change_sentiment_of(admin_, "billing", change).value();
    for (int index = 0; index < 3; ++index)
        unhappy_chat("billing");
    take_events();
    presence(absent, Presence::available);
    auto const events = take_events();
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1].missed, 1U);
    EXPECT_EQ(events[1].alert->conversation, first);
}

} // namespace
} // namespace undertone::desk
