#include "api/answers.h"
#include "api/entity_tag.h"
#include "api/quiet_hours.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

constexpr std::size_t longest_word = 50;
constexpr std::size_t longest_notice = 4000;
constexpr std::string_view inherit = "inherit";

constexpr std::string_view known_thresholds = "must be one of: none slightly_negative negative very_negative.";

std::optional<sentiment::Level> threshold_from(std::string_view word) {
    auto const level = sentiment::level_from(word);
    return level && types::is_threshold(*level) ? level : std::nullopt;
}

std::optional<sentiment::Level> read_threshold(Form const& form, std::string_view field) {
    return form.optional_parsed(field, longest_word, threshold_from, known_thresholds);
}

template <class T>
std::string tag_of_all(T const& settings) {
    return tag_of(settings.version);
}

/// Values that are inherited change with the settings above as well.
std::string tag_of_all(types::QueueSentimentSettings const& settings) {
    return '"' + std::to_string(settings.version) + '.' + std::to_string(settings.inherited) + '"';
}

std::string tag_of_all(types::Consent const& consent) {
    return consent.channel ? '"' + std::to_string(consent.version) + '.' + std::to_string(consent.inherited) + '"'
                           : tag_of(consent.version);
}

boost::json::object described(types::SupervisorActions const& actions) {
    boost::json::object view;
    for (std::size_t i = 0; i < actions.allowed.size(); ++i)
        view[types::supervisor_action_names[i]] = actions.allowed[i];
    view["version"] = actions.version;
    return view;
}

/// What has a version, with its tag.
template <class T, class View>
Result<net::Response> tagged(Result<T> const& found, View view) {
    auto response = answer(found, 200, view);
    if (response)
        response->headers.emplace_back("ETag", tag_of_all(*found));
    return response;
}

/// A change of what has a version: `version` of the body and If-Match must both fit. `change(version)` makes it.
template <class T, class Make, class View>
Result<net::Response> change_tagged(Call const& call, Result<T> const& present, std::optional<std::uint64_t> version,
                                    Make change, View view) {
    if (!present)
        return Unexpected(present.error());
    auto const wanted = version_to_meet(call.request, present->version, tag_of_all(*present));
    if (!wanted)
        return Unexpected(wanted.error());
    auto const changed = change(version ? version : *wanted);
    if (!changed && !version && *wanted && changed.error().field == "version") // somebody was faster
        return fail(Code::stale, changed.error().message, "version");
    return tagged(changed, view);
}

/// In a queue a value may also be "inherit": a change to nothing of its own. What is absent stays.
template <class Value, class Read>
std::optional<std::optional<Value>> read_own(Form const& form, std::string_view field, Read read) {
    if (form.says(field, inherit))
        return std::optional<Value>();
    if (std::optional<Value> const value = read(field))
        return value;
    return std::nullopt;
}

/// Null switches them off; what is absent stays.
std::optional<types::Quiet> read_quiet_change(Form const& form) {
    if (form.names_null("quiet_hours"))
        return types::Quiet();
    if (auto hours = read_quiet_hours(form))
        return hours;
    return std::nullopt;
}

types::QueueSentimentChange read_queue_change(Form const& form) {
    using sentiment::Level;
    auto const flag = [&](std::string_view field) { return form.optional_flag(field); };
    auto const threshold = [&](std::string_view field) { return read_threshold(form, field); };
    return {.enabled = read_own<bool>(form, "enabled", flag),
            .agent_threshold = read_own<Level>(form, "agent_threshold", threshold),
            .supervisor_threshold = read_own<Level>(form, "supervisor_threshold", threshold),
            .quiet = read_own<types::Quiet>(form, "quiet_hours", [&](auto) { return read_quiet_change(form); }),
            .version = form.optional_version()};
}

/// The channel in the path, where it has one.
std::optional<std::string> channel_of(Call const& call) {
    return call.parameters.size() > 1 ? std::optional(call.parameters[1]) : std::nullopt;
}

} // namespace

Result<net::Response> get_settings(Context& context, Call const& call) {
    return tagged(context.desk.settings().sentiment(call.caller()), as_json);
}

Result<net::Response> put_settings(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    types::SentimentChange change{.enabled = form.optional_flag("enabled"),
                                  .agent_threshold = read_threshold(form, "agent_threshold"),
                                  .supervisor_threshold = read_threshold(form, "supervisor_threshold"),
                                  .quiet = read_quiet_change(form),
                                  .version = form.optional_version()};
    form.pass_over({"changed_by", "changed_at"});
    if (form.refused())
        return form.refusal();
    auto& settings = context.desk.settings();
    auto const make = [&](std::optional<std::uint64_t> met) {
        change.version = met;
        return settings.change_sentiment(call.caller(), change);
    };
    return change_tagged(call, settings.sentiment(call.caller()), change.version, make, as_json);
}

Result<net::Response> get_queue_settings(Context& context, Call const& call) {
    return tagged(context.desk.settings().sentiment_of(call.caller(), call.id(), channel_of(call)), as_json);
}

Result<net::Response> put_queue_settings(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto change = read_queue_change(form);
    form.pass_over({"queue", "channel", "source"});
    if (form.refused())
        return form.refusal();
    auto& settings = context.desk.settings();
    auto const channel = channel_of(call);
    auto const make = [&](std::optional<std::uint64_t> met) {
        change.version = met;
        return settings.change_sentiment_of(call.caller(), call.id(), change, channel);
    };
    return change_tagged(call, settings.sentiment_of(call.caller(), call.id(), channel), change.version, make, as_json);
}

Result<net::Response> get_consent(Context& context, Call const& call) {
    return tagged(context.desk.settings().consent(call.caller(), call.id(), channel_of(call)), as_json);
}

Result<net::Response> put_consent(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const channel = channel_of(call);
    types::ConsentChange change{.notice = form.optional_text("notice", longest_notice),
                                .version = form.optional_version()};
    if (!channel || !form.says("mode", inherit))
        change.mode = form.parsed("mode", longest_word, types::consent_mode_from,
                                  channel ? "must be one of: inherit not_required notice opt_in."
                                          : "must be one of: not_required notice opt_in.");
    form.pass_over({"channel", "source"});
    if (form.refused())
        return form.refusal();
    auto& settings = context.desk.settings();
    auto const make = [&](std::optional<std::uint64_t> met) {
        change.version = met;
        return settings.change_consent(call.caller(), call.id(), change, channel);
    };
    return change_tagged(call, settings.consent(call.caller(), call.id(), channel), change.version, make, as_json);
}

Result<net::Response> get_notice(Context& context, Call const& call) {
    Query const query(call.request);
    auto const channel = query.optional_text("channel").value_or(types::NewConversation().channel);
    if (query.failed())
        return query.refusal();
    return answer(context.desk.settings().consent_for_visitor(call.id(), channel), 200, as_json);
}

Result<net::Response> get_supervisor_actions(Context& context, Call const& call) {
    return tagged(context.desk.settings().supervisor(call.caller()), described);
}

Result<net::Response> put_supervisor_actions(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    types::SupervisorActionsChange change;
    for (std::size_t i = 0; i < change.allowed.size(); ++i)
        change.allowed[i] = form.optional_flag(types::supervisor_action_names[i]);
    change.version = form.optional_version();
    if (form.refused())
        return form.refusal();
    auto& settings = context.desk.settings();
    auto const make = [&](std::optional<std::uint64_t> met) {
        change.version = met;
        return settings.change_supervisor(call.caller(), change);
    };
    return change_tagged(call, settings.supervisor(call.caller()), change.version, make, described);
}

} // namespace undertone::api
