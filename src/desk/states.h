#pragma once

#include "base/result.h"
#include "types/conversation.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace undertone::desk {

/// What can happen to a conversation.
enum class Step : std::uint8_t {
    accept,
    reject,
    release,
    end,        ///< by the agent
    leave_chat, ///< the customer ends it
    close,
    escalate,
    monitor,
    force_close,
    assign,     ///< a supervisor gives it to an agent or another queue
    transfer,   ///< to another agent or queue
    join,       ///< a supervisor talks to both
    take_over,  ///< a supervisor has it from now on
    consult,    ///< the agent asks a colleague
    raise_hand, ///< the agent asks supervisors for help
    wrap_up,    ///< a note and codes
    customer_message,
    come_back, ///< the customer writes, and the agent who put it aside is gone
    agent_message,
    note,            ///< an internal message
    channel_message, ///< a channel key speaks for a bot, an agent elsewhere or the system
    answer_consent   ///< the customer agrees to be scored, or does no longer
};

inline constexpr std::array steps{Step::accept,           Step::reject,        Step::release,       Step::end,
                                  Step::leave_chat,       Step::close,         Step::escalate,      Step::monitor,
                                  Step::force_close,      Step::assign,        Step::transfer,      Step::join,
                                  Step::take_over,        Step::consult,       Step::raise_hand,    Step::wrap_up,
                                  Step::customer_message, Step::come_back,     Step::agent_message, Step::note,
                                  Step::channel_message,  Step::answer_consent};

/// A live chat ends; on every other channel the customer may come back later, so that the conversation can wait.
bool is_persistent(std::string_view channel);

/// What supervisors of its queue may do with a conversation (F15, F16), less what the administrator has switched off
/// for them (F14): the names of the calls.
std::vector<std::string_view> actions_of(types::Conversation const& conversation);

/// The state after the step (G2), or a conflict whose text names the state. `by` is the staff member who acts,
/// if any.
Result<types::State> after(types::Conversation const& conversation, Step step, std::string_view by = {});

} // namespace undertone::desk
