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
    for (auto const kpis : {sentiment_kpis(), service_kpis()})
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
    EXPECT_EQ(figure(totals, "conversations_with_sentiment"), 2);
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

} // namespace
} // namespace undertone::desk
