#include "desk_world.h"

#include <random>

namespace undertone::desk {
namespace {

using sentiment::Condition;
using types::Rule;

/// A conversation that an agent of billing has, and rules for supervisors on "negative or worse" with further
/// conditions.
class RuleStories : public World {
protected:
    explicit RuleStories(Config::Values const& flags = {}) : World(flags) {}

    Rule rule(std::string name = "rule") {
        Rule made;
        made.name = std::move(name);
        made.condition.level = Level::negative;
        return made;
    }

    Rule create(Rule const& wanted) { return desk().rules().create(admin_, wanted).value(); }

    Rule change(Rule const& wanted) { return desk().rules().replace(admin_, wanted.id, wanted, {}).value(); }

    void chat_under_a_rule_of_a_minute() {
        auto wanted = rule();
        wanted.condition.duration_seconds = 60;
        create(wanted);
        accepted_chat();
    }

    void accepted_chat() {
        chat();
        talks().accept(agent_, id_).value();
    }

    /// Six messages, so that the window holds nothing else.
    void feel(double pulse) {
        for (int index = 0; index < 6; ++index)
            say(visitor_, std::to_string(pulse));
    }

    std::size_t told() { return alerts(admin_).size(); }

    /// Did the rule tell it, alone or with others?
    static bool names(types::Alert const& alert, Rule const& rule) {
        auto const is = [&](types::Reference const& each) { return each.id == rule.id; };
        return is(alert.rule.value()) || std::any_of(alert.further_rules.begin(), alert.further_rules.end(), is);
    }

    void pass(std::chrono::seconds time) {
        for (; time > 0s; time -= 1s) {
            clock_.advance(1s);
            desk().rules().look_at_due();
        }
    }
};

constexpr double unhappy = 20;
constexpr double happy = 60;

TEST_F(RuleStories, minimum_messages_counts_those_before_the_rule) {
    accepted_chat();
    feel(happy);
    auto wanted = rule();
    wanted.condition.minimum_messages = 8;
    create(wanted);
    for (int index = 0; index < 3; ++index)
        say(visitor_, "0"); // 7, 8, 9: the level falls to negative
    EXPECT_EQ(told(), 1U);
}

TEST_F(RuleStories, an_edit_that_keeps_the_condition_keeps_the_state_and_the_cool_down) {
    auto wanted = rule();
    wanted.condition.cool_down_seconds = 3600;
    auto made = create(wanted);
    accepted_chat();
    feel(unhappy);
    ASSERT_EQ(told(), 1U);
    made.name = "another name";
    made = change(made);
    EXPECT_EQ(made.version, 2U);
    EXPECT_EQ(made.condition_version, 1U);
    feel(happy);
    feel(unhappy);
    EXPECT_EQ(told(), 1U); // cooling down
    clock_.advance(1h);
    say(visitor_, "20");
    EXPECT_EQ(told(), 2U); // and armed since it rose
}

TEST_F(RuleStories, another_condition_begins_anew_but_stays_silent) {
    auto wanted = rule();
    wanted.condition.cool_down_seconds = 3600;
    auto made = create(wanted);
    accepted_chat();
    feel(unhappy);
    made.condition.level = Level::slightly_negative;
    made = change(made);
    EXPECT_EQ(made.condition_version, 2U);
    feel(happy);
    feel(unhappy);
    EXPECT_EQ(told(), 1U);
    clock_.advance(1h);
    feel(happy);
    feel(unhappy);
    EXPECT_EQ(told(), 2U);
}

TEST_F(RuleStories, what_a_rule_missed_is_no_decrease) {
    auto wanted = rule();
    wanted.queue = "billing";
    wanted.condition.k = 2;
    wanted.condition.n = 2;
    create(wanted);
    accepted_chat();
    feel(happy);
    talks().transfer(agent_, id_, {std::nullopt, "support"}).value();
    feel(unhappy); // falls where the rule does not look
    talks().assign(admin_, id_, {std::nullopt, "billing"}).value();
    feel(unhappy);
    EXPECT_EQ(told(), 0U);
    feel(happy);
    feel(unhappy);
    EXPECT_EQ(told(), 1U);
}

TEST_F(RuleStories, a_rule_that_was_off_meets_the_conversation_anew) {
    auto made = create(rule());
    accepted_chat();
    feel(happy);
    made.enabled = false;
    made = change(made);
    feel(unhappy);
    made.enabled = true;
    made = change(made);
    feel(unhappy);
    EXPECT_EQ(told(), 0U);
}

TEST_F(RuleStories, impossible_values_name_their_field) {
    auto wanted = rule();
    wanted.condition.level.reset();
    wanted.condition.pulse = 60;
    wanted.condition.hysteresis = 41;
    EXPECT_EQ(field_of(desk().rules().create(admin_, wanted)), "hysteresis");
    wanted.condition.hysteresis = 40;
    EXPECT_TRUE(desk().rules().create(admin_, wanted));
    auto by_level = rule("by level");
    by_level.condition.level = Level::positive; // up to 85
    by_level.condition.hysteresis = 16;
    EXPECT_EQ(field_of(desk().rules().create(admin_, by_level)), "hysteresis");
    auto silent = rule("silent");
    silent.quiet = types::QuietHours{"22:00", "22:00", "UTC"};
    EXPECT_EQ(field_of(desk().rules().create(admin_, silent)), "quiet_hours.to");
}

TEST_F(RuleStories, one_message_is_one_alert_however_many_rules_it_meets) {
    auto const rule_at = [&](std::string const& name, Level level, types::Quiet const& quiet = {}) {
        auto wanted = rule(name);
        wanted.condition.level = level;
        wanted.quiet = quiet;
        return create(wanted);
    };
    rule_at("wide", Level::slightly_negative);
    auto narrow = rule_at("narrow", Level::negative, types::QuietHours{"08:00", "20:00", "UTC"});
    auto of_agent = rule("of the agent");
    of_agent.audience = types::AlertAudience::agent;
    create(of_agent);
    accepted_chat();
    say(visitor_, "20");
    ASSERT_EQ(told(), 2U);
    auto const alert = alerts(supervisor_).front();
    EXPECT_EQ(alert.rule->name, "narrow"); // the lowest threshold
    EXPECT_EQ(alert.threshold, Level::negative);
    ASSERT_EQ(alert.further_rules.size(), 1U);
    EXPECT_EQ(alert.further_rules.front().name, "wide");
    EXPECT_TRUE(alert.told.at(supervisor_.id).notify); // only one of them is quiet
    EXPECT_EQ(alerts(agent_).front().rule->name, "of the agent");
    types::ConversationFilter filter;
    filter.rule = "wide";
    EXPECT_EQ(talks().list(admin_, filter, {}).value().items.size(), 1U);

    feel(happy); // each rule goes on by itself
    narrow.enabled = false;
    change(narrow);
    feel(unhappy);
    EXPECT_EQ(alerts(supervisor_).front().rule->name, "wide");

    thresholds(Level::none, Level::negative);
    feel(happy);
    feel(unhappy);
    EXPECT_FALSE(alerts(supervisor_).front().rule); // the threshold of the settings stands first
}

TEST_F(RuleStories, a_drop_alone_tells_the_level_where_it_ended_as_its_threshold) {
    auto wanted = rule();
    wanted.condition.level.reset();
    wanted.condition.drop_levels = 2;
    wanted.condition.within_messages = 6;
    wanted.condition.hysteresis = 30;
    create(wanted);
    accepted_chat();
    feel(90); // from very positive …
    feel(60);
    ASSERT_EQ(told(), 1U);
    auto const alert = alerts(admin_).front();
    EXPECT_EQ(alert.level, alert.threshold);
    EXPECT_EQ(alert.rule->name, "rule");
    open();        // what it knows is stored …
    feel(unhappy); // … so that it waits for the rise
    EXPECT_EQ(told(), 1U);
    feel(100);
    feel(unhappy);
    EXPECT_EQ(told(), 2U);
}

TEST_F(RuleStories, a_drop_alone_refuses_what_needs_a_threshold) {
    auto const refused = [&](auto change) {
        auto wanted = rule("drop");
        wanted.condition.level.reset();
        wanted.condition.drop_levels = 2;
        wanted.condition.within_messages = 3;
        change(wanted.condition);
        return field_of(desk().rules().create(admin_, wanted));
    };
    EXPECT_EQ(refused([](auto& c) { c.drop_levels = 0; }), "level");
    EXPECT_EQ(refused([](auto& c) { c.within_messages = 0; }), "within_messages");
    EXPECT_EQ(refused([](auto& c) { c.k = 1, c.n = 2; }), "k");
    EXPECT_EQ(refused([](auto& c) { c.duration_seconds = 60; }), "duration_seconds");
}

TEST_F(RuleStories, a_rule_of_a_deleted_queue_can_still_be_changed) {
    auto wanted = rule();
    wanted.queue = "support";
    auto made = create(wanted);
    ASSERT_TRUE(people().delete_queue(admin_, "support"));
    made.enabled = false;
    EXPECT_FALSE(change(made).enabled);
    made.queue = "nowhere";
    EXPECT_EQ(field_of(desk().rules().replace(admin_, made.id, made, {})), "scope.queue");
}

TEST_F(RuleStories, a_duration_ends_while_nobody_writes) {
    chat_under_a_rule_of_a_minute();
    auto const message = say(visitor_, "20");
    pass(59s);
    EXPECT_EQ(told(), 0U);
    take_events();
    open(); // a restart changes nothing
    pass(1s);
    ASSERT_EQ(told(), 1U);
    auto const alert = alerts(supervisor_).front();
    EXPECT_EQ(alert.message, message.id);
    EXPECT_EQ(alert.level, Level::negative);
    EXPECT_EQ(alert.rule->name, "rule");
    EXPECT_EQ(take_kinds(), std::vector<std::string>{"alert"});
    pass(300s);
    EXPECT_EQ(told(), 1U);
}

TEST_F(RuleStories, what_ended_before_the_clock_looked_is_told_with_the_message_that_began_it) {
    chat_under_a_rule_of_a_minute();
    auto const message = say(visitor_, "20");
    clock_.advance(61s); // nobody looks
    feel(happy);
    ASSERT_EQ(told(), 1U);
    auto const alert = alerts(supervisor_).front();
    EXPECT_EQ(alert.message, message.id);
    EXPECT_EQ(alert.level, Level::negative);
    pass(300s);
    EXPECT_EQ(told(), 1U);
}

TEST_F(RuleStories, nothing_is_told_while_monitoring_is_off) {
    chat_under_a_rule_of_a_minute();
    say(visitor_, "20");
    ASSERT_TRUE(desk().settings().change_sentiment(admin_, {.enabled = false}));
    pass(120s);
    EXPECT_EQ(told(), 0U);
}

TEST_F(RuleStories, a_rise_or_an_end_stops_the_duration) {
    chat_under_a_rule_of_a_minute();
    say(visitor_, "20");
    feel(happy);
    pass(120s);
    EXPECT_EQ(told(), 0U);
    feel(unhappy);
    talks().end(agent_, id_).value();
    pass(120s);
    EXPECT_EQ(told(), 0U);
}

TEST_F(RuleStories, no_more_than_the_bound_in_one_look) {
    auto wanted = rule();
    wanted.condition.duration_seconds = 10;
    create(wanted);
    types::NewConversation wanted_chat;
    wanted_chat.queue = "billing";
    for (int index = 0; index < 250; ++index) {
        begin(key_, wanted_chat);
        say(visitor_, "20");
    }
    clock_.advance(11s);
    desk().rules().look_at_due();
    auto everything = [&] { return desk().alerts().list(admin_, {}, {500, {}}).value().items.size(); };
    EXPECT_EQ(everything(), 200U);
    desk().rules().look_at_due();
    EXPECT_EQ(everything(), 250U);
}

TEST_F(RuleStories, a_simulation_tells_what_fired_after_the_last_message_of_before) {
    auto wanted = rule();
    wanted.condition.duration_seconds = 60;
    auto const made = create(wanted);
    accepted_chat();
    say(visitor_, "20");
    pass(30s);
    auto const begin = clock_.now();
    pass(60s);
    ASSERT_EQ(told(), 1U);
    auto const fired = [&] { return desk().rules().simulate(admin_, {made, begin, clock_.now()}).value(); };
    ASSERT_EQ(fired().firings.size(), 1U);
    EXPECT_EQ(fired().firings.front().at, alerts(admin_).front().created_at);
    talks().end(agent_, id_).value();
    EXPECT_EQ(fired().firings.size(), 1U);
    EXPECT_EQ(fired().conversations, 1U);
}

TEST_F(RuleStories, a_simulation_knows_that_an_agent_keeps_what_is_put_aside) {
    auto wanted = rule();
    wanted.audience = types::AlertAudience::agent;
    wanted.condition.duration_seconds = 60;
    auto const made = create(wanted);
    types::NewConversation persistent;
    persistent.queue = "billing";
    persistent.channel = "sms";
    begin(key_, persistent);
    talks().accept(agent_, id_).value();
    auto const start = clock_.now();
    say(visitor_, "20");
    talks().close(agent_, id_).value();
    ASSERT_EQ(now().state, types::State::waiting);
    pass(60s);
    ASSERT_EQ(told(), 1U);
    EXPECT_EQ(desk().rules().simulate(admin_, {made, start, clock_.now()}).value().firings.size(), 1U);
}

/// A rule for supervisors, as the simulation and the live desk must read it alike.
Rule random_rule(std::mt19937& random, int number) {
    auto below = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random()) % (most + 1); };
    Rule rule;
    rule.name = "rule " + std::to_string(number);
    auto& c = rule.condition;
    bool const is_drop = below(3) == 0;
    if (!is_drop)
        c.pulse = 20 + below(40);
    c.hysteresis = below(1) * below(15);
    c.cool_down_seconds = below(1) * below(40);
    c.n = is_drop ? 0 : below(1) * (1 + below(3));
    c.k = c.n == 0 ? 0 : 1 + below(c.n - 1);
    c.duration_seconds = is_drop ? 0 : below(1) * below(20);
    c.drop_levels = is_drop || below(3) == 0 ? 1 : 0;
    c.within_messages = c.drop_levels > 0 ? 1 + below(3) : 0;
    c.minimum_messages = below(4);
    return rule;
}

TEST_F(RuleStories, the_simulation_tells_what_the_live_desk_told) {
    std::mt19937 random(11);
    std::vector<Rule> rules;
    for (int number = 0; number < 30; ++number)
        rules.push_back(create(random_rule(random, number)));
    auto const begin = clock_.now();
    for (int conversation = 0; conversation < 6; ++conversation) {
        accepted_chat();
        for (int second = 0; second < 150; ++second) {
            clock_.advance(1s);
            if (second < 115 && random() % 6 == 0) // at the end durations pass while nobody writes
                talks().receive(visitor_, id_, {std::to_string(random() % 101)}).value();
            desk().rules().look_at_due();
        }
        talks().end(agent_, id_).value();
    }
    auto const live = desk().alerts().list(admin_, {}, {500, {}}).value();
    ASSERT_FALSE(live.next);
    using Told = std::tuple<std::string, std::string, Time>;
    std::size_t fired = 0;
    for (auto const& each : rules) {
        std::vector<Told> told;
        for (auto const& alert : live.items)
            if (names(alert, each))
                told.emplace_back(alert.conversation, alert.message, alert.created_at);
        std::vector<Told> simulated; // in pieces, so that each begins amid what the rule already knows
        for (auto from = begin; from <= clock_.now(); from += 29s) {
            auto const simulation = desk().rules().simulate(admin_, {each, from, from + 29s - 1ms}).value();
            for (auto const& firing : simulation.firings)
                simulated.emplace_back(firing.conversation, firing.message, firing.at);
        }
        std::sort(told.begin(), told.end());
        std::sort(simulated.begin(), simulated.end());
        EXPECT_EQ(told, simulated) << each.name;
        fired += told.size();
    }
    EXPECT_GT(fired, 50U);
}

class DeletionInSteps : public RuleStories {
protected:
    DeletionInSteps() : RuleStories({{"alerts.delete_at_once", "2"}}) {}
};

TEST_F(DeletionInSteps, a_rule_whose_memory_goes_is_off_until_it_is_gone) {
    auto const made = create(rule());
    for (int count = 0; count < 5; ++count) {
        accepted_chat();
        feel(unhappy);
    }
    ASSERT_EQ(told(), 5U);
    ending_ = true;
    EXPECT_EQ(desk().rules().remove(admin_, made.id).error().code, Code::unavailable);
    auto const off = desk().rules().find(admin_, made.id).value();
    EXPECT_FALSE(off.enabled);
    EXPECT_EQ(desk().rules().replace(admin_, made.id, made, made.version).error().field, "version");
    ending_ = false;
    for (int count = 0; count < 6; ++count)
        say(visitor_, "20");
    EXPECT_EQ(told(), 5U);
    ASSERT_TRUE(desk().rules().remove(admin_, made.id));
    EXPECT_EQ(desk().rules().remove(admin_, made.id).error().code, Code::not_found);
    auto const audit = people().audit(root_, {}).value().items;
    EXPECT_EQ(audit.at(0).action, "delete");
    EXPECT_EQ(audit.at(1).action, "change");
    EXPECT_EQ(audit.at(2).action, "create");
}

} // namespace
} // namespace undertone::desk
