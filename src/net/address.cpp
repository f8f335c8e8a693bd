#include "net/address.h"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace undertone::net {
namespace {

enum class Port { exclusive, shared };

struct Raw {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

Raw raw_of(Address const& address) {
    Raw raw;
    if (address.v6) {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(address.port);
        ::inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr);
        std::memcpy(&raw.storage, &v6, sizeof(v6));
        raw.size = sizeof(v6);
    } else {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(address.port);
        ::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr);
        std::memcpy(&raw.storage, &v4, sizeof(v4));
        raw.size = sizeof(v4);
    }
    return raw;
}

Unexpected refused(std::string_view setting, Address const& address, int code) {
    std::string const name(setting);
    if (code == EADDRINUSE)
        return fail(Code::failed, address.text() + " is taken by another program", name);
    if (code == EADDRNOTAVAIL)
        return fail(Code::invalid, name + " = \"" + address.text() + "\": this machine has no such address", name);
    if (code == EACCES)
        return fail(Code::failed, name + " = \"" + address.text() + "\": this user may not use that port", name);
    return fail(Code::failed,
                name + " = \"" + address.text() + "\": " + std::error_code(code, std::system_category()).message(),
                name);
}

Result<Descriptor> bind_to(std::string_view setting, Address const& address, Port port) {
    Descriptor socket(::socket(address.v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (socket.number() < 0)
        return refused(setting, address, errno);
    int const on = 1;
    int const off = 0;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (port == Port::shared)
        ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
    if (address.v6)
        ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    auto const raw = raw_of(address);
    if (::bind(socket.number(), reinterpret_cast<sockaddr const*>(&raw.storage), raw.size) != 0)
        return refused(setting, address, errno);
    return socket;
}

std::uint16_t port_of(Descriptor const& socket) {
    sockaddr_storage storage{};
    socklen_t size = sizeof(storage);
    ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&storage), &size);
    in_port_t port = 0;
    if (storage.ss_family == AF_INET6)
        std::memcpy(&port, reinterpret_cast<char const*>(&storage) + offsetof(sockaddr_in6, sin6_port), sizeof(port));
    else
        std::memcpy(&port, reinterpret_cast<char const*>(&storage) + offsetof(sockaddr_in, sin_port), sizeof(port));
    return ntohs(port);
}

Unexpected unreadable(std::string_view setting, std::string const& text) {
    return fail(Code::invalid,
                std::string(setting) + " = \"" + text +
                    "\": must be ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080",
                std::string(setting));
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Descriptor::~Descriptor() {
    if (number_ >= 0)
        ::close(number_);
}

int Descriptor::release() {
    return std::exchange(number_, -1);
}

std::string Address::text() const {
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Peer peer_of(sockaddr_storage const& raw) {
    char text[INET6_ADDRSTRLEN] = {};
    if (raw.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &raw, sizeof(v4));
        ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof(text));
        return {text, (ntohl(v4.sin_addr.s_addr) >> 24U) == 127};
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, &raw, sizeof(v6));
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) != 0) {
        auto const* const bytes = v6.sin6_addr.s6_addr + 12;
        ::inet_ntop(AF_INET, bytes, text, sizeof(text));
        return {text, bytes[0] == 127};
    }
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof(text));
    return {text, IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) != 0};
}

Result<Address> read_address(std::string_view setting, std::string const& text) {
    auto const colon = text.rfind(':');
    if (colon == std::string::npos)
        return unreadable(setting, text);
    Address address;
    address.host = text.substr(0, colon);
    unsigned port = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data() + colon + 1, end, port);
    if (read.ec != std::errc{} || read.ptr != end || port > 65535)
        return unreadable(setting, text);
    address.port = static_cast<std::uint16_t>(port);
    if (address.host == "localhost")
        address.host = "127.0.0.1";
    if (address.host.size() > 2 && address.host.front() == '[' && address.host.back() == ']') {
        address.v6 = true;
        address.host = address.host.substr(1, address.host.size() - 2);
    }
    in6_addr parsed{};
    if (::inet_pton(address.v6 ? AF_INET6 : AF_INET, address.host.c_str(), &parsed) != 1)
        return unreadable(setting, text);
    return address;
}

Result<std::vector<Descriptor>> listen_on(std::string_view setting, Address& address, std::size_t count) {
    std::vector<Descriptor> listeners;
    {
        auto const alone = bind_to(setting, address, Port::exclusive);
        if (!alone)
            return Unexpected(alone.error());
        address.port = port_of(*alone);
    }
    for (std::size_t number = 0; number < count; ++number) {
        auto socket = bind_to(setting, address, count > 1 ? Port::shared : Port::exclusive);
        if (!socket)
            return Unexpected(socket.error());
        if (::listen(socket->number(), SOMAXCONN) != 0)
            return refused(setting, address, errno);
        listeners.push_back(std::move(*socket));
    }
    return listeners;
}

} // namespace undertone::net
