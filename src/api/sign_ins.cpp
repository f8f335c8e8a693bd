#include "api/answers.h"
#include "api/routes.h"

/// The sign-ins of staff, as the interface calls them: sessions.
namespace undertone::api {
namespace {

boost::json::object view(types::SignIn const& sign_in) {
    boost::json::object json{{"id", sign_in.id},
                             {"created_at", to_text(sign_in.created_at)},
                             {"expires_at", to_text(sign_in.expires_at)},
                             {"address", sign_in.address},
                             {"device", sign_in.device}};
    if (sign_in.current)
        json["current"] = true;
    return json;
}

Result<net::Response> list_of(Result<types::Page<types::SignIn>> const& found) {
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, view);
}

} // namespace

Result<net::Response> get_my_sign_ins(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    return list_of(context.desk.people().sign_ins(call.caller(), call.token, *page));
}

Result<net::Response> delete_my_sign_in(Context& context, Call const& call) {
    return empty_answer(context.desk.people().end_sign_in(call.caller(), call.id()));
}

Result<net::Response> get_sign_ins(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    return list_of(context.desk.people().sign_ins_of(call.caller(), call.id(), *page));
}

Result<net::Response> sign_out_user(Context& context, Call const& call) {
    return empty_answer(context.desk.people().sign_out_user(call.caller(), call.id()));
}

} // namespace undertone::api
