#include "desk/states.h"

#include "types/settings.h"

#include <optional>
#include <string>

namespace undertone::desk {
namespace {

using types::State;
using Cell = std::optional<State>;

constexpr Cell no = std::nullopt;
constexpr Cell open = State::open;
constexpr Cell active = State::active;
constexpr Cell waiting = State::waiting;
constexpr Cell wrap_up = State::wrap_up;
constexpr Cell closed = State::closed;

struct Row {
    std::array<Cell, 5> to; ///< from open, active, waiting, wrap_up, closed
    std::string_view refused;
};

/// The one table of transitions, a row for each Step in its order.
constexpr std::array<Row, steps.size()> table{{
    // open,  active,  waiting, wrap_up, closed
    {{active, no, active, no, no}, "cannot be accepted"},
    {{open, no, no, no, no}, "cannot be rejected"},
    {{no, open, open, no, no}, "cannot be released"},
    {{no, wrap_up, no, no, no}, "cannot be ended"},
    {{closed, wrap_up, closed, no, no}, "cannot be ended"},
    {{no, waiting, closed, closed, no}, "cannot be closed"},
    {{open, no, no, no, no}, "has no bot part that could end"},
    {{no, active, waiting, wrap_up, no}, "cannot be monitored"},
    {{closed, closed, closed, closed, no}, "cannot be closed by force"},
    {{active, no, active, no, no}, "cannot be assigned"},
    {{no, active, active, no, no}, "cannot be transferred"},
    {{no, active, waiting, no, no}, "cannot be joined"},
    {{no, active, active, no, no}, "cannot be taken over"},
    {{no, active, waiting, no, no}, "is no case for a colleague"},
    {{no, active, waiting, no, no}, "is no case for help"},
    {{no, active, waiting, wrap_up, no}, "takes no wrap-up"},
    {{open, active, active, no, no}, "takes no message from the customer"},
    {{no, no, open, no, no}, "takes no message from the customer"},
    {{no, active, active, no, no}, "takes no message from the agent"},
    {{no, active, waiting, wrap_up, no}, "takes no internal message"},
    {{open, active, waiting, no, no}, "takes no message"},
    {{open, active, waiting, wrap_up, no}, "takes no answer about consent"},
}};

Unexpected refused(State state, std::string_view reason) {
    return fail(Code::conflict,
                "the conversation is " + std::string(types::name_of(state)) + ": it " + std::string(reason));
}

/// A conversation that waits for its assigned agent to accept it, reject it or give it back.
Result<State> answered(types::Conversation const& conversation, Step step, std::string_view by) {
    if (conversation.agent && conversation.agent->id != by)
        return refused(conversation.state, "is offered to another agent");
    return step == Step::accept || conversation.returns_to ? State::active : State::open;
}

/// The switch that an action goes with.
types::SupervisorAction switch_of(std::string_view action) {
    using types::SupervisorAction;
    if (action == "monitor" || action == "join")
        return SupervisorAction::monitor;
    if (action == "transfer" || action == "take_over")
        return SupervisorAction::transfer;
    return action == "assign" ? SupervisorAction::assign : SupervisorAction::force_close;
}

std::vector<std::string_view> actions_by_state(types::Conversation const& conversation) {
    bool const accepted = conversation.agent && !conversation.awaiting;
    switch (conversation.state) {
    case State::open:
        if (conversation.bot)
            return {"force_close"};
        return {"assign", "force_close"};
    case State::active:
        if (!accepted)
            return {"transfer", "force_close"};
        return {"monitor", "join", "take_over", "transfer", "force_close"};
    case State::waiting:
        if (!conversation.agent)
            return {"assign", "force_close"};
        return {"monitor", "join", "take_over", "transfer", "force_close"};
    case State::wrap_up: return {"monitor", "force_close"};
    case State::closed: break;
    }
    return {};
}

} // namespace

std::vector<std::string_view> actions_of(types::Conversation const& conversation) {
    auto actions = actions_by_state(conversation);
    std::erase_if(actions, [&](std::string_view action) {
        return (conversation.switched_off & types::bit_of(switch_of(action))) != 0;
    });
    return actions;
}

bool is_persistent(std::string_view channel) {
    return channel != "live_chat";
}

Result<State> after(types::Conversation const& conversation, Step step, std::string_view by) {
    auto const state = conversation.state;
    bool const answers = step == Step::accept || step == Step::reject || step == Step::release;
    if (conversation.awaiting && state == State::active && answers)
        return answered(conversation, step, by);
    auto const& row = table.at(static_cast<std::size_t>(step));
    auto const to = row.to.at(static_cast<std::size_t>(state));
    if (!to)
        return refused(state, row.refused);
    if (step == Step::escalate && !conversation.bot)
        return refused(state, row.refused);
    if ((step == Step::accept || step == Step::reject) && conversation.bot)
        return refused(state, "cannot be offered to agents before its bot part ends");
    if (step == Step::accept && state == State::waiting && conversation.agent && conversation.agent->id != by)
        return refused(state, "belongs to another agent");
    if (step == Step::close && conversation.awaiting)
        return refused(state, "is not accepted by its agent yet");
    if (step == Step::close && state == State::active && !is_persistent(conversation.channel))
        return State::open; // G2: a session closed on live chat
    if (conversation.awaiting && step == Step::end)
        return refused(state, "is not accepted by its agent yet");
    if (conversation.awaiting && step == Step::leave_chat && !conversation.returns_to && !conversation.accepted_at)
        return State::closed; // else it was accepted: who had it wraps it up
    if (conversation.awaiting && (step == Step::monitor || step == Step::join || step == Step::consult))
        return refused(state, "is not accepted by its agent yet");
    if (step == Step::assign && state == State::waiting && conversation.agent)
        return refused(state, "belongs to an agent: transfer it");
    if (step == Step::assign && conversation.bot)
        return refused(state, "cannot be offered to agents before its bot part ends");
    if ((step == Step::join || step == Step::take_over) && conversation.agent && conversation.agent->id == by)
        return refused(state, "is your own already");
    if (step == Step::monitor && conversation.agent && conversation.agent->id == by)
        return refused(state, "is your own and cannot be monitored by you");
    return *to;
}

} // namespace undertone::desk
