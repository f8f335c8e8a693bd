#include "api/answers.h"
#include "api/routes.h"
#include "api/time_zone.h"
#include "api/views.h"

/// Finding messages by their words, and what a customer wrote about before.
namespace undertone::api {
namespace {

constexpr std::size_t longest_query = 500;

types::SearchRequest read_search(Query const& query) {
    auto const zone = zone_of(query);
    types::SearchRequest request;
    request.words = query.text("q");
    if (request.words.size() > longest_query)
        query.refuse("q", "q has at most 500 bytes.");
    request.from = moment_of(query, "from", zone);
    request.to = moment_of(query, "to", zone);
    request.levels = query.words("level", sentiment::level_from);
    request.queue = query.optional_text("queue");
    return request;
}

boost::json::object hit_view(types::Hit const& hit) {
    auto const& conversation = hit.conversation;
    boost::json::object about{{"id", conversation.id},
                              {"state", types::name_of(conversation.state)},
                              {"queue", to_json(conversation.queue)},
                              {"channel", conversation.channel},
                              {"customer", to_json(conversation.customer)},
                              {"created_at", to_text(conversation.created_at)},
                              {"monitored", conversation.monitored}};
    if (conversation.agent)
        about["agent"] = to_json(*conversation.agent);
    return {{"conversation", std::move(about)}, {"message", staff_view(hit.message)}};
}

} // namespace

Result<net::Response> get_search(Context& context, Call const& call) {
    Query const query(call.request);
    auto const page = query.page();
    auto const request = read_search(query);
    if (query.failed())
        return query.refusal();
    return list_answer(context.desk.conversations().search(call.caller(), request, page), hit_view);
}

Result<net::Response> get_earlier(Context& context, Call const& call) {
    auto const now = context.clock.now();
    return page_answer(
        call, [&](auto const& page) { return context.desk.conversations().earlier(call.caller(), call.id(), page); },
        [&](types::Conversation const& item) { return staff_view(item, now); });
}

} // namespace undertone::api
