#include "base/clock.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace undertone {
namespace {

namespace chrono = std::chrono;

/// Reads exactly `digits` decimal digits at `at` and steps over them.
std::optional<int> number(std::string_view text, std::size_t& at, std::size_t digits) {
    if (text.size() < at + digits)
        return std::nullopt;
    int value = 0;
    auto const* first = text.data() + at;
    for (std::size_t index = 0; index < digits; ++index)
        if (first[index] < '0' || first[index] > '9')
            return std::nullopt;
    auto const read = std::from_chars(first, first + digits, value);
    if (read.ec != std::errc{})
        return std::nullopt;
    at += digits;
    return value;
}

bool literal(std::string_view text, std::size_t& at, char expected) {
    if (at >= text.size() || text[at] != expected)
        return false;
    ++at;
    return true;
}

/// The fraction of a second in milliseconds; further digits are read and dropped.
std::optional<int> milliseconds(std::string_view text, std::size_t& at) {
    if (at >= text.size() || text[at] != '.')
        return 0;
    ++at;
    int value = 0;
    int weight = 100;
    auto const begin = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        value += (text[at] - '0') * weight;
        weight /= 10;
    }
    if (at == begin)
        return std::nullopt;
    return value;
}

std::optional<chrono::minutes> offset(std::string_view text, std::size_t& at) {
    if (at < text.size() && (text[at] == 'Z' || text[at] == 'z')) {
        ++at;
        return chrono::minutes(0);
    }
    if (at >= text.size() || (text[at] != '+' && text[at] != '-'))
        return std::nullopt;
    int const sign = text[at++] == '-' ? -1 : 1;
    auto const hours = number(text, at, 2);
    if (!hours || !literal(text, at, ':'))
        return std::nullopt;
    auto const minutes = number(text, at, 2);
    if (!minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return chrono::minutes(sign * (*hours * 60 + *minutes));
}

} // namespace

Time SystemClock::now() const {
    return chrono::floor<chrono::milliseconds>(chrono::system_clock::now());
}

std::string to_text(Time time) {
    auto const day = chrono::floor<chrono::days>(time);
    chrono::year_month_day const date(day);
    chrono::hh_mm_ss const clock(time - day);
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return buffer.data();
}

std::optional<Time> time_from(std::string_view text) {
    std::size_t at = 0;
    auto const year = number(text, at, 4);
    if (!year || !literal(text, at, '-'))
        return std::nullopt;
    auto const month = number(text, at, 2);
    if (!month || !literal(text, at, '-'))
        return std::nullopt;
    auto const day = number(text, at, 2);
    if (!day || at >= text.size() || (text[at] != 'T' && text[at] != 't' && text[at] != ' '))
        return std::nullopt;
    ++at;
    auto const hour = number(text, at, 2);
    if (!hour || !literal(text, at, ':'))
        return std::nullopt;
    auto const minute = number(text, at, 2);
    if (!minute || !literal(text, at, ':'))
        return std::nullopt;
    auto const second = number(text, at, 2);
    if (!second)
        return std::nullopt;
    auto const fraction = milliseconds(text, at);
    if (!fraction)
        return std::nullopt;
    auto const zone = offset(text, at);
    chrono::year_month_day const date{chrono::year(*year), chrono::month(static_cast<unsigned>(*month)),
                                      chrono::day(static_cast<unsigned>(*day))};
    if (!zone || at != text.size() || !date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    return Time(chrono::sys_days(date)) + chrono::hours(*hour) + chrono::minutes(*minute) + chrono::seconds(*second) +
           chrono::milliseconds(*fraction) - *zone;
}

} // namespace undertone
