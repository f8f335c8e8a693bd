#include "api/answers.h"
#include "api/quiet_hours.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/bounds.h"
#include "types/rule.h"

#include <array>

namespace undertone::api {
namespace {

using boost::json::object;
using sentiment::Condition;
using types::Rule;

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

object rule_view(Rule const& rule) {
    object scope;
    if (rule.queue)
        scope["queue"] = *rule.queue;
    if (rule.channel)
        scope["channel"] = *rule.channel;
    if (rule.skill)
        scope["skill"] = *rule.skill;
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
        json["quiet_hours"] = to_json(*rule.quiet);
    return json;
}

/// A word that `from` knows.
template <class From>
auto known_word(Form const& form, std::string_view name, From from, std::string const& demand)
    -> decltype(from(std::string_view())) {
    auto const word = form.optional_text(name, types::longest_value);
    if (!word)
        return std::nullopt;
    auto const value = from(*word);
    if (!value)
        form.refuse(form.path_of(name), form.path_of(name) + " " + demand);
    return value;
}

std::uint32_t read_count(Form const& form, std::string_view name) {
    auto const number = form.optional_number(name).value_or(0);
    if (number < 0 || number > std::int64_t{UINT32_MAX})
        form.refuse(form.path_of(name), form.path_of(name) + " is out of bounds.");
    return static_cast<std::uint32_t>(number);
}

Condition read_alert_condition(Form const& form) {
    Condition condition;
    condition.level = known_word(form, "level", sentiment::level_from, "must be one of the seven levels.");
    condition.pulse = form.optional_real("pulse");
    for (auto const& [name, member] : reals)
        condition.*member = form.optional_real(name).value_or(0);
    for (auto const& [name, member] : seconds)
        condition.*member = form.optional_number(name).value_or(0);
    for (auto const& [name, member] : counts)
        condition.*member = read_count(form, name);
    return condition;
}

/// A rule without id and version; the desk checks its values. In a simulation the name may be missing.
Rule read_alert_rule(Form const& form, std::string const& name) {
    Rule rule;
    rule.name = name;
    rule.enabled = form.optional_flag("enabled").value_or(true);
    rule.audience = known_word(form, "audience", types::audience_from, "must be one of: agent supervisor.")
                        .value_or(types::AlertAudience::supervisor);
    if (auto const scope = form.optional_object("scope")) {
        rule.queue = scope->optional_text("queue", longest_name);
        rule.channel = scope->optional_text("channel", types::longest_value);
        rule.skill = scope->optional_text("skill", longest_name);
    }
    rule.quiet = read_quiet_hours(form);
    rule.condition = read_alert_condition(form);
    form.pass_over({"id", "version"}); // so that a client can send back what it read
    return rule;
}

object view_of_simulation(types::Simulation const& simulation) {
    boost::json::array items;
    for (auto const& firing : simulation.firings)
        items.push_back(object{{"conversation", firing.conversation},
                               {"message", firing.message},
                               {"at", to_text(firing.at)},
                               {"level", sentiment::name_of(firing.level)},
                               {"code", static_cast<int>(firing.level)},
                               {"pulse", sentiment::rounded(firing.pulse)}});
    return {{"items", std::move(items)}, {"conversations", simulation.conversations}, {"cut", simulation.cut}};
}

/// A whole rule, and the version that a change is based on.
struct GivenRule {
    Rule rule;
    std::optional<std::uint64_t> version;
};

Result<GivenRule> read_body(Call const& call) {
    auto const form = Form::of_body(call.request);
    auto rule = read_alert_rule(form, form.name("name"));
    return form.result(GivenRule{std::move(rule), form.optional_version(call.met)});
}

Result<desk::SimulationRequest> read_simulation(Call const& call) {
    constexpr std::string_view demand = "must be a time like 2026-01-31T12:00:00Z.";
    auto const form = Form::of_body(call.request);
    auto const rule = form.optional_object("rule");
    if (!rule)
        form.refuse("rule", "rule is missing.");
    if (form.failed())
        return form.refusal();
    auto const name = rule->optional_name("name").value_or("simulated");
    return form.result(desk::SimulationRequest{.rule = read_alert_rule(*rule, name),
                                               .from = form.parsed("from", types::longest_value, time_from, demand),
                                               .to = form.parsed("to", types::longest_value, time_from, demand),
                                               .queue = form.optional_text("queue", longest_name)});
}

} // namespace

Result<net::Response> get_rules(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return page_out_of(context.desk.rules().list(call.caller()), page); }, rule_view);
}

Result<net::Response> get_rule(Context& context, Call const& call) {
    return answer(context.desk.rules().find(call.caller(), call.id()), 200, rule_view);
}

Result<net::Response> post_rule(Context& context, Call const& call) {
    auto const given = read_body(call);
    if (!given)
        return Unexpected(given.error());
    return answer(context.desk.rules().create(call.caller(), given->rule), 201, rule_view);
}

Result<net::Response> put_rule(Context& context, Call const& call) {
    auto const given = read_body(call);
    if (!given)
        return Unexpected(given.error());
    return answer(context.desk.rules().replace(call.caller(), call.id(), given->rule, given->version), 200, rule_view);
}

Result<net::Response> delete_rule(Context& context, Call const& call) {
    return empty_answer(context.desk.rules().remove(call.caller(), call.id()));
}

Result<net::Response> simulate_rule(Context& context, Call const& call) {
    auto const wanted = read_simulation(call);
    if (!wanted)
        return Unexpected(wanted.error());
    return answer(context.desk.rules().simulate(call.caller(), *wanted), 200, view_of_simulation);
}

} // namespace undertone::api
