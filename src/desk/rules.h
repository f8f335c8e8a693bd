#pragma once

#include "base/result.h"
#include "types/person.h"
#include "types/rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::desk {

class Core;

/// What to replay: the rule's own scope, narrowed to `queue` (id or name) where it is given.
struct SimulationRequest {
    types::Rule rule;
    Time from{};
    Time to{};
    std::optional<std::string> queue = std::nullopt;
};

/// The organisation's own alert rules, beside the two thresholds: administrators alone. Every change is audited; a
/// stale version and a name that is taken are conflicts; a wrong value is invalid with its field. Thread-safe.
class Rules {
public:
    explicit Rules(Core& core) : core_(core) {}

    Result<std::vector<types::Rule>> list(types::Caller const& caller);
    Result<types::Rule> find(types::Caller const& caller, std::string_view id);

    /// A conflict when there are alerts.rules already.
    Result<types::Rule> create(types::Caller const& caller, types::Rule const& rule);

    /// The whole rule anew. Each conversation meets the changed rule as a new one.
    Result<types::Rule> replace(types::Caller const& caller, std::string_view id, types::Rule const& rule,
                                std::optional<std::uint64_t> version);

    /// Its alerts stay in the inbox and name it.
    Result<void> remove(types::Caller const& caller, std::string_view id);

    /// What the rule would have told over stored history, by the same function as live; stores nothing.
    Result<types::Simulation> simulate(types::Caller const& caller, SimulationRequest const& request);

private:
    Core& core_;
};

} // namespace undertone::desk
