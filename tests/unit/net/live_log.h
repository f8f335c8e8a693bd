#pragma once

#include "wire.h"

#include <memory>
#include <string>
#include <utility>

namespace undertone::net::wire {

inline Frame frame(std::string text) {
    return std::make_shared<std::string const>(std::move(text));
}

/// Notes what the server reports about its live sockets.
struct Log {
    Notes<SocketId> opened;
    Notes<std::string> received;
    Notes<SocketId> closed;

    LiveHandler handler() {
        LiveHandler live;
        live.opened = [this](SocketId socket, Request const&) {
            opened.add(socket);
            return Response{};
        };
        live.received = [this](SocketId, std::string text) { received.add(std::move(text)); };
        live.closed = [this](SocketId socket) { closed.add(socket); };
        return live;
    }

    SocketId latest(std::size_t count = 1) const { return opened.first(count).at(count - 1); }
};

inline std::string const key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
inline std::string const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" + key;
inline std::string const stream = "Accept: text/event-stream\r\n";

/// A masked client frame with a mask of zeros.
inline std::string masked(char opcode, std::string const& payload) {
    std::string bytes{static_cast<char>(0x80 | opcode), static_cast<char>(0x80 | static_cast<char>(payload.size()))};
    return bytes + std::string(4, '\0') + payload;
}

} // namespace undertone::net::wire
