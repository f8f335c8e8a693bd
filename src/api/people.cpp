#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_password = 1024;
constexpr std::size_t most_queues = 1000;

boost::json::object view(types::User const& user) {
    return to_json(user);
}

Result<types::Role> role_of(std::string const& word) {
    auto const role = types::role_from(word);
    if (!role)
        return fail(Code::invalid, "role must be one of: agent supervisor administrator.", "role");
    return *role;
}

Result<std::optional<std::vector<std::string>>> read_skills(Fields const& fields) {
    if (!fields.has("skills"))
        return std::optional<std::vector<std::string>>();
    auto skills = fields.texts("skills", most_queues, longest_name);
    if (!skills)
        return Unexpected(skills.error());
    return std::optional(std::move(*skills));
}

Result<desk::QueueChange> read_queue_change(Fields const& fields) {
    desk::QueueChange change;
    auto name = fields.optional_text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    change.name = std::move(*name);
    auto const word = fields.optional_text("routing", longest_name);
    if (!word)
        return Unexpected(word.error());
    if (*word) {
        change.routing = types::routing_from(**word);
        if (!change.routing)
            return fail(Code::invalid, "routing must be one of: pick push.", "routing");
    }
    auto skills = read_skills(fields);
    if (!skills)
        return Unexpected(skills.error());
    change.skills = std::move(*skills);
    if (!change.name && !change.routing && !change.skills)
        return fail(Code::invalid, "name, routing or skills must be given.", "name");
    return change;
}

Result<desk::UserChange> read_change(Fields const& fields) {
    desk::UserChange change;
    auto name = fields.optional_text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    change.name = std::move(*name);
    auto password = fields.optional_text("password", longest_password);
    if (!password)
        return Unexpected(password.error());
    change.password = std::move(*password);
    auto const role = fields.optional_text("role", longest_name);
    if (!role)
        return Unexpected(role.error());
    if (*role) {
        auto const known = role_of(**role);
        if (!known)
            return Unexpected(known.error());
        change.role = *known;
    }
    auto const must_change = fields.optional_flag("must_change_password");
    if (!must_change)
        return Unexpected(must_change.error());
    change.must_change_password = *must_change;
    auto const disabled = fields.optional_flag("disabled");
    if (!disabled)
        return Unexpected(disabled.error());
    change.disabled = *disabled;
    if (fields.has("queues")) {
        auto queues = fields.texts("queues", most_queues, longest_name);
        if (!queues)
            return Unexpected(queues.error());
        change.queues = std::move(*queues);
    }
    auto skills = read_skills(fields);
    if (!skills)
        return Unexpected(skills.error());
    change.skills = std::move(*skills);
    if (fields.names_null("capacity"))
        change.capacity = std::optional<std::int64_t>();
    auto const capacity = fields.optional_number("capacity");
    if (!capacity)
        return Unexpected(capacity.error());
    if (*capacity)
        change.capacity = *capacity;
    return change;
}

Result<std::string> name_in_body(Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    return fields->text("name", longest_name);
}

} // namespace

Result<net::Response> get_users(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const users = context.desk.people().users(call.caller(), *page);
    if (!users)
        return Unexpected(users.error());
    return list_answer(*users, view);
}

Result<net::Response> post_user(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    desk::NewUser user;
    auto name = fields->text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    user.name = std::move(*name);
    auto password = fields->text("password", longest_password);
    if (!password)
        return Unexpected(password.error());
    user.password = std::move(*password);
    auto const word = fields->text("role", longest_name);
    if (!word)
        return Unexpected(word.error());
    auto const role = role_of(*word);
    if (!role)
        return Unexpected(role.error());
    user.role = *role;
    if (fields->has("queues")) {
        auto queues = fields->texts("queues", most_queues, longest_name);
        if (!queues)
            return Unexpected(queues.error());
        user.queues = std::move(*queues);
    }
    auto skills = read_skills(*fields);
    if (!skills)
        return Unexpected(skills.error());
    user.skills = std::move(*skills).value_or(std::vector<std::string>());
    auto const capacity = fields->optional_number("capacity");
    if (!capacity)
        return Unexpected(capacity.error());
    user.capacity = *capacity;
    return answer(context.desk.people().create_user(call.caller(), user), 201, view);
}

Result<net::Response> get_user(Context& context, Call const& call) {
    return answer(context.desk.people().user(call.caller(), call.id()), 200, view);
}

Result<net::Response> patch_user(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const change = read_change(*fields);
    if (!change)
        return Unexpected(change.error());
    return answer(context.desk.people().change_user(call.caller(), call.id(), *change), 200, view);
}

Result<net::Response> delete_user(Context& context, Call const& call) {
    return empty_answer(context.desk.people().delete_user(call.caller(), call.id()));
}

Result<net::Response> get_queues(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const queues = context.desk.people().queues(call.caller(), *page);
    if (!queues)
        return Unexpected(queues.error());
    return list_answer(*queues, [](types::Queue const& queue) { return to_json(queue); });
}

Result<net::Response> post_queue(Context& context, Call const& call) {
    auto const name = name_in_body(call);
    if (!name)
        return Unexpected(name.error());
    return answer(context.desk.people().create_queue(call.caller(), *name), 201,
                  [](types::Queue const& queue) { return to_json(queue); });
}

Result<net::Response> get_queue(Context& context, Call const& call) {
    return answer(context.desk.people().queue(call.caller(), call.id()), 200,
                  [](types::Queue const& queue) { return to_json(queue); });
}

Result<net::Response> patch_queue(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const change = read_queue_change(*fields);
    if (!change)
        return Unexpected(change.error());
    return answer(context.desk.people().change_queue(call.caller(), call.id(), *change), 200,
                  [](types::Queue const& queue) { return to_json(queue); });
}

Result<net::Response> delete_queue(Context& context, Call const& call) {
    return empty_answer(context.desk.people().delete_queue(call.caller(), call.id()));
}

Result<net::Response> get_members(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto members = context.desk.people().members(call.caller(), call.id());
    if (!members)
        return Unexpected(members.error());
    return list_answer(page_out_of(*std::move(members), *page), view);
}

Result<net::Response> post_member(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const user = fields->text("user", longest_name);
    if (!user)
        return Unexpected(user.error());
    return answer(context.desk.people().add_member(call.caller(), call.id(), *user), 201, view);
}

Result<net::Response> delete_member(Context& context, Call const& call) {
    return empty_answer(context.desk.people().remove_member(call.caller(), call.id(), call.parameters.at(1)));
}

Result<net::Response> post_key(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const name = fields->text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    auto const scope = fields->text("scope", longest_name);
    if (!scope)
        return Unexpected(scope.error());
    return answer(context.desk.people().create_key(call.caller(), *name, *scope), 201, [](desk::NewKey const& made) {
        return boost::json::object{{"id", made.id}, {"key", made.key}};
    });
}

Result<net::Response> get_keys(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const keys = context.desk.people().keys(call.caller(), *page);
    if (!keys)
        return Unexpected(keys.error());
    return list_answer(*keys, [](types::ChannelKey const& key) { return to_json(key); });
}

Result<net::Response> delete_key(Context& context, Call const& call) {
    return empty_answer(context.desk.people().delete_key(call.caller(), call.id()));
}

Result<net::Response> get_audit(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const entries = context.desk.people().audit(call.caller(), *page);
    if (!entries)
        return Unexpected(entries.error());
    return list_answer(*entries, [](types::AuditEntry const& entry) { return to_json(entry); });
}

} // namespace undertone::api
