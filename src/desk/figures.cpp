#include "desk/figures.h"

#include <algorithm>
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

constexpr std::array about_bots{
    Kpi{"bot_conversations", [](Totals const& t) { return count(t.bots.conversations); }},
    Kpi{"bot_resolution_rate_percent",
        [](Totals const& t) { return percent(t.bots.resolution_minutes.count(), t.bots.ended); }},
    Kpi{"bot_escalation_rate_percent",
        [](Totals const& t) { return percent(t.bots.escalation_minutes.count(), t.bots.ended); }},
    Kpi{"average_bot_resolution_minutes", [](Totals const& t) { return t.bots.resolution_minutes.value(); }},
    Kpi{"average_bot_escalation_minutes", [](Totals const& t) { return t.bots.escalation_minutes.value(); }},
};

/// Hours in these presences; nothing where no presence is known.
template <types::Presence... presences>
std::optional<double> hours(Totals const& totals) {
    auto const& times = totals.presence.times;
    if (times.empty())
        return std::nullopt;
    std::chrono::milliseconds sum{};
    for (auto const presence : {presences...})
        sum += times.contains(presence) ? times.at(presence) : std::chrono::milliseconds{};
    return std::chrono::duration<double, std::ratio<3600>>(sum).count();
}

constexpr std::array about_presence{
    Kpi{"signed_in_hours", hours<types::Presence::available, types::Presence::busy, types::Presence::do_not_disturb,
                                 types::Presence::away>},
    Kpi{"available_hours", hours<types::Presence::available>},
    Kpi{"busy_hours", hours<types::Presence::busy>},
    Kpi{"do_not_disturb_hours", hours<types::Presence::do_not_disturb>},
    Kpi{"away_hours", hours<types::Presence::away>},
    Kpi{"offline_hours", hours<types::Presence::offline>},
};

template <std::size_t index>
std::optional<double> within(Totals const& totals) {
    return percent(totals.within[index], totals.engaged);
}

std::optional<double> for_each_conversation(std::int64_t number, Totals const& totals) {
    return totals.conversations == 0
               ? std::nullopt
               : std::optional(static_cast<double>(number) / static_cast<double>(totals.conversations));
}

constexpr std::array about_service{
    Kpi{"conversations", [](Totals const& t) { return count(t.conversations); }},
    Kpi{"incoming_conversations", [](Totals const& t) { return count(t.conversations); }},
    Kpi{"engaged_conversations", [](Totals const& t) { return count(t.engaged); }},
    Kpi{"abandon_rate_percent",
        [](Totals const& t) { return t.conversations == 0 ? count(0) : percent(t.abandoned, t.conversations); }},
    Kpi{"transfer_rate_percent", [](Totals const& t) { return percent(t.transferred, t.handled); }},
    Kpi{"service_level_percent", [](Totals const& t) { return percent(t.in_time, t.engaged); }},
    Kpi{"service_level_10_seconds_percent", within<0>},
    Kpi{"service_level_20_seconds_percent", within<1>},
    Kpi{"service_level_30_seconds_percent", within<2>},
    Kpi{"service_level_40_seconds_percent", within<3>},
    Kpi{"service_level_60_seconds_percent", within<4>},
    Kpi{"service_level_120_seconds_percent", within<5>},
    Kpi{"average_speed_to_answer_seconds", [](Totals const& t) { return t.answer_seconds.value(); }},
    Kpi{"average_wait_seconds", [](Totals const& t) { return t.wait_seconds.value(); }},
    Kpi{"average_first_response_minutes", [](Totals const& t) { return t.first_response_minutes.value(); }},
    Kpi{"average_handle_time_minutes", [](Totals const& t) { return t.handle_minutes.value(); }},
    Kpi{"average_wrap_up_minutes", [](Totals const& t) { return t.wrap_up_minutes.value(); }},
    Kpi{"average_conversation_time_minutes", [](Totals const& t) { return t.conversation_minutes.value(); }},
    Kpi{"average_customer_effort_minutes", [](Totals const& t) { return t.effort_minutes.value(); }},
    Kpi{"average_consult_minutes", [](Totals const& t) { return t.consult_minutes.value(); }},
    Kpi{"average_monitor_minutes", [](Totals const& t) { return t.monitor_minutes.value(); }},
    Kpi{"average_messages", [](Totals const& t) { return t.messages.value(); }},
    Kpi{"incoming_messages", [](Totals const& t) { return count(t.incoming_messages); }},
    Kpi{"outgoing_messages", [](Totals const& t) { return count(t.outgoing_messages); }},
    Kpi{"average_incoming_messages", [](Totals const& t) { return for_each_conversation(t.incoming_messages, t); }},
    Kpi{"average_outgoing_messages", [](Totals const& t) { return for_each_conversation(t.outgoing_messages, t); }},
};

/// One more at this level, in its zone. The level may be below that of the pulse, by the profanity rule.
void add_zone(auto& totals, sentiment::Level level) {
    ++totals.scored;
    switch (sentiment::zone_of(level)) {
    case sentiment::Zone::positive: ++totals.positive; break;
    case sentiment::Zone::neutral: ++totals.neutral; break;
    case sentiment::Zone::negative: ++totals.negative; break;
    case sentiment::Zone::none: break;
    }
}

double seconds(std::chrono::milliseconds time) {
    return static_cast<double>(time.count()) / 1000.0;
}

/// When an agent first had it: by accepting it or, in a desk of one's own that passes on what is written, by the first
/// message.
std::optional<Time> engaged_at(types::ConversationFacts const& conversation) {
    if (conversation.accepted_at || !conversation.first_response_at)
        return conversation.accepted_at;
    return std::max(*conversation.first_response_at, conversation.queued_at);
}

std::chrono::milliseconds first_wait(types::ConversationFacts const& conversation) {
    return *engaged_at(conversation) - conversation.queued_at;
}

std::chrono::milliseconds all_waits(types::ConversationFacts const& conversation) {
    auto const first = first_wait(conversation);
    return conversation.accepted_at ? conversation.waited.value_or(first) : first; // else it stayed in the line here
}

} // namespace

void Totals::add(types::ConversationFacts const& conversation, std::int64_t service_level_seconds) {
    if (conversation.bot)
        return;
    ++conversations;
    messages.add(static_cast<double>(conversation.messages));
    incoming_messages += conversation.incoming_messages;
    outgoing_messages += conversation.outgoing_messages;
    bool const closed = conversation.closed_at.has_value();
    if (conversation.first_response_at)
        first_response_minutes.add(minutes(conversation.created_at, *conversation.first_response_at));
    if (closed)
        conversation_minutes.add(minutes(conversation.created_at, *conversation.closed_at));
    bool const engages = engaged_at(conversation).has_value();
    if (engages)
        add_acceptance(conversation, service_level_seconds);
    else
        abandoned += closed ? 1 : 0;
    if (engages && closed)
        add_handled(conversation);
}

void Totals::add_acceptance(types::ConversationFacts const& conversation, std::int64_t service_level_seconds) {
    ++engaged;
    auto const waited = first_wait(conversation);
    in_time += waited <= std::chrono::seconds(service_level_seconds) ? 1 : 0;
    for (std::size_t index = 0; index < service_levels.size(); ++index)
        within[index] += waited <= std::chrono::seconds(service_levels[index]) ? 1 : 0;
    if (conversation.level == sentiment::Level::none)
        return;
    add_zone(*this, conversation.level);
    sentiment.add(conversation.pulse);
}

void Totals::add_handled(types::ConversationFacts const& conversation) {
    ++handled;
    transferred += conversation.transfers > 0 ? 1 : 0;
    answer_seconds.add(seconds(first_wait(conversation)));
    wait_seconds.add(seconds(all_waits(conversation)));
    if (conversation.ended_at)
        effort_minutes.add(minutes(conversation.created_at, *conversation.ended_at));
    auto const wrap_up = conversation.ended_at ? minutes(*conversation.ended_at, *conversation.closed_at) : 0;
    auto const active = conversation.handled.value_or(conversation.ended_at.value_or(*conversation.closed_at) -
                                                      *engaged_at(conversation));
    handle_minutes.add(minutes({}, Time(active)) + wrap_up);
    wrap_up_minutes.add(wrap_up);
}

void Totals::add(types::HelpFacts const& help) {
    auto const lasted = minutes({}, Time(help.lasted));
    if (help.mode == types::Mode::consult)
        consult_minutes.add(lasted);
    if (help.mode == types::Mode::monitor)
        monitor_minutes.add(lasted);
}

void PresenceTotals::add(types::PresenceFacts const& facts, Time from, Time to) {
    auto const lasted = std::min(facts.until, to) - std::max(facts.since, from);
    if (lasted.count() > 0)
        times[facts.presence] += lasted;
}

void BotTotals::add(types::BotFacts const& part) {
    ++conversations;
    if (!part.ended_at)
        return;
    ++ended;
    bool const escalated = part.ended_by == types::SessionEnd::escalated;
    (escalated ? escalation_minutes : resolution_minutes).add(minutes(part.began_at, *part.ended_at));
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
    add_zone(*this, session.level);
    sentiment.add(session.pulse);
    if (session.transition)
        transition.add(*session.transition);
}

std::span<Kpi const> session_kpis() {
    return about_sessions;
}

std::span<Kpi const> bot_kpis() {
    return about_bots;
}

std::span<Kpi const> presence_kpis() {
    return about_presence;
}

std::span<Kpi const> sentiment_kpis() {
    return about_sentiment;
}

std::span<Kpi const> service_kpis() {
    return about_service;
}

} // namespace undertone::desk
