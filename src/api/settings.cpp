#include "api/answers.h"
#include "api/entity_tag.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

constexpr std::size_t longest_word = 50;
constexpr std::size_t longest_notice = 4000;
constexpr std::string_view inherit = "inherit";

Result<sentiment::Level> threshold_from(std::string const& word, std::string_view field) {
    auto const level = sentiment::level_from(word);
    if (!level || !types::is_threshold(*level))
        return fail(Code::invalid,
                    std::string(field) + " must be one of: none slightly_negative negative very_negative.",
                    std::string(field));
    return *level;
}

Result<std::optional<sentiment::Level>> read_threshold(Fields const& fields, std::string_view field) {
    auto const word = fields.optional_text(field, longest_word);
    if (!word)
        return Unexpected(word.error());
    if (!*word)
        return std::optional<sentiment::Level>();
    auto const level = threshold_from(**word, field);
    if (!level)
        return Unexpected(level.error());
    return std::optional(*level);
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
        response->headers.emplace_back("ETag", tag_of(found->version));
    return response;
}

/// A change of what has a version: `version` of the body and If-Match must both fit. `change(version)` makes it.
template <class T, class Make, class View>
Result<net::Response> change_tagged(Call const& call, Result<T> const& present, std::optional<std::uint64_t> version,
                                    Make change, View view) {
    if (!present)
        return Unexpected(present.error());
    auto const wanted = version_to_meet(call.request, present->version);
    if (!wanted)
        return Unexpected(wanted.error());
    auto const changed = change(version ? version : *wanted);
    if (!changed && !version && *wanted && changed.error().field == "version") // somebody was faster
        return fail(Code::stale, changed.error().message, "version");
    return tagged(changed, view);
}

boost::json::object view(types::SentimentSettings const& settings) {
    return to_json(settings);
}

boost::json::object queue_view(types::QueueSentimentSettings const& settings) {
    return to_json(settings);
}

/// In a queue a threshold may also be "inherit".
Result<std::optional<std::optional<sentiment::Level>>> read_queue_threshold(Fields const& fields,
                                                                            std::string_view field) {
    using Change = std::optional<std::optional<sentiment::Level>>;
    auto const word = fields.optional_text(field, longest_word);
    if (!word)
        return Unexpected(word.error());
    if (!*word)
        return Change();
    if (**word == inherit)
        return Change(std::optional<sentiment::Level>());
    auto const level = threshold_from(**word, field);
    if (!level)
        return Unexpected(level.error());
    return Change(std::optional(*level));
}

Result<types::QueueSentimentChange> read_queue_change(Fields const& fields) {
    types::QueueSentimentChange change;
    if (auto const word = fields.optional_text("enabled", longest_word); word && *word && **word == inherit) {
        change.enabled = std::optional<bool>();
    } else {
        auto const flag = fields.optional_flag("enabled");
        if (!flag)
            return Unexpected(flag.error());
        if (*flag)
            change.enabled = *flag;
    }
    auto const agent = read_queue_threshold(fields, "agent_threshold");
    if (!agent)
        return Unexpected(agent.error());
    change.agent_threshold = *agent;
    auto const supervisor = read_queue_threshold(fields, "supervisor_threshold");
    if (!supervisor)
        return Unexpected(supervisor.error());
    change.supervisor_threshold = *supervisor;
    auto const version = fields.optional_version();
    if (!version)
        return Unexpected(version.error());
    change.version = *version;
    return change;
}

/// The channel in the path, where it has one.
std::optional<std::string> channel_of(Call const& call) {
    return call.parameters.size() > 1 ? std::optional(call.parameters[1]) : std::nullopt;
}

} // namespace

Result<net::Response> get_settings(Context& context, Call const& call) {
    return tagged(context.desk.settings().sentiment(call.caller()), view);
}

Result<net::Response> put_settings(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    types::SentimentChange change;
    auto const enabled = fields->optional_flag("enabled");
    if (!enabled)
        return Unexpected(enabled.error());
    change.enabled = *enabled;
    auto const agent = read_threshold(*fields, "agent_threshold");
    if (!agent)
        return Unexpected(agent.error());
    change.agent_threshold = *agent;
    auto const supervisor = read_threshold(*fields, "supervisor_threshold");
    if (!supervisor)
        return Unexpected(supervisor.error());
    change.supervisor_threshold = *supervisor;
    auto const version = fields->optional_version();
    if (!version)
        return Unexpected(version.error());
    auto& settings = context.desk.settings();
    auto const make = [&](std::optional<std::uint64_t> met) {
        change.version = met;
        return settings.change_sentiment(call.caller(), change);
    };
    return change_tagged(call, settings.sentiment(call.caller()), *version, make, view);
}

Result<net::Response> get_queue_settings(Context& context, Call const& call) {
    return tagged(context.desk.settings().sentiment_of(call.caller(), call.id(), channel_of(call)), queue_view);
}

Result<net::Response> put_queue_settings(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto change = read_queue_change(*fields);
    if (!change)
        return Unexpected(change.error());
    auto& settings = context.desk.settings();
    auto const channel = channel_of(call);
    auto const make = [&](std::optional<std::uint64_t> met) {
        change->version = met;
        return settings.change_sentiment_of(call.caller(), call.id(), *change, channel);
    };
    return change_tagged(call, settings.sentiment_of(call.caller(), call.id(), channel), change->version, make,
                         queue_view);
}

Result<net::Response> get_consent(Context& context, Call const& call) {
    return answer(context.desk.settings().consent(call.caller(), call.id()), 200,
                  [](types::Consent const& consent) { return to_json(consent); });
}

Result<net::Response> put_consent(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const word = fields->text("mode", longest_word);
    if (!word)
        return Unexpected(word.error());
    auto const mode = types::consent_mode_from(*word);
    if (!mode)
        return fail(Code::invalid, "mode must be one of: not_required notice opt_in.", "mode");
    auto notice = fields->optional_text("notice", longest_notice);
    if (!notice)
        return Unexpected(notice.error());
    types::Consent const consent{*mode, notice->value_or("")};
    return answer(context.desk.settings().change_consent(call.caller(), call.id(), consent), 200,
                  [](types::Consent const& changed) { return to_json(changed); });
}

Result<net::Response> get_notice(Context& context, Call const& call) {
    return answer(context.desk.settings().consent_for_visitor(call.id()), 200,
                  [](types::Consent const& consent) { return to_json(consent); });
}

Result<net::Response> get_supervisor_actions(Context& context, Call const& call) {
    return tagged(context.desk.settings().supervisor(call.caller()), described);
}

Result<net::Response> put_supervisor_actions(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    types::SupervisorActionsChange change;
    for (std::size_t i = 0; i < change.allowed.size(); ++i) {
        auto const flag = fields->optional_flag(types::supervisor_action_names[i]);
        if (!flag)
            return Unexpected(flag.error());
        change.allowed[i] = *flag;
    }
    auto const version = fields->optional_version();
    if (!version)
        return Unexpected(version.error());
    auto& settings = context.desk.settings();
    auto const make = [&](std::optional<std::uint64_t> met) {
        change.version = met;
        return settings.change_supervisor(call.caller(), change);
    };
    return change_tagged(call, settings.supervisor(call.caller()), *version, make, described);
}

} // namespace undertone::api
