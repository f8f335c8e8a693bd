#include "desk/webhooks.h"

#include "base/id.h"
#include "base/log.h"
#include "base/signature.h"
#include "desk/core.h"
#include "store/webhooks.h"

#include <algorithm>

namespace undertone::desk {
namespace {

using types::Caller;
using types::Delivery;
using types::DeliveryState;
using types::Webhook;
using types::WebhookEvent;

constexpr std::int64_t gone = 410; ///< the receiver wants no more of it
constexpr std::size_t page_of_due = 100;
constexpr std::size_t pages_of_due = 10; ///< looked through at once for conversations that nobody delivers
constexpr auto grace = std::chrono::seconds(5);

Unexpected not_allowed() {
    return fail(Code::forbidden, "only administrators have to do with webhooks");
}

Unexpected no_webhook() {
    return fail(Code::not_found, "there is no such webhook");
}

std::string described(Webhook const& webhook) {
    std::string text = "url=" + webhook.url + " events=";
    for (auto const event : webhook.events)
        text += (text.back() == '=' ? "" : ",") + std::string(types::name_of(event));
    return text;
}

std::optional<WebhookEvent> name_for(types::Message const& message) {
    if (message.reading)
        return WebhookEvent::message_scored;
    bool const sent = message.sender != types::Sender::customer && message.visibility == types::Visibility::everyone;
    return sent ? std::optional(WebhookEvent::message_sent) : std::nullopt;
}

/// The name under which webhooks know the event, if they do.
std::optional<WebhookEvent> name_for(types::Event const& event) {
    switch (event.kind) {
    case types::EventKind::message: return event.message ? name_for(*event.message) : std::nullopt;
    case types::EventKind::level: return WebhookEvent::level_changed;
    case types::EventKind::alert:
        if (!event.alert)
            return std::nullopt;
        if (event.alert->state == types::AlertState::open && event.alert->created_at == event.at &&
            !event.alert->taken_by)
            return WebhookEvent::alert_raised;
        if (event.alert->state == types::AlertState::acknowledged && event.alert->handled_at == event.at)
            return WebhookEvent::alert_acknowledged;
        return std::nullopt;
    case types::EventKind::conversation:
        return event.conversation && event.before && event.conversation->state == types::State::closed
                   ? std::optional(WebhookEvent::conversation_closed)
                   : std::nullopt;
    default: return std::nullopt;
    }
}

std::string why(DeliveryOutcome const& outcome) {
    return outcome.status ? "it answered " + std::to_string(*outcome.status) : outcome.error;
}

bool succeeded(DeliveryOutcome const& outcome) {
    return outcome.status && *outcome.status >= 200 && *outcome.status < 300;
}

/// For each webhook that wants it; false when none does.
bool store_delivery(Core const& core, Change& change, types::Event const& event, WebhookEvent name) {
    auto const webhooks = store::webhooks_for(change.transaction, name);
    if (webhooks.empty())
        return false;
    Delivery delivery;
    delivery.event = name;
    delivery.conversation = event.conversation->id;
    delivery.body = core.webhook_body(event, name);
    delivery.created_at = delivery.next_at = change.now;
    for (auto const& webhook : webhooks) {
        delivery.id = new_id(change.now);
        delivery.webhook = webhook;
        store::insert_delivery(change.transaction, delivery);
    }
    return true;
}

} // namespace

bool store_deliveries(Core const& core, Change& change) {
    if (!core.webhook_body)
        return false;
    bool any = false;
    // the end of a conversation comes last, also where its last message was written because of it
    for (bool const last : {false, true})
        for (auto const& event : change.events) {
            auto const name = name_for(event);
            if (name && event.conversation && (*name == WebhookEvent::conversation_closed) == last)
                any = store_delivery(core, change, event, *name) || any;
        }
    return any;
}

Webhooks::Webhooks(Core& core, Config const& config)
    : core_(core)
    , most_(config.bound("webhooks.most"))
    , attempts_(config.number("webhooks.attempts"))
    , answer_(config.number("webhooks.answer_milliseconds"))
    , first_wait_(config.number("webhooks.first_wait_milliseconds"))
    , longest_wait_(std::chrono::seconds(config.number("webhooks.longest_wait_seconds")))
    , at_once_(config.bound("webhooks.at_once"))
    , most_waiting_(config.bound("webhooks.waiting"))
    , keep_(config.number("webhooks.keep_days"))
    , delete_at_once_(config.bound("webhooks.delete_at_once")) {}

Result<Webhook> Webhooks::create(Caller const& caller, std::string url, std::vector<WebhookEvent> events) {
    if (!may(caller, Action::write_people))
        return not_allowed();
    return core_.change([&](Change& change) -> Result<Webhook> {
        if (store::list_webhooks(change.transaction).size() >= most_)
            return fail(Code::conflict,
                        "there are " + std::to_string(most_) + " webhooks already (webhooks.most); delete one first");
        Webhook const webhook{new_id(change.now), std::move(url), std::move(events), new_signing_secret(), change.now};
        store::insert_webhook(change.transaction, webhook);
        write_audit(change, caller, "webhooks/" + webhook.id, "create", "", described(webhook));
        return webhook;
    });
}

Result<std::vector<Webhook>> Webhooks::list(Caller const& caller) {
    if (!may(caller, Action::write_people))
        return not_allowed();
    return core_.read([](store::Transaction& transaction) { return store::list_webhooks(transaction); });
}

Result<Webhook> Webhooks::find(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::write_people))
        return not_allowed();
    return core_.read([&](store::Transaction& transaction) -> Result<Webhook> {
        auto webhook = store::find_webhook(transaction, id);
        return webhook ? Result<Webhook>(*std::move(webhook)) : no_webhook();
    });
}

/// Its deliveries first; until they are gone the webhook stays.
Result<void> Webhooks::remove(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::write_people))
        return not_allowed();
    return step_by_step(core_, [&](Change& change) -> Result<bool> {
        auto const webhook = store::find_webhook(change.transaction, id);
        if (!webhook)
            return no_webhook();
        if (store::delete_deliveries_of(change.transaction, id, delete_at_once_) == delete_at_once_)
            return false;
        store::delete_webhook(change.transaction, id);
        write_audit(change, caller, "webhooks/" + webhook->id, "delete", described(*webhook), "");
        return true;
    });
}

Result<types::Page<Delivery>> Webhooks::deliveries(Caller const& caller, std::string_view id,
                                                   std::optional<DeliveryState> state, types::PageRequest const& page) {
    if (!may(caller, Action::write_people))
        return not_allowed();
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<Delivery>> {
        if (!store::find_webhook(transaction, id))
            return no_webhook();
        return page_of(store::list_deliveries(transaction, id, state, page.cursor, limit), limit,
                       [](Delivery const& delivery) { return delivery.id; });
    });
}

Result<std::int64_t> Webhooks::replay(Caller const& caller, std::string_view id,
                                      std::optional<std::string> const& delivery) {
    if (!may(caller, Action::write_people))
        return not_allowed();
    auto replayed = !delivery ? replay_all(caller, id) : core_.change([&](Change& change) -> Result<std::int64_t> {
        if (!store::find_webhook(change.transaction, id))
            return no_webhook();
        if (!store::find_delivery(change.transaction, id, *delivery))
            return fail(Code::not_found, "this webhook has no such delivery", "delivery");
        store::replay(change.transaction, *delivery, change.now);
        write_audit(change, caller, "webhooks/" + std::string(id), "replay", "", "delivery=" + *delivery);
        return 1;
    });
    if (replayed)
        core_.deliveries_wait();
    return replayed;
}

/// One step after the other, so that nobody waits long for the turn to write; what fails again meanwhile has had its
/// turn.
Result<std::int64_t> Webhooks::replay_all(Caller const& caller, std::string_view id) {
    std::int64_t count = 0;
    std::string last;
    for (;;) {
        auto const step = core_.change([&](Change& change) -> Result<store::Replayed> {
            if (!store::find_webhook(change.transaction, id))
                return no_webhook();
            auto replayed = store::replay_dead(change.transaction, id, change.now, last, delete_at_once_);
            if (replayed.count > 0 || count == 0)
                write_audit(change, caller, "webhooks/" + std::string(id), "replay", "",
                            "dead=" + std::to_string(replayed.count));
            return replayed;
        });
        if (!step)
            return Unexpected(step.error());
        count += step->count;
        last = step->last;
        if (step->count < static_cast<std::int64_t>(delete_at_once_))
            return count;
    }
}

/// The delivery as it stands after an attempt: the waits are first_wait, twice that, four times that …
Delivery Webhooks::after(DeliveryOutcome const& outcome, Time now) const {
    auto delivery = outcome.delivery;
    delivery.status = outcome.status;
    delivery.error = outcome.error;
    if (succeeded(outcome)) {
        delivery.state = DeliveryState::delivered;
        delivery.delivered_at = now;
        return delivery;
    }
    if (delivery.attempts >= attempts_ || outcome.status == gone) {
        delivery.state = DeliveryState::dead;
        log::warn("a delivery to a webhook was given up",
                  {{"webhook", delivery.webhook}, {"delivery", delivery.id}, {"why", why(outcome)}});
        return delivery;
    }
    auto wait = first_wait_;
    for (std::int64_t attempt = 1; attempt < delivery.attempts && wait < longest_wait_; ++attempt)
        wait *= 2;
    delivery.next_at = now + std::min(wait, longest_wait_);
    return delivery;
}

void Webhooks::keep(Change& change, std::vector<DeliveryOutcome> const& outcomes) const {
    for (auto const& outcome : outcomes)
        store::update_delivery(change.transaction, after(outcome, change.now), outcome.delivery.attempts);
}

void Webhooks::keep(std::vector<DeliveryOutcome> const& outcomes) {
    static_cast<void>(core_.change([&](Change& change) -> Result<void> {
        keep(change, outcomes);
        return {};
    }));
}

std::vector<DeliveryJob> Webhooks::exchange(std::vector<DeliveryOutcome> const& outcomes, Running const& running) {
    std::vector<DeliveryJob> jobs;
    auto const exchanged = core_.change([&](Change& change) -> Result<void> {
        keep(change, outcomes);
        for (auto const& webhook : store::webhooks_to_serve(change.transaction)) {
            auto const found = running.find(webhook.id);
            take_due(change, webhook, found == running.end() ? Conversations{} : found->second, jobs);
        }
        return {};
    });
    return exchanged ? std::move(jobs) : std::vector<DeliveryJob>();
}

/// Never two of one conversation at a time: the second would overtake the first now and then.
void Webhooks::take_due(Change& change, Webhook const& webhook, Conversations seen, std::vector<DeliveryJob>& jobs) {
    auto room = at_once_ - std::min(at_once_, seen.size());
    store::Due last;
    for (std::size_t page = 0; room > 0 && page < pages_of_due; ++page) {
        auto const found = store::due_deliveries(change.transaction, webhook.id, change.now, last, page_of_due);
        for (auto const& due : found) {
            if (room == 0 || !seen.insert(due.conversation).second)
                continue;
            auto delivery = store::first_due(change.transaction, webhook.id, due.conversation, change.now);
            if (!delivery)
                continue;
            lease(change, *delivery);
            jobs.push_back({*std::move(delivery), webhook.url, webhook.secret});
            --room;
        }
        if (found.size() < page_of_due)
            return;
        last = found.back();
    }
}

void Webhooks::lease(Change& change, Delivery& delivery) const {
    auto const before = delivery.attempts++;
    delivery.next_at = change.now + 2 * answer_ + grace;
    store::update_delivery(change.transaction, delivery, before);
}

std::optional<Time> Webhooks::next_due() {
    return core_.read([](store::Transaction& transaction) { return store::next_due(transaction); });
}

void Webhooks::on_waiting(std::function<void()> wait) {
    core_.deliveries_wait = std::move(wait);
}

std::optional<std::int64_t> Webhooks::waiting() {
    try {
        return core_.read([](store::Transaction& transaction) { return store::count_pending(transaction); });
    } catch (store::Unavailable const&) { // counted already
        return std::nullopt;
    }
}

void Webhooks::tidy() {
    std::int64_t deleted = 0;
    do {
        auto const done = core_.change([&](Change& change) -> Result<std::int64_t> {
            auto const given_up = store::give_up_beyond(change.transaction, most_waiting_, "too many were waiting");
            if (given_up > 0)
                log::warn("deliveries to webhooks were given up, too many wait", {{"count", std::to_string(given_up)}});
            return store::delete_deliveries(change.transaction, change.now - keep_, delete_at_once_);
        });
        deleted = done.value_or(0);
    } while (deleted == static_cast<std::int64_t>(delete_at_once_) && !core_.ending());
}

} // namespace undertone::desk
