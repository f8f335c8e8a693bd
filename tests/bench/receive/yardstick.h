#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace undertone::bench {

/// A bare HTTP server that answers every POST with its body, 201: what the network alone costs. `threads` io_contexts,
/// connections in turn. Prints its port, runs until it is killed.
void serve_echo(std::size_t threads);

/// Stores `count` messages with the raw SQLite C API, a transaction each: a message, its conversation's new version,
/// and an index of either; WAL, synchronous NORMAL. Prints {"per_second","cpu_microseconds"}.
void store_rows(std::string const& file, std::size_t count);

/// Where a message goes, and who sends it.
struct Room {
    std::string path;
    std::string token;
    std::string conversation;
};

std::vector<Room> read_rooms(std::string const& file);

struct Load {
    std::string address; ///< of the server, on loopback
    unsigned short port = 0;
    std::vector<Room> rooms;
    std::string text;
    std::size_t connections = 1;
    std::size_t sockets = 0; ///< live ones, opened before the first message, in the rooms in turn
    double rate = 0;         ///< messages a second; 0: each connection sends as soon as it has its answer
    double seconds = 1;
};

/// Posts messages and prints {"sent","failed","seconds","per_second","p50","p95","p99","most","events"}, milliseconds.
/// With a rate a message is timed from the moment it was due, so that a server that falls behind shows it.
void send_load(Load const& load);

} // namespace undertone::bench
