#include "api/answers.h"
#include "api/conversation_filter.h"
#include "api/routes.h"

/// The filter of the live list that a person keeps.
namespace undertone::api {
namespace {

boost::json::object filter_view(desk::FilterValues const& values) {
    boost::json::object view;
    for (auto const& [name, value] : values)
        view[name] = value;
    return view;
}

/// The values by the names of the list's query; empty ones are left out, as there.
desk::FilterValues read_values(Context const& context, Form const& form) {
    desk::FilterValues values;
    for (auto const name : live_filters) {
        auto value = form.optional_text(name, context.config.bound("desk.filter_bytes")).value_or("");
        if (!value.empty())
            values.emplace_back(name, std::move(value));
    }
    return values;
}

} // namespace

Result<net::Response> get_live_filter(Context& context, Call const& call) {
    return answer(context.desk.people().live_filter(call.caller()), 200, filter_view);
}

Result<net::Response> put_live_filter(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const values = read_values(context, form);
    if (form.refused())
        return form.refusal();
    Query const query(values);
    auto const meaning = conversation_filter(context, query, context.clock.now());
    if (query.failed())
        return query.refusal();
    return answer(context.desk.people().keep_live_filter(call.caller(), values, meaning), 200, filter_view);
}

Result<net::Response> delete_live_filter(Context& context, Call const& call) {
    auto const done = context.desk.people().keep_live_filter(call.caller(), {}, {});
    return done ? no_content() : Result<net::Response>(Unexpected(done.error()));
}

} // namespace undertone::api
