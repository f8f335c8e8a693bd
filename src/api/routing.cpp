#include "types/routing.h"
#include "api/answers.h"
#include "api/asked_readings.h"
#include "api/reading_json.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/bounds.h"

#include <boost/json/array.hpp>
#include <string_view>

/// The rules that place conversations before somebody has them, and their dry run.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;
using types::RoutingRule;
using types::RoutingRules;

using Names = std::vector<std::string>;

constexpr std::size_t most_names = 100;

object view_of(RoutingRule const& rule) {
    object condition;
    if (rule.level_at_most)
        condition["level_at_most"] = sentiment::name_of(*rule.level_at_most);
    if (!rule.languages.empty())
        condition["languages"] = to_json(rule.languages);
    if (!rule.channels.empty())
        condition["channels"] = to_json(rule.channels);
    if (rule.out_of_hours)
        condition["out_of_hours"] = *rule.out_of_hours;
    object then;
    if (rule.queue)
        then["queue"] = to_json(*rule.queue);
    if (rule.priority)
        then["priority"] = *rule.priority;
    if (rule.skill)
        then["skill"] = *rule.skill;
    return {{"name", rule.name}, {"if", std::move(condition)}, {"then", std::move(then)}};
}

object view(RoutingRules const& rules) {
    array sets;
    for (auto const& set : rules.rulesets) {
        array items;
        for (auto const& rule : set.rules)
            items.push_back(view_of(rule));
        sets.push_back(object{{"name", set.name}, {"rules", std::move(items)}});
    }
    return {{"rulesets", std::move(sets)}, {"version", rules.version}};
}

void read_routing_condition(Form const& form, RoutingRule& rule) {
    if (auto const word = form.optional_text("level_at_most", types::longest_value)) {
        rule.level_at_most = sentiment::level_from(*word);
        if (!rule.level_at_most || *rule.level_at_most == sentiment::Level::none)
            form.refuse(form.path_of("level_at_most"), "level_at_most must be one of the seven levels.");
    }
    rule.languages = form.optional_texts("languages", most_names, longest_name).value_or(Names());
    rule.channels = form.optional_texts("channels", most_names, longest_name).value_or(Names());
    rule.out_of_hours = form.optional_flag("out_of_hours");
}

void read_effect(Form const& form, RoutingRule& rule) {
    if (auto const queue = form.optional_reference("queue", longest_name))
        rule.queue = types::Reference{{}, *queue};
    rule.priority = form.optional_number("priority");
    rule.skill = form.optional_text("skill", longest_name);
}

RoutingRule read_routing_rule(Form const& form) {
    RoutingRule rule;
    rule.name = form.name("name");
    if (auto const condition = form.optional_object("if"))
        read_routing_condition(*condition, rule);
    if (auto const effect = form.optional_object("then"))
        read_effect(*effect, rule);
    return rule;
}

RoutingRules read_rules(Context const& context, Form const& form) {
    RoutingRules rules;
    for (auto const& set : form.objects("rulesets", context.config.bound("routing.rulesets"))) {
        auto& ruleset = rules.rulesets.emplace_back(types::Ruleset{set.name("name"), {}});
        for (auto const& rule : set.objects("rules", context.config.bound("routing.rules")))
            ruleset.rules.push_back(read_routing_rule(rule));
    }
    return rules;
}

array view(std::vector<types::ExpectedAlert> const& alerts) {
    array items;
    for (auto const& alert : alerts) {
        array people;
        for (auto const& [person, notify] : alert.people)
            people.push_back(object{{"user", to_json(person)}, {"notify", notify}});
        object item{{"threshold", sentiment::name_of(alert.threshold)}, {"people", std::move(people)}};
        if (alert.rule)
            item["rule"] = to_json(*alert.rule);
        item["rules"] = rules_of(alert);
        items.push_back(std::move(item));
    }
    return items;
}

object view(types::Placement const& placement) {
    object json;
    json["queue"] = nullptr;
    if (placement.queue)
        json["queue"] = to_json(*placement.queue);
    json["priority"] = placement.priority.value_or(0);
    json["skills"] = to_json(placement.skills);
    array matched;
    for (auto const& rule : placement.matched)
        matched.push_back(object{{"ruleset", rule.id}, {"rule", rule.name}});
    json["matched"] = std::move(matched);
    json["alerts"] = nullptr;
    if (placement.alerts)
        json["alerts"] = view(*placement.alerts);
    return json;
}

} // namespace

Result<net::Response> get_routing(Context& context, Call const& call) {
    return answer(context.desk.settings().routing(call.caller()), 200,
                  [](RoutingRules const& rules) { return view(rules); });
}

Result<net::Response> put_routing(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const rules = read_rules(context, form);
    auto const version = form.optional_version(call.met);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.settings().change_routing(call.caller(), rules, version), 200,
                  [](RoutingRules const& changed) { return view(changed); });
}

/// What the case does not give is read from the text, or as a live chat in the hours.
Result<net::Response> try_routing(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const text = form.text("text", context.config.bound("messages.bytes"), Code::too_large);
    auto const instead = form.has("rulesets") ? std::optional(read_rules(context, form)) : std::nullopt;
    auto const language = form.optional_text("language", types::longest_value);
    types::RoutingTrial trial;
    trial.queue = form.optional_text("queue", longest_name);
    auto& example = trial.example;
    example.channel = form.optional_text("channel", types::longest_value).value_or(example.channel);
    example.out_of_hours = form.optional_flag("out_of_hours").value_or(false);
    if (form.refused())
        return form.refusal();
    auto const own = context.desk.settings().phrase_book();
    trial.reading = context.scorer.score(text, asked_reading(context, own.get()));
    example.level = sentiment::step({}, trial.reading).level;
    example.language = language.value_or(trial.reading.language);
    return answer(context.desk.settings().try_routing(call.caller(), trial, instead), 200,
                  [&](types::Placement const& placement) {
                      auto json = view(placement);
                      json["level"] = sentiment::name_of(example.level);
                      json["reading"] = to_json(trial.reading);
                      return json;
                  });
}

} // namespace undertone::api
