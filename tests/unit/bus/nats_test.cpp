#include "bus/nats.h"

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace undertone::bus {
namespace {

using namespace std::chrono_literals;

/// A NATS server on loopback that answers every question and ends each connection after a few answers.
class ShortServer {
public:
    explicit ShortServer(int answers) : answers_(answers) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        auto* const address = reinterpret_cast<sockaddr*>(&place);
        EXPECT_EQ(::bind(listening_, address, size), 0);
        EXPECT_EQ(::listen(listening_, 8), 0);
        EXPECT_EQ(::getsockname(listening_, address, &size), 0);
        port_ = ntohs(place.sin_port);
        thread_ = std::thread([this] { serve(); });
    }

    ~ShortServer() {
        ended_ = true;
        ::shutdown(listening_, SHUT_RDWR);
        thread_.join();
        ::close(listening_);
    }

    ShortServer(ShortServer const&) = delete;
    ShortServer& operator=(ShortServer const&) = delete;

    std::string address() const { return "nats://127.0.0.1:" + std::to_string(port_); }

    std::atomic<int> ends = 0;        ///< connections that the server has ended
    std::atomic<int> client_ends = 0; ///< that the client has ended though nothing was owed to it

private:
    void serve() {
        while (!ended_) {
            int const connection = ::accept(listening_, nullptr, nullptr);
            if (connection < 0)
                return;
            talk(connection);
            ::close(connection);
        }
    }

    void talk(int connection) {
        say(connection, "INFO {\"max_payload\":1048576}\r\n");
        std::string bytes;
        std::array<char, 4096> buffer{};
        for (int answered = 0; answered < answers_;) {
            auto const came = ::recv(connection, buffer.data(), buffer.size(), 0);
            if (came <= 0) {
                client_ends += ended_ ? 0 : 1;
                return;
            }
            bytes.append(buffer.data(), static_cast<std::size_t>(came));
            for (auto at = bytes.find("PING\r\n"); at != std::string::npos; at = bytes.find("PING\r\n")) {
                bytes.erase(0, at + 6);
                say(connection, "PONG\r\n");
                ++answered;
            }
        }
        ++ends;
    }

    static void say(int connection, std::string_view text) {
        static_cast<void>(::send(connection, text.data(), text.size(), MSG_NOSIGNAL));
    }

    int const answers_;
    int const listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::uint16_t port_ = 0;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

TEST(NatsBus, a_question_that_a_lost_connection_was_asked_is_not_waited_for_on_the_next_one) {
    Metrics metrics;
    ShortServer server(6);
    {
        auto const bus = nats(server.address(), "undertone", 2s, metrics, 1ms).value();
        bus->subscribe([](std::string const&) {});
        for (int ends = 3; ends <= 1200 && server.client_ends == 0; ends += 3) {
            std::vector<std::jthread> askers; // together they meet the loss, one alone is then owed an answer
            for (int asker = 0; asker < 4; ++asker)
                askers.emplace_back([&] {
                    while (server.ends < ends && server.client_ends == 0)
                        bus->flush();
                });
        }
        EXPECT_EQ(server.client_ends, 0) << "a healthy connection was given up";
        EXPECT_GE(server.ends, 1200);
    }
}

TEST(NatsBus, a_connection_that_is_lost_at_once_again_and_again_is_made_ever_more_slowly) {
    Metrics metrics;
    ShortServer server(1);
    auto const begin = std::chrono::steady_clock::now();
    {
        auto const bus = nats(server.address(), "undertone", 2s, metrics).value();
        bus->subscribe([](std::string const&) {});
        while (server.ends < 4 && std::chrono::steady_clock::now() - begin < 30s)
            std::this_thread::sleep_for(10ms);
    }
    EXPECT_GE(server.ends, 4);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 200ms + 400ms + 800ms);
}

} // namespace
} // namespace undertone::bus
