#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/rightful.h"
#include "store/conversations.h"

/// The course of a conversation's feelings, from its stored messages.
namespace undertone::desk {
namespace {

types::SentimentPoint point(sentiment::Feeling const& feeling, std::string message, Time at) {
    return {at, std::move(message), feeling.level, feeling.pulse};
}

/// The end of its time: what is said after it does not exist.
Time end_of(types::Conversation const& conversation) {
    if (conversation.ended_at)
        return *conversation.ended_at;
    return conversation.closed_at.value_or(conversation.last_message_at.value_or(conversation.created_at));
}

types::ConversationTrend trend_of(types::Conversation const& conversation,
                                  std::vector<store::ScoredMessage> const& messages) {
    types::ConversationTrend trend;
    sentiment::Course course;
    std::vector<sentiment::Heard> heard;
    for (auto const& message : messages) {
        course = step(std::move(course), message.reading, message.id, message.at);
        heard.push_back({message.at, message.reading.pulse});
    }
    trend.messages = course.messages;
    trend.transition = transition_of(course);
    trend.language = course.language;
    trend.model = course.model;
    trend.recovery = recovery_of(course);
    trend.weighted = sentiment::weighted_trend(heard);
    trend.quarters = sentiment::quarters_of(heard, conversation.created_at, end_of(conversation));
    if (course.lowest) {
        trend.begin = point(course.first, messages.front().id, messages.front().at);
        trend.end = point({course.mood.level, course.mood.pulse}, messages.back().id, messages.back().at);
        trend.lowest = point(course.lowest->feeling, course.lowest->message, course.lowest->at);
    }
    return trend;
}

} // namespace

Result<types::ConversationTrend> Conversations::trend(types::Caller const& caller, std::string_view id) {
    return core_.read([&](store::Transaction& transaction) -> Result<types::ConversationTrend> {
        auto const conversation = rightful(transaction, caller, id, Action::see_sentiment);
        if (!conversation)
            return Unexpected(conversation.error());
        auto messages = store::scored_messages(transaction, conversation->id, core_.trend_messages + 1);
        bool const partial = messages.size() > core_.trend_messages;
        if (partial)
            messages.erase(messages.begin());
        auto trend = trend_of(*conversation, messages);
        trend.partial = partial;
        return trend;
    });
}

} // namespace undertone::desk
