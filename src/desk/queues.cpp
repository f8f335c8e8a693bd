#include "base/id.h"
#include "base/text.h"
#include "desk/accounts.h"
#include "desk/core.h"
#include "desk/people.h"
#include "desk/rightful.h"
#include "store/conversations.h"
#include "store/hours.h"
#include "store/people.h"
#include "store/routing.h"
#include "store/settings.h"

/// Queues, their members, channel keys, the audit trail.
namespace undertone::desk {
namespace {

using types::Caller;
using types::ChannelKey;
using types::EventKind;
using types::Queue;
using types::User;

constexpr std::int64_t most_units = 1000;

/// So many rules are named where one call meets many.
constexpr std::size_t most_told = 5;

Unexpected no_queue() {
    return fail(Code::not_found, "there is no such queue");
}

Unexpected only_administrators() {
    return fail(Code::forbidden, "only administrators may do this");
}

std::string described(Queue const& queue) {
    return "name=" + queue.name + " routing=" + std::string(types::name_of(queue.routing)) +
           " units=" + std::to_string(queue.units) + " skills=" + joined(queue.skills, ",");
}

Result<void> check_change(Core const& core, QueueChange const& wanted) {
    if (wanted.name)
        if (auto checked = check_name(*wanted.name); !checked)
            return checked;
    if (wanted.units && (*wanted.units < 1 || *wanted.units > most_units))
        return fail(Code::invalid, "must be from 1 to 1000", "units");
    return wanted.skills ? check_skills(core, *wanted.skills) : Result<void>();
}

/// All but the name.
void set(Queue& queue, QueueChange const& wanted) {
    queue.routing = wanted.routing.value_or(queue.routing);
    queue.units = wanted.units.value_or(queue.units);
    queue.skills = wanted.skills.value_or(queue.skills);
}

/// What puts conversations into a queue would stop doing so without a word if the queue were deleted.
Result<void> check_nothing_leads_to(store::Transaction& transaction, Queue const& queue) {
    std::vector<std::string> ways;
    for (auto const& [ruleset, rule] : store::rules_into(transaction, queue.id))
        ways.push_back("the routing rule \"" + rule + "\" of \"" + ruleset + "\"");
    for (auto const& other : store::queues_into(transaction, queue.id))
        ways.push_back("the opening hours of \"" + other + "\"");
    if (ways.empty())
        return {};
    auto const more = ways.size() > most_told ? ways.size() - most_told : 0;
    ways.resize(ways.size() - more);
    std::string told;
    for (auto const& way : ways)
        told += (told.empty() ? "" : ", ") + way;
    return fail(Code::conflict, "conversations come into the queue by " + told +
                                    (more > 0 ? " and " + std::to_string(more) + " more" : "") + ": change that first");
}

/// Conversations are shown with the name of their queue and count by its units: one event for all of them.
void tell_of_queue(Change& change, Queue const& queue) {
    types::Event event;
    event.kind = EventKind::settings;
    event.queue = queue;
    event.concerned = store::people_at_work_in(change.transaction, queue.id);
    event.at = change.now;
    change.events.push_back(std::move(event));
}

/// Who joins or leaves a queue is told with the queues of now, and keeps or loses what the sockets listen to.
void tell_of_queues(Change& change, std::string_view user) {
    auto const found = store::find_user(change.transaction, user);
    if (!found)
        return;
    change.events.push_back(event_of(EventKind::presence, *found, change.now));
    change.events.push_back(event_of(EventKind::rights, *found, change.now));
}

} // namespace

Result<Queue> visible_queue(store::Transaction& transaction, Caller const& caller, std::string_view name) {
    auto queue = store::find_queue(transaction, name);
    if (!queue || !may_listen_to_queue(caller, queue->id))
        return no_queue();
    return *std::move(queue);
}

Result<types::Page<Queue>> People::queues(Caller const& caller, types::PageRequest const& page) {
    if (!may(caller, Action::read_people))
        return fail(Code::forbidden, "only staff may read the queues");
    auto const limit = bounded(page.limit);
    auto const member = own_reach(caller);
    auto found = core_.read(
        [&](store::Transaction& transaction) { return store::list_queues(transaction, member, page.cursor, limit); });
    return page_of(std::move(found), limit, [](Queue const& queue) { return queue.id; });
}

Result<Queue> People::queue(Caller const& caller, std::string_view name) {
    if (!may(caller, Action::read_people))
        return fail(Code::forbidden, "only staff may read the queues");
    return core_.read(
        [&](store::Transaction& transaction) -> Result<Queue> { return visible_queue(transaction, caller, name); });
}

Result<Queue> People::create_queue(Caller const& caller, std::string_view name, QueueChange const& rest) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    if (auto checked = check_change(core_, rest); !checked)
        return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<Queue> {
        auto queue = store_queue(change.transaction, change.now, name);
        if (!queue)
            return queue;
        set(*queue, rest);
        store::update_queue(change.transaction, *queue);
        write_audit(change, caller, "queues/" + queue->id, "create", "", described(*queue));
        return queue;
    });
}

Result<Queue> People::change_queue(Caller const& caller, std::string_view id, QueueChange const& wanted) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    if (auto checked = check_change(core_, wanted); !checked)
        return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<Queue> {
        auto queue = store::find_queue(change.transaction, id);
        if (!queue)
            return no_queue();
        if (wanted.name && *wanted.name != queue->name)
            if (auto checked = check_queue_is_unlike(change.transaction, *wanted.name, queue->id); !checked)
                return Unexpected(checked.error());
        auto const before = *queue;
        queue->name = wanted.name.value_or(queue->name);
        set(*queue, wanted);
        store::update_queue(change.transaction, *queue);
        write_audit(change, caller, "queues/" + queue->id, "change", described(before), described(*queue));
        if (queue->name != before.name || queue->units != before.units)
            tell_of_queue(change, *queue);
        offer_waiting(core_, change, queue->id);
        return *std::move(queue);
    });
}

Result<void> People::delete_queue(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    return core_.change([&](Change& change) -> Result<void> {
        auto const queue = store::find_queue(change.transaction, id);
        if (!queue)
            return no_queue();
        if (store::has_live_conversations(change.transaction, queue->id))
            return fail(Code::conflict, "the queue has conversations that are not closed");
        if (auto checked = check_nothing_leads_to(change.transaction, *queue); !checked)
            return checked;
        auto const members = store::members_of(change.transaction, queue->id);
        store::delete_queue(change.transaction, queue->id, change.now);
        write_audit(change, caller, "queues/" + queue->id, "delete", "name=" + queue->name, "");
        for (auto const& member : members)
            tell_of_queues(change, member.id);
        return {};
    });
}

Result<std::vector<User>> People::members(Caller const& caller, std::string_view name) {
    if (!may(caller, Action::read_people))
        return fail(Code::forbidden, "only staff may read the members of a queue");
    return core_.read([&](store::Transaction& transaction) -> Result<std::vector<User>> {
        auto const queue = visible_queue(transaction, caller, name);
        if (!queue)
            return Unexpected(queue.error());
        auto members = store::members_of(transaction, queue->id);
        for (auto& member : members)
            member = as_seen_by(caller, std::move(member));
        return members;
    });
}

Result<User> People::add_member(Caller const& caller, std::string_view queue_name, std::string_view user_name) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    return core_.change([&](Change& change) -> Result<User> {
        auto const queue = store::find_queue(change.transaction, queue_name);
        if (!queue)
            return no_queue();
        auto const user = store::find_user(change.transaction, user_name);
        if (!user)
            return fail(Code::invalid, "there is no such user", "user");
        if (store::add_member(change.transaction, queue->id, user->id)) {
            write_audit(change, caller, "queues/" + queue->id + "/members", "create", "", "user=" + user->name);
            tell_of_queues(change, user->id);
        }
        return store::find_user(change.transaction, user->id).value();
    });
}

Result<void> People::remove_member(Caller const& caller, std::string_view queue_name, std::string_view user_name) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    return core_.change([&](Change& change) -> Result<void> {
        auto const queue = store::find_queue(change.transaction, queue_name);
        if (!queue)
            return no_queue();
        auto const user = store::find_user(change.transaction, user_name);
        if (!user || !store::remove_member(change.transaction, queue->id, user->id))
            return fail(Code::not_found, "there is no such member");
        write_audit(change, caller, "queues/" + queue->id + "/members", "delete", "user=" + user->name, "");
        leave_what_ended(change, store::find_user(change.transaction, user->id).value());
        tell_of_queues(change, user->id);
        return {};
    });
}

Result<NewKey> People::create_key(Caller const& caller, std::string_view name, std::string_view scope) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    if (auto checked = check_name(name); !checked)
        return Unexpected(checked.error());
    auto const known = types::scope_from(scope);
    if (!known)
        return fail(Code::invalid, "must be channel or score", "scope");
    return core_.change([&](Change& change) -> Result<NewKey> {
        ChannelKey const key{new_id(change.now), std::string(name), *known, change.now};
        auto secret = new_secret("k_");
        store::insert_key(change.transaction, key, hash_of_secret(secret));
        write_audit(change, caller, "keys/" + key.id, "create", "",
                    "name=" + key.name + " scope=" + std::string(scope));
        return NewKey{key.id, std::move(secret)};
    });
}

Result<types::Page<ChannelKey>> People::keys(Caller const& caller, types::PageRequest const& page) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    auto const limit = bounded(page.limit);
    auto found =
        core_.read([&](store::Transaction& transaction) { return store::list_keys(transaction, page.cursor, limit); });
    return page_of(std::move(found), limit, [](ChannelKey const& key) { return key.id; });
}

Result<void> People::delete_key(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    return core_.change([&](Change& change) -> Result<void> {
        if (!store::delete_key(change.transaction, id))
            return fail(Code::not_found, "there is no such key");
        write_audit(change, caller, "keys/" + std::string(id), "delete", "id=" + std::string(id), "");
        return {};
    });
}

Result<types::Page<types::AuditEntry>> People::audit(Caller const& caller, types::PageRequest const& page) {
    if (!may(caller, Action::write_people))
        return only_administrators();
    auto const limit = bounded(page.limit);
    auto found =
        core_.read([&](store::Transaction& transaction) { return store::list_audit(transaction, page.cursor, limit); });
    return page_of(std::move(found), limit, [](types::AuditEntry const& entry) { return entry.id; });
}

} // namespace undertone::desk
