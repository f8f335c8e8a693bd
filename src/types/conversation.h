#pragma once

#include "base/clock.h"
#include "sentiment/window.h"
#include "types/names.h"
#include "types/wrap_up.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// The states of a conversation (G1); closed is final.
enum class State : std::uint8_t { open, active, waiting, wrap_up, closed };

inline constexpr std::array states{State::open, State::active, State::waiting, State::wrap_up, State::closed};

std::string_view name_of(State state);
std::optional<State> state_from(std::string_view name);

struct Customer {
    std::string name;              ///< given, or "Visitor <n>"
    std::optional<std::string> id; ///< known to the channel that holds a key

    bool operator==(Customer const&) const = default;
};

/// How somebody takes part beside the assigned agent (G3, F9…F16).
enum class Mode : std::uint8_t {
    monitor, ///< a supervisor who watches in silence
    joined,  ///< a supervisor who talks to both
    consult  ///< a colleague who was asked, and reads and writes internal messages
};

inline constexpr std::array modes{Mode::monitor, Mode::joined, Mode::consult};

std::string_view name_of(Mode mode);
std::optional<Mode> mode_from(std::string_view name);

struct Participant {
    Reference user;
    Mode mode = Mode::monitor;

    bool operator==(Participant const&) const = default;
};

/// One conversation, whole: the row is the only place where its state lives.
struct Conversation {
    std::string id;
    std::uint64_t version = 1;         ///< grows by one with every change
    std::uint64_t visitor_version = 1; ///< grows by one with every change that the visitor can see
    State state = State::open;
    Reference queue;
    std::string channel = "live_chat";
    Customer customer;
    std::string locale;
    std::optional<Reference> agent; ///< assigned; kept after the close
    std::optional<std::string> subject;
    bool bot = false;             ///< the bot part runs: not offered to agents until escalated
    std::optional<bool> consent;  ///< what the customer answered, if asked
    std::string language = "und"; ///< of the latest scored customer message
    sentiment::Mood mood;
    sentiment::Level told_agent = sentiment::Level::none;
    sentiment::Level told_supervisor = sentiment::Level::none;
    std::uint32_t messages = 0;                             ///< how many there are
    sentiment::Level first_level = sentiment::Level::none;  ///< after the first scored message
    sentiment::Level lowest_level = sentiment::Level::none; ///< the lowest one so far
    std::uint32_t unanswered = 0;                           ///< customer messages since the last message of an agent
    std::optional<Time> unanswered_since;                   ///< when the first of these came
    std::uint32_t transfers = 0;                            ///< sessions that ended by a transfer
    std::vector<Participant> participants;                  ///< beside the assigned agent, in the order they came
    bool awaiting = false;                                  ///< the assigned agent has not accepted yet
    std::optional<Reference> returns_to; ///< who has it again when the assigned agent rejects a transfer
    bool out_of_hours = false;           ///< it came in while its queue was closed, and waits since then
    bool came_closed = false;            ///< the queue it was meant for was closed then: what routing rules look at
    std::int64_t priority = 0;           ///< a higher one is taken first
    std::vector<std::string> skills;     ///< what an agent must know to be offered it: by its channel and by the rules
    std::vector<std::string> given_skills;    ///< those of them that its channel asked for
    bool placed = false;                      ///< somebody put it into this queue by hand: routing rules leave it there
    std::optional<std::string> customer_read; ///< the latest message that the customer has read
    std::optional<std::string> agent_read;    ///< the latest message that an agent has read
    std::optional<std::string> agent_read_shown; ///< the latest of those up to it that the customer sees
    std::optional<Time> raised_at;               ///< since when the agent asks supervisors for help
    Time created_at{};
    Time queued_at{};                ///< begin of the present or last wait for an agent
    std::optional<Time> accepted_at; ///< end of that wait
    std::optional<Time> ended_at;    ///< begin of the wrap-up
    std::optional<Time> closed_at;
    std::optional<Time> last_message_at;
    std::optional<WrapUp> wrap_up;
    bool monitored = true;         ///< monitoring is on, by the settings of now for its queue and channel
    std::int64_t units = 1;        ///< of its agent's capacity that it takes while it is active: those of its queue now
    std::uint8_t switched_off = 0; ///< what supervisors may not do by the settings of now: a bit for each
                                   ///< SupervisorAction

    bool operator==(Conversation const&) const = default;
};

/// Who the agent is for the customer: not to whom it is only offered, but who handed it on and talks until then.
std::optional<Reference> const& known_agent(Conversation const& conversation);

/// The customer writes, and waits for an answer since the first message without one; somebody answers.
void ask(Conversation& conversation, Time at);
void answer(Conversation& conversation);

/// One more reading of its customer: language, mood, the first and the lowest level.
void hear(Conversation& conversation, sentiment::Reading const& reading);

/// May its feeling be shown? While monitoring is off a running conversation has none (A5). What was read stays stored,
/// and counts again when monitoring returns; a closed one keeps the mood of its end.
bool is_shown(Conversation const& conversation);
sentiment::Mood shown_mood(Conversation const& conversation);

/// How long the customer waits, or waited, for an agent in the queue, in seconds; 0 while the bot part runs.
std::int64_t wait_seconds(Conversation const& conversation, Time now);

struct NewConversation {
    std::string queue; ///< id or name
    std::string channel = "live_chat";
    std::optional<std::string> customer_name = std::nullopt;
    std::optional<std::string> customer_id = std::nullopt; ///< channel keys only
    std::optional<std::string> subject = std::nullopt;
    std::string locale = {};
    std::optional<bool> consent = std::nullopt;
    std::vector<std::string> skills = {};                ///< channel keys only
    bool bot = false;                                    ///< channel keys only
    std::optional<std::string> client_id = std::nullopt; ///< the own id of it of a channel key or visitor
    std::string address = {};                            ///< of the caller, for the limit of visitors
};

/// Where a conversation goes: one of the two, by id or name.
struct Destination {
    std::optional<std::string> agent = std::nullopt;
    std::optional<std::string> queue = std::nullopt;
    bool override_presence = false; ///< assign whatever the agent's presence is (F11)
};

/// Which conversations of those the caller may see. Without states: all that are not closed.
struct ConversationFilter {
    std::vector<State> states = {};
    std::optional<std::string> queue = std::nullopt; ///< id or name
    std::optional<std::string> agent = std::nullopt; ///< id or name
    bool unassigned = false;                         ///< nobody has them
    std::vector<sentiment::Level> levels = {};
    std::vector<sentiment::Zone> zones = {};
    std::vector<sentiment::Level> first_levels = {};
    std::vector<sentiment::Level> lowest_levels = {};
    std::vector<sentiment::Trend> trends = {};
    std::vector<std::string> languages = {};
    std::optional<std::string> rule = std::nullopt; ///< one of the organisation's own that alerted, by id or name
    std::optional<std::string> channel = std::nullopt;
    std::optional<Time> started_from = std::nullopt; ///< begun then or later
    std::optional<Time> started_before = std::nullopt;
    std::optional<Time> open_from = std::nullopt; ///< with `started_from`: also begun then or later and not closed
};

} // namespace undertone::types
