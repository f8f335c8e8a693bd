#include "api/quiet_hours.h"

#include "types/bounds.h"

namespace undertone::api {

boost::json::object to_json(types::QuietHours const& hours) {
    return {{"from", hours.from}, {"to", hours.to}, {"time_zone", hours.time_zone}};
}

types::Quiet read_quiet_hours(Form const& form) {
    auto const quiet = form.optional_object("quiet_hours");
    if (!quiet)
        return std::nullopt;
    return types::QuietHours{.from = quiet->text("from", types::longest_value),
                             .to = quiet->text("to", types::longest_value),
                             .time_zone = quiet->text("time_zone", types::longest_value)};
}

} // namespace undertone::api
