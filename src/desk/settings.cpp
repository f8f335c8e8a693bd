#include "desk/settings.h"

#include "desk/core.h"
#include "desk/quiet_hours.h"
#include "desk/rightful.h"
#include "desk/supervision.h"
#include "sentiment/utf8.h"
#include "store/people.h"
#include "store/settings.h"
#include "types/bounds.h"

#include <utility>

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Caller;
using types::Queue;

constexpr std::string_view no_queue = "there is no such queue";

std::string described(types::Quiet const& quiet) {
    return quiet ? types::text_of(quiet) : "none";
}

std::string described(types::SentimentSettings const& settings) {
    return std::string("enabled=") + (settings.enabled ? "true" : "false") +
           " agent_threshold=" + std::string(sentiment::name_of(settings.agent_threshold)) +
           " supervisor_threshold=" + std::string(sentiment::name_of(settings.supervisor_threshold)) +
           " quiet_hours=" + described(settings.quiet);
}

std::string described(store::QueueOverride const& values) {
    auto level = [](std::optional<Level> value) {
        return value ? std::string(sentiment::name_of(*value)) : std::string("inherit");
    };
    auto const enabled = values.enabled ? (*values.enabled ? "true" : "false") : "inherit";
    return std::string("enabled=") + enabled + " agent_threshold=" + level(values.agent_threshold) +
           " supervisor_threshold=" + level(values.supervisor_threshold) +
           " quiet_hours=" + (values.quiet ? described(*values.quiet) : "inherit");
}

template <class T>
void override_with(types::Sourced<T>& value, std::optional<T> own, types::Source source) {
    if (own)
        value = {*own, source};
}

void override_with(types::QueueSentimentSettings& values, store::QueueOverride const& own, types::Source source) {
    override_with(values.enabled, own.enabled, source);
    override_with(values.agent_threshold, own.agent_threshold, source);
    override_with(values.supervisor_threshold, own.supervisor_threshold, source);
    override_with(values.quiet, own.quiet, source);
    values.inherited += std::exchange(values.version, own.version);
}

/// The organisation's values, those of the queue over them, and those of the channel over both.
types::QueueSentimentSettings in_force(store::Transaction& transaction, Queue const& queue,
                                       std::optional<std::string> const& channel) {
    auto const organisation = store::sentiment_settings(transaction);
    types::QueueSentimentSettings values{{queue.id, queue.name},
                                         channel,
                                         {organisation.enabled},
                                         {organisation.agent_threshold},
                                         {organisation.supervisor_threshold},
                                         {organisation.quiet}};
    values.version = organisation.version;
    override_with(values, store::queue_override(transaction, queue.id, std::nullopt), types::Source::queue);
    if (channel)
        override_with(values, store::queue_override(transaction, queue.id, channel), types::Source::channel);
    return values;
}

std::string object_of(Queue const& queue, std::optional<std::string> const& channel) {
    return "queues/" + queue.id + (channel ? "/channels/" + *channel : "") + "/settings/sentiment";
}

Result<void> check_channel(std::optional<std::string> const& channel) {
    if (channel && !wrong_in_channel(*channel).empty())
        return fail(Code::not_found, "there is no such channel");
    return {};
}

/// The mark that counts how often the switches of supervisors were changed.
constexpr std::string_view actions_changes = "supervisor_actions_changes";

std::string described(types::SupervisorActions const& actions) {
    std::string text;
    for (std::size_t i = 0; i < actions.allowed.size(); ++i)
        text += (i > 0 ? " " : "") + std::string(types::supervisor_action_names[i]) +
                (actions.allowed[i] ? "=true" : "=false");
    return text;
}

Result<void> check_threshold(std::optional<Level> level, std::string field) {
    if (level && !types::is_threshold(*level))
        return fail(Code::invalid, "must be none, slightly_negative, negative or very_negative", std::move(field));
    return {};
}

Result<void> check_values(std::optional<Level> agent, std::optional<Level> supervisor, types::Quiet const& quiet) {
    auto checked = check_threshold(agent, "agent_threshold");
    if (checked)
        checked = check_threshold(supervisor, "supervisor_threshold");
    return checked ? check_quiet_hours(quiet) : checked;
}

Result<void> check_room(Change& change, std::string_view queue, std::optional<std::string> const& channel) {
    if (!channel || store::has_channel_override(change.transaction, queue, *channel) ||
        store::count_channel_overrides(change.transaction) < change.core.most_channels)
        return {};
    return fail(Code::conflict, "as many channels as may (desk.channel_settings) have settings of their own");
}

/// The notice is the queue's alone.
std::string described(types::Consent const& consent) {
    bool const inherits = consent.channel && consent.source == types::Source::queue;
    return "mode=" + std::string(inherits ? "inherit" : types::name_of(consent.mode)) +
           (consent.channel ? "" : " notice=" + consent.notice);
}

/// One version on, unless it is so already.
Result<void> store_consent(Change& change, Queue const& queue, types::Consent const& before,
                           types::ConsentChange const& wanted) {
    if (!before.channel) {
        types::Consent consent{*wanted.mode, wanted.notice.value_or(before.notice), before.version};
        if (consent == before)
            return {};
        ++consent.version;
        store::update_consent(change.transaction, queue.id, consent);
        return {};
    }
    bool const inherits = before.source == types::Source::queue;
    if (wanted.mode ? !inherits && *wanted.mode == before.mode : inherits)
        return {};
    if (auto const room = check_room(change, queue.id, before.channel); !room)
        return room;
    store::update_channel_consent(change.transaction, queue.id, *before.channel, wanted.mode, before.version + 1);
    return {};
}

/// Tells who reads them that settings of the queue have changed; those of the sentiment as they are now.
types::Event& tell_of_settings(Change& change, Queue const& queue, std::optional<std::string> const& channel) {
    auto& event = change.events.emplace_back();
    event.kind = types::EventKind::settings;
    event.queue_settings = in_force(change.transaction, queue, channel);
    event.at = change.now;
    return event;
}

template <class T>
void take(T& value, std::optional<T> const& change) {
    if (change)
        value = *change;
}

} // namespace

Result<types::SentimentSettings> Settings::sentiment(Caller const& caller) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    return core_.read([](store::Transaction& transaction) { return store::sentiment_settings(transaction); });
}

void tell_of_settings(Change& change) {
    auto& event = change.events.emplace_back();
    event.kind = types::EventKind::settings;
    event.settings = store::sentiment_settings(change.transaction);
    event.at = change.now;
}

Result<types::SentimentSettings> Settings::change_sentiment(Caller const& caller,
                                                            types::SentimentChange const& wanted) {
    if (!may(caller, Action::write_settings))
        return may_not_change_settings();
    auto const checked =
        check_values(wanted.agent_threshold, wanted.supervisor_threshold, wanted.quiet.value_or(std::nullopt));
    if (!checked)
        return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<types::SentimentSettings> {
        auto settings = store::sentiment_settings(change.transaction);
        if (auto const present = check_version(wanted.version, settings.version, "the settings"); !present)
            return Unexpected(present.error());
        auto const before = described(settings);
        take(settings.enabled, wanted.enabled);
        take(settings.agent_threshold, wanted.agent_threshold);
        take(settings.supervisor_threshold, wanted.supervisor_threshold);
        take(settings.quiet, wanted.quiet);
        if (described(settings) == before)
            return settings;
        ++settings.version;
        settings.changed_by = types::Reference{caller.id, caller.name};
        settings.changed_at = change.now;
        store::update_sentiment_settings(change.transaction, settings);
        write_audit(change, caller, "settings/sentiment", "change", before, described(settings));
        tell_of_settings(change);
        return settings;
    });
}

Result<types::QueueSentimentSettings> Settings::sentiment_of(Caller const& caller, std::string_view name,
                                                             std::optional<std::string> const& channel) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    if (auto const checked = check_channel(channel); !checked)
        return Unexpected(checked.error());
    return core_.read([&](store::Transaction& transaction) -> Result<types::QueueSentimentSettings> {
        auto const queue = visible_queue(transaction, caller, name);
        if (!queue)
            return Unexpected(queue.error());
        return in_force(transaction, *queue, channel);
    });
}

Result<types::QueueSentimentSettings> Settings::change_sentiment_of(Caller const& caller, std::string_view name,
                                                                    types::QueueSentimentChange const& wanted,
                                                                    std::optional<std::string> const& channel) {
    if (!may(caller, Action::write_settings))
        return may_not_change_settings();
    if (auto const checked = check_channel(channel); !checked)
        return Unexpected(checked.error());
    auto const quiet = wanted.quiet.value_or(std::nullopt);
    auto const checked =
        check_values(wanted.agent_threshold.value_or(std::nullopt), wanted.supervisor_threshold.value_or(std::nullopt),
                     quiet ? *quiet : std::nullopt);
    if (!checked)
        return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<types::QueueSentimentSettings> {
        auto const queue = store::find_queue(change.transaction, name);
        if (!queue)
            return fail(Code::not_found, std::string(no_queue));
        auto own = store::queue_override(change.transaction, queue->id, channel);
        if (auto const present = check_version(wanted.version, own.version, "the settings"); !present)
            return Unexpected(present.error());
        if (auto const room = check_room(change, queue->id, channel); !room)
            return Unexpected(room.error());
        auto const before = described(own);
        take(own.enabled, wanted.enabled);
        take(own.agent_threshold, wanted.agent_threshold);
        take(own.supervisor_threshold, wanted.supervisor_threshold);
        take(own.quiet, wanted.quiet);
        if (described(own) == before)
            return in_force(change.transaction, *queue, channel);
        ++own.version;
        store::update_queue_override(change.transaction, queue->id, channel, own);
        write_audit(change, caller, object_of(*queue, channel), "change", before, described(own));
        return *tell_of_settings(change, *queue, channel).queue_settings;
    });
}

Result<types::Consent> Settings::consent(Caller const& caller, std::string_view name,
                                         std::optional<std::string> const& channel) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    if (auto const checked = check_channel(channel); !checked)
        return Unexpected(checked.error());
    return core_.read([&](store::Transaction& transaction) -> Result<types::Consent> {
        auto const queue = visible_queue(transaction, caller, name);
        if (!queue)
            return Unexpected(queue.error());
        return store::consent_of(transaction, queue->id, channel);
    });
}

Result<types::Consent> Settings::change_consent(Caller const& caller, std::string_view name,
                                                types::ConsentChange const& wanted,
                                                std::optional<std::string> const& channel) {
    if (!may(caller, Action::write_settings))
        return fail(Code::forbidden, "only administrators may change the consent");
    if (auto const checked = check_channel(channel); !checked)
        return Unexpected(checked.error());
    if (!channel && !wanted.mode)
        return fail(Code::invalid, "must be one of: not_required notice opt_in", "mode");
    if (wanted.notice && (wanted.notice->size() > types::longest_notice || !sentiment::is_plain_text(*wanted.notice)))
        return fail(Code::invalid, "must be a text of at most 4,000 bytes", "notice");
    return core_.change([&](Change& change) -> Result<types::Consent> {
        auto const queue = store::find_queue(change.transaction, name);
        if (!queue)
            return fail(Code::not_found, std::string(no_queue));
        auto const before = store::consent_of(change.transaction, queue->id, channel);
        if (auto const present = check_version(wanted.version, before.version, "the settings"); !present)
            return Unexpected(present.error());
        if (channel && wanted.notice && *wanted.notice != before.notice)
            return fail(Code::invalid, "is that of the queue and stays as it is", "notice");
        if (auto const changed = store_consent(change, *queue, before, wanted); !changed)
            return Unexpected(changed.error());
        auto consent = store::consent_of(change.transaction, queue->id, channel);
        if (consent == before)
            return consent;
        write_audit(change, caller, "queues/" + queue->id + (channel ? "/channels/" + *channel : "") + "/consent",
                    "change", described(before), described(consent));
        tell_of_settings(change, *queue, channel);
        return consent;
    });
}

Result<types::Consent> Settings::consent_for_visitor(std::string_view name, std::string_view channel) {
    return core_.read([&](store::Transaction& transaction) -> Result<types::Consent> {
        auto const queue = store::find_queue(transaction, name);
        if (!queue)
            return fail(Code::not_found, std::string(no_queue));
        auto consent = store::consent_of(transaction, queue->id, std::string(channel));
        consent.channel.reset(); // where the mode comes from is no visitor's business
        return consent;
    });
}

types::SupervisorActions supervisor_actions(store::Transaction& transaction) {
    types::SupervisorActions actions;
    auto const off = store::mark(transaction, store::supervisor_actions_off);
    for (std::size_t i = 0; i < actions.allowed.size(); ++i)
        actions.allowed[i] = (off & types::bit_of(static_cast<SupervisorAction>(i))) == 0;
    actions.version = static_cast<std::uint64_t>(store::mark(transaction, actions_changes)) + 1;
    return actions;
}

Result<types::SupervisorActions> Settings::supervisor(Caller const& caller) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    return core_.read([](store::Transaction& transaction) { return supervisor_actions(transaction); });
}

Result<types::SupervisorActions> Settings::change_supervisor(Caller const& caller,
                                                             types::SupervisorActionsChange const& wanted) {
    if (!may(caller, Action::write_settings))
        return may_not_change_settings();
    return core_.change([&](Change& change) -> Result<types::SupervisorActions> {
        auto actions = supervisor_actions(change.transaction);
        if (auto const present = check_version(wanted.version, actions.version, "the settings"); !present)
            return Unexpected(present.error());
        auto const before = described(actions);
        bool const monitored = actions.allows(SupervisorAction::monitor);
        std::int64_t off = 0;
        for (std::size_t i = 0; i < actions.allowed.size(); ++i) {
            take(actions.allowed[i], wanted.allowed[i]);
            off |= actions.allowed[i] ? 0 : types::bit_of(static_cast<SupervisorAction>(i));
        }
        if (described(actions) == before)
            return actions;
        store::set_mark(change.transaction, store::supervisor_actions_off, off);
        store::set_mark(change.transaction, actions_changes, static_cast<std::int64_t>(actions.version));
        ++actions.version;
        write_audit(change, caller, "settings/supervisor", "change", before, described(actions));
        if (monitored && !actions.allows(SupervisorAction::monitor))
            end_monitoring(change, caller);
        tell_of_settings(change);
        return actions;
    });
}

} // namespace undertone::desk
