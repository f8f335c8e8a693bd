#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

/// For metrics.cpp alone; everybody else counts with a Metrics.
namespace undertone {

/// One label of a metric; `values` are those known beforehand, with blanks between them.
struct MetricLabel {
    std::string_view name = {};
    std::string_view values = {};
};

/// One metric of the program; `name` without prefix.
struct MetricRow {
    enum class Kind : std::uint8_t { counter, gauge, histogram };

    Kind kind;
    std::string_view name;
    std::string_view help;
    std::array<MetricLabel, 2> labels = {};
};

/// All of them. docs/operate.md shows them to who runs the program.
std::span<MetricRow const> metrics_table();

} // namespace undertone
