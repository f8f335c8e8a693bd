#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

constexpr std::size_t longest_reason = 2000;

boost::json::object view(types::Alert const& alert) {
    return to_json(alert);
}

} // namespace

Result<net::Response> get_alerts(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    types::AlertFilter filter;
    if (auto const word = query_value(call.request, "state"); !word.empty()) {
        auto const state = types::alert_state_from(word);
        if (!state)
            return fail(Code::invalid, "state must be one of: open acknowledged resolved ignored.", "state");
        filter.states.push_back(*state);
    }
    if (auto conversation = query_value(call.request, "conversation"); !conversation.empty())
        filter.conversation = std::move(conversation);
    auto const found = context.desk.alerts().list(call.caller(), filter, *page);
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, view);
}

Result<net::Response> get_alert(Context& context, Call const& call) {
    return answer(context.desk.alerts().find(call.caller(), call.id()), 200, view);
}

Result<net::Response> acknowledge(Context& context, Call const& call) {
    return answer(context.desk.alerts().acknowledge(call.caller(), call.id()), 200, view);
}

Result<net::Response> ignore(Context& context, Call const& call) {
    return answer(context.desk.alerts().ignore(call.caller(), call.id()), 200, view);
}

Result<net::Response> resolve(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request, true);
    if (!fields)
        return Unexpected(fields.error());
    auto const reason = fields->optional_text("reason", longest_reason);
    if (!reason)
        return Unexpected(reason.error());
    return answer(context.desk.alerts().resolve(call.caller(), call.id(), *reason), 200, view);
}

} // namespace undertone::api
