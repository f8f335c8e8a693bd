#include "api/time_zone.h"

#include "desk/quiet_hours.h"

#include <charconv>
#include <cstdlib>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

namespace undertone::api {

struct TimeZone::Calendar {
    std::unique_ptr<icu::GregorianCalendar> icu;
};

namespace {

Time time_of(icu::Calendar const& calendar) {
    UErrorCode status = U_ZERO_ERROR;
    return Time(std::chrono::milliseconds(static_cast<std::int64_t>(calendar.getTime(status))));
}

/// To the begin of the hour, also where the clock shows it for the second time.
void back_to_hour(icu::Calendar& calendar, UErrorCode& status) {
    auto const seconds = calendar.get(UCAL_MINUTE, status) * 60 + calendar.get(UCAL_SECOND, status);
    auto const past = seconds * 1000 + calendar.get(UCAL_MILLISECOND, status);
    calendar.setTime(calendar.getTime(status) - past, status);
}

std::optional<int> digits(std::string_view text, int least, int most) {
    int value = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, value);
    bool const good = read.ec == std::errc() && read.ptr == end && value >= least && value <= most;
    return good ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<TimeZone> TimeZone::named(std::string const& name) {
    std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(desk::zone_as_listed(name))));
    if (name.empty() || *zone == icu::TimeZone::getUnknown())
        return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    auto calendar = std::make_shared<Calendar>();
    calendar->icu = std::make_unique<icu::GregorianCalendar>(zone.release(), icu::Locale::getRoot(), status);
    calendar->icu->setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST); // a day of two midnights begins with the first
    return U_SUCCESS(status) ? std::optional(TimeZone(std::move(calendar))) : std::nullopt;
}

std::optional<Time> TimeZone::midnight(std::string_view date) const {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-')
        return std::nullopt;
    auto const year = digits(date.substr(0, 4), 0, 9999);
    auto const month = digits(date.substr(5, 2), 1, 12);
    auto const day = digits(date.substr(8, 2), 1, 31);
    if (!year || !month || !day ||
        !std::chrono::year_month_day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day)))
             .ok())
        return std::nullopt;
    auto& calendar = *calendar_->icu;
    calendar.clear();
    calendar.set(*year, *month - 1, *day);
    return time_of(calendar);
}

Time TimeZone::start_of_day(Time moment) const {
    UErrorCode status = U_ZERO_ERROR;
    auto& calendar = *calendar_->icu;
    calendar.setTime(static_cast<double>(moment.time_since_epoch().count()), status);
    for (auto const field : {UCAL_HOUR_OF_DAY, UCAL_MINUTE, UCAL_SECOND, UCAL_MILLISECOND})
        calendar.set(field, 0);
    return time_of(calendar);
}

Time TimeZone::previous_from(Time from, Time to) const {
    if (start_of_day(from) != from || start_of_day(to) != to)
        return from - (to - from);
    UErrorCode status = U_ZERO_ERROR;
    auto& calendar = *calendar_->icu;
    auto const day_of = [&](Time moment) {
        calendar.setTime(static_cast<double>(moment.time_since_epoch().count()), status);
        return calendar.get(UCAL_JULIAN_DAY, status);
    };
    auto const last = day_of(to);
    auto const first = day_of(from);
    calendar.add(UCAL_DATE, first - last, status);
    return start_of_day(time_of(calendar));
}

std::string TimeZone::text_of(Time moment) const {
    UErrorCode status = U_ZERO_ERROR;
    auto& calendar = *calendar_->icu;
    calendar.setTime(static_cast<double>(moment.time_since_epoch().count()), status);
    std::chrono::milliseconds const offset{calendar.get(UCAL_ZONE_OFFSET, status) +
                                           calendar.get(UCAL_DST_OFFSET, status)};
    auto text = to_text(moment + offset);
    auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    if (minutes == 0)
        return text;
    auto const size = std::abs(minutes);
    text.back() = minutes < 0 ? '-' : '+';
    for (auto const digit : {size / 600, size / 60 % 10})
        text += static_cast<char>('0' + digit);
    text += ':';
    for (auto const digit : {size % 60 / 10, size % 10})
        text += static_cast<char>('0' + digit);
    return text;
}

std::optional<std::vector<Time>> TimeZone::starts(Time from, Time to, Bucket bucket, std::size_t most) const {
    UErrorCode status = U_ZERO_ERROR;
    auto& calendar = *calendar_->icu;
    auto const begin = bucket == Bucket::day ? start_of_day(from) : from;
    calendar.setTime(static_cast<double>(begin.time_since_epoch().count()), status);
    if (bucket == Bucket::hour)
        back_to_hour(calendar, status);
    std::vector<Time> starts{from};
    for (;;) {
        calendar.add(bucket == Bucket::day ? UCAL_DATE : UCAL_HOUR_OF_DAY, 1, status);
        if (bucket == Bucket::day && calendar.get(UCAL_HOUR_OF_DAY, status) != 0)
            calendar.set(UCAL_HOUR_OF_DAY, 0); // the day before had no midnight
        auto const next = time_of(calendar);
        if (U_FAILURE(status) || next >= to)
            return starts;
        if (starts.size() == most)
            return std::nullopt;
        if (next > starts.back())
            starts.push_back(next);
    }
}

TimeZone zone_of(Query const& query) {
    auto zone = query.optional_parsed("time_zone", TimeZone::named,
                                      "must be a name of the IANA list, for instance Europe/Berlin.");
    return zone ? *std::move(zone) : *TimeZone::named("UTC");
}

std::optional<Time> moment_of(Query const& query, std::string_view name, TimeZone const& zone) {
    constexpr std::size_t length_of_date = 10;
    auto const date_or_time = [&](std::string const& text) {
        return text.size() == length_of_date ? zone.midnight(text) : time_from(text);
    };
    return query.optional_parsed(name, date_or_time, "must be a date (2026-11-28) or an RFC 3339 time.");
}

} // namespace undertone::api
