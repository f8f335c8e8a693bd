#include "api/answers.h"
#include "api/entity_tag.h"
#include "api/quiet_hours.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/bounds.h"

namespace undertone::api {
namespace {

constexpr std::string_view inherit = "inherit";

constexpr std::string_view known_thresholds = "must be one of: none slightly_negative negative very_negative.";

std::optional<sentiment::Level> threshold_from(std::string_view word) {
    auto const level = sentiment::level_from(word);
    return level && types::is_threshold(*level) ? level : std::nullopt;
}

std::optional<sentiment::Level> read_threshold(Form const& form, std::string_view field) {
    return form.optional_parsed(field, types::longest_word, threshold_from, known_thresholds);
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

types::QueueSentimentChange read_queue_change(Call const& call, Form const& form) {
    using sentiment::Level;
    auto const flag = [&](std::string_view field) { return form.optional_flag(field); };
    auto const threshold = [&](std::string_view field) { return read_threshold(form, field); };
    return {.enabled = read_own<bool>(form, "enabled", flag),
            .agent_threshold = read_own<Level>(form, "agent_threshold", threshold),
            .supervisor_threshold = read_own<Level>(form, "supervisor_threshold", threshold),
            .quiet = read_own<types::Quiet>(form, "quiet_hours", [&](auto) { return read_quiet_change(form); }),
            .version = form.optional_version(call.met)};
}

template <class T>
void leave(std::optional<std::optional<T>>& change, types::Sourced<T> const& shown, Form const& source,
           std::string_view field) {
    bool const same = change && *change && **change == shown.value;
    if (source.says(field, types::name_of(shown.source)) && same)
        change.reset();
}

/// A value that comes back as it is shown, with its source, is no change: what is inherited stays so.
void leave_as_shown(types::QueueSentimentChange& change, types::QueueSentimentSettings const& shown,
                    std::optional<Form> const& source) {
    if (!source)
        return;
    leave(change.enabled, shown.enabled, *source, "enabled");
    leave(change.agent_threshold, shown.agent_threshold, *source, "agent_threshold");
    leave(change.supervisor_threshold, shown.supervisor_threshold, *source, "supervisor_threshold");
    leave(change.quiet, shown.quiet, *source, "quiet_hours");
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
    types::SentimentChange const change{.enabled = form.optional_flag("enabled"),
                                        .agent_threshold = read_threshold(form, "agent_threshold"),
                                        .supervisor_threshold = read_threshold(form, "supervisor_threshold"),
                                        .quiet = read_quiet_change(form),
                                        .version = form.optional_version(call.met)};
    form.pass_over({"changed_by", "changed_at"});
    if (form.refused())
        return form.refusal();
    return tagged(context.desk.settings().change_sentiment(call.caller(), change), as_json);
}

Result<net::Response> get_queue_settings(Context& context, Call const& call) {
    return tagged(context.desk.settings().sentiment_of(call.caller(), call.id(), channel_of(call)), as_json);
}

Result<net::Response> put_queue_settings(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto& settings = context.desk.settings();
    auto const channel = channel_of(call);
    auto change = read_queue_change(call, form);
    form.pass_over({"queue", "channel"});
    auto const shown = settings.sentiment_of(call.caller(), call.id(), channel);
    leave_as_shown(change, shown ? *shown : types::QueueSentimentSettings(), form.optional_object("source"));
    if (form.refused())
        return form.refusal();
    return tagged(settings.change_sentiment_of(call.caller(), call.id(), change, channel), as_json);
}

Result<net::Response> get_consent(Context& context, Call const& call) {
    return tagged(context.desk.settings().consent(call.caller(), call.id(), channel_of(call)), as_json);
}

Result<net::Response> put_consent(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const channel = channel_of(call);
    types::ConsentChange change{.notice = form.optional_text("notice", types::longest_notice),
                                .version = form.optional_version(call.met)};
    if (!channel || !form.says("mode", inherit))
        change.mode = form.parsed("mode", types::longest_word, types::consent_mode_from,
                                  channel ? "must be one of: inherit not_required notice opt_in."
                                          : "must be one of: not_required notice opt_in.");
    form.pass_over({"channel"});
    auto& settings = context.desk.settings();
    auto const shown = settings.consent(call.caller(), call.id(), channel);
    bool const inherited = shown && shown->source != types::Source::channel && change.mode == shown->mode;
    if (form.says("source", types::name_of(types::Source::queue)) && channel && inherited)
        change.mode.reset(); // it comes back as it is shown, so it stays inherited
    if (form.refused())
        return form.refusal();
    return tagged(settings.change_consent(call.caller(), call.id(), change, channel), as_json);
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
    change.version = form.optional_version(call.met);
    if (form.refused())
        return form.refusal();
    return tagged(context.desk.settings().change_supervisor(call.caller(), change), described);
}

} // namespace undertone::api
