#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

boost::json::object view(types::Alert const& alert) {
    return to_json(alert);
}

Result<std::optional<Time>> time_in_query(net::Request const& request, std::string_view name) {
    auto const text = query_value(request, name);
    if (text.empty())
        return std::optional<Time>();
    auto const time = time_from(text);
    if (!time)
        return fail(Code::invalid, std::string(name) + " must be a time like 2026-01-31T12:00:00Z.", std::string(name));
    return time;
}

Result<types::AlertFilter> read_filter(net::Request const& request) {
    types::AlertFilter filter;
    auto states = values_of<types::AlertState>(request, "state", types::alert_state_from);
    if (!states)
        return Unexpected(states.error());
    filter.states = *std::move(states);
    filter.conversation = optional_query(request, "conversation");
    filter.queue = optional_query(request, "queue");
    if (auto const word = query_value(request, "audience"); !word.empty()) {
        filter.audience = types::audience_from(word);
        if (!filter.audience)
            return fail(Code::invalid, "audience must be one of: agent supervisor.", "audience");
    }
    auto const from = time_in_query(request, "from");
    if (!from)
        return Unexpected(from.error());
    auto const to = time_in_query(request, "to");
    if (!to)
        return Unexpected(to.error());
    filter.from = *from;
    filter.to = *to;
    return filter;
}

using Handle = Result<types::Alert> (desk::Alerts::*)(types::Caller const&, std::string_view,
                                                      std::optional<std::string> const&);

/// What is done to an alert, with the reason in the body if there is one.
Result<net::Response> handled(Context& context, Call const& call, Handle handle) {
    auto const fields = Fields::of_body(call.request, true);
    if (!fields)
        return Unexpected(fields.error());
    auto const reason = fields->optional_text("reason", desk::Alerts::longest_reason);
    if (!reason)
        return Unexpected(reason.error());
    return answer((context.desk.alerts().*handle)(call.caller(), call.id(), *reason), 200, view);
}

} // namespace

Result<net::Response> get_alerts(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const filter = read_filter(call.request);
    if (!filter)
        return Unexpected(filter.error());
    auto const found = context.desk.alerts().list(call.caller(), *filter, *page);
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, view);
}

Result<net::Response> get_alert(Context& context, Call const& call) {
    return answer(context.desk.alerts().find(call.caller(), call.id()), 200, view);
}

Result<net::Response> acknowledge(Context& context, Call const& call) {
    return handled(context, call, &desk::Alerts::acknowledge);
}

Result<net::Response> ignore(Context& context, Call const& call) {
    return handled(context, call, &desk::Alerts::ignore);
}

Result<net::Response> resolve(Context& context, Call const& call) {
    return handled(context, call, &desk::Alerts::resolve);
}

} // namespace undertone::api
