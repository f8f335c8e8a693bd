#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

/// What is noted about a conversation when it is over, and the codes to choose from.
namespace undertone::api {
namespace {

constexpr std::size_t longest_code = 100;

boost::json::object codes_view(types::WrapUpCodes const& codes) {
    return {{"codes", to_json(codes.codes)}, {"version", codes.version}};
}

std::size_t most_codes(Context const& context) {
    return static_cast<std::size_t>(context.config.number("desk.wrap_up_codes"));
}

Result<types::WrapUpChange> read_change(Context const& context, Fields const& fields) {
    types::WrapUpChange change;
    auto note =
        fields.optional_text("note", static_cast<std::size_t>(context.config.number("desk.wrap_up_note_bytes")));
    if (!note)
        return Unexpected(note.error());
    change.note = *std::move(note);
    if (!fields.has("codes"))
        return change;
    auto codes = fields.texts("codes", most_codes(context), longest_code);
    if (!codes)
        return Unexpected(codes.error());
    change.codes = *std::move(codes);
    return change;
}

} // namespace

Result<net::Response> get_wrap_up(Context& context, Call const& call) {
    return answer(context.desk.conversations().wrap_up(call.caller(), call.id()), 200,
                  [](types::WrapUp const& wrap_up) { return to_json(wrap_up); });
}

Result<net::Response> put_wrap_up(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const change = read_change(context, *fields);
    if (!change)
        return Unexpected(change.error());
    return answer(context.desk.conversations().change_wrap_up(call.caller(), call.id(), *change), 200,
                  [](types::WrapUp const& wrap_up) { return to_json(wrap_up); });
}

Result<net::Response> get_wrap_up_codes(Context& context, Call const& call) {
    return answer(context.desk.settings().wrap_up_codes(call.caller()), 200, codes_view);
}

Result<net::Response> put_wrap_up_codes(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const codes = fields->texts("codes", most_codes(context), longest_code);
    if (!codes)
        return Unexpected(codes.error());
    auto const version = fields->optional_version();
    if (!version)
        return Unexpected(version.error());
    return answer(context.desk.settings().change_wrap_up_codes(call.caller(), *codes, *version), 200, codes_view);
}

} // namespace undertone::api
