#include "api/answers.h"
#include "api/reading_json.h"
#include "api/routes.h"
#include "api/time_zone.h"
#include "api/views.h"
#include "types/bounds.h"

#include <algorithm>

/// What staff says of readings, the phrases of the organisation's own, and readings that others took the place of.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;

object level_view(sentiment::Level level) {
    return {{"level", sentiment::name_of(level)}, {"code", static_cast<int>(level)}};
}

object view(types::Feedback const& feedback) {
    auto json = level_view(feedback.level);
    json["id"] = feedback.id;
    json["at"] = to_text(feedback.at);
    json["conversation"] = feedback.conversation;
    json["message"] = feedback.message;
    json["text"] = feedback.text;
    json["by"] = to_json(feedback.by);
    json["note"] = feedback.note;
    auto read = level_view(feedback.read_level);
    if (feedback.read_level == sentiment::Level::none)
        read["pulse"] = nullptr;
    else
        read["pulse"] = sentiment::rounded(feedback.read_pulse);
    read["language"] = feedback.language;
    read["model"] = feedback.model;
    json["reading"] = std::move(read);
    return json;
}

object view(types::AgreementReport const& report) {
    array items;
    for (auto const& item : report.items)
        items.push_back(object{{"language", item.language},
                               {"model", item.model},
                               {"judged", item.judged},
                               {"same_level", item.same_level},
                               {"within_one", item.within_one},
                               {"same_zone", item.same_zone}});
    array rows;
    for (auto const& row : report.confusion)
        rows.push_back(array(row.begin(), row.end()));
    return {{"items", std::move(items)}, {"confusion", std::move(rows)}};
}

object view(types::OwnPhrases const& phrases) {
    array items;
    for (auto const& phrase : phrases.phrases) {
        object item{{"phrase", phrase.phrase}, {"level", sentiment::name_of(phrase.level)}, {"language", nullptr}};
        if (!phrase.language.empty())
            item["language"] = phrase.language;
        items.push_back(std::move(item));
    }
    return {{"phrases", std::move(items)}, {"version", phrases.version}};
}

object view(types::Readings const& readings) {
    array items{to_json(readings.present)};
    for (auto const& earlier : readings.earlier) {
        auto item = to_json(earlier.reading);
        item["replaced_at"] = to_text(earlier.replaced_at);
        items.push_back(std::move(item));
    }
    return {{"items", std::move(items)}};
}

constexpr auto shown = [](auto const& noun) { return view(noun); };

std::optional<sentiment::Level> one_of_seven(std::string const& name) {
    auto const level = sentiment::level_from(name);
    return level == sentiment::Level::none ? std::nullopt : level;
}

types::FeedbackFilter read_filter(Query const& query) {
    auto const zone = zone_of(query);
    return {moment_of(query, "from", zone), moment_of(query, "to", zone), query.optional_text("queue"),
            query.optional_text("language")};
}

sentiment::OwnPhrase read_phrase(Form const& form) {
    return {form.optional_text("language", types::longest_word).value_or(""),
            form.text("phrase", sentiment::OwnPhrase::most_bytes),
            form.parsed("level", types::longest_word, one_of_seven, "must be one of the seven levels.")};
}

/// A text as one column.
std::string in_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; }, ' ');
    return text;
}

} // namespace

Result<net::Response> put_feedback(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    types::NewFeedback const wanted{
        form.parsed("level", types::longest_word, one_of_seven, "must be one of the seven levels."),
        form.optional_text("note", context.config.bound("limits.feedback_note_bytes")).value_or("")};
    if (form.refused())
        return form.refusal();
    return answer(context.desk.feedback().give(call.caller(), call.id(), call.parameters.at(1), wanted), 200, shown);
}

Result<net::Response> delete_feedback(Context& context, Call const& call) {
    return empty_answer(context.desk.feedback().take_back(call.caller(), call.id(), call.parameters.at(1)));
}

Result<net::Response> get_conversation_feedback(Context& context, Call const& call) {
    return page_answer(
        call, [&](auto const& page) { return context.desk.feedback().of_conversation(call.caller(), call.id(), page); },
        shown);
}

Result<net::Response> get_feedback(Context& context, Call const& call) {
    Query const query(call.request);
    auto const filter = read_filter(query);
    auto const page = query.page();
    if (query.failed())
        return query.refusal();
    return list_answer(context.desk.feedback().list(call.caller(), filter, page), shown);
}

Result<net::Response> get_agreement(Context& context, Call const& call) {
    Query const query(call.request);
    auto const filter = read_filter(query);
    if (query.failed())
        return query.refusal();
    return answer(context.desk.feedback().agreement(call.caller(), filter), 200, shown);
}

/// id, level, text and language, a message a line: the form that `undertone eval` reads and that a model learns from.
Result<net::Response> get_feedback_export(Context& context, Call const& call) {
    Query const query(call.request);
    auto const filter = read_filter(query);
    if (query.failed())
        return query.refusal();
    net::Response response;
    response.headers.emplace_back("Content-Type", "text/tab-separated-values; charset=utf-8");
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"feedback.tsv\"");
    response.headers.emplace_back("Cache-Control", "no-store");
    auto const most = context.config.bound("feedback.exported_bytes");
    auto const done = context.desk.feedback().export_each(call.caller(), filter, [&](types::Feedback const& feedback) {
        response.body += feedback.message + "\t" + std::string(sentiment::name_of(feedback.level)) + "\t" +
                         in_one_line(feedback.text) + "\t" + feedback.language + "\n";
        return response.body.size() <= most;
    });
    if (!done)
        return Unexpected(done.error());
    return response;
}

Result<net::Response> get_readings(Context& context, Call const& call) {
    return answer(context.desk.feedback().readings(call.caller(), call.id(), call.parameters.at(1)), 200, shown);
}

Result<net::Response> get_own_phrases(Context& context, Call const& call) {
    return answer(context.desk.settings().own_phrases(call.caller()), 200, shown);
}

Result<net::Response> put_own_phrases(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    std::vector<sentiment::OwnPhrase> phrases;
    for (auto const& item : form.objects("phrases", context.config.bound("scoring.own_phrases")))
        phrases.push_back(read_phrase(item));
    auto const version = form.optional_version(call.met);
    if (form.refused())
        return form.refusal();
    return answer(context.desk.settings().change_own_phrases(call.caller(), phrases, version), 200, shown);
}

} // namespace undertone::api
