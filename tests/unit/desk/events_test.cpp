#include "desk/event_codec.h"

#include "desk_world.h"

#include <thread>

namespace undertone::desk {
namespace {

using Kinds = std::vector<std::string>;

class Events : public World {};

TEST_F(Events, of_one_message_come_in_order_and_share_the_version) {
    thresholds(Level::negative, Level::negative);
    chat();
    talks().accept(agent_, id_).value();
    take_events();
    auto const message = say(visitor_, "20 words");
    auto const events = take_events();
    ASSERT_EQ(events.size(), 4U);
    Kinds kinds;
    for (auto const& event : events) {
        kinds.emplace_back(types::name_of(event.kind));
        EXPECT_EQ(*event.conversation, now());
    }
    EXPECT_EQ(kinds, (Kinds{"message", "level", "alert", "alert"}));
    EXPECT_EQ(events[0].message, message);
    EXPECT_FALSE(events[0].hidden);
    EXPECT_TRUE(events[1].hidden);
    EXPECT_EQ(events[2].alert->audience, types::AlertAudience::agent);
    EXPECT_EQ(events[3].alert->audience, types::AlertAudience::supervisor);
    EXPECT_EQ(events[3].alert->told.at(supervisor_.id).notify, true);
    EXPECT_EQ(events[3].pops, std::vector{supervisor_.id});
}

TEST_F(Events, say_level_only_when_it_changes) {
    chat();
    EXPECT_EQ(take_kinds(), Kinds{"conversation"});
    say(visitor_, "50");
    EXPECT_EQ(take_kinds(), (Kinds{"message", "level"}));
    say(visitor_, "50");
    EXPECT_EQ(take_kinds(), Kinds{"message"});
}

TEST_F(Events, of_refused_and_repeated_things_there_are_none) {
    chat();
    talks().receive(visitor_, id_, {"50", "c-1"}).value();
    take_events();
    talks().receive(visitor_, id_, {"50", "c-1"}).value();
    static_cast<void>(talks().receive(visitor_, id_, {"other", "c-1"}));
    static_cast<void>(talks().release(agent_, id_));
    EXPECT_TRUE(take_events().empty());
}

TEST_F(Events, name_the_action_the_state_and_the_agent_before) {
    chat();
    talks().accept(agent_, id_).value();
    talks().release(agent_, id_).value();
    auto const events = take_events();
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].action, "create");
    EXPECT_EQ(events[1].action, "accept");
    EXPECT_EQ(events[1].before, types::State::open);
    EXPECT_EQ(events[2].action, "release");
    EXPECT_EQ(events[2].before_agent->id, agent_.id);
    EXPECT_TRUE(audience_of(events[2]).people.contains(agent_.id));
}

TEST_F(Events, of_many_writers_come_in_the_order_of_the_versions) {
    chat();
    take_events();
    auto work = [&] {
        for (int index = 0; index < 15; ++index)
            talks().receive(visitor_, id_, {"50"}).value();
    };
    std::thread other(work);
    work();
    other.join();
    std::uint64_t version = 1;
    for (auto const& event : take_events()) {
        EXPECT_EQ(event.conversation->version, event.kind == types::EventKind::message ? ++version : version);
    }
    EXPECT_EQ(version, 31U);
}

TEST_F(Events, a_visitors_count_is_moved_by_what_the_visitor_sees_alone) {
    thresholds(Level::negative, Level::negative);
    chat();
    talks().accept(agent_, id_).value();
    types::NewMessage note{"a note"};
    note.visibility = types::Visibility::internal;
    talks().receive(agent_, id_, note).value();
    talks().monitor(supervisor_, id_).value();
    say(visitor_, "20");
    std::uint64_t seen = 0;
    auto const events = take_events();
    for (auto const& event : events)
        if (audience_of(event).visitor) {
            EXPECT_EQ(event.conversation->visitor_version, seen + 1);
            seen = event.conversation->visitor_version;
        }
    EXPECT_EQ(seen, 3U);
    EXPECT_EQ(now().version, 5U);
}

TEST_F(Events, what_is_read_after_an_event_is_what_it_told) {
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "20");
    say(agent_, "hello");
    talks().end(visitor_, id_).value();
    EXPECT_EQ(*take_events().back().conversation, now());
}

TEST_F(Events, travel_over_the_bus_of_a_node) {
    std::vector<std::string> kinds;
    {
        auto const local = bus::local(); // delivers what waits when it goes
        Desk node({*database_, *local, clock_, config_, read_pulse, PasswordCost::least});
        node.on_event([&](types::Event const& event) { kinds.emplace_back(types::name_of(event.kind)); });
        types::NewConversation wanted;
        wanted.queue = "billing";
        auto const created = node.conversations().create(std::nullopt, wanted).value();
        auto const visitor = node.people().authenticate(created.visitor_token).value();
        node.conversations().receive(visitor, created.conversation.id, {"20"}).value();
    }
    EXPECT_EQ(kinds, (Kinds{"conversation", "message", "level"}));
}

TEST_F(Events, of_another_format_are_told_as_missed_once_a_look) {
    int missed = 0;
    desk().on_event([](types::Event const&) {}, [&] { ++missed; });
    desk().tell_unread();
    EXPECT_EQ(missed, 0);
    bus_->publish("an event of another version");
    bus_->publish("and one more");
    desk().tell_unread();
    desk().tell_unread();
    EXPECT_EQ(missed, 1);
}

/// A bus that ends after the desk delivers what waits.
TEST_F(Events, that_come_when_the_desk_has_gone_are_heard) {
    auto const alive = std::make_shared<int>(0);
    ImmediateBus bus;
    {
        Desk node({*database_, bus, clock_, config_, read_pulse, PasswordCost::least});
        node.on_event([](types::Event const&) {}, [alive] { ++*alive; });
    }
    ASSERT_GT(alive.use_count(), 1) << "the bus would call what has gone";
    bus.publish({});
    bus.publish("an event of another version");
    EXPECT_EQ(*alive, 1);
}

types::Event full_event() {
    types::Event event;
    event.kind = types::EventKind::alert;
    auto& conversation = event.conversation.emplace();
    conversation.id = "c1";
    conversation.version = 1ULL << 40;
    conversation.queue = {"q1", "billing"};
    conversation.customer = {"Visitor 1", "crm-7"};
    conversation.agent = types::Reference{"a1", "agent1"};
    conversation.consent = false;
    conversation.mood.samples[5] = {12.34, true};
    conversation.mood.count = 6;
    conversation.mood.level = Level::negative;
    conversation.participants = {{{"s1", "supervisor1"}, types::Mode::monitor},
                                 {{"s2", "supervisor2"}, types::Mode::joined}};
    conversation.awaiting = true;
    conversation.returns_to = types::Reference{"a2", "agent2"};
    conversation.raised_at = conversation.created_at;
    conversation.accepted_at = Time(5s);
    conversation.wrap_up = types::WrapUp{"a note", {"refund", "delivery"}, {"a1", "agent1"}, Time(6s)};
    event.before = types::State::open;
    event.before_agent = types::Reference{"a2", "agent2"};
    event.action = "accept";
    event.hidden = true;
    auto& message = event.message.emplace();
    message.id = "m1";
    message.text = std::string("bytes \xff\x01 and ") + std::string(300, 'x');
    message.client_id = "";
    message.reading = sentiment::Reading{22.41, Level::negative, 0.93, "en", true, false, true, "2026.1", 0.25, {}};
    message.reading->phrases = std::vector<sentiment::Phrase>{{"bytes", 0, 5, -0.52}, {"and", 9, 12, 0.08}};
    auto& alert = event.alert.emplace();
    alert.id = "al1";
    alert.told = {{"s1", {"supervisor1", true}}, {"s2", {"supervisor2", false}}};
    alert.acknowledged_at = Time(5ms);
    alert.acknowledged_by = types::Reference{"a1", "agent1"};
    alert.escalate_at = Time(6ms);
    alert.escalated_at = Time(7ms);
    event.pops = {"s1"};
    event.missed = 3;
    event.silent = true;
    alert.reason = "reason";
    auto& person = event.person.emplace();
    person.id = "u1";
    person.queues = {{"q1", "billing"}};
    event.settings.emplace().changed_by = types::Reference{"u1", "admin"};
    event.queue_settings.emplace().enabled = {false, types::Source::queue};
    event.queue = types::Queue{"q1", "billing", Time(8ms), types::Routing::push, 3, {"french"}};
    event.concerned = {"a3"};
    conversation.units = 3;
    event.at = Time(77ms);
    return event;
}

TEST(EventCodec, gives_back_every_field) {
    EXPECT_EQ(decode(encode(types::Event{})), types::Event{});
    EXPECT_EQ(decode(encode(full_event())), full_event());
}

TEST(EventCodec, takes_nothing_that_is_cut_longer_or_of_another_format) {
    auto const bytes = encode(full_event());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(decode(std::string_view(bytes).substr(0, size))) << size;
    EXPECT_FALSE(decode(bytes + "x"));
    auto other = bytes;
    other[0] = 1;
    EXPECT_FALSE(decode(other));
}

TEST(EventCodec, survives_any_bytes) {
    auto const bytes = encode(full_event());
    std::uint32_t random = 1;
    for (int round = 0; round < 5000; ++round) {
        auto broken = bytes;
        for (int index = 0; index < 4; ++index) {
            random = random * 1664525 + 1013904223;
            broken[(random >> 8) % broken.size()] = static_cast<char>(random >> 24);
        }
        broken[0] = bytes[0];
        static_cast<void>(decode(broken));
    }
}

} // namespace
} // namespace undertone::desk
