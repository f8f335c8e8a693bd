#include "desk/people.h"

#include "base/id.h"
#include "base/network.h"
#include "desk/accounts.h"
#include "desk/core.h"
#include "desk/escalation.h"
#include "desk/rightful.h"
#include "desk/timers.h"
#include "sentiment/utf8.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/presence.h"
#include "store/settings.h"
#include "store/signs_of_life.h"

#include <utility>

/// Sign-in, tokens, presence, own password.
namespace undertone::desk {
namespace {

using types::Caller;
using types::EventKind;
using types::Presence;
using types::User;

Unexpected not_signed_in() {
    return fail(Code::unauthenticated, "the token is wrong, or the sign-in has ended");
}

constexpr std::size_t longest_device = 200;

/// The account with its password's hash; a hash that fits nothing when there is no such account, or it is disabled.
struct Account {
    std::optional<User> user;
    std::string hash;
};

Account account_of(Core& core, std::string_view name) {
    return core.read([&](store::Transaction& transaction) -> Account {
        auto user = store::user_named(transaction, name);
        if (!user || user->disabled)
            return {std::nullopt, core.unknown_password};
        auto hash = store::password_of(transaction, user->id).value_or(core.unknown_password);
        return {std::move(user), std::move(hash)};
    });
}

Unexpected wrong_password() {
    return fail(Code::unauthenticated, "name or password is wrong");
}

/// The account of this name, when the password is its own. The limits hold it a place while the password is checked, so
/// that many tries at once are no more than as many one after the other.
Result<Account> account_with(Core& core, std::string_view name, std::string_view password, std::string_view address) {
    auto const network = network_of(address);
    Attempt from_here(core.sign_in_failures, std::string(name.substr(0, 200)) + '\n' + network, core.clock);
    if (auto const seconds = from_here.seconds_to_wait())
        return too_many("too many failed sign-ins: try again later", seconds);
    Attempt anybody_from_here(core.address_sign_in_failures, network, core.clock);
    if (auto const seconds = anybody_from_here.seconds_to_wait())
        return too_many("too many failed sign-ins from this address: try again later", seconds);
    auto account = account_of(core, name);
    if (!is_password(account.hash, password) || !account.user) {
        from_here.fail();
        anybody_from_here.fail();
        return wrong_password();
    }
    from_here.succeed();
    return account;
}

/// The present hash of the caller's own password, when this is it.
Result<std::string> own_hash(Core& core, Caller const& caller, std::string_view password) {
    Attempt attempt(core.sign_in_failures, caller.name + "\nown password", core.clock);
    if (auto const seconds = attempt.seconds_to_wait())
        return too_many("too many wrong passwords: try again later", seconds);
    auto account = account_of(core, caller.name);
    if (is_password(account.hash, password))
        return std::move(account.hash);
    attempt.fail();
    return fail(Code::invalid, "is not your present password", "current_password");
}

/// Who signs in or sets a presence is there, also without a live socket: those of before that are gone matter no more.
void stay(Change& change, User const& user) {
    store::forget_gone(change.transaction, {"user", user.id}, alive_since(change.core, change.now));
    store::put_there(change.transaction, user.id, change.now); // what is gone and not noted yet
}

/// Can do nothing before choosing a password of the own: nothing is offered to such a one.
bool is_held_back(Core const& core, User const& user) {
    return user.must_change_password && enforces_own_password(core.config);
}

/// What is offered to somebody who is not there waits for no answer.
void take_offers_back(Change& change, User const& user) {
    for (auto& conversation : store::conversations_held_by(change.transaction, user.id))
        if (conversation.state == types::State::active && conversation.awaiting)
            give_back(change, std::move(conversation), "lost");
}

} // namespace

bool enforces_own_password(Config const& config) {
    return config.text("passwords.after_reset") == "enforced";
}

Caller caller_of(User const& user) {
    return {types::kind_of(user.role), user.id, user.name, user.queues, user.presence, types::Scope::channel,
            user.must_change_password};
}

void change_presence(Change& change, User& user, Presence presence) {
    store::forget_missed_presence(change.transaction, user.id);
    if (user.presence == presence)
        return;
    user.presence = presence;
    store::update_user(change.transaction, user);
    store::insert_presence_change(change.transaction, user.id, presence, change.now);
    change.events.push_back(event_of(EventKind::presence, user, change.now));
    if (presence == Presence::offline)
        take_offers_back(change, user);
}

Result<SignedIn> People::sign_in(std::string_view name, std::string_view password, std::string_view address,
                                 std::string_view device) {
    auto const account = account_with(core_, name, password, address);
    if (!account)
        return Unexpected(account.error());
    auto const anew = costs_otherwise(account->hash, core_.password_cost)
                          ? hash_of_password(password, core_.password_cost)
                          : std::string();
    return core_.change([&](Change& change) -> Result<SignedIn> {
        auto user = store::find_user(change.transaction, account->user->id);
        if (!user || user->disabled)
            return wrong_password();
        auto const present = store::password_of(change.transaction, user->id);
        if (!present || (*present != account->hash && !is_password(*present, password))) // changed meanwhile
            return wrong_password();
        SignedIn signed_in{new_secret("s_"), {}, change.now + std::chrono::hours(core_.session_hours)};
        store::insert_sign_in(
            change.transaction, hash_of_secret(signed_in.token), user->id,
            {new_id(change.now), change.now, signed_in.expires_at, std::string(address.substr(0, 100)),
             sentiment::is_plain_text(device) ? std::string(sentiment::cut_utf8(device, longest_device)) : ""});
        if (!anew.empty() && *present == account->hash)
            store::update_password(change.transaction, user->id, anew, user->must_change_password);
        stay(change, *user);
        change_presence(change, *user, is_held_back(core_, *user) ? Presence::offline : Presence::available);
        signed_in.user = *std::move(user);
        return signed_in;
    });
}

Result<Caller> People::authenticate(std::string_view token) {
    if (token.size() < 3 || token.size() > 100)
        return not_signed_in();
    auto const hash = hash_of_secret(token);
    auto const prefix = token.substr(0, 2);
    return core_.read([&](store::Transaction& transaction) -> Result<Caller> {
        if (prefix == "s_") {
            if (auto const user = store::user_of_sign_in(transaction, hash, core_.clock.now()))
                return caller_of(*user);
        } else if (prefix == "k_") {
            if (auto const key = store::key_with_hash(transaction, hash))
                return Caller{Caller::Kind::key, key->id, key->name, {}, Presence::offline, key->scope};
        } else if (prefix == "v_") {
            if (auto const visitor = store::visitor_with_hash(transaction, hash))
                return Caller{Caller::Kind::visitor, visitor->id, visitor->name};
        }
        return not_signed_in();
    });
}

std::optional<Time> People::end_of_sign_in(std::string_view token) {
    return core_.read(
        [&](store::Transaction& transaction) { return store::end_of_sign_in(transaction, hash_of_secret(token)); });
}

Result<void> People::sign_out(Caller const& caller, std::string_view token, SignOut reach) {
    if (!caller.staff())
        return fail(Code::forbidden, "only staff signs out");
    return core_.change([&](Change& change) -> Result<void> {
        auto user = store::find_user(change.transaction, caller.id);
        if (!user)
            return not_signed_in();
        if (reach == SignOut::everywhere)
            store::delete_sign_ins(change.transaction, user->id);
        else
            store::delete_sign_in(change.transaction, hash_of_secret(token));
        if (store::has_sign_ins(change.transaction, user->id, change.now))
            change_presence(change, *user, Presence::offline);
        else
            leave_the_desk(change, *user);
        change.events.push_back(event_of(EventKind::rights, *user, change.now));
        return {};
    });
}

Result<User> People::me(Caller const& caller) {
    if (!caller.staff())
        return fail(Code::forbidden, "only staff has an account");
    return core_.read([&](store::Transaction& transaction) -> Result<User> {
        auto user = store::find_user(transaction, caller.id);
        return user ? Result<User>(*std::move(user)) : not_signed_in();
    });
}

Result<User> People::set_presence(Caller const& caller, Presence presence) {
    if (!caller.staff())
        return fail(Code::forbidden, "only staff has a presence");
    return core_.change([&](Change& change) -> Result<User> {
        auto user = store::find_user(change.transaction, caller.id);
        if (!user)
            return not_signed_in();
        stay(change, *user);
        change_presence(change, *user, presence);
        tell_missed(change, *user);
        return *std::move(user);
    });
}

Result<void> People::change_password(Caller const& caller, std::string_view token, std::string_view current,
                                     std::string_view wanted) {
    if (!caller.staff())
        return fail(Code::forbidden, "only staff has a password");
    if (auto checked = check_password(wanted, core_.password_length); !checked)
        return checked;
    auto const present = own_hash(core_, caller, current);
    if (!present)
        return Unexpected(present.error());
    if (wanted == current)
        return fail(Code::invalid, "must be another one than before", "password");
    auto const hash = hash_of_password(wanted, core_.password_cost);
    return core_.change([&](Change& change) -> Result<void> {
        auto user = store::user_of_sign_in(change.transaction, hash_of_secret(token), change.now);
        if (!user)
            return not_signed_in();
        if (store::password_of(change.transaction, caller.id) != *present)
            return fail(Code::conflict, "your password was changed meanwhile", "current_password");
        store::update_password(change.transaction, caller.id, hash);
        store::delete_sign_ins(change.transaction, caller.id, hash_of_secret(token));
        write_audit(change, caller, "users/" + user->id, "change", described(*user),
                    described(*user) + " password=new");
        if (is_held_back(core_, *user)) {
            stay(change, *user);
            change_presence(change, *user, Presence::available); // as by signing in
        }
        change.events.push_back(event_of(EventKind::rights, *user, change.now));
        return {};
    });
}

bool People::ended_beside() {
    auto const count = core_.read(
        [](store::Transaction& transaction) { return store::mark(transaction, store::passwords_set_beside); });
    return std::exchange(ended_beside_, count) != count;
}

bool People::needs_set_up() {
    return core_.read([](store::Transaction& transaction) { return !store::has_users(transaction); });
}

Result<User> People::set_up(std::string_view name, std::string_view password) {
    NewUser const wanted{std::string(name), std::string(password), types::Role::administrator};
    if (auto checked = check_name(name); !checked)
        return Unexpected(checked.error());
    if (auto checked = check_password(password, core_.password_length); !checked)
        return Unexpected(checked.error());
    auto const hash = hash_of_password(password, core_.password_cost);
    return core_.change([&](Change& change) -> Result<User> {
        if (store::has_users(change.transaction))
            return fail(Code::conflict, "Undertone is set up already");
        auto user = store_account(change.transaction, change.now, wanted, hash);
        if (user)
            write_audit(change, {Caller::Kind::administrator, "set-up", "set-up"}, "users/" + user->id, "create", "",
                        described(*user));
        return user;
    });
}

} // namespace undertone::desk
