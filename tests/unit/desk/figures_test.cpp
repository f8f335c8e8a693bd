#include "desk/figures.h"

#include <gtest/gtest.h>
#include <string>

namespace undertone::desk {
namespace {

using namespace std::chrono_literals;
using sentiment::Level;

Time const start{1'800'000'000'000ms};

types::ConversationFacts accepted(double pulse, std::chrono::seconds waited) {
    types::ConversationFacts facts;
    facts.level = sentiment::level_of(pulse);
    facts.pulse = pulse;
    facts.created_at = facts.queued_at = start;
    facts.accepted_at = start + waited;
    return facts;
}

types::ConversationFacts closed(types::ConversationFacts facts) {
    facts.state = types::State::closed;
    facts.ended_at = start + 10min;
    facts.closed_at = start + 12min;
    return facts;
}

std::optional<double> figure(Totals const& totals, std::string_view name) {
    for (auto const kpis : {sentiment_kpis(), session_kpis(), bot_kpis(), service_kpis()})
        for (auto const& kpi : kpis)
            if (kpi.name == name)
                return kpi.of(totals);
    ADD_FAILURE() << "no figure " << name;
    return std::nullopt;
}

TEST(Figures, nothing_to_divide_by_is_nothing_but_nobody_abandoned) {
    Totals const none;
    for (auto const& kpi : sentiment_kpis())
        EXPECT_EQ(kpi.of(none), kpi.name == "conversations_with_sentiment" ? std::optional(0.0) : std::nullopt);
    EXPECT_EQ(figure(none, "abandon_rate_percent"), 0.0);
    EXPECT_EQ(figure(none, "service_level_percent"), std::nullopt);
}

TEST(Figures, shares_of_zones_are_over_scored_conversations_alone) {
    Totals totals;
    for (double const pulse : {44.99, 45.0, 55.0, 55.01})
        totals.add(accepted(pulse, 1s), 60);
    types::ConversationFacts unscored;
    unscored.created_at = unscored.queued_at = start;
    totals.add(unscored, 60);
    EXPECT_EQ(figure(totals, "conversations"), 5);
    EXPECT_EQ(figure(totals, "conversations_with_sentiment"), 4);
    EXPECT_EQ(figure(totals, "percent_negative"), 25);
    EXPECT_EQ(figure(totals, "percent_neutral"), 50);
    EXPECT_EQ(figure(totals, "percent_positive"), 25);
    EXPECT_DOUBLE_EQ(*figure(totals, "average_conversation_sentiment"), 50);
}

TEST(Figures, the_average_is_over_engaged_conversations) {
    Totals totals;
    totals.add(accepted(80, 1s), 60);
    auto waiting = accepted(20, 1s);
    waiting.accepted_at.reset();
    totals.add(waiting, 60);
    EXPECT_EQ(figure(totals, "average_conversation_sentiment"), 80);
    EXPECT_EQ(figure(totals, "conversations_with_sentiment"), 1);
    EXPECT_EQ(figure(totals, "percent_positive"), 100);
    EXPECT_EQ(figure(totals, "percent_negative"), 0);
}

TEST(Figures, times_follow_their_formulas) {
    Totals totals;
    totals.add(closed(accepted(50, 60s)), 60);
    totals.add(closed(accepted(50, 120s)), 60);
    auto left = closed(accepted(50, 0s));
    left.accepted_at.reset();
    totals.add(left, 60);
    totals.add(accepted(50, 600s), 60); // runs: counts as engaged, not in times of closed ones
    EXPECT_EQ(figure(totals, "engaged_conversations"), 3);
    EXPECT_EQ(figure(totals, "abandon_rate_percent"), 25);
    EXPECT_DOUBLE_EQ(*figure(totals, "service_level_percent"), 100.0 / 3);
    EXPECT_EQ(figure(totals, "average_speed_to_answer_seconds"), 90);
    EXPECT_EQ(figure(totals, "average_handle_time_minutes"), 10.5);
    EXPECT_EQ(figure(totals, "average_wrap_up_minutes"), 2);
    EXPECT_EQ(figure(totals, "average_conversation_time_minutes"), 12);
}

types::SessionFacts session(double pulse, types::SessionEnd end) {
    types::SessionFacts facts;
    facts.accepted = true;
    facts.level = sentiment::level_of(pulse);
    facts.pulse = pulse;
    facts.ended_by = end;
    return facts;
}

/// Sessions above and below (K7): zones and means over the accepted ones that have a level.
TEST(Figures, H8_H9_of_sessions) {
    using types::SessionEnd;
    Totals totals;
    totals.sessions.add(session(20, SessionEnd::transferred));
    auto moved = session(50, SessionEnd::ended);
    moved.transition = 30;
    totals.sessions.add(moved);
    moved.transition = -10;
    totals.sessions.add(moved);
    auto running = session(90, SessionEnd::ended);
    running.ended_by.reset();
    totals.sessions.add(running);
    auto silent = session(50, SessionEnd::ended);
    silent.level = Level::none;
    totals.sessions.add(silent);
    auto refused = session(5, SessionEnd::rejected);
    refused.accepted = false;
    totals.sessions.add(refused);
    refused.ended_by = SessionEnd::timed_out;
    totals.sessions.add(refused);
    EXPECT_EQ(figure(totals, "sessions"), 7);
    EXPECT_EQ(figure(totals, "engaged_sessions"), 5);
    EXPECT_EQ(figure(totals, "sessions_with_sentiment"), 4);
    EXPECT_EQ(figure(totals, "average_session_sentiment"), 52.5);
    EXPECT_EQ(figure(totals, "negative_sessions"), 1);
    EXPECT_EQ(figure(totals, "neutral_sessions"), 2);
    EXPECT_EQ(figure(totals, "positive_sessions"), 1);
    EXPECT_EQ(figure(totals, "average_session_transition"), 10);
    EXPECT_DOUBLE_EQ(*figure(totals, "session_rejection_rate_percent"), 100.0 / 6);
    EXPECT_DOUBLE_EQ(*figure(totals, "session_time_out_rate_percent"), 100.0 / 6);
    EXPECT_EQ(figure(totals, "session_transfer_rate_percent"), 20);
}

TEST(Figures, agents_handle_while_they_have_it_and_in_wrap_up) {
    Totals totals;
    auto facts = closed(accepted(50, 1s));
    facts.handled = 3min; // put aside the rest of the ten
    totals.add(facts, 60);
    EXPECT_EQ(figure(totals, "average_handle_time_minutes"), 5);
    auto forced = accepted(50, 1s);
    forced.closed_at = start + 5min;
    forced.handled = 1min;
    totals.add(forced, 60);
    EXPECT_EQ(figure(totals, "average_handle_time_minutes"), 3);
    EXPECT_EQ(figure(totals, "average_wrap_up_minutes"), 1);
}

TEST(Figures, a_bot_alone_is_no_conversation_of_the_desk) {
    Totals totals;
    auto facts = closed(accepted(50, 1s));
    facts.bot = true;
    facts.accepted_at.reset();
    totals.add(facts, 60);
    EXPECT_EQ(figure(totals, "average_conversation_time_minutes"), std::nullopt);
    EXPECT_EQ(figure(totals, "average_messages"), std::nullopt);
    EXPECT_EQ(figure(totals, "conversations"), 0);
    EXPECT_EQ(figure(totals, "conversations_with_sentiment"), 0);
}

/// B15: the profanity rule may keep the level below that of the pulse.
TEST(Figures, B15_the_zone_is_that_of_the_level) {
    Totals totals;
    auto facts = accepted(71.92, 1s);
    facts.level = Level::negative;
    totals.add(facts, 60);
    auto part = session(71.92, types::SessionEnd::ended);
    part.level = Level::negative;
    totals.sessions.add(part);
    EXPECT_EQ(figure(totals, "percent_negative"), 100);
    EXPECT_EQ(figure(totals, "percent_positive"), 0);
    EXPECT_EQ(figure(totals, "negative_sessions"), 1);
    EXPECT_EQ(figure(totals, "average_conversation_sentiment"), 71.92);
}

/// Agents of a desk of one's own accept nothing here: their first message engages the conversation.
TEST(Figures, one_that_an_agent_answered_elsewhere_is_engaged) {
    Totals totals;
    auto answered = closed(accepted(20, 0s));
    answered.accepted_at.reset();
    answered.first_response_at = start + 90s;
    answered.waited = 12min; // it was in the line here until the end
    totals.add(answered, 60);
    EXPECT_EQ(figure(totals, "engaged_conversations"), 1);
    EXPECT_EQ(figure(totals, "abandon_rate_percent"), 0);
    EXPECT_EQ(figure(totals, "service_level_percent"), 0);
    EXPECT_EQ(figure(totals, "service_level_120_seconds_percent"), 100);
    EXPECT_EQ(figure(totals, "average_speed_to_answer_seconds"), 90);
    EXPECT_EQ(figure(totals, "average_wait_seconds"), 90);
    EXPECT_EQ(figure(totals, "average_handle_time_minutes"), 10.5);
    EXPECT_EQ(figure(totals, "conversations_with_sentiment"), 1);
    EXPECT_EQ(figure(totals, "percent_negative"), 100);
}

/// What an agent wrote while the bot still had it makes no wait below nothing.
TEST(Figures, an_answer_before_the_line_is_no_wait) {
    Totals totals;
    auto answered = accepted(20, 0s);
    answered.accepted_at.reset();
    answered.queued_at = start + 5min;
    answered.first_response_at = start + 1min;
    totals.add(closed(answered), 60);
    EXPECT_EQ(figure(totals, "average_speed_to_answer_seconds"), 0);
    EXPECT_EQ(figure(totals, "average_handle_time_minutes"), 7);
}

/// The sample of an average is what the average is over.
TEST(Figures, samples_are_what_the_average_is_over) {
    Totals totals;
    totals.add(accepted(20, 1s), 60);
    auto waiting = accepted(30, 1s);
    waiting.accepted_at.reset();
    totals.add(waiting, 60);
    auto const sample = [&](std::string_view name) {
        for (auto const& kpi : sentiment_kpis())
            if (kpi.name == name && kpi.sample != nullptr)
                return kpi.sample(totals);
        return std::int64_t{-1};
    };
    EXPECT_EQ(sample("average_conversation_sentiment"), 1);
    EXPECT_EQ(sample("percent_negative"), 1);
    EXPECT_EQ(sample("conversations_with_sentiment"), -1);
}

} // namespace
} // namespace undertone::desk
