#pragma once

#include "store/transaction.h"

#include <string>
#include <string_view>
#include <vector>

/// For the files of store/ alone.
namespace undertone::store {

/// The queue of a conversation, and the settings from which follows whether its feeling is watched.
inline constexpr std::string_view with_settings =
    "JOIN queues q ON q.id = c.queue_id JOIN sentiment_settings s ON s.id = 1 "
    "LEFT JOIN channel_settings w ON w.queue_id = c.queue_id AND w.channel = c.channel ";

/// A level or trend as it is shown: none, or steady, while the feeling of a running conversation is not watched
/// (types::is_shown).
inline std::string shown(std::string_view column, int otherwise = 0) {
    return "CASE WHEN c.state = 'closed' OR COALESCE(w.enabled, q.enabled, s.enabled) = 1 THEN c." +
           std::string(column) + " ELSE " + std::to_string(otherwise) + " END";
}

/// A WHERE clause and its values, grown condition by condition.
class Conditions {
public:
    void add(std::string const& condition, std::vector<Value> const& values) {
        text_ += text_.empty() ? "WHERE " : " AND ";
        text_ += condition;
        values_.insert(values_.end(), values.begin(), values.end());
    }

    void one_of(std::string const& column, std::string const& name, std::vector<Value> const& values) {
        std::string list;
        for (std::size_t index = 0; index < values.size(); ++index)
            list += (index == 0 ? ":" : ", :") + name + std::to_string(index);
        add(column + " IN (" + list + ")", values);
    }

    std::string const& text() const { return text_; }
    std::vector<Value> const& values() const { return values_; }

private:
    std::string text_;
    std::vector<Value> values_;
};

} // namespace undertone::store
