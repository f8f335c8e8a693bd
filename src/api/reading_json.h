#pragma once

#include "sentiment/reading.h"

#include <boost/json/object.hpp>

namespace undertone::api {

/// A reading as docs/api.md writes it. A level of none has no pulse and no zone; `mixed` is null where the model does
/// not tell it. Phrases are there where they were looked for, as an empty list when none moved it.
boost::json::object to_json(sentiment::Reading const& reading);

} // namespace undertone::api
