#pragma once

#include "types/insights.h"

#include <optional>
#include <span>
#include <string_view>

/// The figures of the dashboards as pure arithmetic over conversations.
namespace undertone::desk {

class Mean {
public:
    void add(double value) {
        sum_ += value;
        ++count_;
    }
    std::int64_t count() const { return count_; }
    std::optional<double> value() const {
        return count_ == 0 ? std::nullopt : std::optional(sum_ / static_cast<double>(count_));
    }

private:
    double sum_ = 0;
    std::int64_t count_ = 0;
};

/// What is counted of a set of sessions that agents were offered.
struct SessionTotals {
    std::int64_t sessions = 0;
    std::int64_t engaged = 0; ///< accepted
    std::int64_t ended = 0;
    std::int64_t rejected = 0;
    std::int64_t timed_out = 0;
    std::int64_t transferred = 0;
    std::int64_t scored = 0; ///< engaged and with a level, as are the zones and means
    std::int64_t positive = 0;
    std::int64_t neutral = 0;
    std::int64_t negative = 0;
    Mean sentiment;
    Mean transition;

    void add(types::SessionFacts const& session);
};

/// What is counted of a set of conversations, and of the sessions of the same time.
struct Totals {
    std::int64_t conversations = 0;
    std::int64_t incoming = 0;  ///< past the bot part
    std::int64_t engaged = 0;   ///< accepted by an agent
    std::int64_t abandoned = 0; ///< incoming and closed without an agent
    std::int64_t in_time = 0;   ///< engaged within the service level
    std::int64_t scored = 0;
    std::int64_t positive = 0;
    std::int64_t neutral = 0;
    std::int64_t negative = 0;
    Mean sentiment; ///< pulse of the scored ones that an agent accepted
    Mean answer_seconds;
    Mean handle_minutes;
    Mean conversation_minutes;
    Mean wrap_up_minutes;
    Mean first_response_minutes;
    Mean messages;
    SessionTotals sessions;

    void add(types::ConversationFacts const& conversation, std::int64_t service_level_seconds);
};

/// One figure: how it is called outside and how it follows from the totals; nothing where there is nothing to divide
/// by.
struct Kpi {
    std::string_view name;
    std::optional<double> (*of)(Totals const&);
    /// Of a figure about feelings: how many conversations or sessions it is made of; it is hidden where an agent's are
    /// few.
    std::int64_t (*sample)(Totals const&) = nullptr;
};

/// Figures about the feeling of customers, about sessions, and the others.
std::span<Kpi const> sentiment_kpis();
std::span<Kpi const> session_kpis();
std::span<Kpi const> service_kpis();

} // namespace undertone::desk
