#include "wire.h"

#include <gtest/gtest.h>
#include <memory>
#include <sys/resource.h>
#include <thread>

namespace undertone::net {
namespace {

using wire::Door;
using wire::get;
using wire::Running;
using wire::Set;
using wire::Tcp;

Response plain(std::string body) {
    return {200, {{"Content-Type", "text/plain"}}, std::move(body)};
}

TEST(Listening, NamesATakenPort) {
    Running const running;
    Metrics metrics;
    auto const second = Server::open(wire::config_with({{"server.listen", running.server->address()}}), metrics);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().message, running.server->address() + " is taken by another program");
    EXPECT_EQ(second.error().field, "server.listen");
}

TEST(Listening, NamesAWrongAddress) {
    Metrics metrics;
    for (auto const* const wrong : {"nowhere", "192.0.2.1:0"}) {
        auto const opened = Server::open(wire::config_with({{"server.listen", wrong}}), metrics);
        ASSERT_FALSE(opened);
        EXPECT_NE(opened.error().message.find("server.listen"), std::string::npos);
    }
    auto const second = Server::open(wire::config_with({{"server.management", "x"}}), metrics);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().field, "server.management");
}

TEST(Listening, FreesThePortWhenItEnds) {
    std::string address;
    {
        Running const running;
        address = running.server->address();
        Tcp client(running.port());
        client.send(get("/"));
        EXPECT_EQ(client.answer()->status, 200);
    }
    Running const again(Set{{"server.listen", address}});
    EXPECT_EQ(again.server->address(), address);
}

TEST(Listening, SpeaksIpv6) {
    Metrics metrics;
    auto opened = Server::open(wire::config_with({{"server.listen", "[::1]:0"}}), metrics);
    if (!opened)
        GTEST_SKIP() << opened.error().message;
    auto const& server = *opened;
    server->start([](Request const& request) { return plain(request.remote + (request.loopback ? " here" : " far")); },
                  "/live", {});
    EXPECT_TRUE(server->address().starts_with("[::1]:"));
    Tcp client("::1", static_cast<std::uint16_t>(std::stoi(server->address().substr(6))));
    client.send(get("/"));
    EXPECT_EQ(client.answer()->body, "::1 here");
    server->stop();
}

TEST(Listening, TellsManagementRequestsApart) {
    std::string address;
    {
        Running const finder;
        address = finder.server->address();
    }
    Running const running(Set{{"server.management", address}},
                          [](Request const& request) { return plain(request.management ? "management" : "main"); });
    Tcp second(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    second.send(get("/metrics"));
    EXPECT_EQ(second.answer()->body, "management");
    Tcp first(running.port());
    first.send(get("/metrics"));
    EXPECT_EQ(first.answer()->body, "main");
}

/// Ends well when a server that may open 460 files refuses some of 100 connections, long before it has no file left.
[[noreturn]] void connect_where_few_files_may_be_open() {
    rlimit const few{460, 460};
    ::setrlimit(RLIMIT_NOFILE, &few);
    bool refuses = false;
    {
        Running const running;
        std::vector<std::unique_ptr<Tcp>> silent;
        for (int number = 0; number < 100; ++number)
            silent.push_back(std::make_unique<Tcp>(running.port()));
        refuses = wire::eventually([&] { return running.metric("http_refused_connections_total") == 56; });
    }
    std::exit(refuses ? 0 : 1);
}

TEST(Listening, TakesNoMoreConnectionsThanFilesMayBeOpen) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(connect_where_few_files_may_be_open(), testing::ExitedWithCode(0), "");
}

TEST(Stop, LetsRunningRequestsFinish) {
    Door door;
    Running running({}, [&](Request const&) {
        door.pass();
        return plain("finished");
    });
    Tcp client(running.port());
    client.send(get("/"));
    ASSERT_TRUE(door.reached());
    Tcp idle(running.port());
    Tcp half(running.port());
    half.send("GET /");
    std::jthread const stopper([&] { running.server->stop(); });
    EXPECT_TRUE(idle.ends());
    EXPECT_TRUE(half.ends());
    door.open();
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->body, "finished");
    EXPECT_EQ(seen->header("connection"), "close");
}

TEST(Stop, GivesUpWhenTheTimeIsOver) {
    Door door;
    std::atomic<int> runs = 0;
    Running running(Set{{"server.shutdown_seconds", "1"}, {"server.workers", "1"}}, [&](Request const&) {
        ++runs;
        door.pass();
        return plain("late");
    });
    Tcp uploading(running.port());
    uploading.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n1");
    Tcp client(running.port());
    client.send(get("/"));
    ASSERT_TRUE(door.reached());
    Tcp waiting(running.port());
    waiting.send(get("/"));
    ASSERT_TRUE(wire::eventually([&] { return running.metric("http_waiting_requests") == 1; }));
    std::jthread stopper([&] { running.server->stop(); });
    EXPECT_TRUE(uploading.ends());
    door.open();
    stopper.join();
    EXPECT_TRUE(client.ends());
    EXPECT_TRUE(waiting.ends());
    EXPECT_EQ(runs, 1);
}

TEST(Stop, RefusesNewConnectionsAndMayBeCalledTwice) {
    Running running;
    auto const port = running.port();
    running.server->stop();
    running.server->stop();
    Tcp client(port);
    EXPECT_FALSE(client.send(get("/")) && client.answer());
}

TEST(Stop, NeedsNoStart) {
    Metrics metrics;
    auto const server = Server::open(wire::config_with({}), metrics).value();
    server->stop();
    EXPECT_NE(metrics.text().find("undertone_http_connections 0"), std::string::npos);
}

TEST(Every, RepeatsAJobAndNeverOverlapsIt) {
    Door door;
    wire::Notes<int> notes;
    std::atomic<int> at_once = 0;
    Running running;
    running.server->every(1, [&] {
        EXPECT_EQ(++at_once, 1);
        notes.add(1);
        door.pass();
        --at_once;
    });
    wire::Notes<int> beats;
    running.server->every(1, [&] {
        beats.add(1);
        throw std::runtime_error("a job's own failure");
    });
    EXPECT_GE(beats.first(3).size(), 3U);
    EXPECT_EQ(notes.size(), 1U);
    door.open();
    EXPECT_GE(notes.first(2).size(), 2U);
    running.server->stop();
}

} // namespace
} // namespace undertone::net
