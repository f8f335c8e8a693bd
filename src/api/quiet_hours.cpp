#include "api/quiet_hours.h"

namespace undertone::api {

boost::json::object to_json(types::QuietHours const& hours) {
    return {{"from", hours.from}, {"to", hours.to}, {"time_zone", hours.time_zone}};
}

types::Quiet read_quiet_hours(Form const& form) {
    constexpr std::size_t longest = 100;
    auto const quiet = form.optional_object("quiet_hours");
    if (!quiet)
        return std::nullopt;
    return types::QuietHours{.from = quiet->text("from", longest),
                             .to = quiet->text("to", longest),
                             .time_zone = quiet->text("time_zone", longest)};
}

} // namespace undertone::api
