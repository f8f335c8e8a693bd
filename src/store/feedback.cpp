#include "store/feedback.h"

#include "store/conditions.h"
#include "store/mapping.h"
#include "store/settings.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

using types::Feedback;

/// The version of the phrases is kept as the number of their changes.
constexpr std::string_view changes_of_phrases = "own_phrases_changes";

std::vector<Feedback> read_all(Transaction& transaction, std::string const& rest, std::vector<Value> const& in) {
    std::vector<Feedback> found;
    Query query(
        transaction,
        "SELECT f.id, f.at, f.conversation_id, f.queue_id, f.message_id, m.text, f.user_id, f.user_name, f.level, "
        "f.note, f.read_level, f.read_pulse, f.language, f.model FROM feedback f JOIN messages m ON "
        "m.conversation_id = f.conversation_id AND m.id = f.message_id " +
            rest,
        in, "tnttttttntnrtt");
    while (query.next()) {
        Feedback feedback;
        feedback.id = query.text();
        feedback.at = time_of(query.number());
        feedback.conversation = query.text();
        feedback.queue = query.text();
        feedback.message = query.text();
        feedback.text = query.text();
        feedback.by.id = query.text();
        feedback.by.name = query.text();
        feedback.level = level_of_code(query.number());
        feedback.note = query.text();
        feedback.read_level = level_of_code(query.number());
        feedback.read_pulse = query.real();
        feedback.language = query.text();
        feedback.model = query.text();
        found.push_back(std::move(feedback));
    }
    return found;
}

Conditions conditions_of(FeedbackReach const& reach) {
    Conditions conditions;
    auto const& filter = reach.filter;
    if (filter.from)
        conditions.add("f.at >= :from", {stored(*filter.from)});
    if (filter.to)
        conditions.add("f.at < :to", {stored(*filter.to)});
    if (filter.queue)
        conditions.add("f.queue_id = :queue", {*filter.queue});
    if (filter.language)
        conditions.add("f.language = :language", {*filter.language});
    if (reach.member)
        conditions.add("f.queue_id IN (SELECT q.queue_id FROM members q WHERE q.user_id = :member)", {*reach.member});
    return conditions;
}

} // namespace

void put_feedback(Transaction& transaction, Feedback const& feedback) {
    delete_feedback(transaction, feedback.message, feedback.by.id);
    Query(transaction,
          "INSERT INTO feedback (id, at, conversation_id, queue_id, message_id, user_id, user_name, level, note, "
          "read_level, read_pulse, language, model) VALUES (:id, :at, :conversation, :queue, :message, :user, :name, "
          ":level, :note, :read_level, :read_pulse, :language, :model)",
          {feedback.id, stored(feedback.at), feedback.conversation, feedback.queue, feedback.message, feedback.by.id,
           feedback.by.name, stored(feedback.level), feedback.note, stored(feedback.read_level), feedback.read_pulse,
           feedback.language, feedback.model});
}

bool delete_feedback(Transaction& transaction, std::string_view message, std::string_view user) {
    return Query(transaction, "DELETE FROM feedback WHERE message_id = :message AND user_id = :user", {message, user})
               .touched() > 0;
}

std::vector<Feedback> feedback_of(Transaction& transaction, std::string_view conversation, std::string_view before,
                                  std::size_t limit) {
    Conditions conditions;
    conditions.add("f.conversation_id = :conversation", {conversation});
    if (!before.empty())
        conditions.add("f.id < :before", {before});
    auto values = conditions.values();
    values.emplace_back(limit + 1);
    return read_all(transaction, conditions.text() + " ORDER BY f.id DESC LIMIT :most", values);
}

std::vector<Feedback> list_feedback(Transaction& transaction, FeedbackReach const& reach, std::string_view before,
                                    std::size_t limit) {
    auto conditions = conditions_of(reach);
    if (!before.empty())
        conditions.add("f.id < :before", {before});
    auto values = conditions.values();
    values.emplace_back(limit + 1);
    return read_all(transaction, conditions.text() + " ORDER BY f.id DESC LIMIT :most", values);
}

std::vector<FeedbackCount> count_feedback(Transaction& transaction, FeedbackReach const& reach) {
    auto const conditions = conditions_of(reach);
    std::vector<FeedbackCount> found;
    Query query(transaction,
                "SELECT f.language, f.model, f.level, f.read_level, count(*) FROM feedback f " + conditions.text() +
                    " GROUP BY f.language, f.model, f.level, f.read_level ORDER BY f.language, f.model",
                conditions.values(), "ttnnn");
    while (query.next()) {
        FeedbackCount count;
        count.language = query.text();
        count.model = query.text();
        count.level = level_of_code(query.number());
        count.read_level = level_of_code(query.number());
        count.times = static_cast<std::uint64_t>(query.number());
        found.push_back(std::move(count));
    }
    return found;
}

std::uint64_t own_phrases_version(Transaction& transaction) {
    return static_cast<std::uint64_t>(mark(transaction, changes_of_phrases)) + 1;
}

types::OwnPhrases own_phrases(Transaction& transaction) {
    types::OwnPhrases found;
    found.version = own_phrases_version(transaction);
    Query query(transaction, "SELECT language, phrase, level FROM own_phrases ORDER BY place", {}, "ttn");
    while (query.next()) {
        auto& phrase = found.phrases.emplace_back();
        phrase.language = query.text();
        phrase.phrase = query.text();
        phrase.level = level_of_code(query.number());
    }
    return found;
}

void update_own_phrases(Transaction& transaction, types::OwnPhrases const& wanted) {
    set_mark(transaction, changes_of_phrases, static_cast<std::int64_t>(wanted.version) - 1);
    Query(transaction, "DELETE FROM own_phrases");
    for (std::size_t place = 0; place < wanted.phrases.size(); ++place) {
        auto const& phrase = wanted.phrases[place];
        Query(transaction,
              "INSERT INTO own_phrases (place, language, phrase, level) VALUES (:place, :language, :phrase, :level)",
              {place, phrase.language, phrase.phrase, stored(phrase.level)});
    }
}

} // namespace undertone::store
