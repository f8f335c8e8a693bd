#include "store/sessions.h"

#include "store/mapping.h"
#include "store/transaction.h"

#include <algorithm>

namespace undertone::store {
namespace {

using sentiment::Course;
using types::Session;

constexpr std::string_view fields =
    "SELECT s.id, s.conversation_id, s.number, s.queue_id, q.name, s.agent_id, u.name, s.bot, s.began_at, "
    "s.accepted_at, s.ended_at, s.ended_by, s.messages, s.opening, s.samples, s.level, s.pulse, s.first_level, "
    "s.first_pulse, s.lowest_message, s.lowest_at, s.lowest_level, s.lowest_pulse, s.recovered_at, "
    "s.language, s.model ";
constexpr std::string_view tables =
    "FROM sessions s JOIN queues q ON q.id = s.queue_id LEFT JOIN users u ON u.id = s.agent_id ";
constexpr std::string_view columns = "ttntttt"
                                     "nnnnt"
                                     "nttnrnr"
                                     "tnnrn"
                                     "tt";

std::string selection() {
    return std::string(fields) + std::string(tables);
}

/// The pulses of the first messages have the form of a window's.
std::string opening_text(Course const& course) {
    sentiment::Mood opening;
    opening.count = static_cast<std::uint8_t>(std::min<std::size_t>(course.messages, Course::part));
    for (std::size_t index = 0; index < opening.count; ++index)
        opening.samples[index].pulse = course.opening[index];
    return text_of(opening);
}

void read_opening(std::string const& text, Course& course) {
    sentiment::Mood opening;
    read_samples(text, opening);
    for (std::size_t index = 0; index < std::min<std::size_t>(opening.count, Course::part); ++index)
        course.opening[index] = opening.samples[index].pulse;
}

Course read_course(Query& row) {
    Course course;
    course.messages = static_cast<std::uint32_t>(row.number());
    read_opening(row.text(), course);
    read_samples(row.text(), course.mood);
    course.mood.level = level_of_code(row.number());
    course.mood.pulse = row.real();
    course.first.level = level_of_code(row.number());
    course.first.pulse = row.real();
    sentiment::LowPoint lowest;
    auto message = row.maybe_text();
    lowest.at = time_of(row.number());
    lowest.feeling.level = level_of_code(row.number());
    lowest.feeling.pulse = row.real();
    if (message) {
        lowest.message = *std::move(message);
        course.lowest = std::move(lowest);
    }
    course.recovered_at = time_of(row.maybe_number());
    course.language = row.maybe_text().value_or("");
    course.model = row.maybe_text().value_or("");
    return course;
}

Session read_row(Query& row) {
    Session session;
    session.id = row.text();
    session.conversation = row.text();
    session.number = static_cast<std::uint64_t>(row.number());
    session.queue.id = row.text();
    session.queue.name = row.text();
    auto agent = row.maybe_text();
    auto agent_name = row.text();
    if (agent)
        session.agent = types::Reference{*std::move(agent), std::move(agent_name)};
    session.bot = row.flag();
    session.began_at = time_of(row.number());
    session.accepted_at = time_of(row.maybe_number());
    session.ended_at = time_of(row.maybe_number());
    if (auto const ended_by = row.maybe_text())
        session.ended_by = types::session_end_from(*ended_by);
    session.course = read_course(row);
    return session;
}

std::vector<Session> read_all(Transaction& transaction, std::string const& text, std::vector<Value> const& in) {
    std::vector<Session> found;
    Query query(transaction, text, in, columns);
    while (query.next())
        found.push_back(read_row(query));
    return found;
}

std::optional<std::string> ended_by(Session const& session) {
    return session.ended_by ? std::optional(std::string(types::name_of(*session.ended_by))) : std::nullopt;
}

template <class T, class Member>
std::optional<T> of_lowest(Course const& course, Member member) {
    return course.lowest ? std::optional<T>(member(*course.lowest)) : std::nullopt;
}

std::optional<std::string> of_text(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace

void insert_session(Transaction& transaction, Session const& session) {
    Query(transaction,
          "INSERT INTO sessions (id, conversation_id, number, queue_id, agent_id, bot, began_at, messages, opening, "
          "samples, level, pulse, first_level, first_pulse) VALUES (:id, :conversation, :number, :queue, :agent, :bot, "
          ":began_at, 0, '', '', 0, 50, 0, 50)",
          {session.id, session.conversation, session.number, session.queue.id,
           session.agent ? std::optional(session.agent->id) : std::nullopt, session.bot, stored(session.began_at)});
    update_session(transaction, session);
}

void update_session(Transaction& transaction, Session const& session) {
    using sentiment::LowPoint;
    auto const& course = session.course;
    Query(transaction,
          "UPDATE sessions SET accepted_at = :accepted_at, ended_at = :ended_at, ended_by = :ended_by, messages = "
          ":messages, opening = :opening, samples = :samples, level = :level, pulse = :pulse, first_level = "
          ":first_level, first_pulse = :first_pulse, lowest_message = :lowest_message, lowest_at = :lowest_at, "
          "lowest_level = :lowest_level, lowest_pulse = :lowest_pulse, recovered_at = :recovered_at, transition = "
          ":transition, language = :language, model = :model WHERE id = :id",
          {stored(session.accepted_at), stored(session.ended_at), ended_by(session), course.messages,
           opening_text(course), text_of(course.mood), stored(course.mood.level), course.mood.pulse,
           stored(course.first.level), course.first.pulse,
           of_lowest<std::string>(course, [](LowPoint const& low) { return low.message; }),
           of_lowest<std::int64_t>(course, [](LowPoint const& low) { return stored(low.at); }),
           of_lowest<std::int64_t>(course, [](LowPoint const& low) { return stored(low.feeling.level); }),
           of_lowest<double>(course, [](LowPoint const& low) { return low.feeling.pulse; }),
           stored(course.recovered_at), sentiment::transition_of(course), of_text(course.language),
           of_text(course.model), session.id});
}

std::optional<Session> running_session(Transaction& transaction, std::string_view conversation) {
    auto found = read_all(transaction, selection() + "WHERE s.conversation_id = :conversation AND s.ended_at IS NULL",
                          {conversation});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<types::Reference> last_agent(Transaction& transaction, std::string_view conversation) {
    Query query(transaction,
                "SELECT s.agent_id, u.name FROM sessions s JOIN users u ON u.id = s.agent_id WHERE s.conversation_id = "
                ":conversation AND s.accepted_at IS NOT NULL ORDER BY s.number DESC LIMIT 1",
                {conversation}, "tt");
    if (!query.next())
        return std::nullopt;
    auto id = query.text();
    return types::Reference{std::move(id), query.text()};
}

std::uint64_t count_sessions(Transaction& transaction, std::string_view conversation) {
    Query query(transaction, "SELECT count(*) FROM sessions WHERE conversation_id = :conversation", {conversation},
                "n");
    return query.next() ? static_cast<std::uint64_t>(query.number()) : 0;
}

bool worked_in_queues_of(Transaction& transaction, std::string_view agent, std::string_view member) {
    return Query(transaction,
                 "SELECT 1 FROM sessions s WHERE s.agent_id = :agent AND s.queue_id IN "
                 "(SELECT m.queue_id FROM members m WHERE m.user_id = :member) LIMIT 1",
                 {agent, member}, "n")
        .next();
}

std::vector<Session> list_sessions(Transaction& transaction, std::string_view conversation, std::uint64_t before,
                                   std::size_t limit) {
    std::string text = selection() + "WHERE s.conversation_id = :conversation ";
    std::vector<Value> in{conversation};
    if (before > 0) {
        text += "AND s.number < :before ";
        in.emplace_back(before);
    }
    in.emplace_back(limit + 1);
    return read_all(transaction, text + "ORDER BY s.number DESC LIMIT :most", in);
}

std::vector<types::Handled> sessions_of_agent(Transaction& transaction, std::string_view agent,
                                              std::optional<std::string> const& member, Time from, std::size_t limit) {
    std::string text = std::string(fields) + ", c.customer_name " + std::string(tables) +
                       "JOIN conversations c ON c.id = s.conversation_id "
                       "WHERE s.agent_id = :agent AND (s.ended_at IS NULL OR s.ended_at > :begin) ";
    std::vector<Value> in{agent, stored(from)};
    if (member) {
        text += "AND s.queue_id IN (SELECT m.queue_id FROM members m WHERE m.user_id = :member) ";
        in.emplace_back(*member);
    }
    in.emplace_back(limit + 1);
    std::vector<types::Handled> found;
    auto const letters = std::string(columns) + "t";
    Query query(transaction, text + "ORDER BY s.began_at DESC, s.id DESC LIMIT :most", in, letters);
    while (query.next()) {
        auto session = read_row(query);
        found.push_back({std::move(session), query.text()});
    }
    return found;
}

} // namespace undertone::store
