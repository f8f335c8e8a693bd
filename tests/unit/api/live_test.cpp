#include "api/live.h"
#include "net/server.h"
#include "world.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/// The live part on a real server: event streams hear what they may, and nothing else.
namespace undertone::api {
namespace {

using namespace world;

/// One event stream of a client; every wait ends after twenty seconds.
class Stream {
public:
    Stream(std::string const& address, std::string_view topics, std::string_view token)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        timeval const patience{20, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr const*>(&where), sizeof where) != 0)
            throw std::runtime_error("no connection to " + address);
        auto const request = "GET /api/v1/live?topics=" + std::string(topics) + " HTTP/1.1\r\nHost: " + address +
                             "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + std::string(token) + "\r\n\r\n";
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("the request could not be sent");
    }

    ~Stream() { ::close(socket_); }
    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;

    /// All that came up to the first `mark` behind what was read before; all there was when it never comes.
    std::string until(std::string_view mark) {
        for (std::size_t at = buffer_.find(mark); ; at = buffer_.find(mark)) {
            if (at != std::string::npos) {
                auto const text = buffer_.substr(0, at + mark.size());
                buffer_.erase(0, text.size());
                return text;
            }
            char bytes[4096];
            auto const count = ::recv(socket_, bytes, sizeof bytes, 0);
            if (count <= 0)
                return std::move(buffer_) + "\n(the stream ended)";
            buffer_.append(bytes, static_cast<std::size_t>(count));
        }
    }

private:
    int socket_;
    std::string buffer_;
};

class LiveStreams : public Street {
protected:
    LiveStreams() {
        house.bus->subscribe([this](std::string const&) {});
        server->start([this](net::Request const& request) { return house.router.handle(request); }, std::string(live_path),
                      live.handler());
    }

    ~LiveStreams() override { server->stop(); }

    /// A stream whose topics are settled.
    std::unique_ptr<Stream> listen(std::string const& topics, std::string_view token) {
        auto stream = std::make_unique<Stream>(server->address(), topics, token);
        head = stream->until("\"refused\":[") + stream->until("]");
        return stream;
    }

    std::unique_ptr<net::Server> server = std::move(net::Server::open(config_with({{"server.listen", "127.0.0.1:0"}}), house.metrics).value());
    Live live{house.context, server->hub()};
    Visit visit{house};
    std::string head; ///< what the latest stream began with
};

TEST_F(LiveStreams, nobody_listens_without_a_token) {
    Stream stream(server->address(), "me", "s_nothing");
    EXPECT_NE(stream.until("\r\n").find(" 401 "), std::string::npos);
}

TEST_F(LiveStreams, topics_go_by_right) {
    auto const ours = listen("queue:billing,me,conversation:" + visit.id, agent);
    EXPECT_NE(head.find(R"("subscribed":["queue:billing","me","conversation:)" + visit.id + R"("])"), std::string::npos) << head;
    auto const theirs = listen("queue:billing,conversation:" + visit.id + ",nonsense", stranger);
    EXPECT_NE(head.find(R"("subscribed":[])"), std::string::npos) << head;
    auto const customers = listen("queue:billing,me,conversation:" + visit.id, visit.token);
    EXPECT_NE(head.find(R"("subscribed":["conversation:)" + visit.id + R"("])"), std::string::npos) << head;
}

} // namespace
} // namespace undertone::api
