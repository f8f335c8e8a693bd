#include "desk/figures.h"

#include <array>

namespace undertone::desk {
namespace {

double minutes(Time begin, Time end) {
    return static_cast<double>((end - begin).count()) / 60000.0;
}

std::optional<double> count(std::int64_t value) {
    return static_cast<double>(value);
}

/// Both of the same unit: conversations above and below.
std::optional<double> percent(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? std::nullopt : std::optional(100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::int64_t scored(Totals const& totals) {
    return totals.scored;
}

std::int64_t scored_sessions(Totals const& totals) {
    return totals.sessions.scored;
}

constexpr std::array about_sentiment{
    Kpi{"conversations_with_sentiment", [](Totals const& t) { return count(t.scored); }},
    Kpi{"average_conversation_sentiment", [](Totals const& t) { return t.sentiment.value(); },
        [](Totals const& t) { return t.sentiment.count(); }},
    Kpi{"percent_positive", [](Totals const& t) { return percent(t.positive, t.scored); }, scored},
    Kpi{"percent_neutral", [](Totals const& t) { return percent(t.neutral, t.scored); }, scored},
    Kpi{"percent_negative", [](Totals const& t) { return percent(t.negative, t.scored); }, scored},
};

constexpr std::array about_sessions{
    Kpi{"sessions", [](Totals const& t) { return count(t.sessions.sessions); }},
    Kpi{"engaged_sessions", [](Totals const& t) { return count(t.sessions.engaged); }},
    Kpi{"sessions_with_sentiment", [](Totals const& t) { return count(t.sessions.scored); }},
    Kpi{"average_session_sentiment", [](Totals const& t) { return t.sessions.sentiment.value(); }, scored_sessions},
    Kpi{"positive_sessions", [](Totals const& t) { return count(t.sessions.positive); }, scored_sessions},
    Kpi{"neutral_sessions", [](Totals const& t) { return count(t.sessions.neutral); }, scored_sessions},
    Kpi{"negative_sessions", [](Totals const& t) { return count(t.sessions.negative); }, scored_sessions},
    Kpi{"average_session_transition", [](Totals const& t) { return t.sessions.transition.value(); },
        [](Totals const& t) { return t.sessions.transition.count(); }},
    Kpi{"session_rejection_rate_percent",
        [](Totals const& t) { return percent(t.sessions.rejected, t.sessions.ended); }},
    Kpi{"session_time_out_rate_percent",
        [](Totals const& t) { return percent(t.sessions.timed_out, t.sessions.ended); }},
    Kpi{"session_transfer_rate_percent",
        [](Totals const& t) { return percent(t.sessions.transferred, t.sessions.engaged); }},
};

constexpr std::array about_service{
    Kpi{"conversations", [](Totals const& t) { return count(t.conversations); }},
    Kpi{"incoming_conversations", [](Totals const& t) { return count(t.incoming); }},
    Kpi{"engaged_conversations", [](Totals const& t) { return count(t.engaged); }},
    Kpi{"abandon_rate_percent",
        [](Totals const& t) { return t.incoming == 0 ? count(0) : percent(t.abandoned, t.incoming); }},
    Kpi{"service_level_percent", [](Totals const& t) { return percent(t.in_time, t.engaged); }},
    Kpi{"average_speed_to_answer_seconds", [](Totals const& t) { return t.answer_seconds.value(); }},
    Kpi{"average_first_response_minutes", [](Totals const& t) { return t.first_response_minutes.value(); }},
    Kpi{"average_handle_time_minutes", [](Totals const& t) { return t.handle_minutes.value(); }},
    Kpi{"average_wrap_up_minutes", [](Totals const& t) { return t.wrap_up_minutes.value(); }},
    Kpi{"average_conversation_time_minutes", [](Totals const& t) { return t.conversation_minutes.value(); }},
    Kpi{"average_messages", [](Totals const& t) { return t.messages.value(); }},
};

/// One more with this pulse, in its zone.
void add_zone(auto& totals, double pulse) {
    ++totals.scored;
    switch (sentiment::zone_of(sentiment::level_of(pulse))) {
    case sentiment::Zone::positive: ++totals.positive; break;
    case sentiment::Zone::neutral: ++totals.neutral; break;
    case sentiment::Zone::negative: ++totals.negative; break;
    case sentiment::Zone::none: break;
    }
}

void add_sentiment(Totals& totals, types::ConversationFacts const& conversation) {
    if (conversation.level == sentiment::Level::none)
        return;
    add_zone(totals, conversation.pulse);
    if (conversation.accepted_at)
        totals.sentiment.add(conversation.pulse);
}

} // namespace

void Totals::add(types::ConversationFacts const& conversation, std::int64_t service_level_seconds) {
    ++conversations;
    messages.add(static_cast<double>(conversation.messages));
    add_sentiment(*this, conversation);
    bool const closed = conversation.closed_at.has_value();
    if (!conversation.bot)
        ++incoming;
    if (conversation.first_response_at)
        first_response_minutes.add(minutes(conversation.created_at, *conversation.first_response_at));
    if (closed && !conversation.bot)
        conversation_minutes.add(minutes(conversation.created_at, *conversation.closed_at));
    if (!conversation.accepted_at) {
        abandoned += !conversation.bot && closed ? 1 : 0;
        return;
    }
    ++engaged;
    auto const waited = *conversation.accepted_at - conversation.queued_at;
    in_time += waited <= std::chrono::seconds(service_level_seconds) ? 1 : 0;
    if (!closed)
        return;
    answer_seconds.add(static_cast<double>(waited.count()) / 1000.0);
    auto const wrap_up = conversation.ended_at ? minutes(*conversation.ended_at, *conversation.closed_at) : 0;
    auto const active = conversation.handled.value_or(conversation.ended_at.value_or(*conversation.closed_at) -
                                                      *conversation.accepted_at);
    handle_minutes.add(minutes({}, Time(active)) + wrap_up);
    wrap_up_minutes.add(wrap_up);
}

void SessionTotals::add(types::SessionFacts const& session) {
    ++sessions;
    ended += session.ended_by ? 1 : 0;
    rejected += session.ended_by == types::SessionEnd::rejected ? 1 : 0;
    timed_out += session.ended_by == types::SessionEnd::timed_out ? 1 : 0;
    if (!session.accepted)
        return;
    ++engaged;
    transferred += session.ended_by == types::SessionEnd::transferred ? 1 : 0;
    if (session.level == sentiment::Level::none)
        return;
    add_zone(*this, session.pulse);
    sentiment.add(session.pulse);
    if (session.transition)
        transition.add(*session.transition);
}

std::span<Kpi const> session_kpis() {
    return about_sessions;
}

std::span<Kpi const> sentiment_kpis() {
    return about_sentiment;
}

std::span<Kpi const> service_kpis() {
    return about_service;
}

} // namespace undertone::desk
