#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

/// Finding messages by their words, and what a customer wrote about before.
namespace undertone::api {
namespace {

constexpr std::size_t longest_query = 500;

Result<std::optional<Time>> read_time(Call const& call, std::string_view name) {
    auto const text = query_value(call.request, name);
    if (text.empty())
        return std::optional<Time>();
    auto const time = time_from(text.size() == 10 ? text + "T00:00:00Z" : text);
    if (!time)
        return fail(Code::invalid, std::string(name) + " must be a date (2026-11-28) or an RFC 3339 time.",
                    std::string(name));
    return time;
}

Result<std::vector<sentiment::Level>> read_levels(Call const& call) {
    std::vector<sentiment::Level> levels;
    auto const text = query_value(call.request, "level");
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find(',', begin), text.size());
        auto const level = sentiment::level_from(text.substr(begin, end - begin));
        if (!level)
            return fail(Code::invalid, "level has the unknown value \"" + text.substr(begin, end - begin) + "\".",
                        "level");
        levels.push_back(*level);
        begin = end + 1;
    }
    return levels;
}

boost::json::object view(types::Hit const& hit) {
    auto const& conversation = hit.conversation;
    boost::json::object about{{"id", conversation.id},
                              {"state", types::name_of(conversation.state)},
                              {"queue", to_json(conversation.queue)},
                              {"channel", conversation.channel},
                              {"customer", to_json(conversation.customer)},
                              {"created_at", to_text(conversation.created_at)}};
    if (conversation.agent)
        about["agent"] = to_json(*conversation.agent);
    return {{"conversation", std::move(about)}, {"message", staff_view(hit.message)}};
}

} // namespace

Result<net::Response> get_search(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    types::SearchRequest request;
    request.words = query_value(call.request, "q");
    if (request.words.size() > longest_query)
        return fail(Code::invalid, "q has at most 500 bytes.", "q");
    auto const from = read_time(call, "from");
    if (!from)
        return Unexpected(from.error());
    request.from = *from;
    auto const to = read_time(call, "to");
    if (!to)
        return Unexpected(to.error());
    request.to = *to;
    auto levels = read_levels(call);
    if (!levels)
        return Unexpected(levels.error());
    request.levels = std::move(*levels);
    if (auto queue = query_value(call.request, "queue"); !queue.empty())
        request.queue = std::move(queue);
    auto const found = context.desk.conversations().search(call.caller(), request, *page);
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, view);
}

Result<net::Response> get_earlier(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const found = context.desk.conversations().earlier(call.caller(), call.id(), *page);
    if (!found)
        return Unexpected(found.error());
    auto const now = context.clock.now();
    return list_answer(*found, [&](types::Conversation const& item) { return staff_view(item, now); });
}

} // namespace undertone::api
