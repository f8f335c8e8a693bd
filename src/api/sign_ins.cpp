#include "api/answers.h"
#include "api/routes.h"

/// The sign-ins of staff, as the interface calls them: sessions.
namespace undertone::api {
namespace {

boost::json::object sign_in_view(types::SignIn const& sign_in) {
    boost::json::object json{{"id", sign_in.id},
                             {"created_at", to_text(sign_in.created_at)},
                             {"expires_at", to_text(sign_in.expires_at)},
                             {"address", sign_in.address},
                             {"device", sign_in.device}};
    if (sign_in.current)
        json["current"] = true;
    return json;
}

} // namespace

Result<net::Response> get_my_sign_ins(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.people().sign_ins(call.caller(), call.token, page); },
        sign_in_view);
}

Result<net::Response> delete_my_sign_in(Context& context, Call const& call) {
    return empty_answer(context.desk.people().end_sign_in(call.caller(), call.id()));
}

Result<net::Response> get_sign_ins(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.people().sign_ins_of(call.caller(), call.id(), page); },
        sign_in_view);
}

Result<net::Response> sign_out_user(Context& context, Call const& call) {
    if (auto const nothing = Form::of_optional_body(call.request); nothing.refused())
        return nothing.refusal();
    return empty_answer(context.desk.people().sign_out_user(call.caller(), call.id()));
}

} // namespace undertone::api
