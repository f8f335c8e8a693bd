#pragma once

#include "base/result.h"
#include "types/conversation.h"

#include <array>
#include <cstdint>
#include <string_view>

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
    customer_message,
    agent_message,
    note,           ///< an internal message
    channel_message ///< a channel key speaks for a bot, an agent elsewhere or the system
};

inline constexpr std::array steps{
    Step::accept,        Step::reject,   Step::release,        Step::end,         Step::leave_chat,
    Step::close,         Step::escalate, Step::monitor,        Step::force_close, Step::customer_message,
    Step::agent_message, Step::note,     Step::channel_message};

/// A live chat ends; on every other channel the customer may come back later, so that the conversation can wait.
bool is_persistent(std::string_view channel);

/// The state after the step (product 1.G), or a conflict whose text names the state. `by` is the staff member who acts,
/// if any.
Result<types::State> after(types::Conversation const& conversation, Step step, std::string_view by = {});

} // namespace undertone::desk
