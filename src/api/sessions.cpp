#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

/// The sessions of a conversation and the course of its feelings.
namespace undertone::api {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

value number_or_null(std::optional<double> number) {
    return number ? value(*number) : value(nullptr);
}

value text_or_null(std::string const& text) {
    return text.empty() ? value(nullptr) : value(text);
}

value seconds_or_null(std::optional<std::chrono::milliseconds> time) {
    return time ? value(static_cast<double>(time->count()) / 1000) : value(nullptr);
}

value view_or_null(std::optional<types::SentimentPoint> const& point) {
    return point ? value(to_json(*point)) : value(nullptr);
}

object feeling_view(sentiment::Feeling const& feeling) {
    return {{"level", sentiment::name_of(feeling.level)},
            {"code", static_cast<int>(feeling.level)},
            {"pulse", sentiment::rounded(feeling.pulse)}};
}

/// What the session says of the customer; level none and nulls where nothing in it was scored.
void set_course(object& view, sentiment::Course const& course) {
    bool const scored = course.messages > 0;
    view["messages"] = course.messages;
    view["level"] = sentiment::name_of(course.mood.level);
    view["code"] = static_cast<int>(course.mood.level);
    view["pulse"] = scored ? value(sentiment::rounded(course.mood.pulse)) : value(nullptr);
    view["zone"] = scored ? value(sentiment::name_of(sentiment::zone_of(course.mood.level))) : value(nullptr);
    view["language"] = text_or_null(course.language);
    view["model"] = text_or_null(course.model);
    view["first"] = scored ? value(feeling_view(course.first)) : value(nullptr);
    view["lowest"] = nullptr;
    if (course.lowest)
        view["lowest"] = to_json(types::SentimentPoint{course.lowest->at, course.lowest->message,
                                                       course.lowest->feeling.level, course.lowest->feeling.pulse});
    view["transition"] = number_or_null(transition_of(course));
    view["recovery_seconds"] = seconds_or_null(recovery_of(course));
}

object participation_view(types::Participation const& participation) {
    object view{{"user", to_json(participation.user)},
                {"mode", types::name_of(participation.mode)},
                {"since", to_text(participation.since)}};
    if (participation.until)
        view["until"] = to_text(*participation.until);
    return view;
}

object quarters_view(sentiment::Quarters const& quarters) {
    array scores;
    for (auto const& score : quarters.scores)
        scores.push_back(number_or_null(score));
    return {{"scores", std::move(scores)}, {"overall", number_or_null(quarters.overall)}};
}

object trend_view(types::ConversationTrend const& trend) {
    object view{{"messages", trend.messages},
                {"partial", trend.partial},
                {"begin", view_or_null(trend.begin)},
                {"end", view_or_null(trend.end)},
                {"lowest", view_or_null(trend.lowest)},
                {"transition", number_or_null(trend.transition)},
                {"language", text_or_null(trend.language)},
                {"model", text_or_null(trend.model)},
                {"recovery_seconds", seconds_or_null(trend.recovery)},
                {"weighted", nullptr},
                {"quarters", quarters_view(trend.quarters)}};
    if (auto const& weighted = trend.weighted)
        view["weighted"] = object{{"score", weighted->score},
                                  {"change", weighted->change},
                                  {"trend", sentiment::name_of(weighted->movement)}};
    return view;
}

} // namespace

object to_json(types::Session const& session) {
    object view{{"id", session.id},
                {"conversation", session.conversation},
                {"number", session.number},
                {"queue", to_json(session.queue)}};
    if (session.agent)
        view["agent"] = to_json(*session.agent);
    view["bot"] = session.bot;
    view["began_at"] = to_text(session.began_at);
    if (session.accepted_at)
        view["accepted_at"] = to_text(*session.accepted_at);
    if (session.ended_at)
        view["ended_at"] = to_text(*session.ended_at);
    if (session.ended_by)
        view["ended_by"] = types::name_of(*session.ended_by);
    set_course(view, session.course);
    return view;
}

Result<net::Response> get_sessions(Context& context, Call const& call) {
    Query const query(call.request);
    auto const page = query.page();
    if (query.failed())
        return query.refusal();
    auto const found = context.desk.conversations().sessions(call.caller(), call.id(), page);
    if (!found)
        return Unexpected(found.error());
    array items;
    for (auto const& session : found->sessions.items)
        items.push_back(to_json(session));
    array participants;
    for (auto const& participation : found->participants)
        participants.push_back(participation_view(participation));
    object body{{"items", std::move(items)}, {"next", nullptr}, {"participants", std::move(participants)}};
    if (found->sessions.next)
        body["next"] = *found->sessions.next;
    return json(200, body);
}

Result<net::Response> get_trend(Context& context, Call const& call) {
    return answer(context.desk.conversations().trend(call.caller(), call.id()), 200, trend_view);
}

} // namespace undertone::api
