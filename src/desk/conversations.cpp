#include "desk/conversations.h"

#include "desk/accounts.h"
#include "desk/alerting.h"
#include "desk/core.h"
#include "desk/escalation.h"
#include "desk/opening_hours.h"
#include "desk/placement.h"
#include "desk/rightful.h"
#include "desk/sessions.h"
#include "desk/states.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/sessions.h"
#include "store/settings.h"

#include <algorithm>
#include <utility>

namespace undertone::desk {
namespace {

using types::Caller;
using types::Conversation;
using types::State;

bool is_worked_on(Conversation const& conversation) {
    return conversation.state == State::active && conversation.agent && !conversation.awaiting;
}

/// Whoever talked along is not dropped in silence: the customer reads that the supervisor left.
Conversation leave_joined(Change& change, Conversation conversation) {
    auto const participants = conversation.participants;
    for (auto const& each : participants)
        if (each.mode == types::Mode::joined)
            conversation = leave(change, std::move(conversation), each.user.id);
    return conversation;
}

/// It waits as if nobody had had it; its window stays. Where nobody accepted it the customer has waited all the time,
/// and keeps the place in the line.
void wait_again(Change& change, Conversation& conversation) {
    conversation.agent.reset();
    if (std::exchange(conversation.accepted_at, std::nullopt))
        conversation.queued_at = change.now;
    conversation.awaiting = false;
    conversation.returns_to.reset();
    conversation.out_of_hours = false;
    conversation.came_closed = false;
    conversation.participants.clear();
    store::remove_participants(change.transaction, conversation.id, change.now);
}

/// Who handed it on has it again, as long as that one is there.
std::optional<types::User> first_agent(Change& change, Conversation const& conversation) {
    if (!conversation.awaiting || !conversation.returns_to)
        return std::nullopt;
    auto first = store::find_user(change.transaction, conversation.returns_to->id);
    if (!first || first->disabled || first->presence == types::Presence::offline)
        return std::nullopt;
    return first;
}

/// An offer that the end overtakes was nobody's: who had the conversation before has it to its end, nobody when it was
/// given back since. Who is disabled wraps nothing up, nor does who went away from it.
State end_of_offer(Change& change, Conversation& conversation, State to) {
    auto const first = std::exchange(conversation.returns_to, std::nullopt);
    auto const offered_to = conversation.agent;
    conversation.awaiting = false;
    auto const last = first ? first : store::last_agent(change.transaction, conversation.id);
    if (!last) {
        conversation.agent.reset();
        return to; // it was only ever offered
    }
    conversation.agent = conversation.accepted_at ? last : std::nullopt;
    std::erase_if(conversation.participants, [&](auto const& each) { return each.user.id == last->id; });
    store::remove_participant(change.transaction, conversation.id, last->id, change.now);
    if (!first && offered_to != last)
        return State::closed;
    auto const user = store::find_user(change.transaction, last->id);
    return user && !user->disabled ? to : State::closed;
}

/// Its first agent had put it aside, and nobody wrote since.
bool was_aside(Change& change, Conversation const& conversation) {
    for (auto const& session : store::list_sessions(change.transaction, conversation.id, 0, types::PageRequest::most))
        if (session.agent == conversation.returns_to)
            return session.ended_by == types::SessionEnd::waiting && session.ended_at &&
                   conversation.last_message_at.value_or(conversation.created_at) <= *session.ended_at;
    return false;
}

bool is_hidden(Seen seen, Conversation const& before, Conversation const& after) {
    bool const same = before.state == after.state && types::known_agent(before) == types::known_agent(after);
    return seen == Seen::hidden || (seen == Seen::if_it_shows && same);
}

/// Those who lose it as consultants or as its first agent.
std::vector<std::string> losers(Conversation const& before, Conversation const& after) {
    std::vector<std::string> ids;
    for (auto const& each : before.participants)
        if (each.mode == types::Mode::consult &&
            std::none_of(after.participants.begin(), after.participants.end(),
                         [&](auto const& stays) { return stays.user.id == each.user.id; }))
            ids.push_back(each.user.id);
    if (before.returns_to && before.returns_to != after.returns_to)
        ids.push_back(before.returns_to->id);
    return ids;
}

/// What shows a conversation and changes nothing in it.
bool is_reading(Action action) {
    return action == Action::see || action == Action::see_wrap_up || action == Action::see_sentiment ||
           action == Action::see_sessions || action == Action::see_earlier || action == Action::give_feedback;
}

Unexpected no_such_conversation() {
    return fail(Code::not_found, "there is no such conversation");
}

} // namespace

store::Scope scope_of(Caller const& caller) {
    return {caller.kind == Caller::Kind::administrator, caller.id, caller.kind == Caller::Kind::supervisor};
}

bool may_here(store::Transaction& transaction, Caller const& caller, Action action, Conversation const& conversation) {
    if (may(caller, action, conversation))
        return true;
    return is_reading(action) && conversation.customer.id && may(caller, Action::read_earlier, conversation) &&
           store::has_running(transaction, scope_of(caller), *conversation.customer.id);
}

std::string next_visitor_name(store::Transaction& transaction) {
    auto const number = store::mark(transaction, "visitors") + 1;
    store::set_mark(transaction, "visitors", number);
    return "Visitor " + std::to_string(number);
}

Result<Conversation> rightful(store::Transaction& transaction, Caller const& caller, std::string_view id,
                              Action action) {
    auto conversation = store::find_conversation(transaction, id);
    if (conversation && may_here(transaction, caller, action, *conversation))
        return *std::move(conversation);
    bool const known = conversation && (may(caller, Action::see, *conversation) ||
                                        (caller.staff() && caller.member_of(conversation->queue.id)));
    if (known)
        return fail(Code::forbidden, "you may not do this with this conversation");
    return no_such_conversation();
}

Result<Conversation> rightful(Change& change, Caller const& caller, std::string_view id, Action action) {
    if (!caller.staff())
        return rightful(change.transaction, caller, id, action);
    auto const user = store::find_user(change.transaction, caller.id);
    if (!user || user->disabled)
        return fail(Code::unauthenticated, "the sign-in has ended");
    return rightful(change.transaction, caller_of(*user), id, action);
}

Result<Conversation> act(Core& core, Caller const& caller, std::string_view id, Action action, Step step,
                         Work const& work) {
    return core.change([&](Change& change) -> Result<Conversation> {
        auto found = rightful(change, caller, id, action);
        if (!found)
            return found;
        auto const to = after(*found, step, caller.id);
        if (!to)
            return Unexpected(to.error());
        return work(change, *std::move(found), *to);
    });
}

Result<void> find_queue_of(store::Transaction& transaction, Caller const& caller, std::optional<std::string>& queue) {
    if (!queue)
        return {};
    auto const found = store::find_queue_of_history(transaction, *queue);
    if (!found || !may_listen_to_queue(caller, found->id))
        return fail(Code::invalid, "there is no such queue", "queue");
    queue = found->id;
    return {};
}

Result<void> find_agent_of(store::Transaction& transaction, Caller const& caller, std::optional<std::string>& agent) {
    if (!agent)
        return {};
    auto const found = store::find_user_of_history(transaction, *agent);
    if (!found || !(may_see(caller, *found) || store::worked_in_queues_of(transaction, found->id, caller.id)))
        return fail(Code::invalid, "there is no such user", "agent");
    agent = found->id;
    return {};
}

Result<types::ConversationFilter> filter_by_ids(store::Transaction& transaction, Caller const& caller,
                                                types::ConversationFilter filter) {
    if (auto const found = find_queue_of(transaction, caller, filter.queue); !found)
        return Unexpected(found.error());
    if (auto const found = find_agent_of(transaction, caller, filter.agent); !found)
        return Unexpected(found.error());
    return filter;
}

Conversation move_on(Change& change, Conversation conversation, State to, std::string_view action, Seen seen,
                     std::function<void(Change&, Conversation&)> const& apply) {
    types::Event event;
    auto const before = conversation;
    if (conversation.awaiting && (to == State::wrap_up || to == State::closed))
        to = end_of_offer(change, conversation, to);
    conversation.state = to;
    apply(change, conversation);
    if (conversation.queue.id != before.queue.id)
        follow_queue(change, conversation);
    if (to == State::closed) {
        conversation.closed_at = change.now;
        conversation.participants.clear();
        store::remove_participants(change.transaction, conversation.id, change.now);
    }
    if (ends_by_transfer(before, conversation, action))
        ++conversation.transfers;
    if (to == State::wrap_up || to == State::closed || conversation.agent != before.agent)
        conversation.raised_at.reset();
    ++conversation.version;
    event.hidden = is_hidden(seen, before, conversation);
    conversation.visitor_version += event.hidden ? 0 : 1;
    store::update_conversation(change.transaction, conversation);
    follow_sessions(change, &before, conversation, action);
    if (before.state != to)
        event.before = before.state;
    if (before.agent != conversation.agent)
        event.before_agent = before.agent;
    if (before.queue.id != conversation.queue.id)
        event.before_queue = before.queue;
    event.concerned = losers(before, conversation);
    event.conversation = conversation;
    event.action = action;
    event.at = change.now;
    change.events.push_back(std::move(event));
    mind_capacity(change, before, conversation);
    if (conversation.queue.id != before.queue.id)
        take_alerts_along(change, conversation);
    return conversation;
}

void mind_capacity(Change& change, Conversation const& before, Conversation const& after) {
    bool const anew = is_worked_on(after) && !(is_worked_on(before) && before.agent == after.agent);
    auto user = anew ? store::find_user(change.transaction, after.agent->id) : std::nullopt;
    if (user && store::used_units(change.transaction, user->id) > user->capacity.value_or(change.core.capacity))
        change_presence(change, *user, types::Presence::do_not_disturb);
}

Conversation to_line(Change& change, Conversation conversation, std::string_view action, Apply const& apply) {
    return move_on(change, leave_joined(change, std::move(conversation)), State::open, action, Seen::by_customer,
                   [&](Change& now, Conversation& open) {
                       wait_again(now, open);
                       apply(now, open);
                       need_anew(now, open);
                   });
}

Conversation give_back(Change& change, Conversation conversation, std::string_view action) {
    if (conversation.state == State::wrap_up)
        return move_on(change, std::move(conversation), State::closed, "close", Seen::by_customer, keep_as_it_is);
    if (!first_agent(change, conversation)) {
        bool const told = conversation.awaiting && conversation.out_of_hours;
        auto waits = to_line(change, std::move(conversation), action, [](Change& now, Conversation& open) {
            open.came_closed = mind_hours(now.transaction, now.now, open);
        });
        return told ? waits : say_closed(change, std::move(waits));
    }
    auto const to = was_aside(change, conversation) ? State::waiting : State::active;
    return move_on(
        change, std::move(conversation), to, action, Seen::if_it_shows, [](Change& now, Conversation& declined) {
            declined.agent = std::exchange(declined.returns_to, std::nullopt);
            declined.awaiting = false;
            std::erase_if(declined.participants, [&](auto const& each) { return each.user.id == declined.agent->id; });
            store::remove_participant(now.transaction, declined.id, declined.agent->id, now.now);
        });
}

Result<Conversation> Conversations::find(Caller const& caller, std::string_view id) {
    if (caller.kind == Caller::Kind::visitor && caller.id != id)
        return no_such_conversation(); // not worth a look into the database
    return core_.read([&](store::Transaction& transaction) { return rightful(transaction, caller, id, Action::see); });
}

Result<types::Page<Conversation>> Conversations::list(Caller const& caller, types::ConversationFilter const& filter,
                                                      types::PageRequest const& page) {
    if (!may(caller, Action::list_conversations))
        return fail(Code::forbidden, "only staff may list conversations");
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<Conversation>> {
        auto const ids = filter_by_ids(transaction, caller, filter);
        if (!ids)
            return Unexpected(ids.error());
        return page_of(store::list_conversations(transaction, scope_of(caller), *ids, page.cursor, limit), limit,
                       [](Conversation const& conversation) { return conversation.id; });
    });
}

Result<types::ConversationCounts> Conversations::counts(Caller const& caller, types::ConversationFilter const& filter) {
    if (!may(caller, Action::list_conversations))
        return fail(Code::forbidden, "only staff may count conversations");
    return core_.read([&](store::Transaction& transaction) -> Result<types::ConversationCounts> {
        auto const ids = filter_by_ids(transaction, caller, filter);
        if (!ids)
            return Unexpected(ids.error());
        return store::count_conversations(transaction, scope_of(caller), *ids);
    });
}

Result<Conversation> Conversations::accept(Caller const& caller, std::string_view id) {
    return act(core_, caller, id, Action::accept, Step::accept, [&](Change& change, Conversation found, State to) {
        if (found.returns_to)
            write_audit(change, caller, "conversation " + found.id, "accept", found.returns_to->name, caller.name);
        auto accepted = move_on(change, std::move(found), to, "accept", Seen::by_customer,
                                [&](Change& now, Conversation& conversation) {
                                    conversation.agent = types::Reference{caller.id, caller.name};
                                    conversation.awaiting = false;
                                    conversation.returns_to.reset();
                                    if (!conversation.accepted_at)
                                        conversation.accepted_at = now.now;
                                });
        return accepted;
    });
}

Result<Conversation> Conversations::reject(Caller const& caller, std::string_view id) {
    return act(core_, caller, id, Action::reject, Step::reject, [&](Change& change, Conversation found, State to) {
        store::add_declined(change.transaction, found.id, caller.id, change.now);
        if (found.awaiting) {
            bool const handed_on = found.returns_to.has_value();
            auto declined = give_back(change, std::move(found), "reject");
            if (handed_on)
                write_audit(change, caller, "conversation " + declined.id, "reject", caller.name,
                            declined.agent ? declined.agent->name : declined.queue.name);
            return declined;
        }
        return move_on(change, std::move(found), to, "reject", Seen::hidden, keep_as_it_is);
    });
}

Result<Conversation> Conversations::release(Caller const& caller, std::string_view id) {
    return act(core_, caller, id, Action::release, Step::release, [](Change& change, Conversation found, State) {
        return give_back(change, std::move(found), "release");
    });
}

Result<Conversation> Conversations::end(Caller const& caller, std::string_view id) {
    auto const step = caller.staff() ? Step::end : Step::leave_chat;
    return act(core_, caller, id, Action::end, step, [](Change& change, Conversation found, State to) {
        return move_on(change, std::move(found), to, "end", Seen::by_customer, [](Change& now, Conversation& ended) {
            if (ended.state == State::wrap_up)
                ended.ended_at = now.now;
        });
    });
}

Result<Conversation> Conversations::close(Caller const& caller, std::string_view id) {
    return act(core_, caller, id, Action::close, Step::close, [](Change& change, Conversation found, State to) {
        if (to == State::open)
            return give_back(change, std::move(found), "release");
        return move_on(change, std::move(found), to, "close", Seen::by_customer, keep_as_it_is);
    });
}

Result<Conversation> Conversations::escalate(Caller const& caller, std::string_view id) {
    return act(core_, caller, id, Action::escalate, Step::escalate, [](Change& change, Conversation found, State to) {
        auto queued =
            move_on(change, std::move(found), to, "escalate", Seen::by_customer, [](Change& now, Conversation& moved) {
                moved.bot = false;
                moved.queued_at = now.now;
                come_in(now, moved);
            });
        return say_closed(change, std::move(queued));
    });
}

} // namespace undertone::desk
