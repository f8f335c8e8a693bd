#pragma once

#include "sentiment/reading.h"
#include "types/names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace undertone::types {

/// One rule that places a conversation before somebody has it. What is absent or empty fits everything, or changes
/// nothing.
struct RoutingRule {
    std::string name;
    std::optional<sentiment::Level> level_at_most; ///< needs a level: before the first scored message it does not fit
    std::vector<std::string> languages = {};
    std::vector<std::string> channels = {};
    std::optional<bool> out_of_hours = std::nullopt;
    std::optional<Reference> queue = std::nullopt; ///< where it goes; on the way in the name holds id or name
    std::optional<std::int64_t> priority = std::nullopt;
    std::optional<std::string> skill = std::nullopt; ///< what the agent must know besides

    bool operator==(RoutingRule const&) const = default;
};

/// Its first rule that fits acts.
struct Ruleset {
    std::string name;
    std::vector<RoutingRule> rules;

    bool operator==(Ruleset const&) const = default;
};

/// All rulesets, which run in order (L1, L4).
struct RoutingRules {
    std::vector<Ruleset> rulesets;
    std::uint64_t version = 1;

    bool operator==(RoutingRules const&) const = default;
};

/// What a routing rule looks at.
struct RoutingCase {
    sentiment::Level level = sentiment::Level::none;
    std::string language = "und";
    std::string channel = "live_chat";
    bool out_of_hours = false;
};

/// A conversation of one message that is tried out.
struct RoutingTrial {
    RoutingCase example;
    sentiment::Reading reading;
    std::optional<std::string> queue = std::nullopt; ///< where it comes in, by id or name
};

/// An alert that a customer's first message would raise.
struct ExpectedAlert {
    sentiment::Level threshold = sentiment::Level::none;
    std::optional<Reference> rule = std::nullopt;        ///< one of the organisation's own
    std::vector<Reference> further_rules = {};           ///< that the same message meets
    std::vector<std::pair<Reference, bool>> people = {}; ///< who finds it in the inbox, and whether it pops up there
};

/// Where the rules place a conversation, and which rules did.
struct Placement {
    std::optional<Reference> queue = std::nullopt;
    std::optional<std::int64_t> priority = std::nullopt;
    std::vector<std::string> skills = {};
    std::vector<Reference> matched = {}; ///< ruleset (as id) and rule (as name)
    /// What supervisors of its queue would be told; nothing where no queue is known.
    std::optional<std::vector<ExpectedAlert>> alerts = std::nullopt;
};

} // namespace undertone::types
