#pragma once

#include "api/context.h"
#include "api/query.h"
#include "base/clock.h"
#include "types/conversation.h"

#include <array>
#include <string_view>

namespace undertone::api {

/// The filters of the live list, as its query names them.
inline constexpr std::array live_filters{"state", "queue",    "agent", "level",   "zone",    "first",    "lowest",
                                         "trend", "language", "rule",  "channel", "started", "time_zone"};

/// What the filters say; `now` is the moment that `started` looks back from (F6).
types::ConversationFilter conversation_filter(Context const& context, Query const& query, Time now);

} // namespace undertone::api
