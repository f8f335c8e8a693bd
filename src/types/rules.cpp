#include "types/alert.h"
#include "types/conversation.h"
#include "types/person.h"
#include "types/rule.h"
#include "types/settings.h"

#include <algorithm>

namespace undertone::types {

bool Caller::member_of(std::string_view queue_id) const {
    return std::any_of(queues.begin(), queues.end(), [&](Reference const& queue) { return queue.id == queue_id; });
}

Caller::Kind kind_of(Role role) {
    switch (role) {
    case Role::agent: return Caller::Kind::agent;
    case Role::supervisor: return Caller::Kind::supervisor;
    case Role::administrator: return Caller::Kind::administrator;
    }
    return Caller::Kind::agent;
}

std::optional<Reference> const& known_agent(Conversation const& conversation) {
    return conversation.awaiting ? conversation.returns_to : conversation.agent;
}

void ask(Conversation& conversation, Time at) {
    if (conversation.unanswered++ == 0)
        conversation.unanswered_since = at;
}

void answer(Conversation& conversation) {
    conversation.unanswered = 0;
    conversation.unanswered_since.reset();
}

void hear(Conversation& conversation, sentiment::Reading const& reading) {
    using sentiment::Level;
    if (reading.language != "und")
        conversation.language = reading.language;
    conversation.mood = sentiment::step(conversation.mood, reading);
    auto const level = conversation.mood.level;
    if (conversation.first_level == Level::none)
        conversation.first_level = level;
    if (conversation.lowest_level == Level::none || level < conversation.lowest_level)
        conversation.lowest_level = level;
}

bool is_shown(Conversation const& conversation) {
    return conversation.monitored || conversation.state == State::closed;
}

sentiment::Mood shown_mood(Conversation const& conversation) {
    return is_shown(conversation) ? conversation.mood : sentiment::Mood{};
}

std::int64_t wait_seconds(Conversation const& conversation, Time now) {
    if (conversation.bot)
        return 0;
    auto const end = conversation.accepted_at ? *conversation.accepted_at
                     : conversation.closed_at ? *conversation.closed_at
                                              : now;
    auto const waited = std::chrono::duration_cast<std::chrono::seconds>(end - conversation.queued_at).count();
    return std::max<std::int64_t>(waited, 0);
}

bool allows_scoring(ConsentMode mode, std::optional<bool> given) {
    switch (mode) {
    case ConsentMode::not_required:
    case ConsentMode::notice: return given.value_or(true);
    case ConsentMode::opt_in: return given.value_or(false);
    }
    return false;
}

std::optional<double> time_to_acknowledge(Alert const& alert) {
    if (!alert.acknowledged_at)
        return std::nullopt;
    return std::chrono::duration<double>(*alert.acknowledged_at - alert.created_at).count();
}

bool looks_at(Rule const& rule, std::string_view queue, std::string_view channel) {
    return rule.enabled && (!rule.queue || *rule.queue == queue) && (!rule.channel || *rule.channel == channel);
}

std::string text_of(Quiet const& quiet) {
    return quiet ? quiet->from + "-" + quiet->to + " " + quiet->time_zone : "";
}

Quiet quiet_from(std::string_view text) {
    auto const dash = text.find('-');
    auto const blank = text.find(' ');
    if (dash == std::string_view::npos || blank == std::string_view::npos || blank < dash)
        return std::nullopt;
    return QuietHours{.from = std::string(text.substr(0, dash)),
                      .to = std::string(text.substr(dash + 1, blank - dash - 1)),
                      .time_zone = std::string(text.substr(blank + 1))};
}

bool is_threshold(sentiment::Level level) {
    using sentiment::Level;
    return level == Level::none || level == Level::slightly_negative || level == Level::negative ||
           level == Level::very_negative;
}

} // namespace undertone::types
