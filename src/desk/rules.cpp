#include "desk/rules.h"

#include "base/id.h"
#include "desk/core.h"
#include "desk/quiet_hours.h"
#include "desk/replay.h"
#include "desk/rule_alerts.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/rules.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace undertone::desk {
namespace {

using sentiment::Condition;
using types::Caller;
using types::Rule;

constexpr std::int64_t most_seconds = std::int64_t{7} * 24 * 3600;
constexpr std::int64_t most_minimum = 1000;

Unexpected not_allowed() {
    return fail(Code::forbidden, "only administrators have to do with alert rules");
}

Unexpected no_rule() {
    return fail(Code::not_found, "there is no such rule");
}

/// One number of a rule and the bounds it must keep.
struct Bound {
    char const* field;
    double value;
    double least;
    double most;
};

Result<void> check_numbers(Condition const& c) {
    if (c.k > 0 && c.n == 0)
        return fail(Code::invalid, "is missing: k counts among the last n messages", "n");
    constexpr auto messages = static_cast<double>(Condition::most_messages);
    std::array const bounds{
        Bound{"pulse", c.pulse.value_or(0), 0, 100},
        Bound{"hysteresis", c.hysteresis, 0, 100},
        Bound{"cool_down_seconds", static_cast<double>(c.cool_down_seconds), 0, most_seconds},
        Bound{"n", static_cast<double>(c.n), 0, messages},
        Bound{"k", static_cast<double>(c.k), c.n > 0 ? 1.0 : 0.0, static_cast<double>(c.n)},
        Bound{"duration_seconds", static_cast<double>(c.duration_seconds), 0, most_seconds},
        Bound{"drop_levels", static_cast<double>(c.drop_levels), 0, 6},
        Bound{"within_messages", static_cast<double>(c.within_messages), c.drop_levels > 0 ? 1.0 : 0.0, messages},
        Bound{"minimum_messages", static_cast<double>(c.minimum_messages), 0, most_minimum},
        Bound{"minimum_confidence", c.minimum_confidence, 0, 1}};
    for (auto const& [field, value, least, most] : bounds)
        if (!(value >= least && value <= most)) {
            std::array<char, 100> text{};
            std::snprintf(text.data(), text.size(), "must be from %.0f to %.0f", least, most);
            return fail(Code::invalid, text.data(), field);
        }
    if (!sentiment::can_arm_again(c))
        return fail(Code::invalid, "is so large that no pulse up to 100 arms the rule again", "hysteresis");
    return {};
}

/// What a rule fires at: a level, a pulse, or a drop alone, of which nothing can be asked that needs a threshold.
Result<void> check_threshold(Condition const& c) {
    if (c.level && c.pulse)
        return fail(Code::invalid, "a rule has either a level or a pulse as its threshold", "level");
    if (c.level == sentiment::Level::none)
        return fail(Code::invalid, "must be one of the seven levels", "level");
    if (!sentiment::is_drop(c))
        return {};
    if (c.drop_levels == 0)
        return fail(Code::invalid, "a rule has a level or a pulse as its threshold, or drop_levels", "level");
    std::array const needing{std::pair{"k", c.k > 0}, std::pair{"duration_seconds", c.duration_seconds > 0}};
    for (auto const& [field, asked] : needing)
        if (asked)
            return fail(Code::invalid, "needs a level or a pulse to be at or below", field);
    return {};
}

/// The rule with its queue by id, when all its values are possible. A rule may keep the queue that it had `before`,
/// also when that was deleted, so that everything else of it can still be changed.
Result<Rule> checked(store::Transaction& transaction, Rule rule,
                     std::optional<std::string> const& before = std::nullopt) {
    if (auto const wrong = wrong_in_name(rule.name); !wrong.empty())
        return fail(Code::invalid, std::string(wrong), "name");
    for (auto const check : {check_threshold, check_numbers})
        if (auto const checked = check(rule.condition); !checked)
            return Unexpected(checked.error());
    if (auto const quiet = check_quiet_hours(rule.quiet); !quiet)
        return Unexpected(quiet.error());
    if (auto const wrong = wrong_in_channel(rule.channel.value_or("any")); !wrong.empty())
        return fail(Code::invalid, std::string(wrong), "scope.channel");
    if (auto const wrong = wrong_in_name(rule.skill.value_or("any")); !wrong.empty())
        return fail(Code::invalid, std::string(wrong), "scope.skill");
    if (!rule.queue || rule.queue == before)
        return rule;
    auto const queue = store::find_queue(transaction, *rule.queue);
    if (!queue)
        return fail(Code::invalid, "there is no such queue", "scope.queue");
    rule.queue = queue->id;
    return rule;
}

Result<void> check_name_is_free(std::vector<Rule> const& rules, Rule const& wanted) {
    for (auto const& rule : rules)
        if (rule.name == wanted.name && rule.id != wanted.id)
            return fail(Code::conflict, "another rule has this name", "name");
    return {};
}

std::string described(Rule const& rule) {
    auto const& c = rule.condition;
    auto number = [](double value) {
        std::array<char, 40> text{};
        std::snprintf(text.data(), text.size(), "%.10g", value);
        return std::string(text.data());
    };
    std::string text = "name=" + rule.name + " enabled=" + (rule.enabled ? "true" : "false") +
                       " audience=" + std::string(types::name_of(rule.audience));
    if (c.pulse)
        text += " pulse=" + number(*c.pulse);
    if (c.level)
        text += " level=" + std::string(sentiment::name_of(*c.level));
    if (rule.queue)
        text += " queue=" + *rule.queue;
    if (rule.channel)
        text += " channel=" + *rule.channel;
    if (rule.skill)
        text += " skill=" + *rule.skill;
    std::array const numbers{std::pair{"hysteresis", c.hysteresis},
                             std::pair{"cool_down_seconds", static_cast<double>(c.cool_down_seconds)},
                             std::pair{"k", static_cast<double>(c.k)},
                             std::pair{"n", static_cast<double>(c.n)},
                             std::pair{"duration_seconds", static_cast<double>(c.duration_seconds)},
                             std::pair{"drop_levels", static_cast<double>(c.drop_levels)},
                             std::pair{"within_messages", static_cast<double>(c.within_messages)},
                             std::pair{"minimum_messages", static_cast<double>(c.minimum_messages)},
                             std::pair{"minimum_confidence", c.minimum_confidence}};
    for (auto const& [name, value] : numbers)
        if (value != 0)
            text += " " + std::string(name) + "=" + number(value);
    if (rule.quiet)
        text += " quiet_hours=" + types::text_of(rule.quiet);
    return text;
}

/// The rule's scope narrowed by the request's queue; nothing when the two exclude each other.
Result<std::optional<store::History>> history_of(store::Transaction& transaction, SimulationRequest const& request,
                                                 Rule const& rule) {
    store::History history{request.from, request.to, rule.queue, rule.channel};
    if (!request.queue)
        return std::optional(history);
    auto const queue = store::find_queue(transaction, *request.queue);
    if (!queue)
        return fail(Code::invalid, "there is no such queue", "queue");
    if (rule.queue && *rule.queue != queue->id)
        return std::optional<store::History>();
    history.queue = queue->id;
    return std::optional(history);
}

/// One step: some of what the rule knows of conversations; the last one takes the rule as well. Until then the rule is
/// off: without what it knew it would tell again what it has told.
Result<bool> delete_some(Change& change, Caller const& caller, std::string_view id) {
    auto const rule = store::find_rule(change.transaction, id);
    if (!rule)
        return no_rule();
    auto const at_once = change.core.config.bound("alerts.delete_at_once");
    bool const last = store::delete_rule_states(change.transaction, rule->id, at_once) < at_once;
    if (last) {
        store::delete_rule(change.transaction, rule->id);
        write_audit(change, caller, "rules/" + rule->id, "delete", described(*rule), "");
    } else if (rule->enabled) {
        auto off = *rule;
        off.enabled = false;
        ++off.version;
        store::update_rule(change.transaction, off);
        write_audit(change, caller, "rules/" + rule->id, "change", described(*rule), described(off));
    }
    return last;
}

} // namespace

Result<std::vector<Rule>> Rules::list(Caller const& caller) {
    if (!may(caller, Action::write_settings))
        return not_allowed();
    return core_.read([](store::Transaction& transaction) { return store::list_rules(transaction); });
}

Result<Rule> Rules::find(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::write_settings))
        return not_allowed();
    return core_.read([&](store::Transaction& transaction) -> Result<Rule> {
        auto rule = store::find_rule(transaction, id);
        if (!rule)
            return no_rule();
        return *std::move(rule);
    });
}

Result<Rule> Rules::create(Caller const& caller, Rule const& wanted) {
    if (!may(caller, Action::write_settings))
        return not_allowed();
    return core_.change([&](Change& change) -> Result<Rule> {
        auto rule = checked(change.transaction, wanted);
        if (!rule)
            return rule;
        auto const present = store::list_rules(change.transaction);
        if (present.size() >= core_.most_rules)
            return fail(Code::conflict, "there are " + std::to_string(present.size()) +
                                            " rules already; alerts.rules of the configuration allows no more");
        rule->id = new_id(change.now);
        rule->version = 1;
        if (auto const free = check_name_is_free(present, *rule); !free)
            return Unexpected(free.error());
        store::insert_rule(change.transaction, *rule, change.now);
        write_audit(change, caller, "rules/" + rule->id, "create", "", described(*rule));
        return rule;
    });
}

Result<Rule> Rules::replace(Caller const& caller, std::string_view id, Rule const& wanted,
                            std::optional<std::uint64_t> version) {
    if (!may(caller, Action::write_settings))
        return not_allowed();
    return core_.change([&](Change& change) -> Result<Rule> {
        auto const before = store::find_rule(change.transaction, id);
        if (!before)
            return no_rule();
        if (auto const present = check_version(version, before->version, "the rule"); !present)
            return Unexpected(present.error());
        auto rule = checked(change.transaction, wanted, before->queue);
        if (!rule)
            return rule;
        rule->id = before->id;
        rule->version = before->version;
        rule->condition_version = before->condition_version;
        if (*rule == *before)
            return rule;
        ++rule->version;
        rule->condition_version = rule->condition == before->condition ? before->condition_version : rule->version;
        if (auto const free = check_name_is_free(store::list_rules(change.transaction), *rule); !free)
            return Unexpected(free.error());
        store::update_rule(change.transaction, *rule);
        write_audit(change, caller, "rules/" + rule->id, "change", described(*before), described(*rule));
        return rule;
    });
}

Result<void> Rules::remove(Caller const& caller, std::string_view id) {
    if (!may(caller, Action::write_settings))
        return not_allowed();
    return step_by_step(core_, [&](Change& change) { return delete_some(change, caller, id); });
}

Result<types::Simulation> Rules::simulate(Caller const& caller, SimulationRequest const& request) {
    if (!may(caller, Action::write_settings))
        return not_allowed();
    if (request.to < request.from)
        return fail(Code::invalid, "must not be before from", "to");
    return core_.read([&](store::Transaction& transaction) -> Result<types::Simulation> {
        auto const rule = checked(transaction, request.rule);
        if (!rule)
            return fail(rule.error().code, rule.error().message, "rule." + rule.error().field);
        auto const history = history_of(transaction, request, *rule);
        if (!history)
            return Unexpected(history.error());
        types::Simulation simulation;
        if (!*history)
            return simulation;
        auto found = store::conversations_within(transaction, **history, core_.simulated_conversations + 1);
        simulation.cut = found.size() > core_.simulated_conversations;
        found.resize(std::min(found.size(), core_.simulated_conversations));
        auto knowing = rule->skill ? store::users_with_skill(transaction, *rule->skill) : std::set<std::string>();
        Replay replay(*rule, **history, std::move(knowing), simulation.firings);
        for (auto const& id : found) {
            if (simulation.firings.size() >= core_.simulated_alerts) {
                simulation.cut = true;
                break;
            }
            if (auto const conversation = store::find_conversation(transaction, id))
                replay.run(*conversation, store::moments_of(transaction, id), store::stays_of(transaction, id),
                           core_.clock.now());
            ++simulation.conversations;
        }
        simulation.cut = simulation.cut || simulation.firings.size() > core_.simulated_alerts;
        simulation.firings.resize(std::min(simulation.firings.size(), core_.simulated_alerts));
        return simulation;
    });
}

void Rules::look_at_due() {
    auto const found = core_.read([&](store::Transaction& transaction) {
        return store::due_rules(transaction, core_.clock.now(), core_.due_at_once);
    });
    for (auto const& due : found)
        (void)core_.change([&](Change& change) -> Result<void> {
            look_again(change, due);
            return {};
        });
}

} // namespace undertone::desk
