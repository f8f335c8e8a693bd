#pragma once

#include "types/insights.h"

#include <array>
#include <map>
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

/// What is counted of a set of bot parts.
struct BotTotals {
    std::int64_t conversations = 0;
    std::int64_t ended = 0;
    Mean resolution_minutes; ///< of those that the bot alone ended
    Mean escalation_minutes; ///< of those that went on to agents

    void add(types::BotFacts const& part);
};

/// How long agents were there, and how.
struct PresenceTotals {
    std::map<types::Presence, std::chrono::milliseconds> times;

    /// As much of it as lies in [from, to).
    void add(types::PresenceFacts const& facts, Time from, Time to);
};

/// The service levels that are told beside the one that is set, in seconds.
inline constexpr std::array<std::int64_t, 6> service_levels{10, 20, 30, 40, 60, 120};

/// What is counted of a set of conversations past their bot part (F7), and of the sessions of the same time.
struct Totals {
    std::int64_t conversations = 0;
    std::int64_t engaged = 0;                                 ///< accepted by an agent, or answered by one elsewhere
    std::int64_t abandoned = 0;                               ///< closed without an agent
    std::int64_t in_time = 0;                                 ///< engaged within the service level that is set
    std::array<std::int64_t, service_levels.size()> within{}; ///< engaged within each of the others
    std::int64_t handled = 0;                                 ///< engaged and closed
    std::int64_t transferred = 0;                             ///< handled, and handed on once or more
    std::int64_t incoming_messages = 0;
    std::int64_t outgoing_messages = 0;
    std::int64_t scored = 0; ///< engaged and with a level, as are the zones and the mean (H7, H11, H12)
    std::int64_t positive = 0;
    std::int64_t neutral = 0;
    std::int64_t negative = 0;
    Mean sentiment;
    Mean answer_seconds;
    Mean wait_seconds;
    Mean effort_minutes;
    Mean consult_minutes;
    Mean monitor_minutes;
    Mean handle_minutes;
    Mean conversation_minutes;
    Mean wrap_up_minutes;
    Mean first_response_minutes;
    Mean messages;
    SessionTotals sessions;
    BotTotals bots;
    PresenceTotals presence;

    /// One that a bot alone has or had counts in nothing here.
    void add(types::ConversationFacts const& conversation, std::int64_t service_level_seconds);
    void add(types::HelpFacts const& help);

private:
    void add_acceptance(types::ConversationFacts const& conversation, std::int64_t service_level_seconds);
    void add_handled(types::ConversationFacts const& conversation);
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

/// Figures about the feeling of customers, about sessions, about bots, about presences, and the others.
std::span<Kpi const> sentiment_kpis();
std::span<Kpi const> session_kpis();
std::span<Kpi const> bot_kpis();
std::span<Kpi const> presence_kpis();
std::span<Kpi const> service_kpis();

} // namespace undertone::desk
