#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/block.h"
#include "types/bounds.h"

/// Blocked visitors.
namespace undertone::api {
namespace {

boost::json::object block_view(types::Block const& block) {
    boost::json::object json{{"id", block.id},
                             {"kind", types::name_of(block.kind)},
                             {"conversation", block.conversation},
                             {"customer", boost::json::object{{"name", block.customer}}},
                             {"reason", block.reason},
                             {"until", nullptr},
                             {"created_at", to_text(block.created_at)},
                             {"created_by", to_json(block.created_by)}};
    if (block.until)
        json["until"] = to_text(*block.until);
    return json;
}

types::NewBlock read_block(Form const& form, std::size_t longest_reason) {
    return {.kind = form.parsed("kind", types::longest_value, types::block_kind_from,
                                "must be one of: conversation address customer."),
            .conversation = form.text("conversation", types::longest_value),
            .reason = form.text("reason", longest_reason),
            .until = form.optional_parsed("until", types::longest_value, time_from, "must be an RFC 3339 time.")};
}

} // namespace

Result<net::Response> post_block(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const block = read_block(form, context.config.bound("limits.block_reason_bytes"));
    if (form.refused())
        return form.refusal();
    return answer(context.desk.blocks().create(call.caller(), block), 201, block_view);
}

Result<net::Response> get_blocks(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.blocks().list(call.caller(), page); }, block_view);
}

Result<net::Response> delete_block(Context& context, Call const& call) {
    return empty_answer(context.desk.blocks().remove(call.caller(), call.id()));
}

} // namespace undertone::api
