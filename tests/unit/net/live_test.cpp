#include "live_log.h"
#include "web_socket_client.h"

#include <gtest/gtest.h>
#include <thread>

namespace undertone::net {
namespace {

using wire::Door;
using wire::frame;
using wire::get;
using wire::Log;
using wire::Running;
using wire::Set;
using wire::stream;
using wire::Tcp;
using wire::upgrade;
using wire::WebSocketClient;

TEST(WebSocket, DropsASlowReaderAndFreesItsFrames) {
    Log log;
    Running const running(Set{{"live.frames", "64"}}, {}, log.handler());
    auto& hub = running.server->hub();
    WebSocketClient slow(running.port(), "/live", 4096);
    WebSocketClient quick(running.port());
    auto const first = log.latest(1);
    auto const second = log.latest(2);
    hub.subscribe(first, "a");
    hub.subscribe(second, "b");
    auto const large = frame(std::string(10000, 'x'));
    int sent = 0;
    while (!hub.listeners("a").empty() && sent < 10000) {
        hub.broadcast({"a"}, large);
        ++sent;
    }
    EXPECT_LT(sent, 10000);
    EXPECT_EQ(log.closed.first(1), std::vector<SocketId>{first});
    EXPECT_EQ(running.metric("live_slow_readers_total"), 1);
    EXPECT_LE(large.use_count(), 2);
    hub.broadcast({"a", "b"}, frame("for the quick"));
    EXPECT_EQ(quick.read(), "for the quick");
    int read = 0;
    while (slow.read())
        ++read;
    EXPECT_LT(read, sent);
    EXPECT_EQ(slow.close_code(), 1013);
    EXPECT_TRUE(wire::eventually([&] { return large.use_count() == 1; }));
}

TEST(WebSocket, BreaksOffASlowReaderThatNeverReads) {
    Log log;
    Running const running(Set{{"live.bytes", "65536"}, {"live.heartbeat_seconds", "1"}}, {}, log.handler());
    auto& hub = running.server->hub();
    Tcp client(running.port(), 4096);
    client.send(get("/live", upgrade));
    ASSERT_TRUE(client.until("\r\n\r\n"));
    auto const socket = log.latest();
    auto const large = frame(std::string(60000, 'x'));
    for (int sent = 0; sent < 100; ++sent)
        hub.send(socket, large);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
    EXPECT_EQ(large.use_count(), 1);
}

TEST(WebSocket, EndsTheSlowestWhereTooMuchWaitsForAllTogether) {
    Log log;
    Running const running(
        Set{{"server.waiting_bytes", "1000000"}, {"live.bytes", "100000000"}, {"live.frames", "10000"}}, {},
        log.handler());
    auto& hub = running.server->hub();
    WebSocketClient slow(running.port(), "/live", 4096);
    auto const first = log.latest(1);
    WebSocketClient quick(running.port());
    auto const second = log.latest(2);
    auto const large = frame(std::string(10000, 'x'));
    for (int sent = 0; hub.sockets() == 2 && sent < 1000; ++sent)
        hub.send(first, large);
    EXPECT_EQ(log.closed.first(1), std::vector<SocketId>{first});
    EXPECT_EQ(running.metric("live_slow_readers_total"), 1);
    hub.send(second, frame("for the quick"));
    EXPECT_EQ(quick.read(), "for the quick");
    while (slow.read()) {
    }
    EXPECT_EQ(slow.close_code(), 1013);
    EXPECT_TRUE(wire::eventually([&] { return running.metric("live_waiting_bytes") == 0; }));
}

TEST(WebSocket, IsClosedOnceWhenTheClientVanishes) {
    Log log;
    Running running({}, {}, log.handler());
    {
        WebSocketClient client(running.port());
        log.latest();
        client.vanish();
    }
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    running.server->stop();
    EXPECT_EQ(log.closed.size(), 1U);
}

TEST(WebSocket, IsClosedAfterItsLastFrameWasHandled) {
    Door door;
    Log log;
    std::atomic<bool> handling = false;
    auto live = log.handler();
    live.received = [&](SocketId, std::string const&) {
        handling = true;
        door.pass();
        handling = false;
    };
    live.closed = [&](SocketId socket) {
        EXPECT_FALSE(handling);
        log.closed.add(socket);
    };
    Running const running({}, {}, live);
    auto& hub = running.server->hub();
    WebSocketClient client(running.port());
    client.send("x");
    ASSERT_TRUE(door.reached());
    hub.close(log.latest(), 1000, "bye");
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 1000);
    EXPECT_EQ(log.closed.size(), 0U);
    door.open();
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

TEST(WebSocket, PingsEachHeartbeat) {
    Log log;
    Running const running(Set{{"live.heartbeat_seconds", "1"}}, {}, log.handler());
    WebSocketClient client(running.port());
    std::jthread const later([&] {
        wire::eventually([&] { return client.pings() >= 3; });
        running.server->hub().close(log.latest(), 1000, "seen");
    });
    EXPECT_FALSE(client.read());
    EXPECT_GE(client.pings(), 3);
    EXPECT_EQ(client.close_code(), 1000);
}

TEST(WebSocket, DropsAClientThatAnswersNoPing) {
    Log log;
    Running const running(Set{{"live.heartbeat_seconds", "1"}}, {}, log.handler());
    Tcp client(running.port());
    client.send(get("/live", upgrade));
    ASSERT_TRUE(client.until("\r\n\r\n"));
    EXPECT_EQ(client.bytes(2), std::string("\x89\x00", 2));
    EXPECT_TRUE(client.ends());
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

TEST(WebSocket, IsClosedAsGoingAwayWhenTheServerStops) {
    Log log;
    Running running({}, {}, log.handler());
    WebSocketClient client(running.port());
    Tcp deaf(running.port());
    deaf.send(get("/live", upgrade));
    ASSERT_TRUE(deaf.until("\r\n\r\n"));
    log.latest(2);
    std::jthread stopper([&] { running.server->stop(); });
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 1001);
    EXPECT_EQ(deaf.bytes(4), std::string("\x88\x0c\x03\xe9"));
    stopper.join();
    EXPECT_EQ(log.closed.size(), 2U);
}

TEST(WebSocket, StopsWhileItOpens) {
    Door door;
    Log log;
    auto live = log.handler();
    live.opened = [&](SocketId, Request const&) {
        door.pass();
        return Response{};
    };
    Running running({}, {}, live);
    Tcp client(running.port());
    client.send(get("/live", upgrade));
    ASSERT_TRUE(door.reached());
    Tcp witness(running.port());
    std::jthread stopper([&] { running.server->stop(); });
    ASSERT_TRUE(witness.ends());
    door.open();
    EXPECT_TRUE(client.until("\r\n\r\n"));
    EXPECT_EQ(client.bytes(4), std::string("\x88\x0c\x03\xe9"));
    stopper.join();
    EXPECT_EQ(log.closed.size(), 1U);
}

/// The content of the next chunk of an answer.
std::string next_chunk(Tcp& client) {
    auto const size = client.until("\r\n");
    auto const content = client.bytes(size ? std::stoul(*size, nullptr, 16) + 2 : 0);
    return content.ends_with("\r\n") ? content.substr(0, content.size() - 2) : "no chunk";
}

TEST(EventStream, CarriesFramesAsEvents) {
    Log log;
    Running const running({}, {}, log.handler());
    auto& hub = running.server->hub();
    Tcp client(running.port());
    client.send(get("/live?topics=a,b", stream));
    auto const head = client.answer();
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->header("content-type"), "text/event-stream; charset=utf-8");
    EXPECT_EQ(head->header("transfer-encoding"), "chunked");
    EXPECT_EQ(head->header("cache-control"), "no-store");
    EXPECT_EQ(head->header("x-content-type-options"), "nosniff");
    auto const socket = log.latest();
    hub.subscribe(socket, "a");
    for (int number = 0; number < 100; ++number)
        hub.broadcast({"a"}, frame("{\"n\":" + std::to_string(number) + "}"));
    for (int number = 0; number < 100; ++number)
        EXPECT_EQ(next_chunk(client), "data: {\"n\":" + std::to_string(number) + "}\n\n");
    hub.send(socket, frame("two\nlines"));
    EXPECT_EQ(next_chunk(client), "data: two\ndata: lines\n\n");
    hub.send(socket, frame("last"));
    hub.close(socket, 4401, "not signed in");
    EXPECT_EQ(next_chunk(client), "data: last\n\n");
    EXPECT_EQ(client.rest(), "0\r\n\r\n");
    EXPECT_EQ(log.closed.first(1), std::vector<SocketId>{socket});
}

TEST(EventStream, HasNoChunksForAnOldClient) {
    Log log;
    Running const running(Set{{"live.heartbeat_seconds", "1"}}, {}, log.handler());
    auto& hub = running.server->hub();
    Tcp client(running.port());
    client.send("GET /live HTTP/1.0\r\nHost: here\r\nConnection: keep-alive\r\n" + stream + "\r\n");
    auto const head = client.answer();
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->header("transfer-encoding"), "");
    EXPECT_EQ(head->header("connection"), "close");
    EXPECT_EQ(client.bytes(3), ":\n\n");
    hub.send(log.latest(), frame("last"));
    hub.close(log.latest(), 4401, "not signed in");
    EXPECT_TRUE(client.rest().value_or("a reset").ends_with("data: last\n\n"));
}

TEST(EventStream, IsRefusedWithTheOpenersAnswer) {
    LiveHandler live;
    live.opened = [](SocketId, Request const&) { return problem(401, words(401), "Sign in first."); };
    Running const running({}, {}, live);
    Tcp client(running.port());
    client.send(get("/live", stream));
    EXPECT_EQ(client.answer()->status, 401);
    client.send(get("/next"));
    EXPECT_EQ(client.answer()->status, 200);
}

TEST(EventStream, BeatsWithComments) {
    Log log;
    Running const running(Set{{"live.heartbeat_seconds", "1"}}, {}, log.handler());
    Tcp client(running.port());
    client.send(get("/live", stream));
    ASSERT_TRUE(client.answer());
    EXPECT_EQ(next_chunk(client), ":\n\n");
    EXPECT_EQ(next_chunk(client), ":\n\n");
    running.server->hub().send(log.latest(), frame("x"));
    EXPECT_EQ(next_chunk(client), "data: x\n\n");
}

TEST(EventStream, NoticesThatTheClientLeft) {
    Log log;
    Running const running({}, {}, log.handler());
    {
        Tcp client(running.port());
        client.send(get("/live", stream));
        ASSERT_TRUE(client.answer());
        client.send("nobody reads this");
    }
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
}

TEST(EventStream, NoticesThatTheMachineOfTheClientIsGone) {
    Log log;
    Running const running(Set{{"live.heartbeat_seconds", "1"}}, {}, log.handler());
    Tcp client(running.port());
    client.send(get("/live", stream));
    ASSERT_TRUE(client.answer());
    client.fall_silent();
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
}

TEST(EventStream, DropsASlowReader) {
    Log log;
    Running const running(Set{{"live.frames", "64"}, {"live.heartbeat_seconds", "1"}}, {}, log.handler());
    auto& hub = running.server->hub();
    Tcp client(running.port(), 4096);
    client.send(get("/live", stream));
    ASSERT_TRUE(client.answer());
    auto const socket = log.latest();
    auto const large = frame(std::string(10000, 'x'));
    int sent = 0;
    while (hub.sockets() > 0 && sent < 10000) {
        hub.send(socket, large);
        ++sent;
    }
    EXPECT_LT(sent, 10000);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
    EXPECT_EQ(large.use_count(), 1);
    EXPECT_EQ(running.metric("live_slow_readers_total"), 1);
}

TEST(EventStream, EndsWhenTheServerStops) {
    Log log;
    Running running({}, {}, log.handler());
    Tcp client(running.port());
    client.send(get("/live", stream));
    ASSERT_TRUE(client.answer());
    running.server->hub().send(log.latest(), frame("x"));
    std::jthread stopper([&] { running.server->stop(); });
    EXPECT_EQ(next_chunk(client), "data: x\n\n");
    EXPECT_EQ(client.rest(), "0\r\n\r\n");
    client.half_close();
    stopper.join();
    EXPECT_EQ(log.closed.size(), 1U);
}

TEST(Live, CountsAsConnections) {
    Log log;
    Running const running(Set{{"server.connections", "2"}}, {}, log.handler());
    WebSocketClient first(running.port());
    Tcp second(running.port());
    second.send(get("/live", stream));
    ASSERT_TRUE(second.answer());
    Tcp third(running.port());
    EXPECT_TRUE(third.ends());
    EXPECT_EQ(running.metric("live_sockets"), 2);
    EXPECT_EQ(running.metric("http_connections"), 2);
}

TEST(Live, IsRefusedWhenTheQueueIsFull) {
    Door door;
    Log log;
    Running const running(
        Set{{"server.workers", "1"}, {"server.waiting_requests", "1"}},
        [&](Request const&) {
            door.pass();
            return Response{};
        },
        log.handler());
    Tcp first(running.port());
    first.send(get("/"));
    ASSERT_TRUE(door.reached());
    Tcp second(running.port());
    second.send(get("/"));
    ASSERT_TRUE(wire::eventually([&] { return running.metric("http_waiting_requests") == 1; }));
    EXPECT_EQ(WebSocketClient(running.port()).status(), 503);
    EXPECT_EQ(running.server->hub().sockets(), 0U);
    door.open();
    EXPECT_EQ(first.answer()->status, 200);
    EXPECT_EQ(second.answer()->status, 200);
}

TEST(Live, SurvivesManyThreadsAtOnce) {
    Log log;
    std::unique_ptr<Running> running;
    auto live = log.handler();
    live.opened = [&](SocketId socket, Request const&) {
        running->server->hub().subscribe(socket, "all");
        log.opened.add(socket);
        return Response{};
    };
    live.received = [&](SocketId socket, std::string const& text) {
        running->server->hub().send(socket, frame(text));
        if (text == "bye")
            running->server->hub().close(socket, 4000, text);
    };
    running = std::make_unique<Running>(Set{{"server.threads", "4"}}, Handler{}, live);
    std::atomic<bool> over = false;
    std::vector<std::jthread> senders;
    for (int number = 0; number < 2; ++number)
        senders.emplace_back([&] {
            while (!over) {
                running->server->hub().broadcast({"all"}, frame("news"));
                std::this_thread::yield();
            }
        });
    std::vector<std::jthread> clients;
    for (int number = 0; number < 8; ++number)
        clients.emplace_back([&, number] {
            for (int turn = 0; turn < 5; ++turn) {
                WebSocketClient client(running->port());
                client.send("hello");
                if ((number + turn) % 2 == 0) {
                    client.vanish();
                    continue;
                }
                client.send("bye");
                while (client.read()) {
                }
            }
        });
    clients.clear();
    EXPECT_EQ(log.closed.first(40).size(), 40U);
    over = true;
    senders.clear();
    running->server->stop();
    EXPECT_EQ(log.closed.size(), 40U);
}

} // namespace
} // namespace undertone::net
