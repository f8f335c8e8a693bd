#include "api/answers.h"
#include "api/routes.h"
#include "api/time_zone.h"
#include "api/views.h"

namespace undertone::api {
namespace {

types::AlertFilter read_filter(Query const& query) {
    auto const zone = zone_of(query);
    return {.states = query.words("state", types::alert_state_from),
            .conversation = query.optional_text("conversation"),
            .queue = query.optional_text("queue"),
            .audience = query.optional_parsed("audience", types::audience_from, "must be one of: agent supervisor."),
            .from = moment_of(query, "from", zone),
            .to = moment_of(query, "to", zone),
            .running = query.flag("running")};
}

using Handle = Result<types::Alert> (desk::Alerts::*)(types::Caller const&, std::string_view,
                                                      std::optional<std::string> const&);

/// What is done to an alert, with the reason in the body if there is one.
Result<net::Response> handled(Context& context, Call const& call, Handle handle) {
    auto const form = Form::of_optional_body(call.request);
    auto const reason = form.optional_text("reason", desk::Alerts::longest_reason);
    if (form.refused())
        return form.refusal();
    return answer((context.desk.alerts().*handle)(call.caller(), call.id(), reason), 200, as_json);
}

} // namespace

/// Those that somebody handled are all of history, unless they are of one conversation or of those that run.
bool asks_for_handled(Query const& query) {
    auto const states = query.words("state", types::alert_state_from);
    bool const open = states.size() == 1 && states.front() == types::AlertState::open;
    return !open && !query.optional_text("conversation") && !query.flag("running");
}

Result<net::Response> get_alerts(Context& context, Call const& call) {
    Query const query(call.request);
    auto const page = query.page();
    auto const filter = read_filter(query);
    if (query.failed())
        return query.refusal();
    return list_answer(context.desk.alerts().list(call.caller(), filter, page), as_json);
}

Result<net::Response> get_alert(Context& context, Call const& call) {
    return answer(context.desk.alerts().find(call.caller(), call.id()), 200, as_json);
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
