#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr_storage;

namespace undertone::net {

/// Owns a file descriptor of the system and closes it.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor();

    int number() const { return number_; }
    int release();

private:
    int number_;
};

/// A numeric address and a port, as they stand in a setting.
struct Address {
    std::string host; ///< "127.0.0.1", "::1"
    std::uint16_t port = 0;
    bool v6 = false;

    /// "127.0.0.1:8080", "[::1]:8080".
    std::string text() const;
};

/// Who is at the other end: the address without port, IPv4 in its short form also when it came through an IPv6 socket.
struct Peer {
    std::string address;
    bool loopback = false;
};

Peer peer_of(sockaddr_storage const& raw);

/// Reads "ADDRESS:PORT"; the error names `setting`.
Result<Address> read_address(std::string_view setting, std::string const& text);

/// `count` listening sockets on the same address, after a bind that shares the port with nobody, so that a second
/// server is noticed. Port 0 becomes the port that was picked.
Result<std::vector<Descriptor>> listen_on(std::string_view setting, Address& address, std::size_t count);

} // namespace undertone::net
