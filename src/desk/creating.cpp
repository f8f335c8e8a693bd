#include "base/id.h"
#include "base/network.h"
#include "desk/accounts.h"
#include "desk/blocking.h"
#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/opening_hours.h"
#include "desk/placement.h"
#include "desk/rightful.h"
#include "desk/sessions.h"
#include "sentiment/utf8.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/settings.h"
#include "types/bounds.h"

/// How a conversation begins.
namespace undertone::desk {
namespace {

using types::Caller;
using types::Conversation;

/// Under what visitors open with an id of their own; no key has such an id.
constexpr std::string_view all_visitors = "visitor";

bool is_visitor(std::optional<Caller> const& caller) {
    return !caller || caller->kind == Caller::Kind::visitor;
}

std::string_view opener_of(std::optional<Caller> const& caller) {
    return is_visitor(caller) ? all_visitors : std::string_view(caller->id);
}

/// Whoever sends a visitor's id again gets the conversation: it must be hard to guess.
Result<void> check_client_id(std::optional<Caller> const& caller, std::string const& id) {
    bool const visitor = is_visitor(caller);
    if (!visitor && !caller->speaks_for_channel())
        return fail(Code::forbidden, "only visitors and channel keys give a conversation an id of their own",
                    "client_id");
    auto const least = visitor ? types::shortest_client_id_of_visitor : 1;
    if (id.size() < least || id.size() > types::longest_client_id || !sentiment::is_plain_text(id))
        return fail(Code::invalid,
                    "must be a text of " + std::to_string(least) + " to " + std::to_string(types::longest_client_id) +
                        " bytes",
                    "client_id");
    return {};
}

Result<void> check_new(std::optional<Caller> const& caller, types::NewConversation const& wanted) {
    if (caller && !may(*caller, Action::create_conversation))
        return fail(Code::forbidden, "this key is not made for conversations");
    bool const key = caller && caller->speaks_for_channel();
    if (!key && is_persistent(wanted.channel))
        return fail(Code::forbidden, "only a channel key may open a conversation on this channel", "channel");
    if (!key && wanted.customer_id)
        return fail(Code::forbidden, "only a channel key may name the customer's id", "customer.id");
    if (!key && wanted.bot)
        return fail(Code::forbidden, "only a channel key may begin with a bot", "bot");
    if (auto const wrong = wrong_in_channel(wanted.channel); !wrong.empty())
        return fail(Code::invalid, std::string(wrong), "channel");
    if (auto const name = trimmed(wanted.customer_name.value_or("")); !name.empty())
        if (auto const wrong = wrong_in_name(name); !wrong.empty())
            return fail(Code::invalid, std::string(wrong), "customer.name");
    if (wanted.customer_id && !wrong_in_name(*wanted.customer_id).empty())
        return fail(Code::invalid, std::string(wrong_in_name(*wanted.customer_id)), "customer.id");
    if (wanted.locale.size() > types::longest_language_tag || !sentiment::is_plain_text(wanted.locale))
        return fail(Code::invalid, "must be a language tag of at most 35 bytes", "locale");
    if (wanted.subject &&
        (wanted.subject->size() > types::longest_subject || !sentiment::is_plain_text(*wanted.subject)))
        return fail(Code::invalid, "must be a text of at most 500 bytes", "subject");
    if (!key && !wanted.skills.empty())
        return fail(Code::forbidden, "only a channel key may name skills", "skills");
    if (wanted.client_id)
        if (auto checked = check_client_id(caller, *wanted.client_id); !checked)
            return checked;
    for (auto const& skill : wanted.skills)
        if (auto const wrong = wrong_in_name(skill); !wrong.empty())
            return fail(Code::invalid, std::string(wrong), "skills");
    return {};
}

/// Asks a repeated call for what it opened before? The words of another customer must not come into it.
bool is_same(types::NewConversation const& wanted, Conversation const& before) {
    return wanted.channel == before.channel && (!wanted.customer_id || wanted.customer_id == before.customer.id);
}

Conversation make_conversation(Change& change, types::NewConversation const& wanted, types::Queue const& queue) {
    Conversation conversation;
    conversation.id = new_id(change.now);
    conversation.queue = {queue.id, queue.name};
    conversation.units = queue.units;
    conversation.channel = wanted.channel;
    conversation.customer.name = trimmed(wanted.customer_name.value_or(""));
    if (conversation.customer.name.empty())
        conversation.customer.name = next_visitor_name(change.transaction);
    conversation.customer.id = wanted.customer_id;
    conversation.locale = wanted.locale;
    conversation.subject = wanted.subject;
    conversation.skills = conversation.given_skills = wanted.skills;
    conversation.bot = wanted.bot;
    conversation.consent = wanted.consent;
    conversation.created_at = change.now;
    conversation.queued_at = change.now;
    return conversation;
}

/// The answer to a call that comes again. A visitor who did not hear the first answer has no token, and gets another
/// one in place of the first.
Result<Created> opened_before(Change& change, std::optional<Caller> const& caller, types::NewConversation const& wanted,
                              Conversation before) {
    if (!is_same(wanted, before))
        return fail(Code::conflict, "this client_id was used for another customer or channel", "client_id");
    if (!is_visitor(caller))
        return Created{std::move(before), {}, true};
    std::chrono::seconds const patience(change.core.config.number("limits.visitor_opens_again_seconds"));
    if (before.state == types::State::closed || change.now >= before.created_at + patience)
        return fail(Code::conflict, "this client_id was used for a conversation that is over or began too long ago",
                    "client_id");
    auto token = new_secret("v_");
    store::replace_visitor_hash(change.transaction, before.id, hash_of_secret(token));
    return Created{std::move(before), std::move(token), true};
}

} // namespace

Result<Created> Conversations::create(std::optional<Caller> const& caller, types::NewConversation const& wanted) {
    if (auto checked = check_new(caller, wanted); !checked)
        return Unexpected(checked.error());
    bool const visitor = is_visitor(caller);
    if (visitor)
        if (auto const seconds = core_.visitor_conversations.try_count(network_of(wanted.address), core_.clock.now()))
            return too_many("too many new conversations from this address", seconds);
    return core_.change([&](Change& change) -> Result<Created> {
        if (wanted.client_id)
            if (auto before = store::opened_as(change.transaction, opener_of(caller), *wanted.client_id))
                return opened_before(change, caller, wanted, *std::move(before));
        auto const queue = store::find_queue(change.transaction, wanted.queue);
        if (!queue)
            return fail(Code::invalid, "there is no such queue", "queue");
        Created created{make_conversation(change, wanted, *queue), new_secret("v_")};
        if (!created.conversation.bot)
            come_in(change, created.conversation);
        if (created.conversation.queue.id != queue->id)
            follow_queue(change, created.conversation);
        created.conversation.monitored = is_monitored(change, created.conversation);
        created.conversation.switched_off =
            static_cast<std::uint8_t>(store::mark(change.transaction, store::supervisor_actions_off));
        store::insert_conversation(change.transaction, created.conversation, hash_of_secret(created.visitor_token));
        if (wanted.client_id)
            store::set_opened_as(change.transaction, created.conversation.id, opener_of(caller), *wanted.client_id);
        // the address of others is not the customer's
        if (auto good = check_opening(change, created.conversation, visitor ? wanted.address : ""); !good)
            return Unexpected(good.error());
        follow_sessions(change, nullptr, created.conversation, "create");
        types::Event event;
        event.conversation = created.conversation;
        event.action = "create";
        event.at = change.now;
        change.events.push_back(std::move(event));
        created.conversation = say_closed(change, std::move(created.conversation));
        return created;
    });
}

} // namespace undertone::desk
