#include "desk_world.h"

namespace undertone::desk {
namespace {

using types::Presence;
using types::SessionEnd;
using types::State;

class TimersTest : public World {
protected:
    explicit TimersTest(Config::Values const& more = {}) : World(with_limits(more)) {}

    static Config::Values with_limits(Config::Values values) {
        values.insert({"desk.wrap_up_seconds", "60"});
        values.insert({"desk.offer_seconds", "30"});
        values.insert({"desk.inactivity_seconds", "600"});
        values.insert({"desk.agent_lost_seconds", "120"});
        values.insert({"desk.visitor_lost_seconds", "120"});
        return values;
    }

    store::Listener listener(types::Caller const& who) const { return {who.staff() ? "user" : "visitor", who.id}; }

    /// One round every five seconds, as the server calls them.
    void pass(std::chrono::seconds time) {
        for (auto left = time; left > 0s; left -= 5s) {
            clock_.advance(std::min<std::chrono::milliseconds>(left, 5s));
            desk().timers().run({{}, {}, any_open_});
        }
    }

    void comes(types::Caller const& who) { desk().timers().run({{listener(who)}, {}, true}); }
    void goes(types::Caller const& who) { desk().timers().run({{}, {{listener(who), clock_.now()}}, any_open_}); }

    std::optional<SessionEnd> latest_end() {
        auto const sessions = talks().sessions(admin_, id_, {}).value().sessions.items;
        for (auto const& session : sessions)
            if (session.ended_by)
                return session.ended_by;
        return std::nullopt;
    }

    types::Conversation email() {
        types::NewConversation wanted;
        wanted.queue = "billing";
        wanted.channel = "email";
        return begin(key_, wanted);
    }

    Presence presence_of(types::Caller const& who) { return people().user(admin_, who.id).value().presence; }

    bool any_open_ = false;
};

TEST_F(TimersTest, a_wrap_up_closes_by_itself) {
    chat();
    talks().accept(agent_, id_).value();
    talks().end(agent_, id_).value();
    pass(60s);
    EXPECT_EQ(now().state, State::wrap_up);
    take_events();
    pass(5s);
    EXPECT_EQ(now().state, State::closed);
    EXPECT_EQ(take_events().at(0).action, "close");
}

TEST_F(TimersTest, an_offer_without_an_answer_goes_back_to_the_queue) {
    chat();
    pass(60s); // the wait itself is no offer
    talks().assign(supervisor_, id_, {"agent1"}).value();
    pass(30s);
    EXPECT_TRUE(now().awaiting);
    take_events();
    pass(5s);
    EXPECT_EQ(now().state, State::open);
    EXPECT_FALSE(now().agent);
    EXPECT_EQ(latest_end(), SessionEnd::timed_out);
    EXPECT_EQ(take_events().at(0).action, "time_out");
}

TEST_F(TimersTest, whom_nobody_accepted_has_waited_all_the_time) {
    auto const began = chat().created_at;
    pass(60s);
    talks().assign(supervisor_, id_, {"agent1"}).value();
    pass(35s);
    talks().assign(supervisor_, id_, {"agent1"}).value();
    talks().reject(agent_, id_).value();
    EXPECT_EQ(now().queued_at, began);
    EXPECT_EQ(talks().counts(admin_, {}).value().longest_since, began);
    talks().assign(supervisor_, id_, {std::nullopt, "support"}).value();
    EXPECT_EQ(types::wait_seconds(now(), clock_.now()), 95);
    talks().accept(other_, id_).value();
    pass(30s);
    talks().release(other_, id_).value();
    EXPECT_EQ(types::wait_seconds(now(), clock_.now()), 0) << "a new wait";
}

TEST_F(TimersTest, an_accepted_one_stays) {
    chat();
    talks().assign(supervisor_, id_, {"agent1"}).value();
    talks().accept(agent_, id_).value();
    pass(300s);
    EXPECT_EQ(now().agent->name, "agent1");
}

TEST_F(TimersTest, a_transfer_without_an_answer_goes_back_to_the_agent) {
    chat();
    talks().accept(agent_, id_).value();
    talks().transfer(agent_, id_, {"agent2"}).value();
    pass(35s);
    EXPECT_EQ(now().agent->name, "agent1");
    EXPECT_FALSE(now().awaiting);
    EXPECT_EQ(latest_end(), SessionEnd::timed_out);
}

TEST_F(TimersTest, silence_closes_what_can_wait) {
    auto const written = email().id;
    talks().accept(agent_, written).value();
    auto const live = chat().id;
    talks().accept(agent_, live).value();
    pass(590s);
    id_ = written;
    say(agent_, "one more word");
    pass(590s);
    EXPECT_EQ(talks().find(admin_, written).value().state, State::active);
    pass(20s);
    EXPECT_EQ(talks().find(admin_, written).value().state, State::closed);
    EXPECT_EQ(talks().find(admin_, live).value().state, State::active);
    EXPECT_EQ(latest_end(), SessionEnd::inactive);
}

TEST_F(TimersTest, times_outlive_a_restart) {
    chat();
    talks().accept(agent_, id_).value();
    talks().end(agent_, id_).value();
    clock_.advance(50s);
    open();
    pass(15s);
    EXPECT_EQ(now().state, State::closed);
}

TEST_F(TimersTest, who_is_lost_is_offline_and_the_conversations_go_back) {
    chat();
    talks().accept(agent_, id_).value();
    comes(agent_);
    any_open_ = true;
    pass(600s);
    EXPECT_EQ(now().agent->name, "agent1");
    any_open_ = false;
    goes(agent_);
    pass(120s);
    EXPECT_EQ(presence_of(agent_), Presence::available);
    pass(5s);
    EXPECT_EQ(presence_of(agent_), Presence::offline);
    EXPECT_EQ(now().state, State::open);
    EXPECT_EQ(latest_end(), SessionEnd::lost);
}

TEST_F(TimersTest, who_comes_back_in_time_keeps_all) {
    chat();
    talks().accept(agent_, id_).value();
    comes(agent_);
    goes(agent_);
    pass(100s);
    comes(agent_);
    any_open_ = true;
    pass(300s);
    EXPECT_EQ(now().agent->name, "agent1");
    EXPECT_EQ(presence_of(agent_), Presence::available);
}

TEST_F(TimersTest, who_came_and_went_between_two_rounds_is_missed) {
    goes(agent_);
    pass(125s);
    EXPECT_EQ(presence_of(agent_), Presence::offline);
}

TEST_F(TimersTest, who_never_had_a_socket_is_not_missed) {
    chat();
    talks().accept(agent_, id_).value();
    pass(3600s);
    EXPECT_EQ(now().agent->name, "agent1");
    EXPECT_EQ(presence_of(agent_), Presence::available);
}

TEST_F(TimersTest, after_a_restart_everybody_has_the_time_to_come_back) {
    chat();
    talks().accept(agent_, id_).value();
    comes(agent_);
    clock_.advance(1h);
    open();
    pass(115s);
    EXPECT_EQ(presence_of(agent_), Presence::available);
    pass(20s);
    EXPECT_EQ(presence_of(agent_), Presence::offline);
    EXPECT_EQ(now().state, State::open);
}

TEST_F(TimersTest, after_the_clock_was_set_back_who_is_lost_is_missed_in_time) {
    comes(agent_);
    clock_.advance(1h);
    pass(5s);
    clock_.advance(-1h);
    goes(agent_);
    pass(130s);
    EXPECT_EQ(presence_of(agent_), Presence::offline);
}

/// A second desk on the same database, as another node has.
TEST_F(TimersTest, a_socket_on_another_node_counts) {
    chat();
    talks().accept(agent_, id_).value();
    Desk other({*database_, *bus_, clock_, config_, {}, PasswordCost::least});
    comes(agent_);
    other.timers().run({{listener(agent_)}, {}, true});
    goes(agent_);
    for (int round = 0; round < 60; ++round) {
        clock_.advance(5s);
        desk().timers().run();
        other.timers().run({{}, {}, true});
    }
    EXPECT_EQ(presence_of(agent_), Presence::available);
    EXPECT_EQ(now().agent->name, "agent1");
    pass(60s); // the other node is no more
    EXPECT_EQ(presence_of(agent_), Presence::available);
    pass(65s);
    EXPECT_EQ(presence_of(agent_), Presence::offline);
    EXPECT_EQ(now().state, State::open);
}

TEST_F(TimersTest, a_visitor_who_is_gone_has_left_the_chat) { // G2
    chat();
    talks().accept(agent_, id_).value();
    auto const first = visitor_;
    auto const first_id = id_;
    comes(first);
    chat();
    comes(visitor_);
    goes(first);
    goes(visitor_);
    pass(130s);
    EXPECT_EQ(talks().find(admin_, first_id).value().state, State::wrap_up);
    EXPECT_EQ(now().state, State::closed);
    pass(70s);
    EXPECT_EQ(talks().find(admin_, first_id).value().state, State::closed);
}

TEST_F(TimersTest, a_visitor_of_another_channel_may_be_away) {
    email();
    talks().accept(agent_, id_).value();
    comes(visitor_);
    goes(visitor_);
    pass(300s);
    EXPECT_EQ(now().state, State::active);
}

class NoLimits : public TimersTest {
protected:
    NoLimits()
        : TimersTest({{"desk.wrap_up_seconds", "0"},
                      {"desk.offer_seconds", "0"},
                      {"desk.inactivity_seconds", "0"},
                      {"desk.visitor_lost_seconds", "0"}}) {}
};

TEST_F(NoLimits, nought_means_never) {
    auto const written = email().id;
    talks().accept(agent_, written).value();
    chat();
    comes(visitor_);
    goes(visitor_);
    talks().assign(supervisor_, id_, {"agent1"}).value();
    pass(7200s);
    EXPECT_TRUE(now().awaiting);
    EXPECT_EQ(talks().find(admin_, written).value().state, State::active);
    talks().accept(agent_, id_).value();
    talks().end(agent_, id_).value();
    pass(7200s);
    EXPECT_EQ(now().state, State::wrap_up);
}

class ManyAtOnce : public TimersTest {
protected:
    ManyAtOnce() : TimersTest({{"desk.timer_batch", "2"}}) {}
};

TEST_F(ManyAtOnce, one_round_does_all_of_it) {
    std::vector<std::string> ids;
    for (int index = 0; index < 5; ++index) {
        ids.push_back(chat().id);
        talks().accept(agent_, id_).value();
        talks().end(agent_, id_).value();
    }
    pass(65s);
    for (auto const& id : ids)
        EXPECT_EQ(talks().find(admin_, id).value().state, State::closed);
}

} // namespace
} // namespace undertone::desk
