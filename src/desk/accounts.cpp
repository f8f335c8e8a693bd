#include "desk/accounts.h"

#include "base/id.h"
#include "base/text.h"
#include "desk/rightful.h"
#include "sentiment/utf8.h"
#include "store/conversations.h"
#include "store/filters.h"
#include "store/people.h"
#include "store/signs_of_life.h"

#include <algorithm>

namespace undertone::desk {
namespace {

using types::Caller;
using types::Conversation;
using types::EventKind;
using types::Role;
using types::User;

Unexpected no_user() {
    return fail(Code::not_found, "there is no such user");
}

/// The queues by these names.
Result<std::vector<std::string>> queue_ids(store::Transaction& transaction, std::vector<std::string> const& names) {
    std::vector<std::string> ids;
    for (auto const& name : names) {
        auto const queue = store::find_queue(transaction, name);
        if (!queue)
            return fail(Code::invalid, "there is no queue \"" + name + "\"", "queues");
        ids.push_back(queue->id);
    }
    return ids;
}

/// Sockets and sign-ins end, conversations go back to the queue, what was watched is watched no more.
void retire(Change& change, User& user) {
    store::delete_sign_ins(change.transaction, user.id);
    leave_the_desk(change, user);
    for (auto& conversation : store::conversations_held_by(change.transaction, user.id))
        give_back(change, std::move(conversation), "release");
}

Result<void> check_change(store::Transaction& transaction, User const& user, UserChange const& wanted) {
    if (wanted.name && *wanted.name != user.name)
        if (auto checked = check_user_is_unlike(transaction, *wanted.name, user.id); !checked)
            return checked;
    bool const stays =
        wanted.role.value_or(user.role) == Role::administrator && !wanted.disabled.value_or(user.disabled);
    bool const is_administrator = user.role == Role::administrator && !user.disabled;
    if (is_administrator && !stays && store::count_administrators(transaction) == 1)
        return fail(Code::conflict, "the last administrator must stay");
    return {};
}

bool is_seen_in(Conversation const& conversation, std::string_view user) {
    return std::any_of(conversation.participants.begin(), conversation.participants.end(),
                       [&](auto const& each) { return each.user.id == user && each.mode != types::Mode::monitor; });
}

/// What somebody with a new name has or takes part in is told with it, silent watching aside: nobody sees that.
void tell_of_name(Change& change, User const& user) {
    auto const tell = [&](Conversation conversation) {
        auto const& known = types::known_agent(conversation);
        bool const hidden = !known || known->id != user.id;
        ++conversation.version;
        conversation.visitor_version += hidden ? 0 : 1;
        store::update_conversation(change.transaction, conversation);
        types::Event event;
        event.kind = EventKind::conversation;
        event.conversation = std::move(conversation);
        event.action = "rename";
        event.hidden = hidden;
        event.at = change.now;
        change.events.push_back(std::move(event));
    };
    for (auto& conversation : store::conversations_held_by(change.transaction, user.id))
        tell(std::move(conversation));
    for (auto& conversation : store::conversations_monitored_by(change.transaction, user.id))
        if (is_seen_in(conversation, user.id))
            tell(std::move(conversation));
}

/// What open pages show of a person and go by has changed: a role and queues say what the person may listen to.
bool is_told(User const& before, User const& after) {
    return after.name != before.name || after.role != before.role || after.queues != before.queues ||
           after.capacity != before.capacity;
}

/// Nothing where nothing has changed.
void audit_change(Change& change, Caller const& caller, User const& before, User const& after, bool new_password) {
    auto const was = described(before);
    auto const is = described(after) + (new_password ? " password=new" : "");
    if (is != was)
        write_audit(change, caller, "users/" + after.id, after.disabled && !before.disabled ? "disable" : "change", was,
                    is);
}

Result<User> apply_change(Change& change, Caller const& caller, User user, UserChange const& wanted,
                          std::string const& password_hash) {
    auto const before = user;
    if (wanted.queues) {
        auto const ids = queue_ids(change.transaction, *wanted.queues);
        if (!ids)
            return Unexpected(ids.error());
        store::remove_memberships(change.transaction, user.id);
        for (auto const& id : *ids)
            store::add_member(change.transaction, id, user.id);
    }
    user.name = wanted.name.value_or(user.name);
    user.role = wanted.role.value_or(user.role);
    user.disabled = wanted.disabled.value_or(user.disabled);
    user.skills = wanted.skills.value_or(user.skills);
    user.capacity = wanted.capacity.value_or(user.capacity);
    if (!password_hash.empty()) {
        bool const own = caller.id == user.id;
        store::update_password(change.transaction, user.id, password_hash, wanted.must_change_password.value_or(!own));
        store::delete_sign_ins(change.transaction, user.id);
        leave_the_desk(change, user);
    }
    if (user.disabled && !before.disabled)
        retire(change, user);
    store::update_user(change.transaction, user);
    auto stored = store::find_user(change.transaction, user.id).value();
    leave_what_ended(change, stored);
    if (stored.name != before.name)
        tell_of_name(change, stored);
    if (is_told(before, stored))
        change.events.push_back(event_of(EventKind::presence, stored, change.now));
    audit_change(change, caller, before, stored, !password_hash.empty());
    change.events.push_back(event_of(EventKind::rights, stored, change.now));
    return stored;
}

Result<void> check_capacity(Core const& core, std::optional<std::int64_t> capacity) {
    auto const most = core.config.number("limits.capacity");
    if (capacity && (*capacity < 0 || *capacity > most))
        return fail(Code::invalid,
                    "must be from 0 to " + std::to_string(most) + ", or null for that of the organisation", "capacity");
    return {};
}

} // namespace

void go_away(Change& change, User& user) {
    change_presence(change, user, types::Presence::offline);
    for (auto& conversation : store::conversations_monitored_by(change.transaction, user.id))
        leave(change, std::move(conversation), user.id);
}

void leave_the_desk(Change& change, User& user) {
    go_away(change, user);
    store::put_there(change.transaction, user.id, change.now);
}

void leave_what_ended(Change& change, User const& user) {
    auto const caller = caller_of(user);
    for (auto& conversation : store::conversations_monitored_by(change.transaction, user.id)) {
        bool const asked =
            std::any_of(conversation.participants.begin(), conversation.participants.end(),
                        [&](auto const& each) { return each.user.id == user.id && each.mode == types::Mode::consult; });
        if (!may(caller, asked ? Action::be_asked : Action::monitor, conversation))
            leave(change, std::move(conversation), user.id);
    }
}

Result<void> check_name(std::string_view name) {
    if (auto const wrong = wrong_in_name(name); !wrong.empty())
        return fail(Code::invalid, std::string(wrong), "name");
    if (!stands_alone(name))
        return fail(Code::invalid, "must not be ., .. or -, which mean something else in an address", "name");
    return {};
}

Result<void> check_user_is_unlike(store::Transaction& transaction, std::string_view name, std::string_view own) {
    auto const other = store::find_user_of_history(transaction, name);
    if (other && other->id != own)
        return fail(Code::conflict, "there is a user of this name", "name");
    if (is_like_another(store::user_names(transaction), name, own))
        return fail(Code::conflict, "there is a user whose name looks the same", "name");
    return {};
}

Result<void> check_queue_is_unlike(store::Transaction& transaction, std::string_view name, std::string_view own) {
    auto const other = store::find_queue(transaction, name);
    if (other && other->id != own)
        return fail(Code::conflict, "there is a queue of this name", "name");
    if (is_like_another(store::queue_names(transaction), name, own))
        return fail(Code::conflict, "there is a queue whose name looks the same", "name");
    return {};
}

Result<void> check_skills(Core const& core, std::vector<std::string> const& skills) {
    if (skills.size() > core.config.bound("routing.skills"))
        return fail(Code::invalid, "has at most " + std::to_string(core.config.bound("routing.skills")) + " entries",
                    "skills");
    for (auto const& skill : skills)
        if (auto const wrong = wrong_in_name(skill); !wrong.empty())
            return fail(Code::invalid, std::string(wrong), "skills");
    return {};
}

Result<void> check_password(std::string_view password, PasswordLength length) {
    if (!sentiment::is_plain_text(password))
        return fail(Code::invalid, "must be UTF-8 without U+0000", "password");
    if (count_characters(password) < length.least)
        return fail(Code::invalid, "must have at least " + std::to_string(length.least) + " characters", "password");
    if (password.size() > length.most)
        return fail(Code::invalid, "must have at most " + std::to_string(length.most) + " bytes", "password");
    return {};
}

std::string described(User const& user) {
    std::string text = "name=" + user.name + " role=" + std::string(types::name_of(user.role)) +
                       " disabled=" + (user.disabled ? "true" : "false") + " queues=";
    for (auto const& queue : user.queues)
        text += (text.back() == '=' ? "" : ",") + queue.name;
    if (!user.skills.empty())
        text += " skills=" + joined(user.skills, ",");
    if (user.capacity)
        text += " capacity=" + std::to_string(*user.capacity);
    return text;
}

Result<types::Queue> store_queue(store::Transaction& transaction, Time now, std::string_view name) {
    if (auto checked = check_name(name); !checked)
        return Unexpected(checked.error());
    if (auto checked = check_queue_is_unlike(transaction, name); !checked)
        return Unexpected(checked.error());
    types::Queue queue{new_id(now), std::string(name), now};
    store::insert_queue(transaction, queue);
    return queue;
}

Result<User> store_account(store::Transaction& transaction, Time now, NewUser const& wanted,
                           std::string_view password_hash) {
    if (auto checked = check_user_is_unlike(transaction, wanted.name); !checked)
        return Unexpected(checked.error());
    auto const queues = queue_ids(transaction, wanted.queues);
    if (!queues)
        return Unexpected(queues.error());
    User user;
    user.id = new_id(now);
    user.name = wanted.name;
    user.role = wanted.role;
    user.created_at = now;
    user.skills = wanted.skills;
    user.capacity = wanted.capacity;
    user.must_change_password = wanted.must_change_password;
    store::insert_user(transaction, user, password_hash);
    for (auto const& queue : *queues)
        store::add_member(transaction, queue, user.id);
    return store::find_user(transaction, user.id).value();
}

Result<types::Page<User>> People::users(Caller const& caller, types::PageRequest const& page) {
    if (!may(caller, Action::read_people))
        return fail(Code::forbidden, "only staff may read the users");
    auto const limit = bounded(page.limit);
    auto const colleague = own_reach(caller);
    auto found = core_.read(
        [&](store::Transaction& transaction) { return store::list_users(transaction, colleague, page.cursor, limit); });
    for (auto& user : found)
        user = as_seen_by(caller, std::move(user));
    return page_of(std::move(found), limit, [](User const& user) { return user.id; });
}

Result<User> People::user(Caller const& caller, std::string_view name) {
    if (!may(caller, Action::read_people))
        return fail(Code::forbidden, "only staff may read the users");
    return core_.read([&](store::Transaction& transaction) -> Result<User> {
        auto user = store::find_user(transaction, name);
        return user && may_see(caller, *user) ? Result<User>(as_seen_by(caller, *std::move(user))) : no_user();
    });
}

Result<User> People::create_user(Caller const& caller, NewUser const& wanted) {
    if (!may(caller, Action::write_people))
        return fail(Code::forbidden, "only administrators may add users");
    if (auto checked = check_name(wanted.name); !checked)
        return Unexpected(checked.error());
    if (auto checked = check_password(wanted.password, core_.password_length); !checked)
        return Unexpected(checked.error());
    if (auto checked = check_skills(core_, wanted.skills); !checked)
        return Unexpected(checked.error());
    if (auto checked = check_capacity(core_, wanted.capacity); !checked)
        return Unexpected(checked.error());
    auto const hash = hash_of_password(wanted.password, core_.password_cost);
    return core_.change([&](Change& change) -> Result<User> {
        auto user = store_account(change.transaction, change.now, wanted, hash);
        if (user)
            write_audit(change, caller, "users/" + user->id, "create", "", described(*user));
        return user;
    });
}

Result<User> People::change_user(Caller const& caller, std::string_view name, UserChange const& wanted) {
    if (!may(caller, Action::write_people))
        return fail(Code::forbidden, "only administrators may change users");
    if (wanted.name)
        if (auto checked = check_name(*wanted.name); !checked)
            return Unexpected(checked.error());
    if (wanted.skills)
        if (auto checked = check_skills(core_, *wanted.skills); !checked)
            return Unexpected(checked.error());
    if (auto checked = check_capacity(core_, wanted.capacity.value_or(std::nullopt)); !checked)
        return Unexpected(checked.error());
    std::string hash;
    if (wanted.password) {
        if (auto checked = check_password(*wanted.password, core_.password_length); !checked)
            return Unexpected(checked.error());
        hash = hash_of_password(*wanted.password, core_.password_cost);
    }
    return core_.change([&](Change& change) -> Result<User> {
        auto user = store::find_user(change.transaction, name);
        if (!user)
            return no_user();
        if (auto checked = check_change(change.transaction, *user, wanted); !checked)
            return Unexpected(checked.error());
        return apply_change(change, caller, *std::move(user), wanted, hash);
    });
}

Result<void> People::delete_user(Caller const& caller, std::string_view name) {
    if (!may(caller, Action::write_people))
        return fail(Code::forbidden, "only administrators may delete users");
    return core_.change([&](Change& change) -> Result<void> {
        auto user = store::find_user(change.transaction, name);
        if (!user)
            return no_user();
        UserChange disabled;
        disabled.disabled = true;
        if (auto checked = check_change(change.transaction, *user, disabled); !checked)
            return Unexpected(checked.error());
        auto const before = described(*user);
        retire(change, *user);
        store::remove_memberships(change.transaction, user->id);
        store::replace_live_filter(change.transaction, user->id, {});
        store::delete_user(change.transaction, *user);
        write_audit(change, caller, "users/" + user->id, "delete", before, "");
        user->disabled = true;
        change.events.push_back(event_of(EventKind::rights, *user, change.now));
        return {};
    });
}

} // namespace undertone::desk
