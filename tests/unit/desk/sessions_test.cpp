#include "desk_world.h"

namespace undertone::desk {
namespace {

using types::Session;
using types::SessionEnd;

class Sessions : public World {
protected:
    std::vector<Session> sessions() {
        auto found = talks().sessions(admin_, id_, {}).value().sessions.items;
        std::reverse(found.begin(), found.end());
        return found;
    }

    /// "-:accepted agent1:ended": the agents and ends, oldest first; "…" runs.
    std::string course() {
        std::string text;
        for (auto const& session : sessions()) {
            text += text.empty() ? "" : " ";
            text += session.bot ? "bot" : session.agent ? session.agent->name : "-";
            text += ':';
            text += session.ended_by ? types::name_of(*session.ended_by) : "…";
        }
        return text;
    }
};

TEST_F(Sessions, one_for_the_wait_and_one_for_the_agent) { // G3
    chat();
    EXPECT_EQ(course(), "-:…");
    clock_.advance(5s);
    talks().accept(agent_, id_).value();
    clock_.advance(5s);
    talks().end(agent_, id_).value();
    EXPECT_EQ(course(), "-:accepted agent1:ended");
    auto const both = sessions();
    EXPECT_EQ(both[0].ended_at.value() - both[0].began_at, 5s);
    EXPECT_FALSE(both[0].accepted_at);
    EXPECT_EQ(both[1].began_at, both[0].ended_at);
    EXPECT_EQ(both[1].accepted_at, both[1].began_at);
    EXPECT_EQ(both[1].number, 2U);
    talks().close(agent_, id_).value();
    EXPECT_EQ(course(), "-:accepted agent1:ended");
}

TEST_F(Sessions, each_attempt_is_one) {
    chat();
    talks().assign(supervisor_, id_, {"agent1"}).value();
    talks().reject(agent_, id_).value();
    talks().assign(supervisor_, id_, {"agent2"}).value();
    talks().accept(second_, id_).value();
    talks().transfer(second_, id_, {"agent1"}).value();
    talks().reject(agent_, id_).value();
    talks().take_over(supervisor_, id_).value();
    talks().transfer(supervisor_, id_, {std::nullopt, "support"}).value();
    talks().accept(other_, id_).value();
    talks().release(other_, id_).value();
    talks().end(visitor_, id_).value();
    EXPECT_EQ(course(), "-:assigned agent1:rejected -:assigned agent2:transferred agent1:rejected agent2:taken_over "
                        "supervisor:transferred -:accepted agent3:released -:ended");
    auto const all = sessions();
    EXPECT_FALSE(all[1].accepted_at);
    EXPECT_TRUE(all[3].accepted_at);
    EXPECT_EQ(all[7].queue.name, "support");
    EXPECT_EQ(now().transfers, 2U);
}

TEST_F(Sessions, the_bot_part_is_one) { // B8
    bot_chat();
    types::NewMessage message{"10 hello"};
    message.sender = types::Sender::customer;
    talks().receive(key_, id_, message).value();
    talks().escalate(key_, id_).value();
    talks().accept(agent_, id_).value();
    EXPECT_EQ(course(), "bot:escalated -:accepted agent1:…");
    EXPECT_EQ(sessions()[0].course.messages, 1U);
    EXPECT_EQ(sessions()[2].course.messages, 0U);
    EXPECT_EQ(now().mood.pulse, 10);
}

TEST_F(Sessions, none_while_it_is_put_aside) {
    types::NewConversation wanted;
    wanted.queue = "billing";
    wanted.channel = "email";
    begin(key_, wanted);
    talks().accept(agent_, id_).value();
    talks().close(agent_, id_).value();
    EXPECT_EQ(course(), "-:accepted agent1:waiting");
    say(visitor_, "20 again");
    EXPECT_EQ(course(), "-:accepted agent1:waiting agent1:…");
    EXPECT_EQ(sessions()[2].course.messages, 1U);
}

TEST_F(Sessions, an_offer_is_accepted_by_an_answer) {
    chat();
    talks().assign(supervisor_, id_, {"agent1"}).value();
    EXPECT_FALSE(sessions()[1].accepted_at);
    say(agent_, "hello");
    EXPECT_TRUE(sessions()[1].accepted_at);
    EXPECT_EQ(course(), "-:assigned agent1:…");
}

TEST_F(Sessions, B18_each_feels_by_its_own_messages) {
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "10");
    say(visitor_, "20");
    talks().transfer(agent_, id_, {"agent2"}).value();
    talks().accept(second_, id_).value();
    say(visitor_, "80");
    say(visitor_, "90");
    auto const all = sessions();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1].course.first.pulse, 10);
    EXPECT_EQ(all[1].course.mood.pulse, 16.67);
    EXPECT_EQ(transition_of(all[1].course), 10);
    EXPECT_EQ(all[2].course.lowest->feeling.pulse, 80);
    EXPECT_EQ(all[2].course.mood.pulse, 86.67);
    EXPECT_EQ(now().mood.pulse, 65);
}

TEST_F(Sessions, are_not_for_visitors_and_keys) {
    chat();
    EXPECT_EQ(code_of(talks().sessions(visitor_, id_, {})), Code::forbidden);
    EXPECT_EQ(code_of(talks().sessions(key_, id_, {})), Code::forbidden);
    EXPECT_EQ(code_of(talks().trend(visitor_, id_)), Code::forbidden);
    EXPECT_EQ(code_of(talks().sessions(other_, id_, {})), Code::not_found);
}

TEST_F(Sessions, name_those_who_took_part) {
    chat();
    talks().accept(agent_, id_).value();
    talks().monitor(supervisor_, id_).value();
    clock_.advance(1s);
    talks().join(supervisor_, id_).value();
    clock_.advance(1s);
    talks().leave(supervisor_, id_).value();
    auto const parts = talks().sessions(admin_, id_, {}).value().participants;
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].mode, types::Mode::monitor);
    EXPECT_EQ(parts[0].until.value() - parts[0].since, 1s);
    EXPECT_EQ(parts[1].mode, types::Mode::joined);
    EXPECT_EQ(parts[1].until.value() - parts[1].since, 1s);
}

TEST_F(Sessions, a_trend_is_what_was_seen) { // B19
    chat();
    talks().accept(agent_, id_).value();
    for (auto const* const text : {"40", "10", "#123", "5", "60", "95", "95", "95"})
        say(visitor_, text);
    auto const seen = talks().sentiment(admin_, id_, {}).value().items;
    auto const trend = talks().trend(admin_, id_).value();
    EXPECT_EQ(trend.messages, 7U);
    EXPECT_EQ(trend.begin, seen.front());
    EXPECT_EQ(trend.end, seen.back());
    EXPECT_EQ(trend.end->pulse, now().mood.pulse);
    EXPECT_EQ(*trend.lowest, *std::min_element(seen.begin(), seen.end(), [](auto const& one, auto const& other) {
        return one.pulse < other.pulse;
    }));
    EXPECT_TRUE(trend.recovery);
    EXPECT_EQ(trend.weighted->movement, sentiment::Movement::improving);
}

} // namespace
} // namespace undertone::desk
