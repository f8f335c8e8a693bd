#pragma once

#include "sentiment/reading.h"

#include <boost/json/object.hpp>

namespace undertone::api {

/// A reading as the contract §3 writes it. `mixed` is null: this model does not tell it. A level of none has no pulse
/// and no zone.
boost::json::object to_json(sentiment::Reading const& reading);

} // namespace undertone::api
