#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/block.h"

/// Blocked visitors.
namespace undertone::api {
namespace {

constexpr std::size_t longest_word = 100;
constexpr std::size_t longest_reason = 500;

boost::json::object view(types::Block const& block) {
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

Result<types::NewBlock> read_block(Fields const& fields) {
    types::NewBlock block;
    auto const word = fields.text("kind", longest_word);
    if (!word)
        return Unexpected(word.error());
    auto const kind = types::block_kind_from(*word);
    if (!kind)
        return fail(Code::invalid, "kind must be one of: conversation address customer.", "kind");
    block.kind = *kind;
    auto conversation = fields.text("conversation", longest_word);
    if (!conversation)
        return Unexpected(conversation.error());
    block.conversation = std::move(*conversation);
    auto reason = fields.text("reason", longest_reason);
    if (!reason)
        return Unexpected(reason.error());
    block.reason = std::move(*reason);
    auto const until = fields.optional_text("until", longest_word);
    if (!until)
        return Unexpected(until.error());
    if (!*until)
        return block;
    block.until = time_from(**until);
    if (!block.until)
        return fail(Code::invalid, "until must be an RFC 3339 time.", "until");
    return block;
}

} // namespace

Result<net::Response> post_block(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const block = read_block(*fields);
    if (!block)
        return Unexpected(block.error());
    return answer(context.desk.blocks().create(call.caller(), *block), 201, view);
}

Result<net::Response> get_blocks(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const found = context.desk.blocks().list(call.caller(), *page);
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, view);
}

Result<net::Response> delete_block(Context& context, Call const& call) {
    return empty_answer(context.desk.blocks().remove(call.caller(), call.id()));
}

} // namespace undertone::api
