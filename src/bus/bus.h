#pragma once

#include <functional>
#include <memory>
#include <string>

namespace undertone::bus {

/// One node to all nodes: what is published on one is heard by every subscriber on every node, this one included, in
/// the order of publishing.
class Bus {
public:
    using Hear = std::function<void(std::string const& payload)>;

    virtual ~Bus() = default;

    /// Thread-safe; returns before the payload was heard. Blocks for a moment when too much waits. The payload is not
    /// empty: an empty one is heard where events may have been missed.
    virtual void publish(std::string payload) = 0;

    /// Returns when what was published before is on its way, so that nobody's later event can overtake it. Bounded in
    /// time; never throws.
    virtual void flush() {}

    /// `hear` is called on the bus's own thread, one payload at a time; it must not throw. Subscribe before the first
    /// publish.
    virtual void subscribe(Hear hear) = 0;

    /// Events that were not heard yet.
    virtual std::size_t waiting() const { return 0; }

    /// Empty when all is well, else what is wrong in words.
    virtual std::string trouble() const = 0;
};

/// The bus of a single node: a bounded queue and one thread. Destroying it delivers what waits first.
std::unique_ptr<Bus> local();

} // namespace undertone::bus
