#include "desk/access.h"

#include <array>
#include <gtest/gtest.h>

namespace undertone::desk {
namespace {

using types::Caller;
using types::State;

Caller caller(Caller::Kind kind, std::string id, bool member) {
    Caller made{kind, id, id};
    if (member)
        made.queues = {{"q1", "billing"}};
    return made;
}

types::Conversation conversation(State state, bool bot = false) {
    types::Conversation made;
    made.id = "c1";
    made.queue = {"q1", "billing"};
    made.state = state;
    made.bot = bot;
    if (state != State::open)
        made.agent = types::Reference{"mine", "agent1"};
    return made;
}

/// Who may do what with a conversation of agent "mine" in queue q1, which nobody has while it is open: a letter for
/// each action. s see, i internal, m mood, p post, n note, a accept, r reject, l release, e end, c close, b escalate, w
/// monitor, v leave, f force close, g assign, t transfer, j join, o take over, q consult, h raise hand, k sessions, u
/// write the wrap-up, d feedback, E see earlier ones, R read one as an earlier one, B block, M read mark, C consent, A
/// be asked, U see the wrap-up.
struct Row {
    Caller::Kind kind;
    std::string_view id;
    bool member;
    std::string_view active;
    std::string_view open;
    std::string_view closed;
};

constexpr std::array letters{std::pair{'s', Action::see},           std::pair{'i', Action::see_internal},
                             std::pair{'m', Action::see_sentiment}, std::pair{'p', Action::post},
                             std::pair{'n', Action::post_internal}, std::pair{'a', Action::accept},
                             std::pair{'r', Action::reject},        std::pair{'l', Action::release},
                             std::pair{'e', Action::end},           std::pair{'c', Action::close},
                             std::pair{'b', Action::escalate},      std::pair{'w', Action::monitor},
                             std::pair{'v', Action::leave},         std::pair{'f', Action::force_close},
                             std::pair{'g', Action::assign},        std::pair{'t', Action::transfer},
                             std::pair{'j', Action::join},          std::pair{'o', Action::take_over},
                             std::pair{'q', Action::consult},       std::pair{'h', Action::raise_hand},
                             std::pair{'k', Action::see_sessions},  std::pair{'u', Action::write_wrap_up},
                             std::pair{'d', Action::give_feedback}, std::pair{'E', Action::see_earlier},
                             std::pair{'R', Action::read_earlier},  std::pair{'B', Action::block},
                             std::pair{'M', Action::read_mark},     std::pair{'C', Action::answer_consent},
                             std::pair{'A', Action::be_asked},      std::pair{'U', Action::see_wrap_up}};

constexpr std::array table{
    Row{Caller::Kind::visitor, "c1", false, "speMC", "speMC", "speMC"},
    Row{Caller::Kind::visitor, "c2", false, "", "", ""},
    Row{Caller::Kind::key, "k1", false, "smpebC", "smpebC", "smpebC"},
    Row{Caller::Kind::agent, "mine", true, "simpnarlectqhkudEBMAU", "smarkdEAU", "simpnarlectqhkudERBMAU"},
    Row{Caller::Kind::agent, "mine", false, "simpnlectqhkudEBMU", "", "simpnlectqhkudEBMU"},
    Row{Caller::Kind::agent, "other", true, "arA", "smarkdEAU", "arRA"},
    Row{Caller::Kind::agent, "other", false, "", "", ""},
    Row{Caller::Kind::supervisor, "other", true, "simarwvfgtjokudEBAU", "simarwvfgtjokudEBAU", "simarwvfgtjokudERBAU"},
    Row{Caller::Kind::supervisor, "mine", true, "simpnarlecwvfgtjoqhkudEBMAU", "simarwvfgtjokudEBAU",
        "simpnarlecwvfgtjoqhkudERBMAU"},
    Row{Caller::Kind::supervisor, "other", false, "", "", ""},
    Row{Caller::Kind::administrator, "root", false, "simwvfgtjokudEBU", "simwvfgtjokudEBU", "simwvfgtjokudEBU"},
};

std::string allowed(Caller const& who, types::Conversation const& what) {
    std::string found;
    for (auto const& [letter, action] : letters)
        if (may(who, action, what))
            found += letter;
    return found;
}

TEST(Access, to_a_conversation_by_role_queue_and_assignment) {
    for (auto const& row : table) {
        auto const who = caller(row.kind, std::string(row.id), row.member);
        SCOPED_TRACE(std::string(types::name_of(row.kind)) + ' ' + std::string(row.id) + (row.member ? " member" : ""));
        EXPECT_EQ(allowed(who, conversation(State::active)), row.active);
        EXPECT_EQ(allowed(who, conversation(State::open)), row.open);
        EXPECT_EQ(allowed(who, conversation(State::closed)), row.closed);
    }
}

TEST(Access, agents_do_not_see_the_bot_part) {
    EXPECT_FALSE(may(caller(Caller::Kind::agent, "other", true), Action::see, conversation(State::open, true)));
    EXPECT_TRUE(may(caller(Caller::Kind::supervisor, "other", true), Action::see, conversation(State::open, true)));
}

TEST(Access, to_the_whole_by_role) {
    using enum Action;
    struct Right {
        Action action;
        std::array<bool, 5> by_kind; ///< visitor, agent, supervisor, administrator, key
    };
    constexpr std::array rights{Right{list_conversations, {false, true, true, true, false}},
                                Right{create_conversation, {true, true, true, true, true}},
                                Right{read_settings, {false, true, true, true, false}},
                                Right{write_settings, {false, false, false, true, false}},
                                Right{read_people, {false, true, true, true, false}},
                                Right{write_people, {false, false, false, true, false}},
                                Right{read_alerts, {false, true, true, true, false}},
                                Right{read_feedback, {false, false, true, true, false}},
                                Right{read_blocks, {false, false, true, true, false}},
                                Right{read_insights, {false, false, true, true, false}},
                                Right{search, {false, true, true, true, false}},
                                Right{score_texts, {false, true, true, true, true}}};
    for (auto const& right : rights)
        for (std::size_t kind = 0; kind < right.by_kind.size(); ++kind)
            EXPECT_EQ(may(caller(static_cast<Caller::Kind>(kind), "x", true), right.action), right.by_kind[kind])
                << static_cast<int>(right.action) << ' ' << kind;
}

TEST(Access, to_alerts_is_for_those_told_and_the_supervisors_of_the_queue) {
    types::Alert alert;
    alert.queue = {"q1", "billing"};
    alert.audience = types::AlertAudience::supervisor;
    alert.told = {{"told", {"supervisor1", true}}};
    EXPECT_TRUE(may_see(caller(Caller::Kind::supervisor, "late", true), alert));
    EXPECT_FALSE(may_see(caller(Caller::Kind::supervisor, "late", false), alert));
    EXPECT_TRUE(may_see(caller(Caller::Kind::supervisor, "told", false), alert));
    EXPECT_FALSE(may_see(caller(Caller::Kind::agent, "mine", true), alert));
    EXPECT_TRUE(may_see(caller(Caller::Kind::administrator, "root", false), alert));
    EXPECT_FALSE(may_see(caller(Caller::Kind::visitor, "told", false), alert));
    alert.audience = types::AlertAudience::agent;
    EXPECT_TRUE(may_see(caller(Caller::Kind::supervisor, "late", true), alert));
    EXPECT_FALSE(may_see(caller(Caller::Kind::supervisor, "late", false), alert));
    EXPECT_TRUE(may_see(caller(Caller::Kind::agent, "told", true), alert));
}

TEST(Access, queues_are_heard_by_their_members_and_administrators) {
    EXPECT_TRUE(may_listen_to_queue(caller(Caller::Kind::agent, "a", true), "q1"));
    EXPECT_FALSE(may_listen_to_queue(caller(Caller::Kind::agent, "a", false), "q1"));
    EXPECT_TRUE(may_listen_to_queue(caller(Caller::Kind::administrator, "a", false), "q1"));
    EXPECT_FALSE(may_listen_to_queue(caller(Caller::Kind::visitor, "c1", false), "q1"));
    EXPECT_FALSE(may_listen_to_queue(caller(Caller::Kind::key, "k1", false), "q1"));
}

types::Event event(types::EventKind kind, State state) {
    types::Event made;
    made.kind = kind;
    made.conversation = conversation(state);
    return made;
}

TEST(Audience, visitors_hear_messages_and_states_that_are_not_hidden) {
    using types::EventKind;
    EXPECT_TRUE(audience_of(event(EventKind::message, State::active)).visitor);
    EXPECT_TRUE(audience_of(event(EventKind::conversation, State::active)).visitor);
    EXPECT_FALSE(audience_of(event(EventKind::level, State::active)).visitor);
    EXPECT_FALSE(audience_of(event(EventKind::reading, State::active)).visitor);
    auto note = event(EventKind::message, State::active);
    note.hidden = true;
    EXPECT_FALSE(audience_of(note).visitor);
}

TEST(Audience, agents_hear_in_their_queue_what_is_open_and_that_it_no_longer_is) {
    using types::EventKind;
    EXPECT_TRUE(audience_of(event(EventKind::message, State::open)).queue_agents);
    EXPECT_FALSE(audience_of(event(EventKind::message, State::active)).queue_agents);
    auto accepted = event(EventKind::conversation, State::active);
    accepted.before = State::open;
    EXPECT_TRUE(audience_of(accepted).queue_agents);
    auto bot = event(EventKind::message, State::open);
    bot.conversation->bot = true;
    EXPECT_FALSE(audience_of(bot).queue_agents);
}

TEST(Audience, an_alert_goes_to_those_told_and_to_who_listens_to_its_queue_or_conversation) {
    auto alert = event(types::EventKind::alert, State::active);
    alert.alert.emplace().queue = {"q1", "billing"};
    alert.alert->conversation = alert.conversation->id;
    alert.alert->told = {{"s1", {"supervisor1", true}}, {"s2", {"supervisor2", true}}};
    alert.pops = {"s1"};
    alert.alert->audience = types::AlertAudience::supervisor;
    auto const heard = audience_of(alert);
    EXPECT_EQ(heard.people, (std::map<std::string, bool>{{"s1", true}, {"s2", false}}));
    EXPECT_EQ(heard.queue, "q1");
    EXPECT_FALSE(heard.visitor);
    EXPECT_FALSE(heard.queue_agents);
    EXPECT_EQ(heard.conversation, alert.conversation->id);
    alert.alert->audience = types::AlertAudience::agent;
    EXPECT_EQ(audience_of(alert).queue, "q1") << "they hear all that happens in their queue";
}

TEST(Audience, what_a_person_missed_is_told_to_that_person_alone) {
    auto alert = event(types::EventKind::alert, State::active);
    alert.alert.emplace().audience = types::AlertAudience::supervisor;
    alert.alert->told = {{"s1", {"supervisor1", true}}, {"s2", {"supervisor2", true}}};
    alert.pops = {"s1"};
    alert.missed = 3;
    EXPECT_FALSE(audience_of(alert).queue);
    EXPECT_FALSE(audience_of(alert).conversation);
    EXPECT_EQ(audience_of(alert).people, (std::map<std::string, bool>{{"s1", true}}));
}

TEST(Audience, a_silent_supervisor_is_heard_by_supervisors_alone) {
    auto watched = event(types::EventKind::conversation, State::active);
    watched.action = "monitor";
    watched.hidden = watched.silent = true;
    auto const heard = audience_of(watched);
    EXPECT_FALSE(heard.agents);
    EXPECT_FALSE(heard.queue_agents);
    EXPECT_FALSE(heard.visitor);
    EXPECT_TRUE(heard.people.empty());
    EXPECT_EQ(heard.queue, watched.conversation->queue.id);
    watched.silent = false;
    EXPECT_TRUE(audience_of(watched).agents);
    EXPECT_TRUE(audience_of(watched).people.contains("mine"));
}

TEST(Audience, an_assignment_reaches_the_agent_and_the_one_before) {
    auto moved = event(types::EventKind::conversation, State::active);
    moved.before_agent = types::Reference{"former", "agent2"};
    auto const people = audience_of(moved).people;
    EXPECT_TRUE(people.contains("mine"));
    EXPECT_TRUE(people.contains("former"));
    EXPECT_TRUE(audience_of(event(types::EventKind::message, State::active)).people.empty());
}

TEST(Audience, presence_settings_and_rights) {
    types::Event made;
    made.kind = types::EventKind::presence;
    made.person.emplace().id = "u1";
    made.person->queues = {{"q1", "billing"}};
    EXPECT_TRUE(audience_of(made).people.contains("u1"));
    EXPECT_EQ(audience_of(made).queues, std::vector<std::string>{"q1"});
    made.kind = types::EventKind::rights;
    EXPECT_EQ(audience_of(made), Audience{});
    made.kind = types::EventKind::settings;
    EXPECT_TRUE(audience_of(made).all_staff);
}

TEST(Audience, of_a_queue_with_another_name_is_whose_business_it_is) {
    types::Event renamed;
    renamed.kind = types::EventKind::settings;
    renamed.queue.emplace().id = "q1";
    renamed.concerned = {"keeps"};
    EXPECT_TRUE(may_hear(caller(Caller::Kind::agent, "mine", true), renamed));
    EXPECT_TRUE(may_hear(caller(Caller::Kind::agent, "keeps", false), renamed));
    EXPECT_FALSE(may_hear(caller(Caller::Kind::supervisor, "other", false), renamed));
    EXPECT_TRUE(may_hear(caller(Caller::Kind::administrator, "root", false), renamed));
    renamed.queue.reset();
    EXPECT_TRUE(may_hear(caller(Caller::Kind::agent, "other", false), renamed)) << "the organisation's";
}

} // namespace
} // namespace undertone::desk
