#pragma once

#include "sentiment/reading.h"

#include <boost/json/object.hpp>

namespace undertone::api {

/// A reading as docs/api.md writes it. A level of none has no pulse and no zone; `mixed` is null where the model does
/// not tell it. Phrases are there when there are some, and as an empty list when the reading was `explained` and none
/// moved it.
boost::json::object to_json(sentiment::Reading const& reading, bool explained = false);

} // namespace undertone::api
