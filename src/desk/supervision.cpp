#include "desk/conversations.h"

#include "desk/alerting.h"
#include "desk/core.h"
#include "desk/opening_hours.h"
#include "desk/rightful.h"
#include "desk/supervision.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/settings.h"

#include <algorithm>

/// What supervisors do with a conversation, and how it goes from one agent to the next (F9…F16).
namespace undertone::desk {
namespace {

using types::Caller;
using types::Conversation;
using types::Mode;
using types::Reference;
using types::State;

void put(Change& change, Conversation& conversation, Reference const& user, Mode mode) {
    auto const found = std::find_if(conversation.participants.begin(), conversation.participants.end(),
                                    [&](auto const& each) { return each.user.id == user.id; });
    if (found == conversation.participants.end())
        conversation.participants.push_back({user, mode});
    else
        found->mode = mode;
    store::put_participant(change.transaction, conversation.id, user.id, mode, change.now);
}

void remove(Change& change, Conversation& conversation, std::string const& user) {
    std::erase_if(conversation.participants, [&](auto const& each) { return each.user.id == user; });
    store::remove_participant(change.transaction, conversation.id, user, change.now);
}

bool takes_part(Conversation const& conversation, std::string_view user, Mode mode) {
    return std::any_of(conversation.participants.begin(), conversation.participants.end(),
                       [&](auto const& each) { return each.user.id == user && each.mode == mode; });
}

bool has_joined(Conversation const& conversation, std::string_view user) {
    return takes_part(conversation, user, Mode::joined);
}

bool is_supervisor(Caller const& caller) {
    return caller.kind == Caller::Kind::supervisor || caller.kind == Caller::Kind::administrator;
}

Result<void> check_switch(store::Transaction& transaction, Caller const& caller, SupervisorAction action) {
    if (!is_supervisor(caller) || supervisor_actions(transaction).allows(action))
        return {};
    return fail(Code::forbidden, "the administrator has switched this action off for supervisors");
}

/// An agent or supervisor who works in the queue of the conversation and is not its agent. Whom the caller cannot know
/// does not exist.
Result<types::User> colleague(store::Transaction& transaction, Caller const& caller, Conversation const& conversation,
                              std::string_view name) {
    auto user = store::find_user(transaction, name);
    bool const member = user && std::any_of(user->queues.begin(), user->queues.end(),
                                            [&](auto const& queue) { return queue.id == conversation.queue.id; });
    bool const known = user && (member || may_see(caller, *user));
    if (!known || user->disabled || user->role == types::Role::administrator)
        return fail(Code::invalid, "there is no such agent", "agent");
    if (!member)
        return fail(Code::invalid, "is not a member of the queue " + conversation.queue.name, "agent");
    if (conversation.agent && conversation.agent->id == user->id)
        return fail(Code::conflict, "the conversation is " + std::string(name_of(conversation.state)) +
                                        ": it is assigned to " + user->name + " already");
    return *std::move(user);
}

/// F11: an agent who is assigned a conversation must be there, unless a supervisor says otherwise.
Result<void> check_presence(Core const& core, Caller const& caller, types::User const& agent,
                            types::Destination const& to) {
    auto const& allowed = core.assigned_presences;
    if (to.override_presence || std::find(allowed.begin(), allowed.end(), agent.presence) != allowed.end())
        return {};
    return fail(Code::conflict,
                agent.name + " is " + std::string(types::name_of(agent.presence)) +
                    (is_supervisor(caller) ? ": send \"override\":true to assign it all the same" : ""),
                "agent");
}

Result<types::Queue> other_queue(store::Transaction& transaction, Conversation const& conversation,
                                 std::string_view name) {
    auto queue = store::find_queue(transaction, name);
    if (!queue)
        return fail(Code::invalid, "there is no such queue", "queue");
    if (queue->id == conversation.queue.id)
        return fail(Code::invalid, "is the queue that the conversation is in", "queue");
    return *std::move(queue);
}

Conversation to_queue(Change& change, Conversation conversation, types::Queue const& queue, std::string_view action) {
    auto waits = to_line(change, std::move(conversation), action, [&](Change& now, Conversation& open) {
        open.queue = {queue.id, queue.name};
        open.placed = true;
        mind_hours(now.transaction, now.now, open);
    });
    return say_closed(change, std::move(waits));
}

Conversation to_agent(Change& change, Conversation conversation, types::User const& agent, std::string_view action) {
    return move_on(change, std::move(conversation), State::active, action, Seen::if_it_shows,
                   [&](Change& now, Conversation& moved) {
                       if (moved.agent && !moved.awaiting) {
                           moved.returns_to = moved.agent;
                           put(now, moved, *moved.agent, Mode::consult);
                       }
                       remove(now, moved, agent.id);
                       if (moved.returns_to && moved.returns_to->id == agent.id)
                           moved.returns_to.reset();
                       moved.agent = Reference{agent.id, agent.name};
                       moved.awaiting = true;
                   });
}

/// What a supervisor does, and the switch that it hangs on.
struct Switched {
    Action action;
    Step step;
    SupervisorAction toggle;
    std::string_view name = {}; ///< of a handing on
};

Result<Conversation> hand_on(Core& core, Caller const& caller, std::string_view id, types::Destination const& to,
                             Switched const& handing) {
    return core.change([&](Change& change) -> Result<Conversation> {
        auto found = rightful(change, caller, id, handing.action);
        if (!found)
            return found;
        bool const own = found->agent && found->agent->id == caller.id;
        if (auto const allowed = check_switch(change.transaction, caller, handing.toggle); !allowed && !own)
            return Unexpected(allowed.error());
        if (to.override_presence && !is_supervisor(caller))
            return fail(Code::forbidden, "only supervisors override a presence", "override");
        if (auto const state = after(*found, handing.step, caller.id); !state)
            return Unexpected(state.error());
        if (to.agent.has_value() == to.queue.has_value())
            return fail(Code::invalid, "name either an agent or a queue", "agent");
        auto const before = found->agent ? found->agent->name : found->queue.name;
        if (to.agent) {
            auto const agent = colleague(change.transaction, caller, *found, *to.agent);
            if (!agent)
                return Unexpected(agent.error());
            if (auto const there = check_presence(core, caller, *agent, to); !there)
                return Unexpected(there.error());
            write_audit(change, caller, "conversation " + found->id, std::string(handing.name), before, agent->name);
            return to_agent(change, *std::move(found), *agent, handing.name);
        }
        auto const queue = other_queue(change.transaction, *found, *to.queue);
        if (!queue)
            return Unexpected(queue.error());
        write_audit(change, caller, "conversation " + found->id, std::string(handing.name), before, queue->name);
        return to_queue(change, *std::move(found), *queue, handing.name);
    });
}

/// One action of a supervisor in one transaction: right, switch, state, `work`.
Result<Conversation> act_switched(Core& core, Caller const& caller, std::string_view id, Switched const& deed,
                                  Work const& work) {
    return core.change([&](Change& change) -> Result<Conversation> {
        auto found = rightful(change, caller, id, deed.action);
        if (!found)
            return found;
        if (auto const allowed = check_switch(change.transaction, caller, deed.toggle); !allowed)
            return Unexpected(allowed.error());
        auto const to = after(*found, deed.step, caller.id);
        if (!to)
            return Unexpected(to.error());
        return work(change, *std::move(found), *to);
    });
}

/// The open alerts for supervisors name who took care first, which is told (E11).
void take_alerts(Change& change, Conversation const& conversation, Reference const& who) {
    for (auto& alert : store::untaken_alerts(change.transaction, conversation.id)) {
        alert.taken_by = who;
        alert.escalate_at.reset();
        store::update_alert(change.transaction, alert);
        tell_of_alert(change, alert);
    }
}

} // namespace

Result<Conversation> Conversations::assign(Caller const& caller, std::string_view id, types::Destination const& to) {
    return hand_on(core_, caller, id, to, {Action::assign, Step::assign, SupervisorAction::assign, "assign"});
}

Result<Conversation> Conversations::transfer(Caller const& caller, std::string_view id, types::Destination const& to) {
    return hand_on(core_, caller, id, to, {Action::transfer, Step::transfer, SupervisorAction::transfer, "transfer"});
}

Result<Conversation> Conversations::monitor(Caller const& caller, std::string_view id) {
    auto const work = [&](Change& change, Conversation found, State to) -> Result<Conversation> {
        Reference const me{caller.id, caller.name};
        if (!takes_part(found, caller.id, Mode::monitor) && !has_joined(found, caller.id)) {
            write_audit(change, caller, "conversation " + found.id, "monitor", "", "");
            found = move_on(change, std::move(found), to, "monitor", Seen::hidden,
                            [&](Change& now, Conversation& watched) { put(now, watched, me, Mode::monitor); });
            change.events.back().silent = !core_.agents_see_monitoring;
        }
        take_alerts(change, found, me);
        return found;
    };
    return act_switched(core_, caller, id, {Action::monitor, Step::monitor, SupervisorAction::monitor}, work);
}

Result<Conversation> Conversations::join(Caller const& caller, std::string_view id) {
    auto const work = [&](Change& change, Conversation found, State to) -> Result<Conversation> {
        Reference const me{caller.id, caller.name};
        if (has_joined(found, caller.id)) {
            take_alerts(change, found, me);
            return found;
        }
        write_audit(change, caller, "conversation " + found.id, "join", "", "");
        auto moved =
            move_on(change, std::move(found), to, "join", Seen::hidden, [&](Change& now, Conversation& joined) {
                put(now, joined, me, Mode::joined);
                joined.raised_at.reset();
            });
        take_alerts(change, moved, me);
        return say(change, std::move(moved), "A supervisor joined the conversation.");
    };
    return act_switched(core_, caller, id, {Action::join, Step::join, SupervisorAction::monitor}, work);
}

Conversation leave(Change& change, Conversation conversation, std::string const& user, std::string_view action) {
    bool const talked = takes_part(conversation, user, Mode::joined);
    bool const silent = takes_part(conversation, user, Mode::monitor) && !change.core.agents_see_monitoring;
    auto const state = conversation.state;
    auto left = move_on(change, std::move(conversation), state, action, Seen::if_it_shows,
                        [&](Change& now, Conversation& moved) {
                            remove(now, moved, user);
                            if (moved.returns_to && moved.returns_to->id == user)
                                moved.returns_to.reset();
                        });
    change.events.back().silent = silent;
    return talked ? say(change, std::move(left), "The supervisor left the conversation.") : left;
}

void end_monitoring(Change& change, Caller const& caller) {
    for (auto& conversation : store::conversations_with_supervisors(change.transaction)) {
        auto const participants = conversation.participants;
        for (auto const& each : participants) {
            if (each.mode == Mode::consult)
                continue;
            write_audit(change, caller, "conversation " + conversation.id, "switched_off",
                        std::string(types::name_of(each.mode)) + " user=" + each.user.name, "");
            conversation = leave(change, std::move(conversation), each.user.id, "switched_off");
        }
    }
}

Result<Conversation> Conversations::leave(Caller const& caller, std::string_view id) {
    return core_.change([&](Change& change) -> Result<Conversation> {
        auto found = rightful(change, caller, id, Action::leave);
        if (!found)
            return found;
        auto const mine = std::find_if(found->participants.begin(), found->participants.end(),
                                       [&](auto const& each) { return each.user.id == caller.id; });
        if (mine == found->participants.end())
            return fail(Code::conflict,
                        "the conversation is " + std::string(name_of(found->state)) + ": you do not monitor it");
        write_audit(change, caller, "conversation " + found->id, "leave", std::string(types::name_of(mine->mode)), "");
        return desk::leave(change, *std::move(found), caller.id);
    });
}

Result<Conversation> Conversations::take_over(Caller const& caller, std::string_view id) {
    auto const work = [&](Change& change, Conversation found, State to) -> Result<Conversation> {
        write_audit(change, caller, "conversation " + found.id, "take_over", found.agent ? found.agent->name : "",
                    caller.name);
        Reference const me{caller.id, caller.name};
        auto const moved = move_on(change, std::move(found), to, "take_over", Seen::by_customer,
                                   [&](Change& now, Conversation& taken) {
                                       remove(now, taken, caller.id);
                                       if (taken.returns_to)
                                           remove(now, taken, taken.returns_to->id);
                                       taken.agent = me;
                                       taken.awaiting = false;
                                       taken.returns_to.reset();
                                       if (!taken.accepted_at)
                                           taken.accepted_at = now.now;
                                   });
        take_alerts(change, moved, me);
        return say(change, moved, "A supervisor talks to you from now on.");
    };
    return act_switched(core_, caller, id, {Action::take_over, Step::take_over, SupervisorAction::transfer}, work);
}

Result<Conversation> Conversations::consult(Caller const& caller, std::string_view id, std::string_view agent) {
    auto const ask = [&](Change& change, Conversation found, State to) -> Result<Conversation> {
        auto const asked = colleague(change.transaction, caller, found, agent);
        if (!asked)
            return Unexpected(asked.error());
        if (has_joined(found, asked->id))
            return fail(Code::conflict, asked->name + " talks to the customer already", "agent");
        if (takes_part(found, asked->id, Mode::consult))
            return found;
        write_audit(change, caller, "conversation " + found.id, "consult", "", asked->name);
        return move_on(change, std::move(found), to, "consult", Seen::hidden,
                       [&](Change& now, Conversation& conversation) {
                           put(now, conversation, {asked->id, asked->name}, Mode::consult);
                       });
    };
    return act(core_, caller, id, Action::consult, Step::consult, ask);
}

Result<Conversation> Conversations::raise_hand(Caller const& caller, std::string_view id, bool raised) {
    auto const work = [&](Change& change, Conversation found, State to) -> Result<Conversation> {
        if (raised == found.raised_at.has_value())
            return found;
        std::string const name = raised ? "raise_hand" : "lower_hand";
        write_audit(change, caller, "conversation " + found.id, name, "", "");
        return move_on(change, std::move(found), to, name, Seen::hidden, [&](Change& now, Conversation& conversation) {
            conversation.raised_at = raised ? std::optional(now.now) : std::nullopt;
        });
    };
    return act(core_, caller, id, Action::raise_hand, Step::raise_hand, work);
}

Result<Conversation> Conversations::force_close(Caller const& caller, std::string_view id) {
    auto const work = [&](Change& change, Conversation found, State to) -> Result<Conversation> {
        write_audit(change, caller, "conversation " + found.id, "force_close", std::string(name_of(found.state)), "");
        auto ended = move_on(change, std::move(found), to, "force_close", Seen::by_customer, keep_as_it_is);
        return say(change, std::move(ended), "A supervisor ended the conversation.");
    };
    return act_switched(core_, caller, id, {Action::force_close, Step::force_close, SupervisorAction::force_close},
                        work);
}

std::int64_t Conversations::exceeded_units(Conversation const& conversation) {
    if (!conversation.agent)
        return 0;
    return core_.read([&](store::Transaction& transaction) {
        auto const agent = store::find_user(transaction, conversation.agent->id);
        auto const capacity = agent ? agent->capacity.value_or(core_.capacity) : core_.capacity;
        return std::max<std::int64_t>(0, store::used_units(transaction, conversation.agent->id) - capacity);
    });
}

} // namespace undertone::desk
