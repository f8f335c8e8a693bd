#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace undertone::net::wire {

/// A WebSocket client of Beast's; every wait ends after ten seconds.
class WebSocketClient {
public:
    explicit WebSocketClient(std::uint16_t port, std::string const& path = "/live", int receive_buffer = 0);
    ~WebSocketClient();

    /// The handshake's status: 101 when the socket is open.
    int status() const;
    std::string header(std::string const& name) const;
    std::string body() const;

    bool send(std::string const& text);
    bool send_binary(std::string const& bytes);

    /// The next frame; nothing when the socket ended.
    std::optional<std::string> read();

    /// What the server closed with, once read() gave nothing; 0 without a close frame.
    int close_code() const;
    std::string close_reason() const;

    /// Pings that came so far.
    int pings() const;

    void close();

    /// Breaks the connection off without a close frame.
    void vanish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace undertone::net::wire
