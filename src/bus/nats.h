#pragma once

#include "base/metrics.h"
#include "base/result.h"
#include "bus/bus.h"

#include <chrono>
#include <memory>
#include <string>

namespace undertone::bus {

/// Before a connection is made again that was lost soon, time after time.
inline constexpr std::chrono::milliseconds longest_pause_of_nats{5000};

/// The bus of many nodes: one subject of a NATS server. Fails with one sentence when the server cannot be reached.
/// A server that does not answer within `patience` is taken as lost. While it is, a node hears its own events alone;
/// when it is back, all nodes hear an empty payload. Each loss and each return costs all nodes their live sockets, so
/// that one that was lost within `longest_pause` of its return is made again after a pause, up to that.
Result<std::unique_ptr<Bus>> nats(std::string const& address, std::string const& subject,
                                  std::chrono::milliseconds patience, Metrics& metrics,
                                  std::chrono::milliseconds longest_pause = longest_pause_of_nats);

} // namespace undertone::bus
