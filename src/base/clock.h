#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace undertone {

/// A moment in UTC with the precision that the product stores and shows.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where "now" comes from: the machine, or a test that moves the hands itself.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    Time now() const override;
};

/// "2026-11-27T09:30:00.125Z": RFC 3339, UTC, milliseconds.
std::string to_text(Time time);

/// Reads what to_text writes, with or without a fraction, Z or an offset; nothing when it is no such text.
std::optional<Time> time_from(std::string_view text);

} // namespace undertone
