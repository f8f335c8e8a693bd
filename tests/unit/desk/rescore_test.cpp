#include "desk/rescore.h"

#include "desk_world.h"

#include <map>
#include <stdexcept>

namespace undertone::desk {
namespace {

/// Closed conversations with texts that begin with "?": no model knew their language, and the next one reads them.
class Rescoring : public World {
protected:
    static sentiment::Reading read_anew(std::string_view text, std::string_view = {}, sentiment::PhraseBook const& = {},
                                        std::size_t = 0) {
        return read_pulse(text.substr(text.starts_with('?') ? 1 : 0));
    }

    RescoreSums read_again(Score const& score = read_anew) { return rescore(*database_, clock_, score, {}).value(); }

    /// How many messages count in the sessions of each agent, or of nobody in each queue.
    std::map<std::string, std::uint32_t> messages() {
        std::map<std::string, std::uint32_t> counts;
        auto const listed = talks().sessions(admin_, id_, {}).value();
        for (auto const& session : listed.sessions.items)
            counts[session.agent ? session.agent->name : session.queue.name] += session.course.messages;
        return counts;
    }

    std::vector<types::AuditEntry> audited() {
        auto found = people().audit(admin_, {}).value().items;
        std::erase_if(found, [](auto const& entry) { return entry.object != "readings"; });
        return found;
    }

    void closed_chat(std::string const& text) {
        chat();
        say(visitor_, text);
        talks().end(visitor_, id_).value();
    }
};

TEST_F(Rescoring, a_message_that_counts_from_now_on_counts_for_the_agent_who_heard_it) { // B18, B19
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "20");
    say(visitor_, "?80");
    talks().transfer(agent_, id_, {"agent2"}).value();
    talks().accept(second_, id_).value();
    say(visitor_, "50");
    say(visitor_, "?10");
    talks().end(second_, id_).value();
    talks().close(second_, id_).value();
    EXPECT_EQ(messages(), (std::map<std::string, std::uint32_t>{{"agent1", 1}, {"agent2", 1}, {"billing", 0}}));
    EXPECT_EQ(read_again().other_reading, 2U);
    EXPECT_EQ(messages(), (std::map<std::string, std::uint32_t>{{"agent1", 2}, {"agent2", 2}, {"billing", 0}}));
    auto const listed = talks().sessions(admin_, id_, {}).value();
    for (auto const& session : listed.sessions.items) {
        if (session.agent) {
            EXPECT_EQ(session.course.mood.pulse, session.agent->name == "agent1" ? 60 : 23.33);
        }
    }
}

TEST_F(Rescoring, a_message_that_led_to_the_next_session_stays_in_its_own) {
    types::RoutingRule rule;
    rule.name = "what is negative";
    rule.level_at_most = Level::negative;
    rule.queue = types::Reference{"", "support"};
    desk().settings().change_routing(admin_, {{{"mood", {rule}}}}, std::nullopt).value();
    chat();
    say(visitor_, "20");
    ASSERT_EQ(now().queue.name, "support");
    say(visitor_, "?80");
    talks().end(visitor_, id_).value();
    EXPECT_EQ(messages(), (std::map<std::string, std::uint32_t>{{"billing", 1}, {"support", 0}}));
    read_again();
    EXPECT_EQ(messages(), (std::map<std::string, std::uint32_t>{{"billing", 1}, {"support", 1}}));
}

TEST_F(Rescoring, a_run_that_ends_early_is_audited_as_far_as_it_came) {
    closed_chat("?20");
    closed_chat("?30");
    auto const ends = [](std::string_view text, auto const&... more) {
        if (text == "?30")
            throw std::runtime_error("the machine was switched off");
        return read_anew(text, more...);
    };
    EXPECT_THROW(read_again(ends), std::runtime_error);
    ASSERT_EQ(audited().size(), 1U);
    EXPECT_EQ(audited()[0].who.name, "undertone rescore");
    EXPECT_EQ(audited()[0].after, "other_reading=1 other_level=1");
    clock_.advance(1ms);
    EXPECT_EQ(read_again().other_reading, 1U);
    ASSERT_EQ(audited().size(), 2U);
    EXPECT_EQ(audited()[0].before, "messages=2");
    EXPECT_EQ(audited()[0].after, "other_reading=1 other_level=1");
    EXPECT_EQ(read_again().other_reading, 0U);
    EXPECT_EQ(audited().size(), 2U);
}

} // namespace
} // namespace undertone::desk
