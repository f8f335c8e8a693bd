#include "base/id.h"
#include "desk/accounts.h"
#include "desk/core.h"
#include "desk/people.h"
#include "store/people.h"

/// The sign-ins of a user: which there are, and their end.
namespace undertone::desk {
namespace {

using types::Caller;
using types::SignIn;

Result<types::User> known_user(store::Transaction& transaction, std::string_view name) {
    auto user = store::find_user(transaction, name);
    if (!user)
        return fail(Code::not_found, "there is no such user");
    return *std::move(user);
}

types::Page<SignIn> page_of_sign_ins(store::Transaction& transaction, std::string_view user, std::string_view hash,
                                     Time now, types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return page_of(store::list_sign_ins(transaction, user, hash, now, page.cursor, limit), limit,
                   [](SignIn const& sign_in) { return sign_in.id; });
}

} // namespace

void tell_of_end(Change& change, types::User& user) {
    if (!store::has_sign_ins(change.transaction, user.id, change.now))
        leave_the_desk(change, user);
    change.events.push_back(event_of(types::EventKind::rights, user, change.now));
}

Result<types::Page<SignIn>> People::sign_ins(Caller const& caller, std::string_view token,
                                             types::PageRequest const& page) {
    if (!caller.staff())
        return fail(Code::forbidden, "only staff signs in");
    return core_.read([&](store::Transaction& transaction) {
        return page_of_sign_ins(transaction, caller.id, hash_of_secret(token), core_.clock.now(), page);
    });
}

Result<void> People::end_sign_in(Caller const& caller, std::string_view id) {
    if (!caller.staff())
        return fail(Code::forbidden, "only staff signs in");
    return core_.change([&](Change& change) -> Result<void> {
        auto user = known_user(change.transaction, caller.id);
        if (!user || !store::delete_sign_in_with_id(change.transaction, caller.id, id))
            return fail(Code::not_found, "you have no such sign-in");
        tell_of_end(change, *user);
        return {};
    });
}

Result<types::Page<SignIn>> People::sign_ins_of(Caller const& caller, std::string_view name,
                                                types::PageRequest const& page) {
    if (!may(caller, Action::write_people))
        return fail(Code::forbidden, "only administrators may read the sign-ins of others");
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<SignIn>> {
        auto const user = known_user(transaction, name);
        if (!user)
            return Unexpected(user.error());
        return page_of_sign_ins(transaction, user->id, {}, core_.clock.now(), page);
    });
}

Result<void> People::sign_out_user(Caller const& caller, std::string_view name) {
    if (!may(caller, Action::write_people))
        return fail(Code::forbidden, "only administrators may sign others out");
    return core_.change([&](Change& change) -> Result<void> {
        auto user = known_user(change.transaction, name);
        if (!user)
            return Unexpected(user.error());
        store::delete_sign_ins(change.transaction, user->id);
        write_audit(change, caller, "users/" + user->id, "sign_out", "", "name=" + user->name);
        tell_of_end(change, *user);
        return {};
    });
}

} // namespace undertone::desk
