#include "base/metrics.h"

#include <map>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <set>
#include <utility>
#include <vector>

namespace undertone {
namespace {

prometheus::Histogram::BucketBoundaries const seconds_buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                              0.1,    0.25,  0.5,    1,     2.5,  5,     10};

template <class Family>
using Families = std::map<std::string, prometheus::Family<Family>*, std::less<>>;

} // namespace

struct Metrics::Registry {
    prometheus::Registry registry;
    std::mutex mutex;
    Families<prometheus::Counter> counters;
    Families<prometheus::Gauge> gauges;
    Families<prometheus::Histogram> histograms;
    std::map<std::string, std::set<prometheus::Gauge*>, std::less<>> shown; ///< by set_all
    std::vector<std::function<void(Metrics&)>> readers;

    /// The family of that name, made when it is first used.
    template <class Metric, class Build>
    prometheus::Family<Metric>& family(Families<Metric>& families, std::string_view name, std::string_view help,
                                       Build build) {
        std::lock_guard const lock(mutex);
        auto const found = families.find(name);
        if (found != families.end())
            return *found->second;
        auto& made = build().Name("undertone_" + std::string(name)).Help(std::string(help)).Register(registry);
        families.emplace(std::string(name), &made);
        return made;
    }
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

void Metrics::count(std::string_view name, std::string_view help, Labels labels, double amount) {
    registry_->family(registry_->counters, name, help, [] { return prometheus::BuildCounter(); })
        .Add(prometheus::Labels(labels.begin(), labels.end()))
        .Increment(amount);
}

void Metrics::set(std::string_view name, std::string_view help, double value, Labels labels) {
    registry_->family(registry_->gauges, name, help, [] { return prometheus::BuildGauge(); })
        .Add(prometheus::Labels(labels.begin(), labels.end()))
        .Set(value);
}

void Metrics::set_all(std::string_view name, std::string_view help, std::string const& label,
                      std::vector<std::pair<std::string, double>> const& values) {
    auto& family = registry_->family(registry_->gauges, name, help, [] { return prometheus::BuildGauge(); });
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

void Metrics::observe(std::string_view name, std::string_view help, double seconds, Labels labels) {
    registry_->family(registry_->histograms, name, help, [] { return prometheus::BuildHistogram(); })
        .Add(prometheus::Labels(labels.begin(), labels.end()), seconds_buckets)
        .Observe(seconds);
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
