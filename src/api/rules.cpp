#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/rule.h"

#include <array>
#include <cmath>

namespace undertone::api {
namespace {

using boost::json::object;
using sentiment::Condition;
using types::Rule;

constexpr std::size_t longest_name = 400;
constexpr std::size_t longest_word = 100;

/// The counts of a rule, under the name that they have outside.
struct Count {
    std::string_view name;
    std::uint32_t Condition::*member;
};

constexpr std::array counts{
    Count{"k", &Condition::k}, Count{"n", &Condition::n}, Count{"drop_levels", &Condition::drop_levels},
    Count{"within_messages", &Condition::within_messages}, Count{"minimum_messages", &Condition::minimum_messages}};

struct Seconds {
    std::string_view name;
    std::int64_t Condition::*member;
};

constexpr std::array seconds{Seconds{"cool_down_seconds", &Condition::cool_down_seconds},
                             Seconds{"duration_seconds", &Condition::duration_seconds}};

struct Real {
    std::string_view name;
    double Condition::*member;
};

constexpr std::array reals{Real{"hysteresis", &Condition::hysteresis},
                           Real{"minimum_confidence", &Condition::minimum_confidence}};

object view(Rule const& rule) {
    object scope;
    if (rule.queue)
        scope["queue"] = *rule.queue;
    if (rule.channel)
        scope["channel"] = *rule.channel;
    object json{{"id", rule.id},           {"name", rule.name}, {"enabled", rule.enabled},
                {"version", rule.version}, {"scope", scope},    {"audience", types::name_of(rule.audience)}};
    auto const& condition = rule.condition;
    if (condition.level)
        json["level"] = sentiment::name_of(*condition.level);
    if (condition.pulse)
        json["pulse"] = *condition.pulse;
    for (auto const& [name, member] : reals)
        json[name] = condition.*member;
    for (auto const& [name, member] : seconds)
        json[name] = condition.*member;
    for (auto const& [name, member] : counts)
        json[name] = condition.*member;
    if (rule.quiet)
        json["quiet_hours"] =
            object{{"from", rule.quiet->from}, {"to", rule.quiet->to}, {"time_zone", rule.quiet->time_zone}};
    return json;
}

Result<void> read_threshold(Fields const& fields, Condition& condition) {
    auto const word = fields.optional_text("level", longest_word);
    if (!word)
        return Unexpected(word.error());
    if (*word) {
        condition.level = sentiment::level_from(**word);
        if (!condition.level)
            return fail(Code::invalid, "level must be one of the seven levels.", "level");
    }
    auto const pulse = fields.optional_real("pulse");
    if (!pulse)
        return Unexpected(pulse.error());
    condition.pulse = *pulse;
    return {};
}

Result<Condition> read_condition(Fields const& fields) {
    Condition condition;
    if (auto const threshold = read_threshold(fields, condition); !threshold)
        return Unexpected(threshold.error());
    for (auto const& [name, member] : reals) {
        auto const value = fields.optional_real(name);
        if (!value)
            return Unexpected(value.error());
        condition.*member = value->value_or(0);
    }
    for (auto const& [name, member] : seconds) {
        auto const value = fields.optional_number(name);
        if (!value)
            return Unexpected(value.error());
        condition.*member = value->value_or(0);
    }
    for (auto const& [name, member] : counts) {
        auto const value = fields.optional_number(name);
        if (!value)
            return Unexpected(value.error());
        auto const number = value->value_or(0);
        if (number < 0 || number > std::int64_t{UINT32_MAX})
            return fail(Code::invalid, std::string(name) + " is out of bounds.", std::string(name));
        condition.*member = static_cast<std::uint32_t>(number);
    }
    return condition;
}

Result<void> read_scope(Fields const& fields, Rule& rule) {
    auto const scope = fields.optional_object("scope");
    if (!scope)
        return Unexpected(scope.error());
    if (!*scope)
        return {};
    auto queue = (*scope)->optional_text("queue", longest_name);
    if (!queue)
        return Unexpected(queue.error());
    auto channel = (*scope)->optional_text("channel", longest_word);
    if (!channel)
        return Unexpected(channel.error());
    rule.queue = *std::move(queue);
    rule.channel = *std::move(channel);
    return {};
}

Result<void> read_quiet_hours(Fields const& fields, Rule& rule) {
    auto const quiet = fields.optional_object("quiet_hours");
    if (!quiet)
        return Unexpected(quiet.error());
    if (!*quiet)
        return {};
    types::QuietHours hours;
    for (auto const& [name, member] :
         {std::pair{"from", &types::QuietHours::from}, std::pair{"to", &types::QuietHours::to},
          std::pair{"time_zone", &types::QuietHours::time_zone}}) {
        auto text = (*quiet)->text(name, longest_word);
        if (!text)
            return Unexpected(text.error());
        hours.*member = *std::move(text);
    }
    rule.quiet = std::move(hours);
    return {};
}

/// A rule without id and version; the desk checks its values. In a simulation the name may be missing.
Result<Rule> read_rule(Fields const& fields, bool named) {
    Rule rule;
    auto name = fields.optional_text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    if (!*name && named)
        return fail(Code::invalid, "name is missing.", "name");
    rule.name = name->value_or("simulated");
    auto const enabled = fields.optional_flag("enabled");
    if (!enabled)
        return Unexpected(enabled.error());
    rule.enabled = enabled->value_or(true);
    auto const word = fields.optional_text("audience", longest_word);
    if (!word)
        return Unexpected(word.error());
    auto const audience = types::audience_from(word->value_or("supervisor"));
    if (!audience)
        return fail(Code::invalid, "audience must be one of: agent supervisor.", "audience");
    rule.audience = *audience;
    if (auto const scope = read_scope(fields, rule); !scope)
        return Unexpected(scope.error());
    if (auto const quiet = read_quiet_hours(fields, rule); !quiet)
        return Unexpected(quiet.error());
    auto const condition = read_condition(fields);
    if (!condition)
        return Unexpected(condition.error());
    rule.condition = *condition;
    return rule;
}

Result<Time> read_time(Fields const& fields, std::string_view name) {
    auto const text = fields.text(name, longest_word);
    if (!text)
        return Unexpected(text.error());
    auto const time = time_from(*text);
    if (!time)
        return fail(Code::invalid, std::string(name) + " must be a time like 2026-01-31T12:00:00Z.", std::string(name));
    return *time;
}

object view_of_simulation(types::Simulation const& simulation) {
    boost::json::array items;
    for (auto const& firing : simulation.firings)
        items.push_back(object{{"conversation", firing.conversation},
                               {"message", firing.message},
                               {"at", to_text(firing.at)},
                               {"level", sentiment::name_of(firing.level)},
                               {"code", static_cast<int>(firing.level)},
                               {"pulse", std::round(firing.pulse * 100) / 100}});
    return {{"items", std::move(items)}, {"conversations", simulation.conversations}, {"cut", simulation.cut}};
}

/// A whole rule, and the version that a change is based on.
struct GivenRule {
    Rule rule;
    std::optional<std::uint64_t> version;
};

Result<GivenRule> read_body(Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto rule = read_rule(*fields, true);
    if (!rule)
        return Unexpected(rule.error());
    auto const version = fields->optional_version();
    if (!version)
        return Unexpected(version.error());
    return GivenRule{*std::move(rule), *version};
}

} // namespace

Result<net::Response> get_rules(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto found = context.desk.rules().list(call.caller());
    if (!found)
        return Unexpected(found.error());
    return list_answer(page_out_of(*std::move(found), *page), view);
}

Result<net::Response> get_rule(Context& context, Call const& call) {
    return answer(context.desk.rules().find(call.caller(), call.id()), 200, view);
}

Result<net::Response> post_rule(Context& context, Call const& call) {
    auto const given = read_body(call);
    if (!given)
        return Unexpected(given.error());
    return answer(context.desk.rules().create(call.caller(), given->rule), 201, view);
}

Result<net::Response> put_rule(Context& context, Call const& call) {
    auto const given = read_body(call);
    if (!given)
        return Unexpected(given.error());
    return answer(context.desk.rules().replace(call.caller(), call.id(), given->rule, given->version), 200, view);
}

Result<net::Response> delete_rule(Context& context, Call const& call) {
    return empty_answer(context.desk.rules().remove(call.caller(), call.id()));
}

Result<net::Response> simulate_rule(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const inner = fields->optional_object("rule");
    if (!inner)
        return Unexpected(inner.error());
    if (!*inner)
        return fail(Code::invalid, "rule is missing.", "rule");
    auto rule = read_rule(**inner, false);
    if (!rule)
        return Unexpected(rule.error());
    auto const from = read_time(*fields, "from");
    if (!from)
        return Unexpected(from.error());
    auto const to = read_time(*fields, "to");
    if (!to)
        return Unexpected(to.error());
    auto queue = fields->optional_text("queue", longest_name);
    if (!queue)
        return Unexpected(queue.error());
    return answer(context.desk.rules().simulate(call.caller(), {*std::move(rule), *from, *to, *std::move(queue)}), 200,
                  view_of_simulation);
}

} // namespace undertone::api
