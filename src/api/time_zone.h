#pragma once

#include "api/query.h"
#include "base/clock.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::api {

enum class Bucket : std::uint8_t { hour, day };

/// A zone of the IANA list with its changes of summer time.
class TimeZone {
public:
    /// Nothing when there is no zone of this name; capital letters do not matter.
    static std::optional<TimeZone> named(std::string const& name);

    /// Midnight, the first of two, at the begin of a date "2026-11-28"; nothing when it is no date.
    std::optional<Time> midnight(std::string_view date) const;

    /// The begin of the day of a moment.
    Time start_of_day(Time moment) const;

    /// The begin of the period before [from, to): of whole days as many days earlier, however long the clock makes
    /// them, else of equal length.
    Time previous_from(Time from, Time to) const;

    /// As RFC 3339 with the zone's offset at that time: "2026-07-01T14:00:00.000+02:00"; "Z" without one.
    std::string text_of(Time moment) const;

    /// The begins of all hours or days that touch [from, to); the first is cut to `from`. Nothing when there are more
    /// than `most`.
    std::optional<std::vector<Time>> starts(Time from, Time to, Bucket bucket, std::size_t most) const;

private:
    struct Calendar;
    explicit TimeZone(std::shared_ptr<Calendar> calendar) : calendar_(std::move(calendar)) {}
    std::shared_ptr<Calendar> calendar_;
};

/// The zone that the query names as `time_zone`, UTC unless said.
TimeZone zone_of(Query const& query);

/// A moment of the query: a date, which is its midnight in the zone, or an RFC 3339 time.
std::optional<Time> moment_of(Query const& query, std::string_view name, TimeZone const& zone);

} // namespace undertone::api
