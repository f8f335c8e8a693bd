#include "desk/access.h"

#include "types/place.h"

#include <algorithm>

namespace undertone::desk {
namespace {

using types::Caller;
using types::Conversation;
using types::Event;
using types::EventKind;
using types::State;
using Kind = Caller::Kind;

bool has(Caller const& caller, Conversation const& conversation) {
    return caller.staff() && conversation.agent && conversation.agent->id == caller.id;
}

bool takes_part(Caller const& caller, Conversation const& conversation) {
    return caller.staff() && std::any_of(conversation.participants.begin(), conversation.participants.end(),
                                         [&](auto const& participant) { return participant.user.id == caller.id; });
}

bool has_joined(Caller const& caller, Conversation const& conversation) {
    return caller.staff() && std::any_of(conversation.participants.begin(), conversation.participants.end(),
                                         [&](auto const& participant) {
                                             return participant.user.id == caller.id &&
                                                    participant.mode == types::Mode::joined;
                                         });
}

/// Who handed it on talks to the customer until the next agent has accepted.
bool hands_on(Caller const& caller, Conversation const& conversation) {
    return caller.staff() && conversation.awaiting && conversation.returns_to &&
           conversation.returns_to->id == caller.id;
}

bool may_see_conversation(Caller const& caller, Conversation const& conversation) {
    switch (caller.kind) {
    case Kind::visitor: return caller.id == conversation.id;
    case Kind::agent:
        return has(caller, conversation) || takes_part(caller, conversation) ||
               (caller.member_of(conversation.queue.id) && in_line(conversation));
    case Kind::supervisor:
        return has(caller, conversation) || takes_part(caller, conversation) || caller.member_of(conversation.queue.id);
    case Kind::administrator: return true;
    case Kind::key: return caller.speaks_for_channel();
    }
    return false;
}

bool serves(Caller const& caller, Conversation const& conversation) {
    return (caller.kind == Kind::agent || caller.kind == Kind::supervisor) && caller.member_of(conversation.queue.id);
}

bool supervises(Caller const& caller, Conversation const& conversation) {
    return caller.kind == Kind::administrator ||
           (caller.kind == Kind::supervisor && caller.member_of(conversation.queue.id));
}

/// Reads and writes in front of the customer.
bool faces_customer(Caller const& caller, Conversation const& conversation) {
    return has(caller, conversation) || has_joined(caller, conversation) || hands_on(caller, conversation);
}

bool speaks_for_customer(Caller const& caller, Conversation const& conversation) {
    return caller.speaks_for_channel() || (caller.kind == Kind::visitor && caller.id == conversation.id);
}

/// Somebody watches it, or does no longer: nothing to those who look at what is open.
bool is_watching(std::string_view action) {
    return action == "monitor" || action == "leave" || action == "switched_off";
}

Audience audience_of_conversation(Event const& event) {
    auto const& conversation = *event.conversation;
    Audience audience;
    audience.visitor = !event.hidden && (event.kind == EventKind::message || event.kind == EventKind::conversation ||
                                         event.kind == EventKind::read);
    audience.conversation = conversation.id;
    audience.queue = conversation.queue.id;
    audience.agents = !event.silent;
    audience.queue_agents = (in_line(conversation) || event.before == State::open) && !is_watching(event.action);
    if (event.before_queue) {
        audience.queues.push_back(event.before_queue->id);
        if (event.before.value_or(conversation.state) == State::open)
            audience.left_open = event.before_queue->id;
    }
    if (event.kind != EventKind::conversation || event.silent)
        return audience;
    if (conversation.agent)
        audience.people.emplace(conversation.agent->id, false);
    for (auto const& participant : conversation.participants)
        if (participant.mode == types::Mode::consult)
            audience.people.emplace(participant.user.id, false);
    if (event.before_agent)
        audience.people.emplace(event.before_agent->id, false);
    for (auto const& person : event.concerned)
        audience.people.emplace(person, false);
    return audience;
}

} // namespace

bool may(Caller const& caller, Action action, Conversation const& conversation) {
    switch (action) {
    case Action::see: return may_see_conversation(caller, conversation);
    case Action::see_sessions:
    case Action::see_earlier:
    case Action::see_wrap_up:
    case Action::give_feedback: return caller.staff() && may_see_conversation(caller, conversation);
    case Action::see_internal:
        return has(caller, conversation) || takes_part(caller, conversation) || supervises(caller, conversation);
    case Action::see_sentiment: return caller.kind != Kind::visitor && may_see_conversation(caller, conversation);
    case Action::post: return faces_customer(caller, conversation) || speaks_for_customer(caller, conversation);
    case Action::read_earlier: return conversation.state == State::closed && serves(caller, conversation);
    case Action::block: return has(caller, conversation) || supervises(caller, conversation);
    case Action::read_mark:
        return has(caller, conversation) || (caller.kind == Kind::visitor && caller.id == conversation.id);
    case Action::post_internal: return has(caller, conversation) || takes_part(caller, conversation);
    case Action::accept:
    case Action::reject: return serves(caller, conversation) || (conversation.awaiting && has(caller, conversation));
    case Action::release:
    case Action::close: return has(caller, conversation);
    case Action::end: return has(caller, conversation) || speaks_for_customer(caller, conversation);
    case Action::answer_consent: return speaks_for_customer(caller, conversation);
    case Action::escalate: return caller.speaks_for_channel();
    case Action::consult:
    case Action::raise_hand: return has(caller, conversation);
    case Action::be_asked: return serves(caller, conversation);
    case Action::write_wrap_up:
    case Action::transfer: return has(caller, conversation) || supervises(caller, conversation);
    case Action::leave: return takes_part(caller, conversation) || supervises(caller, conversation);
    case Action::monitor:
    case Action::assign:
    case Action::join:
    case Action::take_over:
    case Action::force_close: return supervises(caller, conversation);
    default: return may(caller, action);
    }
}

bool may(Caller const& caller, Action action) {
    switch (action) {
    case Action::list_conversations:
    case Action::read_settings:
    case Action::read_people:
    case Action::search:
    case Action::read_alerts: return caller.staff();
    case Action::create_conversation: return caller.kind != Kind::key || caller.speaks_for_channel();
    case Action::write_settings:
    case Action::write_people: return caller.kind == Kind::administrator;
    case Action::score_texts: return caller.staff() || caller.kind == Kind::key;
    case Action::read_blocks:
    case Action::read_feedback:
    case Action::read_insights: return caller.kind == Kind::supervisor || caller.kind == Kind::administrator;
    default: return false;
    }
}

bool may_see(Caller const& caller, types::User const& user) {
    if (caller.kind == Kind::administrator)
        return true;
    return caller.staff() &&
           (caller.id == user.id || std::any_of(user.queues.begin(), user.queues.end(),
                                                [&](auto const& queue) { return caller.member_of(queue.id); }));
}

std::optional<std::string> own_reach(Caller const& caller) {
    return caller.kind == Kind::administrator ? std::nullopt : std::optional(caller.id);
}

types::User as_seen_by(Caller const& caller, types::User user) {
    if (caller.kind != Kind::administrator && caller.id != user.id)
        std::erase_if(user.queues, [&](auto const& queue) { return !caller.member_of(queue.id); });
    return user;
}

bool may_see_work(Caller const& caller, types::User const& user) {
    bool const supervised = caller.kind == Kind::supervisor && user.role == types::Role::agent;
    return may_see(caller, user) && (caller.kind == Kind::administrator || caller.id == user.id || supervised);
}

bool may_see(Caller const& caller, types::Alert const& alert) {
    if (caller.kind == Kind::administrator)
        return true;
    if (!caller.staff())
        return false;
    return alert.told.contains(caller.id) || (caller.kind == Kind::supervisor && caller.member_of(alert.queue.id));
}

bool may_listen_to_queue(Caller const& caller, std::string_view queue_id) {
    return caller.kind == Kind::administrator || (caller.staff() && caller.member_of(queue_id));
}

bool may_hear(Caller const& caller, Event const& settings) {
    if (settings.queue_settings)
        return may_listen_to_queue(caller, settings.queue_settings->queue.id);
    if (!settings.queue || may_listen_to_queue(caller, settings.queue->id))
        return true;
    auto const& concerned = settings.concerned;
    return std::find(concerned.begin(), concerned.end(), caller.id) != concerned.end();
}

Audience audience_of(Event const& event) {
    switch (event.kind) {
    case EventKind::alert: {
        Audience audience;
        for (auto const& person : event.pops)
            audience.people.emplace(person, true);
        if (event.missed > 0)
            return audience;
        for (auto const& [person, told] : event.alert->told)
            audience.people.emplace(person, false);
        audience.conversation = event.alert->conversation;
        audience.queue = event.alert->queue.id;
        return audience;
    }
    case EventKind::presence: {
        Audience audience;
        audience.people.emplace(event.person->id, false);
        for (auto const& queue : event.person->queues)
            audience.queues.push_back(queue.id);
        return audience;
    }
    case EventKind::settings: {
        Audience audience;
        audience.all_staff = true;
        return audience;
    }
    case EventKind::rights: return {};
    case EventKind::typing: {
        Audience audience;
        audience.visitor = event.action != "customer" && !event.hidden;
        audience.conversation = event.conversation->id;
        return audience;
    }
    default: return audience_of_conversation(event);
    }
}

} // namespace undertone::desk
