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

    Result<types::Alert> acknowledge(types::Caller const& caller, std::string_view alert);
    Result<types::Alert> ignore(types::Caller const& caller, std::string_view alert);

    /// `reason`: at most 2,000 bytes.
    Result<types::Alert> resolve(types::Caller const& caller, std::string_view alert,
                                 std::optional<std::string> const& reason);

private:
    Core& core_;
};

} // namespace undertone::desk
