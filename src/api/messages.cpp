#include "api/answers.h"
#include "api/attachment.h"
#include "api/reading_json.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

constexpr std::size_t longest_word = 50;
constexpr std::size_t longest_client_id = 200;

Result<types::NewMessage> read_new_message(Context const& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    types::NewMessage message;
    auto attachment = read_attachment(*fields, context.config);
    if (!attachment)
        return Unexpected(attachment.error());
    message.attachment = std::move(*attachment);
    if (fields->has("text") || !message.attachment) {
        auto text = fields->text("text", static_cast<std::size_t>(context.config.number("messages.bytes")));
        if (!text)
            return Unexpected(text.error());
        message.text = std::move(*text);
    }
    auto client_id = fields->optional_text("client_id", longest_client_id);
    if (!client_id)
        return Unexpected(client_id.error());
    message.client_id = std::move(*client_id);
    auto const sender = fields->optional_text("sender", longest_word);
    if (!sender)
        return Unexpected(sender.error());
    if (*sender) {
        message.sender = types::sender_from(**sender);
        if (!message.sender)
            return fail(Code::invalid, "sender must be one of: customer agent bot system.", "sender");
    }
    auto const visibility = fields->optional_text("visibility", longest_word);
    if (!visibility)
        return Unexpected(visibility.error());
    if (*visibility) {
        auto const known = types::visibility_from(**visibility);
        if (!known)
            return fail(Code::invalid, "visibility must be public or internal.", "visibility");
        message.visibility = *known;
    }
    return message;
}

} // namespace

Result<net::Response> post_message(Context& context, Call const& call) {
    auto const message = read_new_message(context, call);
    if (!message)
        return Unexpected(message.error());
    auto const received = context.desk.conversations().receive(call.caller(), call.id(), *message);
    if (!received)
        return Unexpected(received.error());
    bool const visitor = call.caller().kind == types::Caller::Kind::visitor;
    boost::json::object body;
    body["id"] = received->message.id;
    body["version"] = visitor ? received->message.visitor_version : received->message.version;
    if (received->message.client_id)
        body["client_id"] = *received->message.client_id;
    if (!visitor && received->message.reading)
        body["reading"] = to_json(*received->message.reading);
    return json(received->repeated ? 200 : 201, body);
}

Result<net::Response> get_messages(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const found = context.desk.conversations().messages(call.caller(), call.id(), *page);
    if (!found)
        return Unexpected(found.error());
    bool const visitor = call.caller().kind == types::Caller::Kind::visitor;
    return list_answer(*found,
                       [&](types::Message const& item) { return visitor ? visitor_view(item) : staff_view(item); });
}

Result<net::Response> get_sentiment(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    auto const found = context.desk.conversations().sentiment(call.caller(), call.id(), *page);
    if (!found)
        return Unexpected(found.error());
    return list_answer(*found, [](types::SentimentPoint const& item) { return to_json(item); });
}

Result<net::Response> post_score(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto const texts =
        fields->texts("texts", static_cast<std::size_t>(context.config.number("scoring.texts_per_request")),
                      static_cast<std::size_t>(context.config.number("messages.bytes")));
    if (!texts)
        return Unexpected(texts.error());
    sentiment::Request request;
    if (texts->size() <= static_cast<std::size_t>(context.config.number("scoring.explained_texts")))
        request.explain_passes = static_cast<std::size_t>(context.config.number("scoring.explanation_passes"));
    boost::json::array readings;
    for (auto const& text : *texts) {
        if (context.ending())
            return fail(Code::unavailable, "the server ends");
        readings.push_back(to_json(context.scorer.score(text, request), request.explain_passes > 0));
    }
    return json(200, boost::json::object{{"readings", std::move(readings)}});
}

} // namespace undertone::api
