#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/rightful.h"
#include "store/conversations.h"

/// What one side of a conversation notices of the other: that it types, how far it has read; and what was before.
namespace undertone::desk {
namespace {

using types::Caller;
using types::Conversation;
using types::EventKind;

/// The side as the events name it, and whether the customer may notice.
struct Side {
    std::string name;
    bool hidden = false;
};

std::optional<Side> side_of(Caller const& caller, Conversation const& conversation) {
    if (caller.kind == Caller::Kind::visitor)
        return Side{"customer"};
    if (may(caller, Action::post, conversation)) {
        bool const agent = conversation.agent && conversation.agent->id == caller.id;
        return Side{agent || caller.kind == Caller::Kind::agent ? "agent" : "supervisor"};
    }
    for (auto const& participant : conversation.participants)
        if (participant.user.id == caller.id && participant.mode == types::Mode::consult)
            return Side{"consult", true};
    return std::nullopt;
}

} // namespace

Result<void> Conversations::type(Caller const& caller, std::string_view id) {
    auto const conversation =
        core_.read([&](store::Transaction& transaction) { return rightful(transaction, caller, id, Action::see); });
    if (!conversation)
        return Unexpected(conversation.error());
    auto const side = side_of(caller, *conversation);
    if (!side || conversation->state == types::State::closed)
        return {};
    types::Event event;
    event.kind = EventKind::typing;
    event.conversation = *conversation;
    event.action = side->name;
    event.hidden = side->hidden;
    event.at = core_.clock.now();
    if (caller.staff()) {
        event.person.emplace();
        event.person->id = caller.id;
        event.person->name = caller.name;
    }
    core_.bus.publish(encode(event));
    return {};
}

Result<Conversation> Conversations::read(Caller const& caller, std::string_view id, std::string_view message) {
    auto const marked = core_.read([&](store::Transaction& transaction) { // most marks do not move
        auto found = rightful(transaction, caller, id, Action::read_mark);
        auto const stands = [&] {
            return (caller.kind == Caller::Kind::visitor ? found->customer_read : found->agent_read) == message;
        };
        return found && stands() ? std::optional(std::move(found)) : std::nullopt;
    });
    if (marked)
        return *marked;
    return core_.change([&](Change& change) -> Result<Conversation> {
        auto found = rightful(change, caller, id, Action::read_mark);
        if (!found)
            return found;
        bool const customer = caller.kind == Caller::Kind::visitor;
        auto const which = customer ? store::Messages::without_internal : store::Messages::all;
        auto const number = store::number_of_message(change.transaction, found->id, message, which);
        if (number == 0)
            return fail(Code::invalid, "there is no such message in the conversation", "message");
        auto& mark = customer ? found->customer_read : found->agent_read;
        if (mark && store::number_of_message(change.transaction, found->id, *mark, store::Messages::all) >= number)
            return found;
        mark = std::string(message);
        auto const shown = found->agent_read_shown;
        if (!customer)
            found->agent_read_shown = store::latest_shown(change.transaction, found->id, number);
        bool const hidden = !customer && found->agent_read_shown == shown; // internal messages alone were read
        ++found->version;
        found->visitor_version += hidden ? 0 : 1;
        store::update_conversation(change.transaction, *found);
        types::Event event;
        event.kind = EventKind::read;
        event.hidden = hidden;
        event.conversation = *found;
        event.action = customer ? "customer" : "agent";
        event.at = change.now;
        change.events.push_back(std::move(event));
        return found;
    });
}

std::optional<std::int64_t> Conversations::unread(Caller const& caller, Conversation const& conversation) {
    bool const own = caller.staff() && conversation.agent && conversation.agent->id == caller.id;
    if (!own || conversation.state == types::State::closed)
        return std::nullopt;
    return core_.read([&](store::Transaction& transaction) { return store::count_unread(transaction, conversation); });
}

Result<Conversation> Conversations::answer_consent(Caller const& caller, std::string_view id, bool given) {
    bool const visitor = caller.kind == Caller::Kind::visitor;
    if (visitor && caller.id == id)
        if (auto const seconds = core_.visitor_messages.try_count(std::string(id), core_.clock.now()))
            return too_many("too many answers in one minute", seconds);
    auto const note = [&](Change& change, Conversation found, types::State to) -> Result<Conversation> {
        if (found.consent == given)
            return found;
        auto const most = change.core.config.number("limits.consent_answers");
        if (store::count_consent_answer(change.transaction, found.id) > most && visitor &&
            given) // a no is always heard
            return fail(Code::conflict,
                        "was answered " + std::to_string(most) + " times in this conversation: it stays a no",
                        "consent");
        auto const word = [](std::optional<bool> answer) {
            return std::string("consent=") + (!answer ? "none" : *answer ? "true" : "false");
        };
        auto who = caller;
        if (visitor)
            who.name = "customer"; // the trail outlives the conversation
        write_audit(change, who, "conversation " + found.id, "consent", word(found.consent), word(given));
        return move_on(change, std::move(found), to, "consent", Seen::by_customer,
                       [&](Change&, Conversation& answered) { answered.consent = given; });
    };
    return act(core_, caller, id, Action::answer_consent, Step::answer_consent, note);
}

Result<types::Page<Conversation>> Conversations::earlier(Caller const& caller, std::string_view id,
                                                         types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<Conversation>> {
        auto const conversation = rightful(transaction, caller, id, Action::see_earlier);
        if (!conversation)
            return Unexpected(conversation.error());
        if (!conversation->customer.id)
            return types::Page<Conversation>{};
        auto scope = scope_of(caller);
        scope.closed_too = store::has_running(transaction, scope, *conversation->customer.id);
        auto const before = page.cursor.empty() ? conversation->id : page.cursor;
        return page_of(store::conversations_of_customer(transaction, scope, *conversation->customer.id, before, limit),
                       limit, [](Conversation const& each) { return each.id; });
    });
}

} // namespace undertone::desk
