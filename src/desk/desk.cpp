#include "desk/desk.h"

#include "base/id.h"
#include "base/log.h"
#include "desk/accounts.h"
#include "desk/core.h"
#include "desk/search.h"
#include "store/blocks.h"
#include "store/people.h"
#include "store/presence.h"
#include "store/retention.h"
#include "store/routing.h"
#include "store/settings.h"

#include <charconv>

namespace undertone::desk {
namespace {

/// "available", "available_busy" or "any".
std::vector<types::Presence> presences_in(std::string_view choice) {
    std::vector<types::Presence> found;
    for (auto const presence : types::presences)
        if (choice == "any" || choice.find(types::name_of(presence)) != std::string_view::npos)
            found.push_back(presence);
    return found;
}

/// One step after the other, so that nobody waits long for the turn to write; `step` says how many it took, `most` at
/// most. A node that finds nothing stops, as does one that ends.
template <class Step>
void in_steps(Core& core, std::size_t most, Step step) {
    std::size_t taken = 0;
    do {
        taken = *core.change([&](Change& change) -> Result<std::size_t> { return step(change); });
    } while (taken == most && !core.ending());
}

void delete_presences(Core& core) {
    std::chrono::days const kept(core.config.number("desk.presence_days"));
    if (kept.count() == 0)
        return;
    in_steps(core, core.delete_at_once, [&](Change& change) {
        return store::delete_presence_changes(change.transaction, change.now - kept, core.delete_at_once);
    });
}

} // namespace

Core::Core(Parts parts)
    : database(parts.database)
    , bus(parts.bus)
    , clock(parts.clock)
    , score(std::move(parts.score))
    , password_cost(parts.password_cost)
    , password_length(desk::password_length(parts.config))
    , session_hours(parts.config.number("sessions.hours"))
    , message_bytes(parts.config.bound("messages.bytes"))
    , capacity(parts.config.number("desk.capacity"))
    , config(parts.config)
    , keep(parts.config.number("store.keep_days"))
    , delete_at_once(parts.config.bound("store.delete_at_once"))
    , most_channels(parts.config.number("desk.channel_settings"))
    , most_rules(parts.config.bound("alerts.rules"))
    , simulated_conversations(parts.config.bound("alerts.simulated_conversations"))
    , simulated_alerts(parts.config.bound("alerts.simulated_alerts"))
    , webhook_body(std::move(parts.webhook_body))
    , due_at_once(parts.config.bound("alerts.due_at_once"))
    , escalate_after(parts.config.number("alerts.escalate_after_seconds"))
    , missed_at_return(parts.config.bound("alerts.missed_at_return"))
    , agents_see_monitoring(parts.config.text("desk.agents_see_monitoring") == "yes")
    , assigned_presences(presences_in(parts.config.text("desk.assigned_presences")))
    , trend_messages(parts.config.bound("insights.trend_messages"))
    , wrap_up_codes(parts.config.bound("desk.wrap_up_codes"))
    , wrap_up_note_bytes(parts.config.bound("desk.wrap_up_note_bytes"))
    , long_bytes(parts.config.bound("scoring.long_bytes"))
    , long_messages(parts.config.bound("scoring.long_at_once"))
    , explain_passes(parts.config.bound("scoring.explanation_passes"))
    , phrases_while(parts.config.bound("scoring.phrases_while"))
    , sign_in_failures(parts.config.number("limits.sign_in_failures_per_minute"),
                       parts.config.bound("limits.counted_keys"))
    , address_sign_in_failures(parts.config.number("limits.address_sign_in_failures_per_minute"),
                               parts.config.bound("limits.counted_keys"))
    , visitor_messages(parts.config.number("limits.visitor_messages_per_minute"),
                       parts.config.bound("limits.counted_keys"))
    , visitor_conversations(parts.config.number("limits.visitor_conversations_per_minute"),
                            parts.config.bound("limits.counted_keys"))
    , unknown_password(hash_of_password(new_secret(""), parts.password_cost))
    , ending(std::move(parts.ending)) {}

Desk::Desk(Parts parts)
    : core_(std::make_unique<Core>(std::move(parts)))
    , people_(*core_)
    , conversations_(*core_)
    , alerts_(*core_)
    , rules_(*core_)
    , settings_(*core_)
    , blocks_(*core_)
    , feedback_(*core_)
    , insights_(*core_, parts.config)
    , webhooks_(*core_, parts.config)
    , timers_(*core_, parts.config) {}

Desk::~Desk() = default;

void Desk::on_event(std::function<void(types::Event const&)> hear, std::function<void()> missed) {
    hearing_->missed = std::move(missed);
    core_->bus.subscribe([hearing = hearing_, hear = std::move(hear)](std::string const& payload) {
        if (payload.empty()) {
            hearing->missed();
        } else if (auto const event = decode(payload)) {
            hear(*event);
        } else {
            log::warn("the bus brought something that is no event", {{"bytes", std::to_string(payload.size())}});
            hearing->unread = true;
        }
    });
}

void Desk::tell_unread() {
    if (hearing_->unread.exchange(false))
        hearing_->missed();
}

void Desk::tidy() {
    auto const done = core_->change([](Change& change) -> Result<void> {
        store::delete_expired_blocks(change.transaction, change.now);
        return {};
    });
    if (!done)
        log::warn("tidying failed", {{"why", done.error().message}});
    send_away();
    delete_presences(*core_);
    delete_old();
    webhooks_.tidy();
}

void Desk::send_away() {
    auto const at_once = core_->config.bound("desk.timer_batch");
    in_steps(*core_, at_once, [at_once](Change& change) {
        auto found = store::signed_out_but_present(change.transaction, at_once);
        for (auto& user : found)
            leave_the_desk(change, user);
        return found.size();
    });
}

void Desk::delete_old() {
    if (core_->keep.count() == 0)
        return;
    in_steps(*core_, core_->delete_at_once, [this](Change& change) {
        auto const before = change.now - core_->keep;
        auto const count = store::delete_closed(change.transaction, before, core_->delete_at_once);
        if (count > 0)
            write_audit(change, {types::Caller::Kind::administrator, "retention", "retention"}, "conversations",
                        "delete", "closed=" + std::to_string(count),
                        "keep_days=" + std::to_string(core_->keep.count()));
        return count;
    });
}

void Desk::go_on() {
    auto const queues = core_->read([this](store::Transaction& transaction) {
        return store::queues_to_offer(transaction, core_->config.bound("routing.queues_at_once"));
    });
    for (auto const& queue : queues)
        static_cast<void>(core_->change([&](Change& change) -> Result<void> {
            offer_waiting(*core_, change, queue);
            return {};
        }));
}

void Desk::make_searchable() {
    desk::make_searchable(*core_);
}

std::string Desk::trouble() {
    auto const trouble = core_->database.trouble();
    return trouble.empty() ? core_->bus.trouble() : trouble;
}

std::uint64_t number_from(std::string_view cursor) {
    std::uint64_t number = 0;
    std::from_chars(cursor.data(), cursor.data() + cursor.size(), number);
    return number;
}

Result<void> check_version(std::optional<std::uint64_t> wanted, std::uint64_t present, std::string_view what) {
    if (!wanted || *wanted == present)
        return {};
    return fail(Code::conflict,
                "somebody else changed " + std::string(what) + ": the present version is " + std::to_string(present),
                "version");
}

void write_audit(Change& change, types::Caller const& caller, std::string object, std::string action,
                 std::string before, std::string after) {
    store::insert_audit(change.transaction, {new_id(change.now),
                                             change.now,
                                             {caller.id, caller.name},
                                             std::move(object),
                                             std::move(action),
                                             std::move(before),
                                             std::move(after)});
}

types::Event event_of(types::EventKind kind, types::User const& person, Time at) {
    types::Event event;
    event.kind = kind;
    event.person = person;
    event.at = at;
    return event;
}

} // namespace undertone::desk
