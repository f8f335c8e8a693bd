#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

#include <charconv>

/// What one agent does now and did of late.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::size_t usual_hours = 8;

template <class T, class View>
array views(std::vector<T> const& items, View view) {
    array all;
    for (auto const& item : items)
        all.push_back(view(item));
    return all;
}

object presence_view(types::PresencePeriod const& period) {
    object view{{"presence", types::name_of(period.presence)}, {"since", to_text(period.since)}};
    if (period.until)
        view["until"] = to_text(*period.until);
    return view;
}

object work_view(types::Work const& work, Time now) {
    object view{{"user", to_json(work.user)}, {"from", to_text(work.from)}, {"presence_since", nullptr}};
    if (!work.presences.empty())
        view["presence_since"] = to_text(work.presences.front().since);
    view["presences"] = views(work.presences, presence_view);
    view["capacity"] =
        object{{"units", work.units}, {"used", work.used}, {"free", std::max<std::int64_t>(work.units - work.used, 0)}};
    view["conversations"] = views(work.conversations, [&](types::Held const& held) {
        return object{{"conversation", staff_view(held.conversation, now)}, {"course", views(held.course, as_json)}};
    });
    view["sessions"] = views(work.sessions, [](types::Handled const& handled) {
        auto session = to_json(handled.session);
        session["customer"] = object{{"name", handled.customer}};
        return session;
    });
    view["partial"] = work.partial;
    return view;
}

/// A whole number from 1 to `most`.
std::optional<std::size_t> hours_from(std::string_view text, std::size_t most) {
    std::size_t hours = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), hours);
    bool const good = read.ec == std::errc() && read.ptr == text.data() + text.size() && hours >= 1 && hours <= most;
    return good ? std::optional(hours) : std::nullopt;
}

} // namespace

Result<net::Response> get_work(Context& context, Call const& call) {
    Query const query(call.request);
    auto const most = context.config.bound("desk.work_hours");
    auto const hours = query.optional_parsed(
        "hours", [&](std::string const& text) { return hours_from(text, most); },
        "must be a whole number from 1 to " + std::to_string(most) + ".");
    if (query.failed())
        return query.refusal();
    std::chrono::hours const back(hours.value_or(std::min(usual_hours, most)));
    return answer(context.desk.people().work(call.caller(), call.id(), back), 200,
                  [&](types::Work const& work) { return work_view(work, context.clock.now()); });
}

} // namespace undertone::api
