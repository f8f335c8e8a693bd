#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

/// What is noted about a conversation when it is over, and the codes to choose from.
namespace undertone::api {
namespace {

boost::json::object codes_view(types::WrapUpCodes const& codes) {
    return {{"codes", to_json(codes.codes)}, {"version", codes.version}};
}

types::WrapUpChange read_change(Context const& context, Form const& form) {
    form.pass_over({"by", "at"});
    return {.note = form.optional_text("note", context.config.bound("desk.wrap_up_note_bytes")),
            .codes = form.optional_texts("codes", context.config.bound("desk.wrap_up_codes"), longest_name)};
}

} // namespace

Result<net::Response> get_wrap_up(Context& context, Call const& call) {
    return answer(context.desk.conversations().wrap_up(call.caller(), call.id()), 200, as_json);
}

Result<net::Response> put_wrap_up(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const change = read_change(context, form);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.conversations().change_wrap_up(call.caller(), call.id(), change), 200, as_json);
}

Result<net::Response> get_wrap_up_codes(Context& context, Call const& call) {
    return answer(context.desk.settings().wrap_up_codes(call.caller()), 200, codes_view);
}

Result<net::Response> put_wrap_up_codes(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const codes = form.texts("codes", context.config.bound("desk.wrap_up_codes"), longest_name);
    auto const version = form.optional_version(call.met);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.settings().change_wrap_up_codes(call.caller(), codes, version), 200, codes_view);
}

} // namespace undertone::api
