#include "net/proxies.h"

#include "wire.h"

#include <gtest/gtest.h>

namespace undertone::net {
namespace {

using wire::Running;
using wire::Tcp;

Proxies trusting(std::string const& text) {
    auto read = Proxies::read(text);
    EXPECT_TRUE(read) << text;
    return read ? *read : Proxies();
}

TEST(Proxies, TrustNobodyUnlessTold) {
    auto const nobody = trusting("");
    EXPECT_FALSE(nobody.trusts("127.0.0.1"));
    EXPECT_EQ(nobody.client({"127.0.0.1", true}, "192.0.2.7").address, "127.0.0.1");
}

TEST(Proxies, ReadAddressesAndNetworks) {
    auto const some = trusting(" 127.0.0.1, ::1\t10.0.0.0/8,192.0.2.128/25 2001:db8::/33 ");
    for (auto const* const inside : {"127.0.0.1", "::1", "10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3", "192.0.2.128",
                                     "192.0.2.255", "2001:db8:7fff::1"})
        EXPECT_TRUE(some.trusts(inside)) << inside;
    for (auto const* const outside :
         {"127.0.0.2", "::2", "11.0.0.0", "9.255.255.255", "192.0.2.127", "2001:db8:8000::1", "", "proxy"})
        EXPECT_FALSE(some.trusts(outside)) << outside;
    EXPECT_TRUE(trusting("0.0.0.0/0").trusts("203.0.113.9"));
    EXPECT_FALSE(trusting("0.0.0.0/0").trusts("2001:db8::1"));
    EXPECT_TRUE(trusting("::/0").trusts("203.0.113.9"));
}

TEST(Proxies, SayWhichPartIsWrong) {
    for (auto const* const wrong : {"proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8", "::1/129", "/8",
                                    "10.0.0.0/8x", "1.2.3.4:80"}) {
        auto const read = Proxies::read("127.0.0.1 " + std::string(wrong));
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().field, "server.trusted_proxies");
        EXPECT_NE(read.error().message.find('"' + std::string(wrong) + '"'), std::string::npos) << read.error().message;
    }
}

/// Who asked, as a proxy on 127.0.0.1 behind others in 10.0.0.0/8 tells it.
std::string told(std::string_view forwarded_for) {
    return trusting("127.0.0.1 10.0.0.0/8").client({"127.0.0.1", true}, forwarded_for).address;
}

TEST(Proxies, TakeTheLastAddressThatIsNoProxy) {
    EXPECT_EQ(told("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(told("198.51.100.1, 192.0.2.7"), "192.0.2.7") << "what the client itself claims is not believed";
    EXPECT_EQ(told("192.0.2.7,10.0.0.5 , 10.0.0.6"), "192.0.2.7");
    EXPECT_EQ(told("10.0.0.5, 10.0.0.6"), "10.0.0.5") << "all are proxies: the first of them asked";
    EXPECT_EQ(told("192.0.2.7:4711"), "192.0.2.7");
    EXPECT_EQ(told("[2001:DB8::7]:4711"), "2001:db8::7");
    EXPECT_EQ(told("[2001:db8::7]"), "2001:db8::7");
    EXPECT_EQ(told("2001:db8::7"), "2001:db8::7");
    EXPECT_EQ(told("::ffff:192.0.2.7"), "192.0.2.7");
}

TEST(Proxies, StayWithTheProxyWhenItSaysNoAddress) {
    for (auto const* const empty : {"", ",", "unknown", "192.0.2.7, _hidden", "[", "[2001:db8::7", ":"})
        EXPECT_EQ(told(empty), "127.0.0.1") << empty;
    EXPECT_EQ(told("192.0.2.7, nonsense, 10.0.0.6"), "10.0.0.6");
}

TEST(Proxies, AreNotBelievedByOthers) {
    auto const client = trusting("10.0.0.0/8").client({"192.0.2.9", false}, "192.0.2.7");
    EXPECT_EQ(client.address, "192.0.2.9");
}

/// What a handler hears of a request with these lines, from a server that trusts `trusted`.
std::string heard(std::string const& trusted, std::string const& lines) {
    Running const running({{"server.trusted_proxies", trusted}}, [](Request const& request) {
        Response response;
        response.body = request.remote + (request.loopback ? " here" : "") + (request.scheme.empty() ? "" : " ") +
                        request.scheme + (request.authority == "desk" ? "" : " " + request.authority);
        return response;
    });
    Tcp client(running.port());
    client.send("GET / HTTP/1.1\r\nHost: desk\r\n" + lines + "\r\n");
    auto const answer = client.answer();
    return answer ? answer->body : "nothing";
}

TEST(Proxies, TellTheServerWhoAsks) {
    EXPECT_EQ(heard("127.0.0.1", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"), "192.0.2.7 https");
    EXPECT_EQ(heard("127.0.0.1", "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 192.0.2.7\r\n"), "192.0.2.7");
    EXPECT_EQ(heard("127.0.0.1", ""), "127.0.0.1 here");
    EXPECT_EQ(heard("10.0.0.0/8", "X-Forwarded-For: 192.0.2.7\r\n"), "127.0.0.1")
        << "somebody on this machine who forwards is not this machine";
    EXPECT_EQ(heard("", "X-Forwarded-For: 127.0.0.1\r\n"), "127.0.0.1");
    EXPECT_EQ(heard("127.0.0.1", "X-Forwarded-For: 127.0.0.1\r\n"), "127.0.0.1");
}

TEST(Proxies, TellTheServerWhatWasAskedFor) {
    EXPECT_EQ(heard("127.0.0.1", "X-Forwarded-Proto: http\r\nX-Forwarded-Host: desk.example:8443\r\n"),
              "127.0.0.1 here http desk.example:8443");
    EXPECT_EQ(heard("10.0.0.0/8", "X-Forwarded-Host: desk.example\r\n"), "127.0.0.1 here")
        << "who is not named in the settings says nothing of the host";
    EXPECT_EQ(heard("127.0.0.1", "X-Forwarded-Proto: gopher\r\n"), "127.0.0.1 here");
}

TEST(Proxies, AWrongSettingKeepsTheServerFromStarting) {
    Metrics metrics;
    auto const opened = Server::open(wire::config_with({{"server.trusted_proxies", "nginx"}}), metrics);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().field, "server.trusted_proxies");
}

} // namespace
} // namespace undertone::net
