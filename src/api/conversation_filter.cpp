#include "api/conversation_filter.h"

#include "api/time_zone.h"

#include <chrono>

namespace undertone::api {
namespace {

using Filter = types::ConversationFilter;

constexpr std::string_view nobody = "-"; ///< as an agent: conversations that nobody has
constexpr std::chrono::hours day{24};
constexpr int days_of_open_ones = 3;

/// A choice of `started` and what it asks for (F6).
struct Started {
    std::string_view name;
    void (*apply)(Filter& filter, TimeZone const& zone, Time now);
};

constexpr std::array choices{
    Started{"today",
            [](Filter& filter, TimeZone const& zone, Time now) { filter.started_from = zone.start_of_day(now); }},
    Started{"last_24_hours", [](Filter& filter, TimeZone const&, Time now) { filter.started_from = now - day; }},
    Started{"include_open",
            [](Filter& filter, TimeZone const&, Time now) {
                filter.started_from = now - day;
                filter.open_from = now - days_of_open_ones * day;
            }},
};

std::optional<Started> started_from(std::string_view name) {
    for (auto const& choice : choices)
        if (choice.name == name)
            return choice;
    return std::nullopt;
}

std::optional<sentiment::Zone> zone_from(std::string_view name) {
    for (auto const zone : sentiment::zones)
        if (name_of(zone) == name)
            return zone;
    return std::nullopt;
}

std::optional<sentiment::Trend> trend_from(std::string_view name) {
    for (auto const trend : sentiment::trends)
        if (name_of(trend) == name)
            return trend;
    return std::nullopt;
}

std::optional<std::string> word_from(std::string_view word) {
    return word.empty() ? std::nullopt : std::optional(std::string(word));
}

} // namespace

types::ConversationFilter conversation_filter(Context const& context, Query const& query, Time now) {
    Filter filter;
    filter.states = query.words("state", types::state_from);
    filter.levels = query.words("level", sentiment::level_from);
    filter.zones = query.words("zone", zone_from);
    filter.first_levels = query.words("first", sentiment::level_from);
    filter.lowest_levels = query.words("lowest", sentiment::level_from);
    filter.trends = query.words("trend", trend_from);
    filter.languages = query.words("language", word_from, context.config.bound("limits.filter_values"));
    filter.rule = query.optional_text("rule");
    filter.queue = query.optional_text("queue");
    filter.agent = query.optional_text("agent");
    filter.unassigned = filter.agent == nobody;
    if (filter.unassigned)
        filter.agent.reset();
    filter.channel = query.optional_text("channel");
    auto const started =
        query.optional_parsed("started", started_from, "must be one of: today last_24_hours include_open.");
    auto const zone = zone_of(query);
    filter.started_from = moment_of(query, "from", zone);
    filter.started_before = moment_of(query, "to", zone);
    if (filter.started_from && filter.started_before && *filter.started_from > *filter.started_before)
        query.refuse("from", "from must not be later than to.");
    if (started)
        started->apply(filter, zone, now);
    return filter;
}

} // namespace undertone::api
