#pragma once

#include "base/clock.h"
#include "types/names.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

enum class Role : std::uint8_t { agent, supervisor, administrator };
enum class Presence : std::uint8_t { available, busy, do_not_disturb, away, offline };

inline constexpr std::array roles{Role::agent, Role::supervisor, Role::administrator};
inline constexpr std::array presences{Presence::available, Presence::busy, Presence::do_not_disturb, Presence::away,
                                      Presence::offline};

std::string_view name_of(Role role);
std::string_view name_of(Presence presence);
std::optional<Role> role_from(std::string_view name);
std::optional<Presence> presence_from(std::string_view name);

/// A member of the staff. Names are unique, also among the disabled.
struct User {
    std::string id;
    std::string name;
    Role role = Role::agent;
    Presence presence = Presence::offline;
    bool disabled = false;
    bool must_change_password = false; ///< somebody else has set it
    std::vector<Reference> queues;     ///< of which the user is a member, by name
    Time created_at{};
    std::vector<std::string> skills = {}; ///< what the user knows
    std::optional<std::int64_t> capacity =
        std::nullopt; ///< units of active conversations at once; absent: desk.capacity

    bool operator==(User const&) const = default;
};

/// How a conversation finds its agent: somebody picks it from the queue, or it is offered to one.
enum class Routing : std::uint8_t { pick, push };

inline constexpr std::array routings{Routing::pick, Routing::push};

std::string_view name_of(Routing routing);
std::optional<Routing> routing_from(std::string_view name);

struct Queue {
    std::string id;
    std::string name;
    Time created_at{};
    Routing routing = Routing::pick;
    std::int64_t units = 1;               ///< of its agent's capacity that an active conversation takes
    std::vector<std::string> skills = {}; ///< what an agent must know for every conversation of the queue

    bool operator==(Queue const&) const = default;
};

/// One sign-in of a user: a page or a program with a token of its own.
struct SignIn {
    std::string id;
    Time created_at{};
    Time expires_at{};
    std::string address; ///< from which it was made
    std::string device;  ///< as the program or browser called itself; may be empty
    bool current = false;

    bool operator==(SignIn const&) const = default;
};

/// What a key opens.
enum class Scope : std::uint8_t {
    channel, ///< it speaks for a channel: conversations, messages, readings
    score    ///< POST /score alone
};

inline constexpr std::array scopes{Scope::channel, Scope::score};

std::string_view name_of(Scope scope);
std::optional<Scope> scope_from(std::string_view name);

/// A secret by which a program calls; only its hash is kept.
struct ChannelKey {
    std::string id;
    std::string name;
    Scope scope = Scope::channel;
    Time created_at{};

    bool operator==(ChannelKey const&) const = default;
};

/// Who calls, as told by the token: the one thing that rights are derived from.
struct Caller {
    enum class Kind : std::uint8_t { visitor, agent, supervisor, administrator, key };

    Kind kind = Kind::visitor;
    std::string id;                        ///< of the user or key; of a visitor the id of the conversation
    std::string name;                      ///< of a visitor the customer's name
    std::vector<Reference> queues = {};    ///< of staff
    Presence presence = Presence::offline; ///< of staff
    Scope scope = Scope::channel;          ///< of a key
    bool must_change_password = false;     ///< of staff

    bool staff() const { return kind == Kind::agent || kind == Kind::supervisor || kind == Kind::administrator; }
    bool speaks_for_channel() const { return kind == Kind::key && scope == Scope::channel; }
    bool member_of(std::string_view queue_id) const;

    bool operator==(Caller const&) const = default;
};

std::string_view name_of(Caller::Kind kind);
Caller::Kind kind_of(Role role);

} // namespace undertone::types
