#include "types/hours.h"
#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"
#include "desk/quiet_hours.h"
#include "types/bounds.h"

#include <array>
#include <boost/json/array.hpp>
#include <cstdio>

/// Opening hours of a queue.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;
using types::Hours;

constexpr std::string_view end_of_day = "24:00";

std::string clock_of(int minutes) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", minutes / 60, minutes % 60);
    return text.data();
}

std::optional<int> minutes_from(std::string_view clock) {
    return clock == end_of_day ? std::optional(desk::minutes_a_day) : desk::minutes_of(clock);
}

object hours_view(Hours const& hours) {
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

types::Week read_week(Form const& form, std::size_t most_spans) {
    types::Week week;
    for (std::size_t day = 0; day < types::weekdays.size(); ++day) {
        if (!form.has(types::weekdays[day]))
            continue;
        for (auto const& [from, to] : form.pairs(types::weekdays[day], most_spans, types::longest_value)) {
            auto const begin = minutes_from(from);
            auto const end = minutes_from(to);
            auto const field = form.path_of(types::weekdays[day]);
            if (begin && end)
                week.at(day).push_back({*begin, *end});
            else
                form.refuse(field, field + " must hold pairs of times like [\"08:00\",\"18:00\"].");
        }
    }
    return week;
}

Hours read_hours(Context const& context, Form const& form) {
    Hours hours;
    hours.time_zone = form.text("time_zone", types::longest_value);
    if (auto const week = form.optional_object("weekly"))
        hours.weekly = read_week(*week, context.config.bound("hours.spans"));
    hours.closed_on = form.optional_set("closed_on", context.config.bound("hours.closed_days"), types::longest_value)
                          .value_or(hours.closed_on);
    if (auto const message = form.optional_object("message"))
        for (auto const& language : message->names())
            hours.message.emplace(language, message->text(language, types::longest_notice));
    if (auto const overflow = form.optional_reference("overflow", types::longest_value))
        hours.overflow = types::Reference{{}, *overflow};
    return hours;
}

} // namespace

Result<net::Response> get_hours(Context& context, Call const& call) {
    return answer(context.desk.settings().hours(call.caller(), call.id()), 200, hours_view);
}

Result<net::Response> put_hours(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const hours = read_hours(context, form);
    auto const version = form.optional_version(call.met);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.settings().change_hours(call.caller(), call.id(), hours, version), 200, hours_view);
}

} // namespace undertone::api
