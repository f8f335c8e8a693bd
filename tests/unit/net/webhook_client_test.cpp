#include "net/webhook_client.h"

#include "wire.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace undertone::net {
namespace {

using namespace std::chrono_literals;

/// Takes so many connections and says nothing.
class HangingReceiver {
public:
    explicit HangingReceiver(int connections) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        auto* const address = reinterpret_cast<sockaddr*>(&place);
        EXPECT_EQ(::bind(socket_, address, size), 0);
        EXPECT_EQ(::listen(socket_, connections), 0);
        EXPECT_EQ(::getsockname(socket_, address, &size), 0);
        port_ = ntohs(place.sin_port);
    }
    ~HangingReceiver() { ::close(socket_); }
    HangingReceiver(HangingReceiver const&) = delete;
    HangingReceiver& operator=(HangingReceiver const&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

private:
    int const socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::uint16_t port_ = 0;
};

TEST(WebhookClient, ManyPostsThatHangKeepNoOtherWaiting) {
    constexpr int most_at_once = 256; // of webhooks.at_once
    wire::Running const running;
    HangingReceiver const hanging(most_at_once);
    WebhookClient client({.answer = 5s});
    for (int number = 0; number < most_at_once; ++number)
        client.start({"hangs", hanging.url(), {}, "{}"});
    client.wait(10ms);
    client.start({"other", "http://127.0.0.1:" + std::to_string(running.port()) + "/", {}, "{}"});
    std::vector<Posted> ended;
    while (ended.empty())
        ended = client.wait(1s);
    EXPECT_EQ(ended.front().id, "other") << "the first that ends";
    EXPECT_EQ(ended.front().status, 200) << ended.front().error;
}

} // namespace
} // namespace undertone::net
