#include "wire.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace undertone::net::wire {
namespace {

constexpr timeval patience{10, 0};

Response echo(Request const& request) {
    Response response;
    response.headers.emplace_back("Content-Type", "text/plain");
    response.body = request.method + " " + request.path + "?" + request.query + " " + request.body;
    return response;
}

std::string lower(std::string text) {
    for (char& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return text;
}

} // namespace

Config config_with(Config::Values changes) {
    changes.try_emplace("server.listen", "127.0.0.1:0");
    return load_config(std::nullopt, changes, [](std::string const&) { return std::nullopt; }).value();
}

Running::Running(Config::Values changes, Handler handler, LiveHandler live, PromptHandler prompt)
    : server(Server::open(config_with(std::move(changes)), metrics).value()) {
    server->answer_at_once(std::move(prompt));
    server->start(handler ? std::move(handler) : Handler(echo), "/live", std::move(live));
}

std::uint16_t Running::port() const {
    auto const address = server->address();
    return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

double Running::metric(std::string const& line) const {
    auto const text = "\n" + metrics.text();
    auto const found = text.find("\nundertone_" + line + " ");
    return found == std::string::npos ? 0 : std::stod(text.substr(found + 12 + line.size()));
}

std::string Seen::header(std::string const& name) const {
    for (auto const& [known, value] : headers)
        if (known == name)
            return value;
    return {};
}

Tcp::Tcp(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0)
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    broken_ = ::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) != 0;
}

Tcp::Tcp(std::string const& v6_address, std::uint16_t port)
    : socket_(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    ::inet_pton(AF_INET6, v6_address.c_str(), &address.sin6_addr);
    broken_ = ::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) != 0;
}

Tcp::~Tcp() {
    if (socket_ >= 0)
        ::close(socket_);
}

bool Tcp::send(std::string const& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        auto const size = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (size <= 0)
            return false;
        sent += static_cast<std::size_t>(size);
    }
    return true;
}

bool Tcp::more() {
    char piece[16384];
    auto const size = ::recv(socket_, piece, sizeof(piece), 0);
    if (size < 0)
        broken_ = true;
    if (size <= 0)
        return false;
    buffer_.append(piece, static_cast<std::size_t>(size));
    return true;
}

std::optional<std::string> Tcp::until(std::string const& mark) {
    std::size_t found = 0;
    while ((found = buffer_.find(mark)) == std::string::npos)
        if (!more())
            return std::nullopt;
    auto text = buffer_.substr(0, found + mark.size());
    buffer_.erase(0, found + mark.size());
    return text;
}

std::string Tcp::bytes(std::size_t size) {
    while (buffer_.size() < size && more()) {
    }
    auto text = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return text;
}

std::optional<Seen> Tcp::answer(bool head_only) {
    auto const head = until("\r\n\r\n");
    if (!head)
        return std::nullopt;
    std::istringstream lines(*head);
    Seen seen;
    std::string version;
    lines >> version >> seen.status;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line) && line != "\r") {
        auto const colon = line.find(": ");
        seen.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2, line.size() - colon - 3));
    }
    auto const length = seen.header("content-length");
    if (head_only || length.empty())
        return seen;
    auto const size = std::stoul(length);
    seen.body = bytes(size);
    if (seen.body.size() < size)
        return std::nullopt;
    return seen;
}

bool Tcp::ends() {
    while (more()) {
    }
    return !broken_ || errno == ECONNRESET;
}

std::optional<std::string> Tcp::rest() {
    while (more()) {
    }
    if (broken_)
        return std::nullopt;
    return std::exchange(buffer_, {});
}

void Tcp::fall_silent() {
    sock_filter nothing{BPF_RET | BPF_K, 0, 0, 0};
    sock_fprog const filter{1, &nothing};
    EXPECT_EQ(::setsockopt(socket_, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)), 0);
}

void Tcp::half_close() {
    ::shutdown(socket_, SHUT_WR);
}

void Tcp::reset() {
    linger const at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    ::close(std::exchange(socket_, -1));
}

void Door::pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
}

void Door::open() {
    {
        std::lock_guard const lock(mutex_);
        open_ = true;
    }
    changed_.notify_all();
}

bool Door::reached(int people) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return waiting_ >= people; });
}

bool eventually(std::function<bool()> const& question) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!question()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        never.wait_for(lock, std::chrono::milliseconds(2));
    }
    return true;
}

std::string get(std::string const& path, std::string const& more_headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: here\r\n" + more_headers + "\r\n";
}

std::string post(std::string const& path, std::string const& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: here\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

} // namespace undertone::net::wire
