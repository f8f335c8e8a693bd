#pragma once

#include "base/result.h"
#include "types/alert.h"
#include "types/names.h"
#include "types/person.h"

#include <optional>
#include <string>
#include <string_view>

namespace undertone::desk {

class Core;

/// The inbox. An alert the caller may not see is not_found. Acknowledge takes an open one; ignore and resolve take an
/// open or acknowledged one; anything else is a conflict that names the alert's state. Thread-safe.
class Alerts {
public:
    explicit Alerts(Core& core) : core_(core) {}

    /// Newest first: those the caller was told, for supervisors all of their queues for supervisors, for administrators
    /// all.
    Result<types::Page<types::Alert>> list(types::Caller const& caller, types::AlertFilter const& filter,
                                           types::PageRequest const& page);
    Result<types::Alert> find(types::Caller const& caller, std::string_view alert);

    using Reason = std::optional<std::string>;
    static constexpr std::size_t longest_reason = 2000; ///< bytes

    Result<types::Alert> acknowledge(types::Caller const& caller, std::string_view alert, Reason const& reason = {});
    Result<types::Alert> ignore(types::Caller const& caller, std::string_view alert, Reason const& reason = {});
    Result<types::Alert> resolve(types::Caller const& caller, std::string_view alert, Reason const& reason = {});

    /// Tells the next audience of each alert that nobody cared for within alerts.escalate_after_seconds; to be called
    /// every second. Bounded by alerts.due_at_once.
    void look_at_due();

    /// The alerts that the caller missed while away are told in one event on the topic "me": the latest, with their
    /// number; they are missed no more. Nothing while the caller's presence says not to disturb.
    void tell_missed(types::Caller const& caller);

private:
    Core& core_;
};

} // namespace undertone::desk
