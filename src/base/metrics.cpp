#include "base/metrics.h"

#include "base/metrics_table.h"

#include <map>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace undertone {
namespace {

prometheus::Histogram::BucketBoundaries const seconds_buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                              0.1,    0.25,  0.5,    1,     2.5,  5,     10};

template <class Metric>
using Families = std::map<std::string_view, prometheus::Family<Metric>*>;

/// Every combination of the label values that are known beforehand; none where a label has none.
std::vector<prometheus::Labels> known_labels(MetricRow const& row) {
    std::vector<prometheus::Labels> combined{{}};
    for (auto const& label : row.labels) {
        if (label.name.empty())
            continue;
        std::vector<prometheus::Labels> longer;
        std::istringstream values{std::string(label.values)};
        for (std::string value; values >> value;)
            for (auto labels : combined) {
                labels[std::string(label.name)] = value;
                longer.push_back(std::move(labels));
            }
        combined = std::move(longer);
    }
    return combined;
}

template <class Metric>
prometheus::Family<Metric>& found(Families<Metric> const& families, std::string_view name) {
    auto const family = families.find(name);
    if (family == families.end())
        throw std::logic_error("metrics_table.cpp has no " + std::string(name) + " of this kind");
    return *family->second;
}

/// The family of a row with all that is known of it beforehand.
template <class Build, class... Arguments>
auto& made(prometheus::Registry& registry, Build build, MetricRow const& row, Arguments const&... arguments) {
    auto& family = build.Name("undertone_" + std::string(row.name)).Help(std::string(row.help)).Register(registry);
    for (auto const& labels : known_labels(row))
        family.Add(labels, arguments...);
    return family;
}

prometheus::Labels as_map(Metrics::Labels labels) {
    return {labels.begin(), labels.end()};
}

} // namespace

struct Metrics::Registry {
    Registry() {
        for (auto const& row : metrics_table())
            switch (row.kind) {
            case MetricRow::Kind::counter: counters[row.name] = &made(registry, prometheus::BuildCounter(), row); break;
            case MetricRow::Kind::gauge: gauges[row.name] = &made(registry, prometheus::BuildGauge(), row); break;
            case MetricRow::Kind::histogram:
                histograms[row.name] = &made(registry, prometheus::BuildHistogram(), row, seconds_buckets);
                break;
            }
    }

    prometheus::Registry registry;
    Families<prometheus::Counter> counters; ///< this and the next two: never changed once made
    Families<prometheus::Gauge> gauges;
    Families<prometheus::Histogram> histograms;
    std::mutex mutex;
    std::map<std::string, std::set<prometheus::Gauge*>, std::less<>> shown; ///< by set_all
    std::vector<std::function<void(Metrics&)>> readers;
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

void Metrics::count(std::string_view name, Labels labels, double amount) {
    found(registry_->counters, name).Add(as_map(labels)).Increment(amount);
}

void Metrics::set(std::string_view name, double value, Labels labels) {
    found(registry_->gauges, name).Add(as_map(labels)).Set(value);
}

void Metrics::set_all(std::string_view name, std::string const& label,
                      std::vector<std::pair<std::string, double>> const& values) {
    auto& family = found(registry_->gauges, name);
    std::lock_guard const lock(registry_->mutex);
    auto& shown = registry_->shown[std::string(name)];
    auto gone = std::exchange(shown, {});
    for (auto const& [labelled, value] : values) {
        auto& gauge = family.Add({{label, labelled}});
        gauge.Set(value);
        gone.erase(&gauge);
        shown.insert(&gauge);
    }
    for (auto* const gauge : gone)
        family.Remove(gauge);
}

void Metrics::observe(std::string_view name, double seconds, Labels labels) {
    found(registry_->histograms, name).Add(as_map(labels), seconds_buckets).Observe(seconds);
}

void Metrics::before_shown(std::function<void(Metrics&)> read) {
    std::lock_guard const lock(registry_->mutex);
    registry_->readers.push_back(std::move(read));
}

std::string Metrics::text() {
    std::vector<std::function<void(Metrics&)>> readers;
    {
        std::lock_guard const lock(registry_->mutex);
        readers = registry_->readers;
    }
    for (auto const& read : readers)
        read(*this);
    return prometheus::TextSerializer().Serialize(registry_->registry.Collect());
}

} // namespace undertone
