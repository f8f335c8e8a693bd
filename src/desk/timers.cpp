#include "desk/timers.h"

#include "base/id.h"
#include "desk/accounts.h"
#include "desk/core.h"
#include "desk/escalation.h"
#include "desk/rightful.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/presence.h"
#include "store/sessions.h"
#include "store/signs_of_life.h"

namespace undertone::desk {
namespace {

using types::Conversation;
using types::State;

constexpr std::string_view user = "user";
constexpr std::string_view visitor = "visitor";

std::chrono::seconds seconds(Config const& config, std::string_view name) {
    return std::chrono::seconds(config.number(name));
}

void close_as(Change& change, std::string const& id, std::string_view action) {
    if (auto found = store::find_conversation(change.transaction, id))
        move_on(change, *std::move(found), State::closed, action, Seen::by_customer, keep_as_it_is);
}

void withdraw_offer(Change& change, std::string const& id) {
    auto found = store::find_conversation(change.transaction, id);
    if (!found || !found->awaiting || !found->agent)
        return;
    store::add_declined(change.transaction, id, found->agent->id, change.now);
    give_back(change, *std::move(found), "time_out");
}

/// Whoever wrote since `before` counts as gone since then.
bool wrote_since(Change& change, store::Listener const& who, Time before) {
    auto const at = store::last_written(change.transaction, who);
    if (!at || *at < before)
        return false;
    store::put_gone_since(change.transaction, who, *at);
    return true;
}

/// What runs goes back to its queue, or of it what the agent has accepted: an offer to somebody who is not there has
/// its own time. Wrap-ups and what is put aside wait for the agent's return.
void give_back_what_runs(Change& change, std::string const& id, bool offers) {
    for (auto& conversation : store::conversations_held_by(change.transaction, id))
        if (conversation.state == State::active && (offers || !conversation.awaiting))
            give_back(change, std::move(conversation), "lost");
}

/// Offline, and without conversations. Who signed in or set a presence after the last socket ended is there.
void miss_agent(Change& change, std::string const& id, Time before) {
    store::Listener const who{std::string(user), id};
    bool const there = store::is_there_without_socket(change.transaction, id);
    if (!there && wrote_since(change, who, before))
        return;
    store::forget_listener(change.transaction, who);
    if (there)
        return;
    auto found = store::find_user(change.transaction, id);
    if (!found)
        return;
    auto const presence = found->presence;
    go_away(change, *found);
    if (presence != types::Presence::offline)
        store::put_missed_presence(change.transaction, id, presence);
    give_back_what_runs(change, id, true);
}

/// Who was missed is there again as before; who went offline by choice stays so.
void welcome_back(Change& change, std::string const& id) {
    auto const before = store::missed_presence(change.transaction, id);
    auto found = before ? store::find_user(change.transaction, id) : std::nullopt;
    if (!found)
        return;
    change_presence(change, *found, *before);
    tell_missed(change, *found);
}

/// Its customer was told that it is kept until the desk opens, and nobody has answered since; one in which nothing was
/// said is not worth it.
bool is_kept(Change& change, Conversation const& conversation) {
    bool const waits = conversation.out_of_hours && !conversation.accepted_at;
    return waits && (conversation.unanswered > 0 || store::last_agent(change.transaction, conversation.id));
}

/// As if the customer had ended the live chat, except what is kept.
void miss_visitor(Change& change, std::string const& id, Time before) {
    store::Listener const who{std::string(visitor), id};
    if (wrote_since(change, who, before))
        return;
    store::forget_listener(change.transaction, who);
    auto found = store::find_conversation(change.transaction, id);
    if (!found || is_persistent(found->channel) || is_kept(change, *found))
        return;
    auto const to = after(*found, Step::leave_chat);
    if (!to)
        return;
    move_on(change, *std::move(found), *to, "lost", Seen::by_customer, [](Change& now, Conversation& left) {
        if (left.state == State::wrap_up)
            left.ended_at = now.now;
    });
}

} // namespace

Time alive_since(Core const& core, Time now) {
    return now - 3 * seconds(core.config, "desk.timer_seconds");
}

Timers::Timers(Core& core, Config const& config)
    : core_(core)
    , wrap_up_(seconds(config, "desk.wrap_up_seconds"))
    , offer_(seconds(config, "desk.offer_seconds"))
    , inactivity_(seconds(config, "desk.inactivity_seconds"))
    , agent_lost_(seconds(config, "desk.agent_lost_seconds"))
    , visitor_lost_(seconds(config, "desk.visitor_lost_seconds"))
    , at_once_(config.bound("desk.timer_batch"))
    , node_(new_id(core.clock.now())) {}

Time Timers::alive_since() const {
    return desk::alive_since(core_, core_.clock.now());
}

void Timers::run(SocketNews const& news) {
    auto const now = core_.clock.now();
    if (last_round_ < alive_since() || now < last_round_) // a clock that was set back leaves a gap too
        awake_since_ = now;
    note_sockets(news);
    end_sign_ins();
    close_what_is_over();
    miss_the_lost();
    last_round_ = now;
}

/// What cannot be noted now is noted in a later round; visitors who are never missed are not noted at all.
void Timers::note_sockets(SocketNews const& news) {
    bool const visitors = visitor_lost_.count() > 0;
    for (auto const& who : news.came)
        if (visitors || who.kind == user) {
            came_.insert(who);
            went_.erase(who);
        }
    for (auto const& [who, at] : news.went)
        if (visitors || who.kind == user) {
            went_[who] = at;
            came_.erase(who);
        }
    if (came_.empty() && went_.empty() && !news.any_open)
        return;
    core_.change([&](Change& change) -> Result<void> {
        store::see_node(change.transaction, node_, change.now, alive_since());
        return {};
    });
    note(came_, [&](Change& change, store::Listener const& who) {
        store::listener_came(change.transaction, node_, who, alive_since());
        if (who.kind == user)
            welcome_back(change, who.id);
    });
    note(went_, [&](Change& change, std::pair<store::Listener const, Time> const& gone) {
        auto const& [who, at] = gone;
        if (who.kind == user && store::signed_in_since(change.transaction, who.id, at))
            store::forget_gone(change.transaction, who, alive_since());
        else
            store::listener_went(change.transaction, node_, who, at);
    });
}

/// Some at once, so that nobody waits long for the turn to write.
template <class All, class Note>
void Timers::note(All& who, Note const& take_down) {
    while (!who.empty()) {
        auto const count = std::min(at_once_, who.size());
        auto const end = std::next(who.begin(), static_cast<std::ptrdiff_t>(count));
        core_.change([&](Change& change) -> Result<void> {
            for (auto next = who.begin(); next != end; ++next)
                take_down(change, *next);
            return {};
        });
        who.erase(who.begin(), end);
    }
}

void Timers::do_all(Find const& find, Deed const& deed) {
    std::vector<std::string> done;
    bool more = !core_.read([&](store::Transaction& transaction) { return find(transaction, 1); }).empty();
    while (more) {
        auto const ids = core_.change([&](Change& change) -> Result<std::vector<std::string>> {
            auto due = find(change.transaction, at_once_);
            for (auto const& id : due)
                deed(change, id);
            return due;
        });
        more = ids->size() == at_once_ && *ids != done && !core_.ending();
        done = *ids;
    }
}

void Timers::end_sign_ins() {
    auto const now = core_.clock.now();
    do_all([now](store::Transaction& transaction,
                 std::size_t most) { return store::users_with_expired_sign_ins(transaction, now, most); },
           [](Change& change, std::string const& id) {
               store::delete_expired_sign_ins(change.transaction, id, change.now);
               if (auto found = store::find_user(change.transaction, id))
                   tell_of_end(change, *found);
           });
}

void Timers::close_what_is_over() {
    auto const now = core_.clock.now();
    auto const before = [now](std::chrono::seconds limit, auto find) {
        return [=](store::Transaction& transaction, std::size_t most) { return find(transaction, now - limit, most); };
    };
    if (wrap_up_.count() > 0)
        do_all(before(wrap_up_, store::wrapped_up_before),
               [](Change& change, std::string const& id) { close_as(change, id, "close"); });
    if (offer_.count() > 0)
        do_all(before(offer_, store::offered_before), withdraw_offer);
    if (inactivity_.count() > 0)
        do_all(before(inactivity_, store::silent_since),
               [](Change& change, std::string const& id) { close_as(change, id, "inactive"); });
}

void Timers::miss_the_lost() {
    auto const now = core_.clock.now();
    auto const lost = [&](std::string_view kind, std::chrono::seconds patience) {
        return [=, alive = alive_since()](store::Transaction& transaction, std::size_t most) {
            return store::lost_listeners(transaction, kind, alive, now - patience, most);
        };
    };
    auto const by = [now](auto miss, std::chrono::seconds patience) {
        return [=](Change& change, std::string const& id) { miss(change, id, now - patience); };
    };
    if (now - awake_since_ >= agent_lost_) {
        do_all(lost(user, agent_lost_), by(miss_agent, agent_lost_));
        do_all(
            [before = now - agent_lost_](store::Transaction& transaction, std::size_t most) {
                return store::signed_out_before(transaction, before, most);
            },
            [](Change& change, std::string const& id) { give_back_what_runs(change, id, false); });
    }
    if (visitor_lost_.count() > 0 && now - awake_since_ >= visitor_lost_)
        do_all(lost(visitor, visitor_lost_), by(miss_visitor, visitor_lost_));
}

} // namespace undertone::desk
