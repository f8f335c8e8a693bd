#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace undertone {

/// The program's counters, gauges and histograms, shown at /metrics in the Prometheus text format. Each stands in
/// metrics_table.cpp with its kind and meaning, and is there from the start with 0 for every label value that is known
/// beforehand: what has never happened can be told from what nobody counts. Thread-safe.
class Metrics {
public:
    using Labels = std::initializer_list<std::pair<std::string, std::string>>;

    Metrics();
    ~Metrics();

    /// Adds to a counter; `name` without prefix, e.g. "http_requests_total". An amount of 0 shows a label value that is
    /// known by now.
    void count(std::string_view name, Labels labels = {}, double amount = 1);

    /// Sets a gauge.
    void set(std::string_view name, double value, Labels labels = {});

    /// Sets a gauge to these values, one for each value of the label; those of before that are not among them go.
    void set_all(std::string_view name, std::string const& label,
                 std::vector<std::pair<std::string, double>> const& values);

    /// Puts a duration in seconds into a histogram with buckets from 0.5 ms to 10 s.
    void observe(std::string_view name, double seconds, Labels labels = {});

    /// `read` is asked each time the page is shown and may set gauges.
    void before_shown(std::function<void(Metrics&)> read);

    /// The page.
    std::string text();

private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

} // namespace undertone
