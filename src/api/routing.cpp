#include "types/routing.h"
#include "api/answers.h"
#include "api/reading_json.h"
#include "api/routes.h"
#include "api/views.h"

#include <boost/json/array.hpp>

/// The rules that place conversations before somebody has them, and their dry run.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;
using types::RoutingRule;
using types::RoutingRules;

constexpr std::size_t longest_name = 100;
constexpr std::size_t most_names = 100;

array names(std::vector<std::string> const& list) {
    array view;
    for (auto const& name : list)
        view.emplace_back(name);
    return view;
}

object view_of(RoutingRule const& rule) {
    object condition;
    if (rule.level_at_most)
        condition["level_at_most"] = sentiment::name_of(*rule.level_at_most);
    if (!rule.languages.empty())
        condition["languages"] = names(rule.languages);
    if (!rule.channels.empty())
        condition["channels"] = names(rule.channels);
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

Result<void> read_condition(Fields const& fields, RoutingRule& rule) {
    auto const level = fields.optional_text("level_at_most", longest_name);
    if (!level)
        return Unexpected(level.error());
    if (*level) {
        rule.level_at_most = sentiment::level_from(**level);
        if (!rule.level_at_most || *rule.level_at_most == sentiment::Level::none)
            return fail(Code::invalid, "level_at_most must be one of the seven levels.",
                        fields.path_of("level_at_most"));
    }
    for (auto const& [name, list] : {std::pair("languages", &rule.languages), std::pair("channels", &rule.channels)}) {
        if (!fields.has(name))
            continue;
        auto texts = fields.texts(name, most_names, longest_name);
        if (!texts)
            return Unexpected(texts.error());
        *list = std::move(*texts);
    }
    auto const out = fields.optional_flag("out_of_hours");
    if (!out)
        return Unexpected(out.error());
    rule.out_of_hours = *out;
    return {};
}

Result<void> read_effect(Fields const& fields, RoutingRule& rule) {
    auto const queue = fields.optional_text("queue", longest_name);
    if (!queue)
        return Unexpected(queue.error());
    if (*queue)
        rule.queue = types::Reference{{}, **queue};
    auto const priority = fields.optional_number("priority");
    if (!priority)
        return Unexpected(priority.error());
    rule.priority = *priority;
    auto const skill = fields.optional_text("skill", longest_name);
    if (!skill)
        return Unexpected(skill.error());
    rule.skill = *skill;
    return {};
}

Result<RoutingRule> read_rule(Fields const& fields) {
    RoutingRule rule;
    auto name = fields.text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    rule.name = std::move(*name);
    auto const condition = fields.optional_object("if");
    if (!condition)
        return Unexpected(condition.error());
    if (*condition)
        if (auto const read = read_condition(**condition, rule); !read)
            return Unexpected(read.error());
    auto const effect = fields.optional_object("then");
    if (!effect)
        return Unexpected(effect.error());
    if (*effect)
        if (auto const read = read_effect(**effect, rule); !read)
            return Unexpected(read.error());
    return rule;
}

Result<RoutingRules> read_rules(Context const& context, Fields const& fields) {
    RoutingRules rules;
    auto const sets = fields.objects("rulesets", static_cast<std::size_t>(context.config.number("routing.rulesets")));
    if (!sets)
        return Unexpected(sets.error());
    for (auto const& set : *sets) {
        auto name = set.text("name", longest_name);
        if (!name)
            return Unexpected(name.error());
        auto& ruleset = rules.rulesets.emplace_back(types::Ruleset{std::move(*name), {}});
        auto const items = set.objects("rules", static_cast<std::size_t>(context.config.number("routing.rules")));
        if (!items)
            return Unexpected(items.error());
        for (auto const& item : *items) {
            auto rule = read_rule(item);
            if (!rule)
                return Unexpected(rule.error());
            ruleset.rules.push_back(std::move(*rule));
        }
    }
    return rules;
}

/// The case of the dry run: what is not given is read from the text, or as a live chat in the hours.
Result<types::RoutingCase> read_case(Fields const& fields, sentiment::Reading const& reading) {
    types::RoutingCase example;
    auto const mood = sentiment::step({}, reading);
    example.level = mood.level;
    auto const language = fields.optional_text("language", longest_name);
    if (!language)
        return Unexpected(language.error());
    example.language = language->value_or(reading.language);
    auto const channel = fields.optional_text("channel", longest_name);
    if (!channel)
        return Unexpected(channel.error());
    example.channel = channel->value_or(example.channel);
    auto const out = fields.optional_flag("out_of_hours");
    if (!out)
        return Unexpected(out.error());
    example.out_of_hours = out->value_or(false);
    return example;
}

object view(types::Placement const& placement) {
    object json;
    json["queue"] = nullptr;
    if (placement.queue)
        json["queue"] = to_json(*placement.queue);
    json["priority"] = placement.priority.value_or(0);
    json["skills"] = names(placement.skills);
    array matched;
    for (auto const& rule : placement.matched)
        matched.push_back(object{{"ruleset", rule.id}, {"rule", rule.name}});
    json["matched"] = std::move(matched);
    return json;
}

} // namespace

Result<net::Response> get_routing(Context& context, Call const& call) {
    return answer(context.desk.settings().routing(call.caller()), 200,
                  [](RoutingRules const& rules) { return view(rules); });
}

Result<net::Response> put_routing(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const rules = read_rules(context, *fields);
    if (!rules)
        return Unexpected(rules.error());
    auto const version = fields->optional_version();
    if (!version)
        return Unexpected(version.error());
    return answer(context.desk.settings().change_routing(call.caller(), *rules, *version), 200,
                  [](RoutingRules const& changed) { return view(changed); });
}

Result<net::Response> try_routing(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const text = fields->text("text", static_cast<std::size_t>(context.config.number("messages.bytes")));
    if (!text)
        return Unexpected(text.error());
    std::optional<RoutingRules> instead;
    if (fields->has("rulesets")) {
        auto rules = read_rules(context, *fields);
        if (!rules)
            return Unexpected(rules.error());
        instead = std::move(*rules);
    }
    auto const reading = context.scorer.score(*text, {});
    auto const example = read_case(*fields, reading);
    if (!example)
        return Unexpected(example.error());
    return answer(context.desk.settings().try_routing(call.caller(), *example, instead), 200,
                  [&](types::Placement const& placement) {
                      auto json = view(placement);
                      json["level"] = sentiment::name_of(example->level);
                      json["reading"] = to_json(reading);
                      return json;
                  });
}

} // namespace undertone::api
