#pragma once

#include "api/form.h"
#include "types/quiet_hours.h"

#include <boost/json/object.hpp>

namespace undertone::api {

boost::json::object to_json(types::QuietHours const& hours);

/// The field "quiet_hours" of rules and settings; the desk checks its values.
types::Quiet read_quiet_hours(Form const& form);

} // namespace undertone::api
