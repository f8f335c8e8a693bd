#pragma once

#include "base/metrics.h"
#include "base/result.h"
#include "bus/bus.h"

#include <chrono>
#include <memory>
#include <string>

namespace undertone::bus {

/// The bus of many nodes: one subject of a NATS server. Fails with one sentence when the server cannot be reached.
/// A server that does not answer within `patience` is taken as lost. While it is, a node hears its own events alone;
/// when it is back, all nodes hear an empty payload.
Result<std::unique_ptr<Bus>> nats(std::string const& address, std::string const& subject,
                                  std::chrono::milliseconds patience, Metrics& metrics);

} // namespace undertone::bus
