#include "api/answers.h"
#include "api/context.h"
#include "api/cookie.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

boost::json::object view_of_me(Context const& context, types::User const& user) {
    auto view = to_json(user);
    view["must_change_password"] = user.must_change_password;
    view["password_change_enforced"] = user.must_change_password && context.enforces_own_password();
    view["capacity"] = user.capacity.value_or(context.config.number("desk.capacity"));
    return view;
}

} // namespace

void SetUpLink::open(std::string secret) {
    std::lock_guard const lock(mutex_);
    secret_ = std::move(secret);
}

bool SetUpLink::is(std::string_view secret) const {
    std::lock_guard const lock(mutex_);
    return !secret_.empty() && secret == secret_;
}

void SetUpLink::close() {
    open({});
}

Result<net::Response> login(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const name = form.text("name", longest_name);
    auto const password = form.text("password", context.config.bound("passwords.most_bytes"));
    bool const cookie = form.optional_flag("cookie").value_or(false);
    if (form.refused())
        return form.refusal();
    // A page of another site cannot hide its Origin; what sends none is a program.
    if (cookie && !call.request.header("origin").empty() && !same_origin(call.request))
        return fail(Code::forbidden, "A page of another site may not sign in here with a cookie.");
    auto const signed_in =
        context.desk.people().sign_in(name, password, call.request.remote, call.request.header("user-agent"));
    if (!signed_in) {
        context.metrics.count("sign_ins_failed_total");
        return Unexpected(signed_in.error());
    }
    boost::json::object body;
    body["user"] = view_of_me(context, signed_in->user);
    if (cookie) {
        auto response = json(200, body);
        auto const seconds = context.config.number("sessions.hours") * 3600;
        response.headers.emplace_back("Set-Cookie",
                                      session_cookie(call.request, signed_in->token, static_cast<long>(seconds)));
        return response;
    }
    body["token"] = signed_in->token;
    return json_with_secret(200, body);
}

Result<net::Response> logout(Context& context, Call const& call) {
    auto const form = Form::of_optional_body(call.request);
    bool const everywhere = form.optional_flag("everywhere").value_or(false);
    if (form.refused())
        return form.refusal();
    auto const reach = everywhere ? desk::SignOut::everywhere : desk::SignOut::here;
    auto const done = context.desk.people().sign_out(call.caller(), call.token, reach);
    if (!done)
        return Unexpected(done.error());
    auto response = no_content();
    response.headers.emplace_back("Set-Cookie", session_cookie(call.request, "", 0));
    return response;
}

Result<net::Response> get_set_up(Context& context, Call const&) {
    return json(
        200, boost::json::object{{"needed", context.desk.people().needs_set_up()},
                                 {"least_password_characters", context.config.number("passwords.least_characters")}});
}

Result<net::Response> post_set_up(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const token = form.text("token", longest_name);
    auto const name = form.name("name");
    auto const password = form.text("password", context.config.bound("passwords.most_bytes"));
    if (form.refused())
        return form.refusal();
    if (!context.desk.people().needs_set_up())
        return fail(Code::conflict, "Undertone is set up already; sign in instead.");
    if (!context.set_up.is(token))
        return fail(Code::forbidden, "This is not the set-up link of the running server; its log shows the right one.",
                    "token");
    auto const user = context.desk.people().set_up(name, password);
    if (user)
        context.set_up.close();
    return answer(user, 201, as_json);
}

Result<net::Response> get_me(Context& context, Call const& call) {
    return answer(context.desk.people().me(call.caller()), 200,
                  [&](types::User const& user) { return view_of_me(context, user); });
}

Result<net::Response> put_presence(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const presence = form.parsed("presence", longest_name, types::presence_from,
                                      "must be one of: available busy do_not_disturb away offline.");
    if (form.refused())
        return form.refusal();
    return answer(context.desk.people().set_presence(call.caller(), presence), 200,
                  [&](types::User const& user) { return view_of_me(context, user); });
}

Result<net::Response> put_password(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const longest = context.config.bound("passwords.most_bytes");
    auto const current = form.text("current_password", longest);
    auto const wanted = form.text("password", longest);
    if (form.refused())
        return form.refusal();
    return empty_answer(context.desk.people().change_password(call.caller(), call.token, current, wanted));
}

} // namespace undertone::api
