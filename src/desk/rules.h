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

    /// The whole rule anew. With another condition each conversation meets it as a new one, and only the silence after
    /// its last alert goes on; with the same condition (another name, scope, audience, hours) all it knows stays.
    Result<types::Rule> replace(types::Caller const& caller, std::string_view id, types::Rule const& rule,
                                std::optional<std::uint64_t> version);

    /// Its alerts stay in the inbox and name it.
    Result<void> remove(types::Caller const& caller, std::string_view id);

    /// What the rule would have told over stored history, by the same function as live; stores nothing.
    Result<types::Simulation> simulate(types::Caller const& caller, SimulationRequest const& request);

    /// Fires the rules whose duration ended while nobody wrote; to be called every second. Bounded by
    /// alerts.due_at_once.
    void look_at_due();

private:
    Core& core_;
};

} // namespace undertone::desk
