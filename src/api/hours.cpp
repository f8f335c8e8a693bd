#include "types/hours.h"
#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"
#include "desk/quiet_hours.h"

#include <array>
#include <boost/json/array.hpp>
#include <cstdio>

/// Opening hours of a queue.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;
using types::Hours;

constexpr std::size_t longest_word = 100;
constexpr std::size_t longest_message = 4000;
constexpr std::string_view end_of_day = "24:00";
constexpr int minutes_a_day = 24 * 60;

std::string clock_of(int minutes) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", minutes / 60, minutes % 60);
    return text.data();
}

std::optional<int> minutes_from(std::string_view clock) {
    return clock == end_of_day ? std::optional(minutes_a_day) : desk::minutes_of(clock);
}

object view(Hours const& hours) {
    object json;
    json["time_zone"] = hours.time_zone;
    json["weekly"] = nullptr;
    if (hours.weekly) {
        auto& week = json["weekly"].emplace_object();
        for (std::size_t day = 0; day < hours.weekly->size(); ++day) {
            auto& spans = week[types::weekdays[day]].emplace_array();
            for (auto const& span : hours.weekly->at(day))
                spans.push_back(array{clock_of(span.from), clock_of(span.to)});
        }
    }
    auto& closed = json["closed_on"].emplace_array();
    for (auto const& date : hours.closed_on)
        closed.emplace_back(date);
    auto& message = json["message"].emplace_object();
    for (auto const& [language, text] : hours.message)
        message[language] = text;
    json["overflow"] = nullptr;
    if (hours.overflow)
        json["overflow"] = to_json(*hours.overflow);
    json["version"] = hours.version;
    return json;
}

Result<void> read_week(Fields const& fields, std::size_t most_spans, Hours& hours) {
    auto const week = fields.optional_object("weekly");
    if (!week)
        return Unexpected(week.error());
    if (!*week)
        return {};
    hours.weekly.emplace();
    for (auto const& name : (*week)->names())
        if (std::find(types::weekdays.begin(), types::weekdays.end(), name) == types::weekdays.end())
            return fail(Code::invalid, "weekly has the unknown day \"" + name + "\".", "weekly");
    for (std::size_t day = 0; day < types::weekdays.size(); ++day) {
        if (!(*week)->has(types::weekdays[day]))
            continue;
        auto const pairs = (*week)->pairs(types::weekdays[day], most_spans, longest_word);
        if (!pairs)
            return Unexpected(pairs.error());
        for (auto const& [from, to] : *pairs) {
            auto const begin = minutes_from(from);
            auto const end = minutes_from(to);
            auto const field = "weekly." + std::string(types::weekdays[day]);
            if (!begin || !end)
                return fail(Code::invalid, field + " must hold pairs of times like [\"08:00\",\"18:00\"].", field);
            hours.weekly->at(day).push_back({*begin, *end});
        }
    }
    return {};
}

Result<Hours> read_hours(Context const& context, Fields const& fields) {
    auto const bound = [&](std::string_view name) { return static_cast<std::size_t>(context.config.number(name)); };
    Hours hours;
    auto zone = fields.text("time_zone", longest_word);
    if (!zone)
        return Unexpected(zone.error());
    hours.time_zone = std::move(*zone);
    if (auto const week = read_week(fields, bound("hours.spans"), hours); !week)
        return Unexpected(week.error());
    if (fields.has("closed_on")) {
        auto dates = fields.texts("closed_on", bound("hours.closed_days"), longest_word);
        if (!dates)
            return Unexpected(dates.error());
        hours.closed_on = std::move(*dates);
    }
    auto const message = fields.optional_object("message");
    if (!message)
        return Unexpected(message.error());
    if (*message)
        for (auto const& language : (*message)->names()) {
            auto text = (*message)->text(language, longest_message);
            if (!text)
                return Unexpected(text.error());
            hours.message.emplace(language, std::move(*text));
        }
    auto overflow = fields.optional_text("overflow", longest_word);
    if (!overflow)
        return Unexpected(overflow.error());
    if (*overflow)
        hours.overflow = types::Reference{{}, **overflow};
    return hours;
}

} // namespace

Result<net::Response> get_hours(Context& context, Call const& call) {
    return answer(context.desk.settings().hours(call.caller(), call.id()), 200, view);
}

Result<net::Response> put_hours(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const hours = read_hours(context, *fields);
    if (!hours)
        return Unexpected(hours.error());
    auto const version = fields->optional_version();
    if (!version)
        return Unexpected(version.error());
    return answer(context.desk.settings().change_hours(call.caller(), call.id(), *hours, *version), 200, view);
}

} // namespace undertone::api
