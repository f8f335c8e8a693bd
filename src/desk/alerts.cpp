#include "desk/alerts.h"

#include "desk/alerting.h"
#include "desk/core.h"
#include "desk/escalation.h"
#include "desk/rightful.h"
#include "sentiment/utf8.h"
#include "store/alerts.h"
#include "store/people.h"

#include <algorithm>

namespace undertone::desk {
namespace {

using types::Alert;
using types::AlertState;
using types::Caller;

Result<Alert> visible_alert(store::Transaction& transaction, Caller const& caller, std::string_view id) {
    auto alert = store::find_alert(transaction, id);
    if (!alert || !may_see(caller, *alert))
        return fail(Code::not_found, "there is no such alert");
    return *std::move(alert);
}

/// Tells who was first.
Unexpected handled_already(Alert const& alert) {
    auto const by = alert.handled_by ? " by " + alert.handled_by->name : std::string();
    return fail(Code::conflict, "the alert is " + std::string(types::name_of(alert.state)) + by + " already");
}

Result<Alert> handle(Core& core, Caller const& caller, std::string_view id, AlertState to,
                     std::initializer_list<AlertState> from, Alerts::Reason const& reason) {
    if (reason && (reason->size() > Alerts::longest_reason || !sentiment::is_plain_text(*reason)))
        return fail(Code::invalid, "must be a text of at most 2,000 bytes", "reason");
    return core.change([&](Change& change) -> Result<Alert> {
        auto alert = visible_alert(change.transaction, caller, id);
        if (!alert)
            return alert;
        if (std::find(from.begin(), from.end(), alert->state) == from.end())
            return handled_already(*alert);
        alert->state = to;
        alert->handled_by = types::Reference{caller.id, caller.name};
        alert->handled_at = change.now;
        if (!alert->acknowledged_at) {
            alert->acknowledged_at = change.now;
            alert->acknowledged_by = alert->handled_by;
        }
        alert->escalate_at.reset();
        if (reason)
            alert->reason = reason;
        store::update_alert(change.transaction, *alert);
        tell_of_alert(change, *alert);
        return alert;
    });
}

} // namespace

Result<types::Page<Alert>> Alerts::list(Caller const& caller, types::AlertFilter const& filter,
                                        types::PageRequest const& page) {
    if (!may(caller, Action::read_alerts))
        return fail(Code::forbidden, "only staff has an inbox of alerts");
    store::Inbox const inbox{caller.kind == Caller::Kind::administrator, caller.id,
                             caller.kind == Caller::Kind::supervisor};
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<Alert>> {
        auto ids = filter;
        if (auto const found = find_queue_of(transaction, caller, ids.queue); !found)
            return Unexpected(found.error());
        return page_of(store::list_alerts(transaction, inbox, ids, page.cursor, limit), limit,
                       [](Alert const& alert) { return alert.id; });
    });
}

Result<Alert> Alerts::find(Caller const& caller, std::string_view id) {
    return core_.read(
        [&](store::Transaction& transaction) -> Result<Alert> { return visible_alert(transaction, caller, id); });
}

Result<Alert> Alerts::acknowledge(Caller const& caller, std::string_view id, Reason const& reason) {
    return handle(core_, caller, id, AlertState::acknowledged, {AlertState::open}, reason);
}

Result<Alert> Alerts::ignore(Caller const& caller, std::string_view id, Reason const& reason) {
    return handle(core_, caller, id, AlertState::ignored, {AlertState::open, AlertState::acknowledged}, reason);
}

Result<Alert> Alerts::resolve(Caller const& caller, std::string_view id, Reason const& reason) {
    return handle(core_, caller, id, AlertState::resolved, {AlertState::open, AlertState::acknowledged}, reason);
}

void Alerts::look_at_due() {
    auto const found = core_.read([&](store::Transaction& transaction) {
        return store::alerts_to_escalate(transaction, core_.clock.now(), core_.due_at_once);
    });
    for (auto const& id : found)
        (void)core_.change([&](Change& change) -> Result<void> {
            escalate(change, id);
            return {};
        });
}

void Alerts::tell_missed(Caller const& caller) {
    auto const waiting = core_.read([&](store::Transaction& transaction) {
        return caller.staff() && !store::missed_alerts(transaction, caller.id, "", 1).empty();
    });
    if (!waiting)
        return;
    (void)core_.change([&](Change& change) -> Result<void> {
        if (auto const user = store::find_user(change.transaction, caller.id))
            desk::tell_missed(change, *user);
        return {};
    });
}

} // namespace undertone::desk
