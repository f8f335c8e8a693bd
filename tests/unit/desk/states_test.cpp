#include "desk/states.h"

#include "desk_world.h"

#include <array>
#include <thread>

namespace undertone::desk {
namespace {

using types::State;

/// The transitions of G2 in words: for each step the state it leads to from open, active, waiting, wrap_up,
/// closed; "" is refused.
struct Expected {
    Step step;
    std::array<std::string_view, 5> to;
};

constexpr std::array table{
    Expected{Step::accept, {"active", "", "active", "", ""}},
    Expected{Step::reject, {"open", "", "", "", ""}},
    Expected{Step::release, {"", "open", "open", "", ""}},
    Expected{Step::end, {"", "wrap_up", "", "", ""}},
    Expected{Step::leave_chat, {"closed", "wrap_up", "closed", "", ""}},
    Expected{Step::close, {"", "waiting", "closed", "closed", ""}},
    Expected{Step::escalate, {"", "", "", "", ""}},
    Expected{Step::monitor, {"", "active", "waiting", "wrap_up", ""}},
    Expected{Step::force_close, {"closed", "closed", "closed", "closed", ""}},
    Expected{Step::assign, {"active", "", "active", "", ""}},
    Expected{Step::transfer, {"", "active", "active", "", ""}},
    Expected{Step::join, {"", "active", "waiting", "", ""}},
    Expected{Step::take_over, {"", "active", "active", "", ""}},
    Expected{Step::consult, {"", "active", "waiting", "", ""}},
    Expected{Step::raise_hand, {"", "active", "waiting", "", ""}},
    Expected{Step::wrap_up, {"", "active", "waiting", "wrap_up", ""}},
    Expected{Step::customer_message, {"open", "active", "active", "", ""}},
    Expected{Step::come_back, {"", "", "open", "", ""}},
    Expected{Step::agent_message, {"", "active", "active", "", ""}},
    Expected{Step::note, {"", "active", "waiting", "wrap_up", ""}},
    Expected{Step::channel_message, {"open", "active", "waiting", "", ""}},
    Expected{Step::answer_consent, {"open", "active", "waiting", "wrap_up", ""}},
};

TEST(States, every_state_and_every_step) {
    ASSERT_EQ(table.size(), steps.size());
    for (auto const& row : table)
        for (std::size_t index = 0; index < types::states.size(); ++index) {
            types::Conversation conversation;
            conversation.channel = "sms";
            conversation.state = types::states[index];
            auto const to = after(conversation, row.step, "somebody");
            auto const name = std::string(types::name_of(conversation.state));
            auto const what = "step " + std::to_string(static_cast<int>(row.step)) + " in " + name;
            if (row.to[index].empty()) {
                ASSERT_FALSE(to) << what;
                EXPECT_EQ(to.error().code, Code::conflict) << what;
                EXPECT_NE(to.error().message.find(name), std::string::npos) << to.error().message;
            } else {
                ASSERT_TRUE(to) << what << ": " << to.error().message;
                EXPECT_EQ(types::name_of(*to), row.to[index]) << what;
            }
        }
}

/// What may happen to one that waits for its agent's answer, by who asks: another one, or the agent to whom it is
/// offered.
struct Offered {
    Step step;
    std::string_view by_another;
    std::string_view by_agent;
    std::string_view by_agent_if_handed_on; ///< somebody accepted it before and has it again after a rejection
};

constexpr std::array offered{
    Offered{Step::accept, "", "active", "active"},
    Offered{Step::reject, "", "open", "active"},
    Offered{Step::release, "", "open", "active"},
    Offered{Step::end, "", "", ""},
    Offered{Step::leave_chat, "closed", "closed", "wrap_up"},
    Offered{Step::close, "", "", ""},
    Offered{Step::escalate, "", "", ""},
    Offered{Step::monitor, "", "", ""},
    Offered{Step::force_close, "closed", "closed", "closed"},
    Offered{Step::assign, "", "", ""},
    Offered{Step::transfer, "active", "active", "active"},
    Offered{Step::join, "", "", ""},
    Offered{Step::take_over, "active", "", ""},
    Offered{Step::consult, "", "", ""},
    Offered{Step::raise_hand, "active", "active", "active"},
    Offered{Step::wrap_up, "active", "active", "active"},
    Offered{Step::customer_message, "active", "active", "active"},
    Offered{Step::come_back, "", "", ""},
    Offered{Step::agent_message, "active", "active", "active"},
    Offered{Step::note, "active", "active", "active"},
    Offered{Step::channel_message, "active", "active", "active"},
    Offered{Step::answer_consent, "active", "active", "active"},
};

void expect_to(types::Conversation const& conversation, Step step, std::string_view by, std::string_view expected) {
    auto const to = after(conversation, step, by);
    EXPECT_EQ(to ? types::name_of(*to) : "", expected) << "step " << static_cast<int>(step) << " by " << by;
}

TEST(States, every_step_of_one_that_is_offered) {
    ASSERT_EQ(offered.size(), steps.size());
    types::Conversation conversation;
    conversation.channel = "sms";
    conversation.state = State::active;
    conversation.agent = types::Reference{"a2", "agent2"};
    conversation.awaiting = true;
    auto handed_on = conversation;
    handed_on.returns_to = types::Reference{"a1", "agent1"};
    for (std::size_t index = 0; index < steps.size(); ++index) {
        auto const& row = offered[index];
        ASSERT_EQ(row.step, steps[index]);
        expect_to(conversation, row.step, "s1", row.by_another);
        expect_to(conversation, row.step, "a2", row.by_agent);
        expect_to(handed_on, row.step, "a2", row.by_agent_if_handed_on);
    }
}

/// Found by a random history: a transfer that was still open when a supervisor closed by force.
TEST(States, a_closed_one_is_neither_accepted_nor_rejected_though_it_was_offered) {
    types::Conversation conversation;
    conversation.agent = types::Reference{"a2", "agent2"};
    conversation.returns_to = types::Reference{"a1", "agent1"};
    conversation.awaiting = true;
    conversation.state = State::active;
    EXPECT_EQ(after(conversation, Step::reject, "a2"), State::active);
    for (auto const state : {State::closed, State::wrap_up}) {
        conversation.state = state;
        EXPECT_FALSE(after(conversation, Step::accept, "a2"));
        EXPECT_FALSE(after(conversation, Step::reject, "a2"));
    }
}

TEST(States, a_bot_part_is_offered_to_nobody_and_ends_once) {
    types::Conversation conversation;
    conversation.bot = true;
    EXPECT_FALSE(after(conversation, Step::accept));
    EXPECT_FALSE(after(conversation, Step::reject));
    EXPECT_EQ(after(conversation, Step::escalate), State::open);
    EXPECT_EQ(after(conversation, Step::customer_message), State::open);
    conversation.state = State::closed;
    EXPECT_FALSE(after(conversation, Step::escalate));
}

TEST(States, a_live_chat_cannot_wait_for_later_and_goes_back_to_its_queue) {
    types::Conversation conversation;
    conversation.state = State::active;
    EXPECT_EQ(after(conversation, Step::close), State::open);
    conversation.channel = "sms";
    EXPECT_EQ(after(conversation, Step::close), State::waiting);
}

TEST(States, a_waiting_conversation_is_resumed_by_its_own_agent) {
    types::Conversation conversation;
    conversation.channel = "sms";
    conversation.state = State::waiting;
    conversation.agent = types::Reference{"a1", "agent1"};
    EXPECT_EQ(after(conversation, Step::accept, "a1"), State::active);
    EXPECT_FALSE(after(conversation, Step::accept, "a2"));
}

TEST(States, nobody_monitors_a_conversation_of_their_own) { // E12
    types::Conversation conversation;
    conversation.state = State::active;
    conversation.agent = types::Reference{"s1", "supervisor1"};
    EXPECT_FALSE(after(conversation, Step::monitor, "s1"));
    EXPECT_TRUE(after(conversation, Step::monitor, "s2"));
}

class StateStories : public World {};

TEST_F(StateStories, from_the_queue_to_the_close) {
    auto const created = chat();
    EXPECT_EQ(created.state, State::open);
    EXPECT_EQ(created.version, 1U);
    EXPECT_EQ(created.customer.name, "Visitor 1");
    clock_.advance(5s);
    auto const accepted = talks().accept(agent_, id_).value();
    EXPECT_EQ(accepted.state, State::active);
    EXPECT_EQ(accepted.agent->name, "agent1");
    EXPECT_EQ(types::wait_seconds(accepted, clock_.now()), 5);
    auto const ended = talks().end(visitor_, id_).value();
    EXPECT_EQ(ended.state, State::wrap_up);
    EXPECT_TRUE(ended.ended_at);
    auto const closed = talks().close(agent_, id_).value();
    EXPECT_EQ(closed.state, State::closed);
    EXPECT_EQ(closed.version, 4U);
    EXPECT_EQ(closed.agent->name, "agent1");
    EXPECT_TRUE(closed.closed_at);
}

TEST_F(StateStories, only_one_of_two_agents_gets_it) {
    chat();
    ASSERT_TRUE(talks().accept(agent_, id_));
    auto const late = talks().accept(second_, id_);
    EXPECT_EQ(code_of(late), Code::conflict);
    EXPECT_NE(late.error().message.find("active"), std::string::npos);
    EXPECT_EQ(code_of(talks().accept(agent_, id_)), Code::conflict);
    EXPECT_EQ(now().agent->name, "agent1");
}

TEST_F(StateStories, two_agents_at_the_same_moment) {
    for (int round = 0; round < 10; ++round) {
        chat();
        std::atomic<int> accepted = 0;
        std::thread other([&] { accepted += talks().accept(second_, id_) ? 1 : 0; });
        accepted += talks().accept(agent_, id_) ? 1 : 0;
        other.join();
        EXPECT_EQ(accepted, 1);
    }
}

TEST_F(StateStories, an_agent_of_another_queue_has_no_business_with_it) {
    chat();
    EXPECT_EQ(code_of(talks().accept(other_, id_)), Code::not_found);
    EXPECT_EQ(code_of(talks().find(other_, id_)), Code::not_found);
    EXPECT_EQ(code_of(talks().accept(visitor_, id_)), Code::forbidden);
    EXPECT_EQ(code_of(talks().accept(agent_, "unknown")), Code::not_found);
}

TEST_F(StateStories, a_released_one_waits_anew) {
    chat();
    clock_.advance(60s);
    talks().accept(agent_, id_).value();
    clock_.advance(60s);
    EXPECT_EQ(code_of(talks().release(second_, id_)), Code::forbidden);
    auto const released = talks().release(agent_, id_).value();
    EXPECT_EQ(released.state, State::open);
    EXPECT_FALSE(released.agent);
    clock_.advance(7s);
    EXPECT_EQ(types::wait_seconds(now(), clock_.now()), 7);
    EXPECT_EQ(talks().accept(second_, id_).value().agent->name, "agent2");
}

TEST_F(StateStories, a_rejected_one_stays_in_the_queue) {
    chat();
    EXPECT_EQ(talks().reject(agent_, id_).value().state, State::open);
    EXPECT_EQ(talks().accept(second_, id_).value().state, State::active);
    EXPECT_EQ(code_of(talks().reject(agent_, id_)), Code::conflict);
}

TEST_F(StateStories, a_customer_who_leaves_the_queue_closes_it) { // G2
    chat();
    EXPECT_EQ(talks().end(visitor_, id_).value().state, State::closed);
    EXPECT_EQ(code_of(talks().end(visitor_, id_)), Code::conflict);
    EXPECT_EQ(code_of(talks().accept(agent_, id_)), Code::conflict);
}

TEST_F(StateStories, an_agent_does_not_end_what_waits_in_the_queue) {
    chat();
    EXPECT_EQ(code_of(talks().end(agent_, id_)), Code::forbidden);
    EXPECT_EQ(code_of(talks().close(agent_, id_)), Code::forbidden);
}

TEST_F(StateStories, a_persistent_channel_waits_and_the_customers_message_resumes_it) { // G2
    types::NewConversation wanted;
    wanted.queue = "billing";
    wanted.channel = "sms";
    wanted.customer_id = "crm-7";
    begin(key_, wanted);
    talks().accept(agent_, id_).value();
    EXPECT_EQ(talks().close(agent_, id_).value().state, State::waiting);
    take_events();
    types::NewMessage message{"50 back again"};
    message.sender = types::Sender::customer;
    ASSERT_TRUE(talks().receive(key_, id_, message));
    EXPECT_EQ(now().state, State::active);
    auto const events = take_events();
    EXPECT_EQ(events.back().kind, types::EventKind::conversation);
    EXPECT_EQ(events.back().action, "resume");
    EXPECT_EQ(events.back().before, State::waiting);
    talks().close(agent_, id_).value();
    EXPECT_EQ(talks().close(agent_, id_).value().state, State::closed);
}

TEST_F(StateStories, a_supervisor_closes_any_by_force) { // F13, F15
    chat();
    EXPECT_EQ(code_of(talks().force_close(agent_, id_)), Code::forbidden);
    EXPECT_EQ(talks().force_close(supervisor_, id_).value().state, State::closed);
    EXPECT_EQ(code_of(talks().force_close(supervisor_, id_)), Code::conflict);
    chat("support");
    EXPECT_EQ(code_of(talks().force_close(supervisor_, id_)), Code::not_found);
}

TEST_F(StateStories, monitoring_needs_an_agent_and_is_seen_by_staff_only) { // F9, F15
    chat();
    EXPECT_EQ(code_of(talks().monitor(supervisor_, id_)), Code::conflict);
    auto const before = talks().accept(agent_, id_).value();
    EXPECT_EQ(code_of(talks().monitor(second_, id_)), Code::forbidden);
    auto const watched = talks().monitor(supervisor_, id_).value();
    ASSERT_EQ(watched.participants.size(), 1U);
    EXPECT_EQ(watched.participants[0].user.name, "supervisor");
    EXPECT_EQ(watched.version, before.version + 1);
    EXPECT_EQ(watched.visitor_version, before.visitor_version);
    EXPECT_EQ(talks().monitor(supervisor_, id_).value().participants.size(), 1U);
    EXPECT_TRUE(talks().leave(supervisor_, id_).value().participants.empty());
    EXPECT_EQ(code_of(talks().leave(supervisor_, id_)), Code::conflict);
}

TEST_F(StateStories, nobody_watches_a_closed_one) {
    chat();
    talks().accept(agent_, id_).value();
    talks().monitor(supervisor_, id_).value();
    EXPECT_TRUE(talks().force_close(supervisor_, id_).value().participants.empty());
    EXPECT_EQ(code_of(talks().monitor(supervisor_, id_)), Code::conflict);
}

TEST_F(StateStories, what_a_bot_began_reaches_agents_after_the_escalation) { // B8
    bot_chat();
    EXPECT_EQ(code_of(talks().accept(agent_, id_)), Code::conflict);
    EXPECT_EQ(code_of(talks().find(agent_, id_)), Code::forbidden);
    EXPECT_TRUE(talks().list(agent_, {}, {}).value().items.empty());
    EXPECT_EQ(talks().list(supervisor_, {}, {}).value().items.size(), 1U);
    clock_.advance(30s);
    EXPECT_EQ(code_of(talks().escalate(supervisor_, id_)), Code::forbidden);
    auto const escalated = talks().escalate(key_, id_).value();
    EXPECT_FALSE(escalated.bot);
    EXPECT_EQ(types::wait_seconds(escalated, clock_.now()), 0);
    EXPECT_EQ(talks().list(agent_, {}, {}).value().items.size(), 1U);
    EXPECT_EQ(code_of(talks().escalate(key_, id_)), Code::conflict);
    EXPECT_TRUE(talks().accept(agent_, id_));
}

} // namespace
} // namespace undertone::desk
