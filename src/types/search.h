#pragma once

#include "base/clock.h"
#include "types/conversation.h"
#include "types/message.h"

#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// Words that a message must all hold, the last one as the begin of a word, and what narrows the search.
struct SearchRequest {
    std::string words;
    std::optional<Time> from = std::nullopt;
    std::optional<Time> to = std::nullopt;
    std::optional<std::string> queue = std::nullopt; ///< id or name
    std::vector<sentiment::Level> levels = {};       ///< of the message's reading
};

struct Hit {
    Message message;
    Conversation conversation;
};

} // namespace undertone::types
