#include "types/alert.h"
#include "types/block.h"
#include "types/conversation.h"
#include "types/event.h"
#include "types/message.h"
#include "types/person.h"
#include "types/session.h"
#include "types/settings.h"

#include <array>

/// The names by which the outside and the store know the values of the enumerations, each in the order of its
/// enumeration.
namespace undertone::types {
namespace {

template <class E, std::size_t size>
std::string_view name_in(std::array<std::string_view, size> const& names, E value) {
    return names.at(static_cast<std::size_t>(value));
}

template <class E, std::size_t size>
std::optional<E> value_in(std::array<std::string_view, size> const& names, std::string_view name) {
    for (std::size_t index = 0; index < size; ++index)
        if (names[index] == name)
            return static_cast<E>(index);
    return std::nullopt;
}

using Names5 = std::array<std::string_view, 5>;
using Names3 = std::array<std::string_view, 3>;
using Names2 = std::array<std::string_view, 2>;

constexpr Names3 role_names{"agent", "supervisor", "administrator"};
constexpr Names5 presence_names{"available", "busy", "do_not_disturb", "away", "offline"};
constexpr Names2 scope_names{"channel", "score"};
constexpr Names5 caller_names{"visitor", "agent", "supervisor", "administrator", "key"};
constexpr Names5 sender_names{"customer", "agent", "supervisor", "bot", "system"};
constexpr Names2 visibility_names{"public", "internal"};
constexpr Names5 state_names{"open", "active", "waiting", "wrap_up", "closed"};
constexpr Names2 audience_names{"agent", "supervisor"};
constexpr std::array<std::string_view, 4> alert_state_names{"open", "acknowledged", "resolved", "ignored"};
constexpr Names3 source_names{"organisation", "queue", "channel"};
constexpr Names3 block_names{"conversation", "address", "customer"};
constexpr Names3 consent_names{"not_required", "notice", "opt_in"};
constexpr std::array<std::string_view, 10> event_names{"message",  "reading",  "level",  "alert",  "conversation",
                                                       "presence", "settings", "rights", "typing", "read"};

constexpr std::array<std::string_view, session_ends.size()> session_end_names{
    "accepted", "assigned",  "rejected", "timed_out", "transferred", "taken_over", "released",
    "lost",     "escalated", "waiting",  "ended",     "inactive",    "closed"};

} // namespace

std::string_view name_of(SessionEnd end) {
    return name_in(session_end_names, end);
}

std::optional<SessionEnd> session_end_from(std::string_view name) {
    return value_in<SessionEnd>(session_end_names, name);
}

std::string_view name_of(Role role) {
    return name_in(role_names, role);
}

std::string_view name_of(Presence presence) {
    return name_in(presence_names, presence);
}

std::optional<Role> role_from(std::string_view name) {
    return value_in<Role>(role_names, name);
}

std::optional<Presence> presence_from(std::string_view name) {
    return value_in<Presence>(presence_names, name);
}

std::string_view name_of(Scope scope) {
    return name_in(scope_names, scope);
}

std::optional<Scope> scope_from(std::string_view name) {
    return value_in<Scope>(scope_names, name);
}

std::string_view name_of(BlockKind kind) {
    return name_in(block_names, kind);
}

std::optional<BlockKind> block_kind_from(std::string_view name) {
    return value_in<BlockKind>(block_names, name);
}

std::string_view name_of(Routing routing) {
    return routing == Routing::push ? "push" : "pick";
}

std::optional<Routing> routing_from(std::string_view name) {
    if (name == name_of(Routing::pick))
        return Routing::pick;
    return name == name_of(Routing::push) ? std::optional(Routing::push) : std::nullopt;
}

std::string_view name_of(Caller::Kind kind) {
    return name_in(caller_names, kind);
}

std::string_view name_of(Sender sender) {
    return name_in(sender_names, sender);
}

std::string_view name_of(Visibility visibility) {
    return name_in(visibility_names, visibility);
}

std::optional<Sender> sender_from(std::string_view name) {
    return value_in<Sender>(sender_names, name);
}

std::optional<Visibility> visibility_from(std::string_view name) {
    return value_in<Visibility>(visibility_names, name);
}

std::string_view name_of(State state) {
    return name_in(state_names, state);
}

std::string_view name_of(Mode mode) {
    switch (mode) {
    case Mode::monitor: return "monitor";
    case Mode::joined: return "joined";
    case Mode::consult: break;
    }
    return "consult";
}

std::optional<Mode> mode_from(std::string_view name) {
    for (auto const mode : modes)
        if (name == name_of(mode))
            return mode;
    return std::nullopt;
}

std::optional<State> state_from(std::string_view name) {
    return value_in<State>(state_names, name);
}

std::string_view name_of(AlertAudience audience) {
    return name_in(audience_names, audience);
}

std::string_view name_of(AlertState state) {
    return name_in(alert_state_names, state);
}

std::optional<AlertAudience> audience_from(std::string_view name) {
    return value_in<AlertAudience>(audience_names, name);
}

std::optional<AlertState> alert_state_from(std::string_view name) {
    return value_in<AlertState>(alert_state_names, name);
}

std::string_view name_of(Source source) {
    return name_in(source_names, source);
}

std::string_view name_of(ConsentMode mode) {
    return name_in(consent_names, mode);
}

std::optional<ConsentMode> consent_mode_from(std::string_view name) {
    return value_in<ConsentMode>(consent_names, name);
}

std::string_view name_of(EventKind kind) {
    return name_in(event_names, kind);
}

} // namespace undertone::types
