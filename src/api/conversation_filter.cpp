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

} // namespace

types::ConversationFilter conversation_filter(Query const& query, Time now) {
    Filter filter;
    filter.states = query.words("state", types::state_from);
    filter.levels = query.words("level", sentiment::level_from);
    filter.queue = query.optional_text("queue");
    filter.agent = query.optional_text("agent");
    filter.unassigned = filter.agent == nobody;
    if (filter.unassigned)
        filter.agent.reset();
    filter.channel = query.optional_text("channel");
    auto const started = query.optional_parsed("started", started_from,
                                               "must be one of: today last_24_hours include_open.", Code::malformed);
    auto const zone = query.optional_parsed(
        "time_zone", TimeZone::named, "must be a name of the IANA list, for instance Europe/Berlin.", Code::malformed);
    auto const place = zone ? *zone : *TimeZone::named("UTC");
    auto const date_or_time = [&](std::string const& text) {
        return text.size() == 10 ? place.midnight(text) : time_from(text);
    };
    auto const time = [&](std::string_view name) {
        return query.optional_parsed(name, date_or_time, "must be a date (2026-11-28) or an RFC 3339 time.",
                                     Code::malformed);
    };
    filter.started_from = time("from");
    filter.started_before = time("to");
    if (started)
        started->apply(filter, place, now);
    return filter;
}

} // namespace undertone::api
