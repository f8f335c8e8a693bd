#include "net/addresses.h"

#include "base/log.h"
#include "live_log.h"
#include "net/service.h"

#include <gtest/gtest.h>

namespace undertone::net {
namespace {

using wire::Door;
using wire::get;
using wire::Log;
using wire::Running;
using wire::Set;
using wire::stream;
using wire::Tcp;

std::string from(std::string const& address) {
    return "X-Forwarded-For: " + address + "\r\n";
}

TEST(Addresses, HaveSoManyEachAndGetThemBack) {
    Addresses addresses(2);
    auto first = addresses.take("192.0.2.1");
    auto const second = addresses.take("::ffff:192.0.2.1");
    EXPECT_TRUE(first);
    EXPECT_TRUE(second);
    EXPECT_FALSE(addresses.take("192.0.2.1"));
    EXPECT_TRUE(addresses.take("192.0.2.2"));
    first.reset();
    EXPECT_TRUE(addresses.take("192.0.2.1"));
    auto const line = addresses.take("2001:db8:1:2::1");
    auto const same_line = addresses.take("2001:db8:1:2:ffff::");
    EXPECT_FALSE(addresses.take("2001:db8:1:2::7"));
    EXPECT_TRUE(addresses.take("2001:db8:1:3::7"));
}

TEST(Addresses, HaveNoLimitWhereItIsOff) {
    Addresses addresses(0);
    auto const first = addresses.take("192.0.2.1");
    EXPECT_TRUE(addresses.take("192.0.2.1"));
}

TEST(Addresses, AreToldOfOnceInTheLog) {
    log::start("warn");
    testing::internal::CaptureStderr();
    Addresses addresses(1);
    auto const only = addresses.take("192.0.2.1");
    for (int attempt = 0; attempt < 5; ++attempt)
        EXPECT_FALSE(addresses.take("192.0.2.1"));
    auto const told = testing::internal::GetCapturedStderr();
    auto const first = told.find("server.connections_per_address");
    ASSERT_NE(first, std::string::npos) << told;
    EXPECT_NE(told.find("address=192.0.2.1"), std::string::npos) << told;
    EXPECT_EQ(told.find("server.connections_per_address", first + 1), std::string::npos) << told;
}

TEST(Addresses, AreCountedWhereTheyConnectButForThisMachineAndProxies) {
    Metrics metrics;
    Service service(wire::config_with({{"server.connections_per_address", "1"}}), metrics,
                    Proxies::read("10.0.0.0/8").value());
    auto const come = [&](Peer const& peer) {
        auto slot = service.slots.take();
        return slot && service.welcomes(*slot, peer) ? std::move(slot) : std::nullopt;
    };
    auto first = come({"192.0.2.1", false});
    EXPECT_TRUE(first);
    EXPECT_FALSE(come({"192.0.2.1", false}));
    EXPECT_NE(metrics.text().find("undertone_http_refused_by_address_total 1"), std::string::npos);
    first.reset();
    EXPECT_TRUE(come({"192.0.2.1", false}));
    for (auto const& peer : {Peer{"127.0.0.1", true}, Peer{"10.0.0.7", false}}) {
        auto const one = come(peer);
        EXPECT_TRUE(come(peer)) << peer.address;
    }
}

TEST(Addresses, AreCountedAsAProxyForwardsThemUntilTheAnswer) {
    Door door;
    Running const running(Set{{"server.connections_per_address", "1"}, {"server.trusted_proxies", "127.0.0.1"}},
                          [&](Request const& request) {
                              if (request.path == "/wait")
                                  door.pass();
                              return Response{};
                          });
    auto const status = [&](std::string const& headers) {
        Tcp client(running.port());
        client.send(get("/", headers));
        return client.answer().value_or(wire::Seen{});
    };
    Tcp client(running.port());
    client.send(get("/wait", from("192.0.2.1")));
    ASSERT_TRUE(door.reached());
    auto const refused = status(from("192.0.2.1"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("retry-after"), "5");
    EXPECT_EQ(refused.header("connection"), "keep-alive");
    EXPECT_EQ(status(from("192.0.2.2")).status, 200);
    EXPECT_EQ(status("").status, 200);
    EXPECT_EQ(running.metric("http_refused_by_address_total"), 1);
    door.open();
    EXPECT_EQ(client.answer()->status, 200);
    EXPECT_TRUE(wire::eventually([&] { return status(from("192.0.2.1")).status == 200; }));
    client.send(get("/", from("192.0.2.1")));
    EXPECT_EQ(client.answer()->status, 200);
}

TEST(Addresses, AreCountedAsLongAsALiveSocketIsOpen) {
    Log log;
    Running const running(Set{{"server.connections_per_address", "1"}, {"server.trusted_proxies", "127.0.0.1"}}, {},
                          log.handler());
    Tcp first(running.port());
    first.send(get("/live", stream + from("192.0.2.1")));
    EXPECT_EQ(first.answer()->status, 200);
    Tcp second(running.port());
    second.send(get("/live", stream + from("192.0.2.1")));
    ASSERT_EQ(second.answer()->status, 429);
    running.server->hub().close(log.latest(), 1000, "bye");
    EXPECT_TRUE(first.rest());
    first.half_close();
    EXPECT_TRUE(wire::eventually([&] {
        second.send(get("/other", from("192.0.2.1")));
        auto const seen = second.answer();
        return seen && seen->status == 200;
    }));
}

} // namespace
} // namespace undertone::net
