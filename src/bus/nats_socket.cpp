#include "bus/nats_socket.h"

#include <array>
#include <boost/json/parse.hpp>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

namespace undertone::bus {
namespace {

constexpr std::size_t read_bytes = 65536;

std::runtime_error trouble(std::string_view what, int error) {
    return std::runtime_error(std::string(what) + ": " + std::generic_category().message(error));
}

bool ready(int socket, short events, NatsSocket::Milliseconds patience) {
    pollfd waited{socket, events, 0};
    return ::poll(&waited, 1, static_cast<int>(patience.count())) > 0;
}

/// A connected socket, or the error number.
int try_one(addrinfo const& place, NatsSocket::Milliseconds patience, int& error) {
    int const made = ::socket(place.ai_family, place.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, place.ai_protocol);
    if (made < 0) {
        error = errno;
        return -1;
    }
    error = ::connect(made, place.ai_addr, place.ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        error = ETIMEDOUT;
        socklen_t size = sizeof error;
        if (ready(made, POLLOUT, patience))
            ::getsockopt(made, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error == 0)
        return made;
    ::close(made);
    return -1;
}

} // namespace

NatsSocket::NatsSocket(NatsAddress const& address, std::string_view subject, Milliseconds patience)
    : patience_(patience) {
    connect(address, patience);
    try {
        expect(NatsOperation::Kind::info, patience);
        write(nats_connect(address) + nats_subscribe(subject) + nats_publish(subject, nats_probe) + "PING\r\n");
        expect(NatsOperation::Kind::pong, patience);
    } catch (...) {
        ::close(socket_);
        throw;
    }
}

NatsSocket::~NatsSocket() {
    ::close(socket_);
}

void NatsSocket::connect(NatsAddress const& address, Milliseconds patience) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (int const failed = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &wanted, &found); failed != 0)
        throw std::runtime_error("the bus " + address.host + " is not known: " + ::gai_strerror(failed));
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const places(found, &::freeaddrinfo);
    int error = 0;
    for (auto const* place = found; place != nullptr && socket_ < 0; place = place->ai_next)
        socket_ = try_one(*place, patience, error);
    if (socket_ < 0)
        throw trouble("the bus " + address.host + ":" + address.port + " does not answer", error);
    int const yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

void NatsSocket::expect(NatsOperation::Kind kind, Milliseconds patience) {
    while (true) {
        auto const operation = read(patience);
        if (!operation)
            throw std::runtime_error("the bus does not answer");
        if (operation->kind == NatsOperation::Kind::error)
            throw std::runtime_error("the bus refuses: " + operation->text);
        if (operation->kind == NatsOperation::Kind::info) {
            boost::system::error_code error;
            auto const value = boost::json::parse(operation->text, error);
            auto const* const info = error ? nullptr : value.if_object();
            if (info != nullptr)
                if (auto const* const most = info->if_contains("max_payload"); most != nullptr && most->is_int64())
                    most_bytes_ = static_cast<std::size_t>(most->get_int64());
        }
        if (operation->kind == kind)
            return;
    }
}

void NatsSocket::write(std::string_view bytes) {
    std::lock_guard const lock(writing_);
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!ready(socket_, POLLOUT, patience_))
                throw std::runtime_error("the bus takes nothing");
        } else if (errno != EINTR) {
            throw trouble("the bus is lost", errno);
        }
    }
}

std::uint64_t NatsSocket::ask() {
    auto const number = ++asked_; // before the write: the answer may come at once
    write("PING\r\n");
    return number;
}

void NatsSocket::note_answer() {
    if (answered_ < asked_)
        ++answered_;
}

std::optional<NatsOperation> NatsSocket::read(Milliseconds patience) {
    std::array<char, read_bytes> buffer;
    while (true) {
        if (auto operation = parser_.next())
            return operation;
        if (!ready(socket_, POLLIN, patience))
            return std::nullopt;
        auto const came = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (came == 0)
            throw std::runtime_error("the bus ended the connection");
        if (came > 0)
            parser_.add(std::string_view(buffer.data(), static_cast<std::size_t>(came)));
        else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
            throw trouble("the bus is lost", errno);
    }
}

void NatsSocket::cut() {
    ::shutdown(socket_, SHUT_RDWR);
}

} // namespace undertone::bus
