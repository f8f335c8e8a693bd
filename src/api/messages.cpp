#include "api/answers.h"
#include "api/asked_readings.h"
#include "api/attachment.h"
#include "api/reading_json.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/bounds.h"

#include <cmath>

namespace undertone::api {
namespace {

types::NewMessage read_new_message(Context const& context, Form const& form) {
    types::NewMessage message;
    message.attachment = read_attachment(form, context.config);
    if (form.has("text") || !message.attachment)
        message.text = form.text("text", context.config.bound("messages.bytes"), Code::too_large);
    message.client_id = form.optional_text("client_id", types::longest_client_id);
    message.sender = form.optional_parsed("sender", types::longest_word, types::sender_from,
                                          "must be one of: customer agent bot system.");
    message.visibility =
        form.optional_parsed("visibility", types::longest_word, types::visibility_from, "must be public or internal.")
            .value_or(message.visibility);
    return message;
}

} // namespace

Result<net::Response> post_message(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const message = read_new_message(context, form);
    if (form.refused())
        return form.refusal();
    auto const received = context.desk.conversations().receive(call.caller(), call.id(), message);
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

namespace {

/// By how much the pulse of the same text may differ on another machine.
constexpr double same_pulse = 0.5;

/// Looks for the phrases that moved the reading of a stored message. It is read as it was when it came: its language
/// was found in it, not stated. Where it is read in another way now, the phrases would explain what nobody sees.
void find_phrases(Context const& context, types::Message& message) {
    auto& reading = *message.reading;
    auto const own = reading.own_phrase.empty() ? nullptr : context.desk.settings().phrase_book();
    auto request = asked_reading(context, own.get());
    request.earlier_language = reading.language;
    auto now = context.scorer.score(message.text, request);
    if (now.level == reading.level && std::abs(now.pulse - reading.pulse) <= same_pulse)
        reading.phrases = std::move(now.phrases);
}

} // namespace

/// One message; for staff with the phrases that moved its reading. Where they were not looked for when it came, they
/// are found now in the stored text by the model that read it: another one would explain a reading that it did not
/// make.
Result<net::Response> get_message(Context& context, Call const& call) {
    auto message = context.desk.conversations().message(call.caller(), call.id(), call.parameters.at(1));
    if (!message)
        return Unexpected(message.error());
    if (call.caller().kind == types::Caller::Kind::visitor)
        return json(200, visitor_view(*message));
    auto const& reading = message->reading;
    if (reading && !reading->phrases && reading->model == context.scorer.version())
        find_phrases(context, *message);
    return json(200, staff_view(*message));
}

Result<net::Response> get_messages(Context& context, Call const& call) {
    bool const visitor = call.caller().kind == types::Caller::Kind::visitor;
    return page_answer(
        call, [&](auto const& page) { return context.desk.conversations().messages(call.caller(), call.id(), page); },
        [&](types::Message const& item) { return visitor ? visitor_view(item) : staff_view(item); });
}

Result<net::Response> get_sentiment(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.conversations().sentiment(call.caller(), call.id(), page); },
        as_json);
}

Result<net::Response> post_score(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const texts = form.texts("texts", context.config.bound("scoring.texts_per_request"),
                                  context.config.bound("messages.bytes"), Code::too_large);
    if (form.refused())
        return form.refusal();
    auto const own = context.desk.settings().phrase_book();
    auto const request = asked_reading(context, own.get(), texts.size());
    boost::json::array readings;
    for (auto const& text : texts) {
        if (context.ending())
            return fail(Code::unavailable, "the server ends");
        readings.push_back(to_json(context.scorer.score(text, request)));
    }
    return json(200, boost::json::object{{"readings", std::move(readings)}});
}

} // namespace undertone::api
