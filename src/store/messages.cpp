#include "store/transaction.h"

#include "store/conversations.h"
#include "store/mapping.h"
#include "store/reading_row.h"
#include "store/search.h"

#include <algorithm>

namespace undertone::store {
namespace {

using types::Message;

std::string const select =
    "SELECT id, conversation_id, number, sender, sender_id, sender_name, text, visibility, client_id, created_at, "
    "version, visitor_version, " +
    std::string(reading_columns) +
    ", attachment_name, attachment_type, attachment_bytes, attachment_url FROM messages ";
std::string const insert =
    "INSERT INTO messages (id, conversation_id, number, sender, sender_id, sender_name, text, visibility, client_id, "
    "created_at, version, visitor_version, attachment_name, attachment_type, attachment_bytes, attachment_url, " +
    std::string(reading_columns) +
    ", mood_level, mood_pulse) VALUES (:id, :conversation, :number, :sender, :sender_id, :sender_name, :text, "
    ":visibility, :client_id, :created_at, :version, :visitor_version, :file_name, :file_type, :file_bytes, "
    ":file_url, " +
    std::string(reading_places) + ")";
std::string const columns = "ttnttttttnnn" + std::string(reading_kinds) + "ttnt";

std::optional<types::Attachment> read_attachment(Query& row) {
    auto name = row.maybe_text();
    if (!name)
        return std::nullopt;
    types::Attachment attachment;
    attachment.name = *std::move(name);
    attachment.type = row.text();
    attachment.bytes = row.number();
    attachment.url = row.text();
    return attachment;
}

Message read_row(Query& row) {
    Message message;
    message.id = row.text();
    message.conversation = row.text();
    message.number = static_cast<std::uint64_t>(row.number());
    message.sender = types::sender_from(row.text()).value();
    message.sender_id = row.text();
    message.sender_name = row.text();
    message.text = row.text();
    message.visibility = types::visibility_from(row.text()).value();
    message.client_id = row.maybe_text();
    message.created_at = time_of(row.number());
    message.version = static_cast<std::uint64_t>(row.number());
    message.visitor_version = static_cast<std::uint64_t>(row.number());
    message.reading = read_reading(row, message.text);
    message.attachment = read_attachment(row);
    return message;
}

std::vector<Message> read_all(Transaction& transaction, std::string const& text, std::vector<Value> const& in) {
    std::vector<Message> found;
    Query query(transaction, text, in, columns);
    while (query.next())
        found.push_back(read_row(query));
    return found;
}

types::SentimentPoint read_point(Query& row) {
    types::SentimentPoint point;
    point.at = time_of(row.number());
    point.message = row.text();
    point.level = level_of_code(row.number());
    point.pulse = row.real();
    return point;
}

} // namespace

void insert_message(Transaction& transaction, Message const& m, sentiment::Level mood_level, double mood_pulse) {
    auto file = [&](auto types::Attachment::*member) {
        return m.attachment ? std::optional((*m.attachment).*member) : std::nullopt;
    };
    std::vector<Value> values{m.id,
                              m.conversation,
                              m.number,
                              types::name_of(m.sender),
                              m.sender_id,
                              m.sender_name,
                              m.text,
                              types::name_of(m.visibility),
                              m.client_id,
                              stored(m.created_at),
                              m.version,
                              m.visitor_version,
                              file(&types::Attachment::name),
                              file(&types::Attachment::type),
                              file(&types::Attachment::bytes),
                              file(&types::Attachment::url)};
    add_reading(values, m.reading, mood_level, mood_pulse);
    Query(transaction, insert, values);
    await_words(transaction, m.conversation);
}

std::optional<Message> find_repeated(Transaction& transaction, std::string_view conversation, types::Sender sender,
                                     std::string_view sender_id, std::string_view client_id) {
    auto found = read_all(transaction,
                          select + "WHERE conversation_id = :conversation AND sender = :sender AND "
                                   "client_id = :client_id AND (sender_id = :sender_id OR sender IN "
                                   "('customer', 'bot', 'system'))",
                          {conversation, types::name_of(sender), client_id, sender_id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::string id_of_message(Transaction& transaction, std::string_view conversation, std::uint64_t number) {
    Query query(transaction, "SELECT id FROM messages WHERE conversation_id = :conversation AND number = :number",
                {conversation, number}, "t");
    return query.next() ? query.text() : std::string();
}

std::uint64_t number_of_message(Transaction& transaction, std::string_view conversation, std::string_view message,
                                Messages which) {
    std::string const hidden = which == Messages::all ? "" : " AND visibility <> 'internal'";
    Query query(transaction, "SELECT number FROM messages WHERE conversation_id = :conversation AND id = :id" + hidden,
                {conversation, message}, "n");
    return query.next() ? static_cast<std::uint64_t>(query.number()) : 0;
}

std::optional<std::string> latest_shown(Transaction& transaction, std::string_view conversation, std::uint64_t number) {
    Query query(transaction,
                "SELECT id FROM messages WHERE conversation_id = :conversation AND number <= :number AND visibility <> "
                "'internal' ORDER BY number DESC LIMIT 1",
                {conversation, number}, "t");
    return query.next() ? std::optional(query.text()) : std::nullopt;
}

std::int64_t count_unread(Transaction& transaction, types::Conversation const& conversation) {
    Query query(transaction,
                "SELECT count(*) FROM messages m WHERE m.conversation_id = :conversation AND m.sender IN ('customer', "
                "'supervisor') AND m.number > COALESCE((SELECT max(r.number) FROM messages r WHERE r.conversation_id = "
                ":same AND (r.sender = 'agent' OR r.sender_id = :agent OR r.id = :mark)), 0)",
                {conversation.id, conversation.id, id_of(conversation.agent), conversation.agent_read.value_or("")},
                "n");
    return query.next() ? query.number() : 0;
}

std::optional<Message> find_message(Transaction& transaction, std::string_view conversation, std::string_view message,
                                    Messages which) {
    std::string const hidden = which == Messages::all ? "" : " AND visibility <> 'internal'";
    auto found = read_all(transaction, select + "WHERE conversation_id = :conversation AND id = :id" + hidden,
                          {conversation, message});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Message> list_messages(Transaction& transaction, std::string_view conversation, Messages which,
                                   std::uint64_t after, std::size_t limit, std::size_t texts) {
    std::string const hidden = which == Messages::all ? "" : "AND visibility <> 'internal' ";
    std::vector<Message> found;
    Query query(transaction,
                select + "WHERE conversation_id = :conversation AND number > :after " + hidden +
                    "ORDER BY number LIMIT :most",
                {conversation, after, limit + 1}, columns);
    std::size_t read = 0; ///< bytes of text
    for (bool full = false; !full && query.next();) {
        full = read >= texts;
        found.push_back(read_row(query));
        read += found.back().text.size();
    }
    return found;
}

std::vector<NumberedPoint> list_sentiment(Transaction& transaction, std::string_view conversation, std::uint64_t after,
                                          std::size_t limit) {
    std::vector<NumberedPoint> points;
    Query query(transaction,
                "SELECT number, created_at, id, mood_level, mood_pulse FROM messages WHERE conversation_id = "
                ":conversation AND number > :after AND level > 0 ORDER BY number LIMIT :most",
                {conversation, after, limit + 1}, "nntnr");
    while (query.next()) {
        auto const number = static_cast<std::uint64_t>(query.number());
        points.push_back({number, read_point(query)});
    }
    return points;
}

std::vector<types::SentimentPoint> latest_sentiment(Transaction& transaction, std::string_view conversation,
                                                    std::size_t limit) {
    std::vector<types::SentimentPoint> points;
    Query query(transaction,
                "SELECT created_at, id, mood_level, mood_pulse FROM messages WHERE conversation_id = :conversation AND "
                "level > 0 ORDER BY number DESC LIMIT :most",
                {conversation, limit + 1}, "ntnr");
    while (query.next())
        points.push_back(read_point(query));
    return points;
}

std::vector<ScoredMessage> scored_messages(Transaction& transaction, std::string_view conversation, std::size_t limit) {
    std::vector<ScoredMessage> found;
    Query query(transaction,
                "SELECT id, created_at, level, pulse, language, model, profane, profanity FROM messages WHERE "
                "conversation_id = :conversation AND level > 0 AND enters_window = 1 ORDER BY number DESC LIMIT :most",
                {conversation, limit}, "tnnrttnt");
    while (query.next()) {
        ScoredMessage message;
        message.id = query.text();
        message.at = time_of(query.number());
        message.reading.level = level_of_code(query.number());
        message.reading.pulse = query.real();
        message.reading.language = query.text();
        message.reading.model = query.text();
        message.reading.profane = query.flag();
        read_profanity(query.maybe_text(), message.reading);
        found.push_back(std::move(message));
    }
    std::reverse(found.begin(), found.end());
    return found;
}

} // namespace undertone::store
