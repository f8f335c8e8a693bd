#include "desk/replay.h"

#include <algorithm>

namespace undertone::desk {

void Replay::run(types::Conversation const& conversation, std::vector<store::StoredMoment> const& moments,
                 std::vector<store::Stay> const& stays, Time now) {
    conversation_ = &conversation;
    stays_ = &stays;
    state_ = sentiment::begin_state(rule_.condition, sentiment::Level::none, 50);
    bool missed = false;
    for (std::size_t index = 0; index < moments.size(); ++index) {
        auto moment = moments[index].moment;
        if (!is_looked_at(moment.at)) {
            missed = true;
            continue;
        }
        if (missed) { // it meets the conversation anew, as it would live; its silence after the last alert goes on
            auto const& before = moments[index - 1].moment;
            auto const fired_at = state_.fired_at;
            state_ =
                sentiment::begin_state(rule_.condition, before.level, before.pulse, static_cast<std::uint32_t>(index));
            state_.fired_at = fired_at;
            missed = false;
        }
        moment.heard = is_heard(moment.at);
        take(sentiment::step(rule_.condition, std::move(state_), moment), moments[index], moment.at);
        wait(moments[index], index + 1 < moments.size() ? moments[index + 1].moment.at : end_or(now));
    }
}

/// The latest that had begun; nothing before the first.
store::Stay const* Replay::stay_at(Time at) const {
    auto const next = std::upper_bound(stays_->begin(), stays_->end(), at,
                                       [](Time time, store::Stay const& stay) { return time < stay.since; });
    return next == stays_->begin() ? nullptr : &*std::prev(next);
}

std::string const& Replay::queue_at(Time at) const {
    auto const* const stay = stay_at(at);
    return stay != nullptr ? stay->queue : conversation_->queue.id;
}

/// An agent is told while one has the conversation, also while that is put aside after a session; where no session
/// tells, since the present one accepted it.
bool Replay::is_heard(Time at) const {
    if (rule_.audience == types::AlertAudience::supervisor)
        return true;
    if (auto const* const stay = stay_at(at))
        return stay->agent.has_value();
    return conversation_->accepted_at && *conversation_->accepted_at <= at;
}

bool Replay::is_known_to_agent(Time at) const {
    auto const* const stay = stay_at(at);
    if (stay != nullptr)
        return stay->agent && knowing_.contains(*stay->agent);
    return conversation_->agent && knowing_.contains(conversation_->agent->id);
}

bool Replay::is_looked_at(Time at) const {
    return (!rule_.queue || *rule_.queue == queue_at(at)) && (!rule_.skill || is_known_to_agent(at));
}

/// The first moment at which nothing fires any more: a running conversation has all that is due until now.
Time Replay::end_or(Time now) const {
    auto const after_now = now + std::chrono::milliseconds(1);
    return conversation_->ended_at ? *conversation_->ended_at : conversation_->closed_at.value_or(after_now);
}

void Replay::wait(store::StoredMoment const& last, Time until) {
    auto const at = sentiment::due(rule_.condition, state_, last.moment.at);
    if (at && *at < until && is_looked_at(*at))
        take(sentiment::wait(rule_.condition, std::move(state_), *at, is_heard(*at)), last, *at);
}

void Replay::take(sentiment::RuleStep next, store::StoredMoment const& told, Time at) {
    state_ = std::move(next.state);
    bool const asked = at >= history_.from && at <= history_.to && (!history_.queue || *history_.queue == queue_at(at));
    if (next.fires && asked)
        firings_.push_back({conversation_->id, told.message, at, told.moment.level, told.moment.pulse});
}

} // namespace undertone::desk
