#include "desk/escalation.h"

#include "desk/alerting.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/people.h"

#include <set>

namespace undertone::desk {
namespace {

using types::Alert;
using types::User;

/// Those of the users who are there now and for whom the alert did not pop up before; all are told from now on, except
/// of what is their own.
std::set<std::string> tell(Alert& alert, types::Conversation const& conversation, std::vector<User> const& users) {
    std::set<std::string> pops;
    for (auto const& user : users) {
        if (is_own(conversation, user.id))
            continue;
        auto& told = alert.told[user.id];
        told.name = user.name;
        if (told.notify || !pops_up_for_supervisor(user.presence))
            continue;
        told.notify = true;
        pops.insert(user.id);
    }
    return pops;
}

bool waits(Alert const& alert, std::optional<types::Conversation> const& conversation) {
    return alert.state == types::AlertState::open && !alert.taken_by && conversation &&
           conversation->state != types::State::closed;
}

/// The latest of what waits for the person and would be told now.
std::vector<Alert> missed_now(Change& change, User const& user) {
    auto const most = change.core.missed_at_return;
    std::vector<Alert> missed;
    std::string before;
    for (bool more = true; more && missed.size() < most;) {
        auto found = store::missed_alerts(change.transaction, user.id, before, most);
        more = found.size() == most;
        before = more ? found.back().id : "";
        for (auto& alert : found) {
            auto const conversation = store::find_conversation(change.transaction, alert.conversation);
            if (missed.size() < most && conversation && !is_silenced(change, alert, *conversation))
                missed.push_back(std::move(alert));
        }
    }
    return missed;
}

} // namespace

void escalate(Change& change, std::string_view id) {
    auto alert = store::find_alert(change.transaction, id);
    if (!alert || !alert->escalate_at || *alert->escalate_at > change.now)
        return; // another node was first
    alert->escalate_at.reset();
    auto const conversation = store::find_conversation(change.transaction, alert->conversation);
    auto const wanted = change.core.escalate_after.count() > 0 && waits(*alert, conversation);
    auto const next = change.now + change.core.escalate_after;
    if (!wanted || is_silenced(change, *alert, *conversation)) {
        if (wanted)
            alert->escalate_at = next;
        store::update_alert(change.transaction, *alert);
        return;
    }
    std::set<std::string> pops;
    if (!alert->escalated_at)
        pops = tell(*alert, *conversation, store::supervisors_of(change.transaction, alert->queue.id));
    if (pops.empty())
        pops = tell(*alert, *conversation, store::administrators(change.transaction));
    else
        alert->escalate_at = next;
    alert->escalated_at = change.now;
    store::update_alert(change.transaction, *alert);
    store::keep_told(change.transaction, *alert);
    tell_of_alert(change, *alert, pops);
}

void take_alerts_along(Change& change, types::Conversation const& conversation) {
    if (conversation.state == types::State::closed)
        return;
    for (auto& alert : store::untaken_alerts(change.transaction, conversation.id)) {
        alert.queue = conversation.queue;
        bool const silent = is_silenced(change, alert, conversation);
        auto const pops =
            silent ? std::set<std::string>()
                   : tell(alert, conversation, store::supervisors_of(change.transaction, conversation.queue.id));
        store::update_alert(change.transaction, alert);
        store::keep_told(change.transaction, alert);
        if (!silent)
            tell_of_alert(change, alert, pops);
    }
}

void tell_missed(Change& change, User const& user) {
    bool const there =
        user.role == types::Role::agent ? pops_up_for_agent(user.presence) : pops_up_for_supervisor(user.presence);
    if (!there)
        return;
    auto missed = missed_now(change, user);
    if (missed.empty())
        return;
    for (auto& alert : missed) {
        alert.told[user.id].notify = true;
        store::keep_told(change.transaction, alert);
    }
    auto& event = tell_of_alert(change, missed.front(), {user.id});
    event.missed = static_cast<std::uint32_t>(missed.size());
}

} // namespace undertone::desk
