#include "desk/quiet_hours.h"

#include "base/text.h"

#include <functional>
#include <map>
#include <memory>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

namespace undertone::desk {
namespace {

/// The zones of the list by their names without capital letters.
std::map<std::string, std::string, std::less<>> names_in_small_letters() {
    std::map<std::string, std::string, std::less<>> names;
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::StringEnumeration> const all(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
    while (U_SUCCESS(status)) {
        auto const* const name = all->next(nullptr, status);
        if (name == nullptr)
            break;
        names.emplace(lowered(name), name);
    }
    return names;
}

std::unique_ptr<icu::TimeZone> zone_named(std::string_view name) {
    return std::unique_ptr<icu::TimeZone>(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone_as_listed(name))));
}

} // namespace

std::string zone_as_listed(std::string_view name) {
    static auto const names = names_in_small_letters();
    auto const found = names.find(lowered(name));
    return found == names.end() ? std::string(name) : found->second;
}

std::int64_t local_minutes(std::string_view zone, Time now) {
    auto const milliseconds = now.time_since_epoch().count();
    int32_t offset = 0;
    int32_t summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_named(zone)->getOffset(static_cast<UDate>(milliseconds), false, offset, summer, status);
    return (milliseconds + offset + summer) / 60000;
}

int minute_of_day(std::int64_t minutes) {
    return static_cast<int>((minutes % minutes_a_day + minutes_a_day) % minutes_a_day);
}

std::optional<int> minutes_of(std::string_view clock) {
    auto digit = [&](std::size_t at) { return clock[at] >= '0' && clock[at] <= '9' ? clock[at] - '0' : 100; };
    if (clock.size() != 5 || clock[2] != ':')
        return std::nullopt;
    int const hours = digit(0) * 10 + digit(1);
    int const minutes = digit(3) * 10 + digit(4);
    return hours < 24 && minutes < 60 ? std::optional(hours * 60 + minutes) : std::nullopt;
}

bool is_time_zone(std::string_view name) {
    return !name.empty() && *zone_named(name) != icu::TimeZone::getUnknown();
}

bool is_quiet(types::Quiet const& quiet, Time now) {
    if (!quiet)
        return false;
    int const from = minutes_of(quiet->from).value_or(0);
    int const to = minutes_of(quiet->to).value_or(0);
    int const minute = minute_of_day(local_minutes(quiet->time_zone, now));
    return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}

Result<void> check_quiet_hours(types::Quiet const& quiet) {
    if (!quiet)
        return {};
    if (!minutes_of(quiet->from))
        return fail(Code::invalid, "must be a time of day like 22:00", "quiet_hours.from");
    if (!minutes_of(quiet->to))
        return fail(Code::invalid, "must be a time of day like 06:00", "quiet_hours.to");
    if (quiet->from == quiet->to)
        return fail(Code::invalid, "must not be the same as from: no alert would ever be told", "quiet_hours.to");
    if (!is_time_zone(quiet->time_zone))
        return fail(Code::invalid, "must be a time zone like Europe/Berlin", "quiet_hours.time_zone");
    return {};
}

} // namespace undertone::desk
