#include "store/hours.h"

#include "store/transaction.h"

#include <charconv>
#include <sstream>

namespace undertone::store {
namespace {

/// "480-720 780-1080" for each day, Monday first, with "|" between the days; absent: day and night.
std::optional<std::string> text_of(std::optional<types::Week> const& week) {
    if (!week)
        return std::nullopt;
    std::string text;
    for (std::size_t day = 0; day < week->size(); ++day) {
        text += day > 0 ? "|" : "";
        for (auto const& span : (*week)[day])
            text += std::to_string(span.from) + "-" + std::to_string(span.to) + " ";
    }
    return text;
}

std::optional<types::Week> week_of(std::optional<std::string> const& text) {
    if (!text)
        return std::nullopt;
    types::Week week;
    std::size_t day = 0;
    char const* const end = text->data() + text->size();
    for (char const* place = text->data(); place < end && day < week.size(); ++place) {
        if (*place == '|') {
            ++day;
            continue;
        }
        auto& span = week[day].emplace_back();
        place = std::from_chars(place, end, span.from).ptr + 1;
        place = std::from_chars(place, end, span.to).ptr;
    }
    return week;
}

} // namespace

types::Hours hours_of(Transaction& transaction, std::string_view queue) {
    types::Hours hours;
    {
        Query query(transaction,
                    "SELECT h.time_zone, h.weekly, h.closed_on, h.version, h.overflow_id, q.name FROM queue_hours h "
                    "LEFT JOIN queues q ON q.id = h.overflow_id AND q.deleted_at IS NULL WHERE h.queue_id = :queue",
                    {queue}, "tttntt");
        if (!query.next())
            return hours;
        hours.time_zone = query.text();
        hours.weekly = week_of(query.maybe_text());
        std::istringstream dates(query.text());
        for (std::string date; dates >> date;)
            hours.closed_on.push_back(date);
        hours.version = static_cast<std::uint64_t>(query.number());
        auto const overflow = query.maybe_text();
        auto const name = query.maybe_text();
        if (overflow && name)
            hours.overflow = types::Reference{*overflow, *name};
    }
    Query query(transaction,
                "SELECT language, text FROM queue_hours_messages WHERE queue_id = :queue ORDER BY language", {queue},
                "tt");
    while (query.next()) {
        auto language = query.text();
        hours.message.emplace(std::move(language), query.text());
    }
    return hours;
}

std::vector<std::string> queues_into(Transaction& transaction, std::string_view queue) {
    Query query(transaction,
                "SELECT q.name FROM queue_hours h JOIN queues q ON q.id = h.queue_id AND q.deleted_at IS NULL WHERE "
                "h.overflow_id = :queue ORDER BY q.name",
                {queue}, "t");
    std::vector<std::string> found;
    while (query.next())
        found.push_back(query.text());
    return found;
}

void put_hours(Transaction& transaction, std::string_view queue, types::Hours const& hours) {
    std::string dates;
    for (auto const& date : hours.closed_on)
        dates += date + " ";
    Query(transaction,
          "INSERT INTO queue_hours (queue_id, time_zone, weekly, closed_on, overflow_id, version) VALUES (:queue, "
          ":zone, :weekly, :closed_on, :overflow, :version) ON CONFLICT (queue_id) DO UPDATE SET time_zone = "
          "excluded.time_zone, weekly = excluded.weekly, closed_on = excluded.closed_on, overflow_id = "
          "excluded.overflow_id, version = excluded.version",
          {queue, hours.time_zone, text_of(hours.weekly), dates,
           hours.overflow ? std::optional(hours.overflow->id) : std::nullopt, hours.version});
    Query(transaction, "DELETE FROM queue_hours_messages WHERE queue_id = :queue", {queue});
    for (auto const& [language, text] : hours.message)
        Query(transaction,
              "INSERT INTO queue_hours_messages (queue_id, language, text) VALUES (:queue, :language, :text)",
              {queue, language, text});
}

} // namespace undertone::store
