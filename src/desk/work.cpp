#include "desk/access.h"
#include "desk/core.h"
#include "desk/people.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/presence.h"
#include "store/sessions.h"

/// What one agent does now and did of late (F18).
namespace undertone::desk {
namespace {

using types::Caller;

/// Cuts a list that was asked for one item more than the limit.
template <class T>
std::vector<T> cut(std::vector<T> found, std::size_t limit, types::Work& work) {
    if (found.size() > limit) {
        found.resize(limit);
        work.partial = true;
    }
    return found;
}

} // namespace

Result<types::Work> People::work(Caller const& caller, std::string_view name, std::chrono::hours back) {
    if (!may(caller, Action::read_people))
        return fail(Code::forbidden, "only staff may read the users");
    auto const rows = core_.config.bound("desk.work_rows");
    auto const points = core_.config.bound("desk.work_points");
    return core_.read([&](store::Transaction& transaction) -> Result<types::Work> {
        auto user = store::find_user(transaction, name);
        if (!user || !may_see(caller, *user))
            return fail(Code::not_found, "there is no such user");
        if (!may_see_work(caller, *user))
            return fail(Code::forbidden, "only supervisors of a queue of this user and administrators may see that");
        types::Work work;
        work.from = core_.clock.now() - back;
        work.presences = cut(store::presences_of(transaction, user->id, work.from, rows), rows, work);
        work.units = user->capacity.value_or(core_.capacity);
        work.used = store::used_units(transaction, user->id);
        bool const all = caller.kind == Caller::Kind::administrator || caller.id == user->id;
        store::Scope const scope{all, caller.id, true};
        types::ConversationFilter held;
        held.agent = user->id;
        for (auto& conversation : cut(store::list_conversations(transaction, scope, held, "", rows), rows, work)) {
            auto course = cut(store::latest_sentiment(transaction, conversation.id, points), points, work);
            work.conversations.push_back({std::move(conversation), {course.rbegin(), course.rend()}});
        }
        auto const member = all ? std::nullopt : std::optional(caller.id);
        work.sessions = cut(store::sessions_of_agent(transaction, user->id, member, work.from, rows), rows, work);
        work.user = as_seen_by(caller, *std::move(user));
        return work;
    });
}

} // namespace undertone::desk
