#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

using Names = std::vector<std::string>;

constexpr std::string_view known_roles = "must be one of: agent supervisor administrator.";

desk::NewUser read_user(Form const& form, Context const& context) {
    auto const longest_password = context.config.bound("passwords.most_bytes");
    auto const most_names = context.config.bound("limits.names");
    return {.name = form.name("name"),
            .password = form.text("password", longest_password),
            .role = form.parsed("role", longest_name, types::role_from, known_roles),
            .queues = form.optional_texts("queues", most_names, longest_name).value_or(Names()),
            .skills = form.optional_set("skills", most_names, longest_name).value_or(Names()),
            .capacity = form.optional_number("capacity"),
            .must_change_password = form.optional_flag("must_change_password").value_or(true)};
}

desk::UserChange read_change(Form const& form, Context const& context) {
    auto const most_names = context.config.bound("limits.names");
    desk::UserChange change;
    change.name = form.optional_name("name");
    change.password = form.optional_text("password", context.config.bound("passwords.most_bytes"));
    change.role = form.optional_parsed("role", longest_name, types::role_from, known_roles);
    change.must_change_password = form.optional_flag("must_change_password");
    if (change.must_change_password && !change.password)
        form.refuse("must_change_password", "must_change_password comes with a password, of which it speaks.");
    change.disabled = form.optional_flag("disabled");
    change.queues = form.optional_texts("queues", most_names, longest_name);
    change.skills = form.optional_set("skills", most_names, longest_name);
    if (form.names_null("capacity"))
        change.capacity = std::optional<std::int64_t>();
    else if (auto const capacity = form.optional_number("capacity"))
        change.capacity = capacity;
    return change;
}

desk::QueueChange read_queue_change(Form const& form, Context const& context) {
    desk::QueueChange change{
        .name = form.optional_name("name"),
        .routing = form.optional_parsed("routing", longest_name, types::routing_from, "must be one of: pick push."),
        .skills = form.optional_set("skills", context.config.bound("limits.names"), longest_name),
        .units = form.optional_number("units")};
    if (!change.name && !change.routing && !change.skills && !change.units)
        form.refuse("name", "name, routing, units or skills must be given.");
    return change;
}

boost::json::object view_of_new_key(desk::NewKey const& made) {
    return {{"id", made.id}, {"key", made.key}};
}

} // namespace

Result<net::Response> get_users(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.people().users(call.caller(), page); }, as_json);
}

Result<net::Response> post_user(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const user = read_user(form, context);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.people().create_user(call.caller(), user), 201, as_json);
}

Result<net::Response> get_user(Context& context, Call const& call) {
    return answer(context.desk.people().user(call.caller(), call.id()), 200, as_json);
}

Result<net::Response> patch_user(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const change = read_change(form, context);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.people().change_user(call.caller(), call.id(), change), 200, as_json);
}

Result<net::Response> delete_user(Context& context, Call const& call) {
    return empty_answer(context.desk.people().delete_user(call.caller(), call.id()));
}

Result<net::Response> get_queues(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.people().queues(call.caller(), page); }, as_json);
}

Result<net::Response> post_queue(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const name = form.name("name");
    auto const rest = read_queue_change(form, context);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.people().create_queue(call.caller(), name, rest), 201, as_json);
}

Result<net::Response> get_queue(Context& context, Call const& call) {
    return answer(context.desk.people().queue(call.caller(), call.id()), 200, as_json);
}

Result<net::Response> patch_queue(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const change = read_queue_change(form, context);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.people().change_queue(call.caller(), call.id(), change), 200, as_json);
}

Result<net::Response> delete_queue(Context& context, Call const& call) {
    return empty_answer(context.desk.people().delete_queue(call.caller(), call.id()));
}

Result<net::Response> get_members(Context& context, Call const& call) {
    return page_answer(
        call,
        [&](auto const& page) { return page_out_of(context.desk.people().members(call.caller(), call.id()), page); },
        as_json);
}

Result<net::Response> post_member(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const user = form.text("user", longest_name);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.people().add_member(call.caller(), call.id(), user), 201, as_json);
}

Result<net::Response> delete_member(Context& context, Call const& call) {
    return empty_answer(context.desk.people().remove_member(call.caller(), call.id(), call.parameters.at(1)));
}

Result<net::Response> post_key(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const name = form.name("name");
    auto const scope = form.text("scope", longest_name);
    if (form.refused())
        return form.refusal();
    return answer_with_secret(context.desk.people().create_key(call.caller(), name, scope), 201, view_of_new_key);
}

Result<net::Response> get_keys(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.people().keys(call.caller(), page); }, as_json);
}

Result<net::Response> delete_key(Context& context, Call const& call) {
    return empty_answer(context.desk.people().delete_key(call.caller(), call.id()));
}

Result<net::Response> get_audit(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.people().audit(call.caller(), page); }, as_json);
}

} // namespace undertone::api
