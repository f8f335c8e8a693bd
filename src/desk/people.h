#pragma once

#include "base/config.h"
#include "base/result.h"
#include "store/filters.h"
#include "types/conversation.h"
#include "types/names.h"
#include "types/person.h"
#include "types/settings.h"
#include "types/work.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace undertone::desk {

class Core;

/// Whether who has a password that somebody else has set can do nothing before choosing another one.
bool enforces_own_password(Config const& config);

struct SignedIn {
    std::string token; ///< shown once; the store keeps its hash
    types::User user;
    Time expires_at{};
};

struct NewUser {
    std::string name;     ///< 1…100 characters, see naming.h
    std::string password; ///< of the length that passwords.least_characters and most_bytes allow
    types::Role role = types::Role::agent;
    std::vector<std::string> queues = {}; ///< ids or names
    std::vector<std::string> skills = {};
    std::optional<std::int64_t> capacity = std::nullopt; ///< absent: that of desk.capacity
    bool must_change_password = false;                   ///< somebody else chose it: the user is to choose another one
};

/// Absent fields stay. `queues` replaces the memberships.
struct UserChange {
    std::optional<std::string> name = std::nullopt;
    std::optional<std::string> password = std::nullopt;
    std::optional<types::Role> role = std::nullopt;
    std::optional<bool> disabled = std::nullopt;
    std::optional<std::vector<std::string>> queues = std::nullopt;
    std::optional<std::vector<std::string>> skills = std::nullopt;
    std::optional<std::optional<std::int64_t>> capacity = std::nullopt; ///< an inner absence: that of desk.capacity
    std::optional<bool> must_change_password = std::nullopt; ///< with a password of somebody else true unless said
};

/// Absent fields stay.
struct QueueChange {
    std::optional<std::string> name = std::nullopt;
    std::optional<types::Routing> routing = std::nullopt;
    std::optional<std::vector<std::string>> skills = std::nullopt;
    std::optional<std::int64_t> units = std::nullopt; ///< 1 to 1000
};

struct NewKey {
    std::string id;
    std::string key; ///< shown once
};

using store::FilterValues;

/// What a sign-out ends: the sign-in in use, or all sign-ins of the user.
enum class SignOut : std::uint8_t { here, everywhere };

/// Accounts, sign-in, presence, queues, members and channel keys. A user or queue is named by id or unique name.
/// Thread-safe. Everything but sign_in, authenticate, end_of_sign_in and set_up asks may(): forbidden when the caller
/// has no right.
class People {
public:
    explicit People(Core& core) : core_(core) {}

    /// Checks the password; failures are limited for each account and address, and for each address (too_many with
    /// retry_after_seconds), successes are not. Sets the presence available.
    Result<SignedIn> sign_in(std::string_view name, std::string_view password, std::string_view address,
                             std::string_view device = {});

    /// The caller behind any token: sign-in of staff, channel key or visitor; unauthenticated when it opens nothing
    /// (any more).
    Result<types::Caller> authenticate(std::string_view token);

    /// When the sign-in of this token expires; nothing when it is none.
    std::optional<Time> end_of_sign_in(std::string_view token);

    /// Sets the presence offline.
    Result<void> sign_out(types::Caller const& caller, std::string_view token, SignOut reach);

    /// True once after sign-ins were ended at the command line, and the first time: that may have been before the
    /// start. To be asked every second, from one thread.
    bool ended_beside();

    /// The caller's own sign-ins, newest first; `token` is the one in use.
    Result<types::Page<types::SignIn>> sign_ins(types::Caller const& caller, std::string_view token,
                                                types::PageRequest const& page);

    /// Ends one of the caller's own; with the last one the presence is offline.
    Result<void> end_sign_in(types::Caller const& caller, std::string_view id);

    /// For administrators: those of a user, and their end.
    Result<types::Page<types::SignIn>> sign_ins_of(types::Caller const& caller, std::string_view user,
                                                   types::PageRequest const& page);
    Result<void> sign_out_user(types::Caller const& caller, std::string_view user);

    Result<types::User> me(types::Caller const& caller);
    Result<types::User> set_presence(types::Caller const& caller, types::Presence presence);

    /// The caller's own filter of the live list; empty when none is kept. What `meaning`, which the values are read as,
    /// names must be there.
    Result<FilterValues> live_filter(types::Caller const& caller);
    Result<FilterValues> keep_live_filter(types::Caller const& caller, FilterValues const& values,
                                          types::ConversationFilter const& meaning);

    /// Needs the present password (else invalid, field current_password); ends all other sign-ins of the user but
    /// `token`.
    Result<void> change_password(types::Caller const& caller, std::string_view token, std::string_view current,
                                 std::string_view wanted);

    /// Staff: administrators all, others themselves and the colleagues of their queues; newest first.
    Result<types::Page<types::User>> users(types::Caller const& caller, types::PageRequest const& page);
    Result<types::User> user(types::Caller const& caller, std::string_view user);

    /// What the user does now and did in the last hours, as far as it is the caller's business: to supervisors what
    /// belongs to their queues; forbidden to colleagues.
    Result<types::Work> work(types::Caller const& caller, std::string_view user, std::chrono::hours back);
    Result<types::User> create_user(types::Caller const& caller, NewUser const& user);

    /// Disabling ends sign-ins and gives the user's conversations back to the queue. The last administrator stays
    /// (conflict).
    Result<types::User> change_user(types::Caller const& caller, std::string_view user, UserChange const& change);

    /// The user is gone and the name is free; what the user has done stays, under "NAME (deleted)".
    Result<void> delete_user(types::Caller const& caller, std::string_view user);

    /// Administrators all, other staff their own; newest first.
    Result<types::Page<types::Queue>> queues(types::Caller const& caller, types::PageRequest const& page);
    Result<types::Queue> queue(types::Caller const& caller, std::string_view queue);
    Result<types::Queue> create_queue(types::Caller const& caller, std::string_view name, QueueChange const& rest = {});
    Result<types::Queue> change_queue(types::Caller const& caller, std::string_view queue, QueueChange const& change);

    /// A conflict while conversations of the queue are not closed; its history stays.
    Result<void> delete_queue(types::Caller const& caller, std::string_view queue);

    Result<std::vector<types::User>> members(types::Caller const& caller, std::string_view queue);

    /// Adding a member again changes nothing.
    Result<types::User> add_member(types::Caller const& caller, std::string_view queue, std::string_view user);
    Result<void> remove_member(types::Caller const& caller, std::string_view queue, std::string_view user);

    Result<NewKey> create_key(types::Caller const& caller, std::string_view name, std::string_view scope);
    Result<types::Page<types::ChannelKey>> keys(types::Caller const& caller, types::PageRequest const& page);
    Result<void> delete_key(types::Caller const& caller, std::string_view id);

    /// True when there is no account at all: the set-up page is offered.
    bool needs_set_up();

    /// The first account, an administrator; a conflict when there is any account.
    Result<types::User> set_up(std::string_view name, std::string_view password);

    Result<types::Page<types::AuditEntry>> audit(types::Caller const& caller, types::PageRequest const& page);

private:
    Core& core_;
    std::int64_t ended_beside_ = -1; ///< how often when it was last asked; -1: it was not
};

} // namespace undertone::desk
