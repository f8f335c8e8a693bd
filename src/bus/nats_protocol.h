#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The text protocol of NATS, as far as one subject needs it.
namespace undertone::bus {

/// nats://[USER:PASSWORD@]HOST[:PORT], or a token before the "@".
struct NatsAddress {
    std::string host;
    std::string port = "4222";
    std::string user;
    std::string password;
    std::string token;
};

std::optional<NatsAddress> nats_address(std::string_view text);

/// One thing that a NATS server said.
struct NatsOperation {
    enum class Kind : std::uint8_t { info, message, ping, pong, okay, error };
    Kind kind = Kind::okay;
    std::string text; ///< the JSON of info, the words of an error, the payload of a message
};

/// Cuts the server's bytes into operations. Throws std::runtime_error when they are no NATS.
class NatsParser {
public:
    void add(std::string_view bytes) { bytes_ += bytes; }

    /// The next whole operation; nothing when more bytes are needed.
    std::optional<NatsOperation> next();

private:
    static constexpr std::size_t most_line_bytes = 65536;
    static constexpr std::size_t most_payload_bytes = 16777216;

    std::string bytes_;
};

/// The payload that only shows whether one may publish; nobody hears of it.
inline constexpr std::string_view nats_probe = "?";

/// What the server must know first: who we are, and that it sends our own messages back to us.
std::string nats_connect(NatsAddress const& address);
std::string nats_subscribe(std::string_view subject);
std::string nats_publish(std::string_view subject, std::string_view payload);

} // namespace undertone::bus
