#include "store/readings.h"

#include "store/conditions.h"
#include "store/mapping.h"
#include "store/reading_row.h"
#include "store/transaction.h"

namespace undertone::store {
namespace {

Conditions conditions_of(ReadAgain const& which) {
    Conditions conditions;
    if (which.from)
        conditions.add("c.created_at >= :from", {stored(*which.from)});
    if (which.to)
        conditions.add("c.created_at < :to", {stored(*which.to)});
    if (which.queue)
        conditions.add("c.queue_id = :queue", {*which.queue});
    return conditions;
}

} // namespace

std::vector<std::string> closed_with_readings(Transaction& transaction, ReadAgain const& which, std::string_view after,
                                              std::size_t most) {
    auto conditions = conditions_of(which);
    conditions.add(
        "c.state = 'closed' AND c.id > :after AND EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = "
        "c.id AND m.level IS NOT NULL)",
        {after});
    auto values = conditions.values();
    values.emplace_back(most);
    std::vector<std::string> found;
    Query query(transaction, "SELECT c.id FROM conversations c " + conditions.text() + " ORDER BY c.id LIMIT :most",
                values, "t");
    while (query.next())
        found.push_back(query.text());
    return found;
}

std::uint64_t count_not_closed(Transaction& transaction, ReadAgain const& which) {
    auto conditions = conditions_of(which);
    conditions.add("c.state <> 'closed'", {});
    Query query(transaction, "SELECT count(*) FROM conversations c " + conditions.text(), conditions.values(), "n");
    return query.next() ? static_cast<std::uint64_t>(query.number()) : 0;
}

void keep_reading(Transaction& transaction, std::string_view conversation, std::string_view message, Time now) {
    std::string const columns = std::string(reading_columns) + ", mood_level, mood_pulse";
    Query(transaction,
          "INSERT INTO earlier_readings (replaced_at, conversation_id, message_id, " + columns +
              ") SELECT CAST(:now AS bigint), conversation_id, id, " + columns +
              " FROM messages WHERE conversation_id = :conversation AND id = :id",
          {stored(now), conversation, message});
}

void replace_reading(Transaction& transaction, std::string_view conversation, std::uint64_t number,
                     sentiment::Reading const& reading, sentiment::Level mood_level, double mood_pulse) {
    std::vector<Value> values;
    add_reading(values, reading, mood_level, mood_pulse);
    values.emplace_back(conversation);
    values.emplace_back(number);
    Query(transaction,
          "UPDATE messages SET level = :level, pulse = :pulse, confidence = :confidence, language = :language, profane "
          "= :profane, enters_window = :enters_window, partial = :partial, model = :model, mixed = :mixed, profanity = "
          ":profanity, own_phrase = :own_phrase, phrases = :phrases, mood_level = :mood_level, mood_pulse = "
          ":mood_pulse WHERE conversation_id = :conversation AND number = :number",
          values);
}

std::string earlier_readings_statement() {
    return "SELECT (SELECT m.text FROM messages m WHERE m.conversation_id = earlier_readings.conversation_id AND m.id "
           "= "
           "message_id), " +
           std::string(reading_columns) +
           ", mood_level, mood_pulse, replaced_at FROM earlier_readings WHERE message_id = :message ORDER BY "
           "replaced_at DESC LIMIT :most";
}

std::vector<types::EarlierReading> earlier_readings(Transaction& transaction, std::string_view message,
                                                    std::size_t most) {
    std::vector<types::EarlierReading> found;
    Query query(transaction, earlier_readings_statement(), {message, most}, "t" + std::string(reading_kinds) + "nrn");
    while (query.next()) {
        types::EarlierReading earlier;
        auto const text = query.maybe_text().value_or("");
        earlier.reading = read_reading(query, text).value_or(sentiment::Reading());
        earlier.mood_level = level_of_code(query.number());
        earlier.mood_pulse = query.real();
        earlier.replaced_at = time_of(query.number());
        found.push_back(std::move(earlier));
    }
    return found;
}

} // namespace undertone::store
