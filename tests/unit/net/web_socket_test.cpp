#include "live_log.h"
#include "web_socket_client.h"

#include <gtest/gtest.h>
#include <set>
#include <thread>

namespace undertone::net {
namespace {

using wire::Door;
using wire::frame;
using wire::get;
using wire::Log;
using wire::masked;
using wire::Running;
using wire::Set;
using wire::stream;
using wire::Tcp;
using wire::upgrade;
using wire::WebSocketClient;

TEST(WebSocket, CarriesFramesBothWays) {
    Log log;
    Running const running({}, {}, log.handler());
    WebSocketClient client(running.port());
    ASSERT_EQ(client.status(), 101);
    EXPECT_EQ(client.header("X-Request-Id").size(), 16U);
    EXPECT_EQ(client.header("Sec-WebSocket-Extensions"), "");
    EXPECT_EQ(client.header("Server"), "Undertone") << "without the name and version of a library";
    auto const socket = log.latest();
    ASSERT_TRUE(client.send("hello"));
    EXPECT_EQ(log.received.first(1).at(0), "hello");
    running.server->hub().send(socket, frame("{\"event\":\"é\"}"));
    EXPECT_EQ(client.read(), "{\"event\":\"é\"}");
    EXPECT_EQ(running.metric("live_sockets"), 1);
    client.close();
    EXPECT_EQ(log.closed.first(1), std::vector<SocketId>{socket});
    EXPECT_EQ(running.server->hub().sockets(), 0U);
}

TEST(WebSocket, ShowsTheOpenerTheRequest) {
    wire::Notes<std::string> seen;
    LiveHandler live;
    live.opened = [&](SocketId, Request const& request) {
        seen.add(request.method + request.path + request.query + std::string(request.header("host")) + request.remote);
        Response response;
        response.headers.emplace_back("Set-Cookie", "a=b");
        response.headers.emplace_back("Content-Type", "application/json");
        return response;
    };
    Running const running({}, {}, live);
    WebSocketClient client(running.port(), "/live?a=b");
    ASSERT_EQ(client.status(), 101);
    EXPECT_EQ(seen.first(1).at(0), "GET/livea=bhere127.0.0.1");
    EXPECT_EQ(client.header("Set-Cookie"), "a=b");
    EXPECT_EQ(client.header("Content-Type"), "");
}

TEST(WebSocket, IsRefusedWithTheOpenersAnswer) {
    Log log;
    auto live = log.handler();
    live.opened = [](SocketId, Request const&) { return problem(401, words(401), "Sign in first."); };
    Running const running({}, {}, live);
    WebSocketClient client(running.port());
    EXPECT_EQ(client.status(), 401);
    EXPECT_EQ(client.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(running.server->hub().sockets(), 0U);
    running.server->stop();
    EXPECT_EQ(log.closed.size(), 0U);
}

TEST(WebSocket, IsRefusedWhenTheOpenerFails) {
    LiveHandler live;
    live.opened = [](SocketId, Request const&) -> Response { throw std::runtime_error("broken"); };
    Running const running({}, {}, live);
    EXPECT_EQ(WebSocketClient(running.port()).status(), 500);
    EXPECT_EQ(running.server->hub().sockets(), 0U);
}

TEST(WebSocket, LeavesOtherPathsAndPlainRequestsToTheHandler) {
    Log log;
    Running const running({}, {}, log.handler());
    EXPECT_EQ(WebSocketClient(running.port(), "/other").status(), 200);
    Tcp client(running.port());
    client.send(get("/live") + get("/other", stream));
    EXPECT_EQ(client.answer()->body, "GET /live? ");
    EXPECT_EQ(client.answer()->body, "GET /other? ");
    EXPECT_EQ(log.opened.size(), 0U);
}

TEST(WebSocket, IsNotWhatAnOldClientAsksFor) {
    Log log;
    Running const running({}, {}, log.handler());
    Tcp client(running.port());
    client.send("GET /live HTTP/1.0\r\nHost: here\r\n" + wire::upgrade + "\r\n");
    EXPECT_EQ(client.answer()->body, "GET /live? ");
    EXPECT_EQ(log.opened.size(), 0U);
}

TEST(WebSocket, RefusesAHandshakeThatIsWrong) {
    Log log;
    Running const running({}, {}, log.handler());
    auto const asked = [&](std::string const& headers, std::string const& early = {}) {
        Tcp client(running.port());
        client.send(get("/live", "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n" + headers) + early);
        return client.answer().value_or(wire::Seen{});
    };
    auto const old = asked("Sec-WebSocket-Version: 12\r\n" + wire::key);
    EXPECT_EQ(old.status, 426);
    EXPECT_EQ(old.header("sec-websocket-version"), "13");
    EXPECT_EQ(asked("Sec-WebSocket-Version: 13\r\n").status, 400);
    EXPECT_EQ(asked("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n").status, 400);
    EXPECT_EQ(asked("Sec-WebSocket-Version: 13\r\n" + wire::key, masked(1, "early")).status, 400);
    EXPECT_EQ(log.opened.size(), 0U);
}

TEST(WebSocket, GetsWhatWasSentWhileItOpened) {
    std::unique_ptr<Running> running;
    LiveHandler live;
    live.opened = [&](SocketId socket, Request const&) {
        running->server->hub().subscribe(socket, "news");
        running->server->hub().send(socket, frame("first"));
        running->server->hub().broadcast({"news"}, frame("second"));
        return Response{};
    };
    running = std::make_unique<Running>(Set{}, Handler{}, live);
    WebSocketClient client(running->port());
    EXPECT_EQ(client.read(), "first");
    EXPECT_EQ(client.read(), "second");
}

TEST(WebSocket, GetsABroadcastOnceAndOnlyWhatItListensTo) {
    Log log;
    Running const running({}, {}, log.handler());
    auto& hub = running.server->hub();
    WebSocketClient client(running.port());
    auto const socket = log.latest();
    hub.subscribe(socket, "queue:1");
    hub.subscribe(socket, "me");
    hub.broadcast({"queue:1", "me", "queue:2"}, frame("once"));
    hub.broadcast({"queue:2"}, frame("never"));
    hub.unsubscribe(socket, "queue:1");
    hub.broadcast({"queue:1"}, frame("no more"));
    hub.broadcast({"me"}, frame("last"));
    EXPECT_EQ(client.read(), "once");
    EXPECT_EQ(client.read(), "last");
    EXPECT_EQ(hub.listeners("me"), std::vector<SocketId>{socket});
    client.close();
    log.closed.first(1);
    EXPECT_TRUE(hub.listeners("me").empty());
    hub.send(socket, frame("to nobody"));
    hub.close(socket, 1000, "nobody");
}

TEST(WebSocket, GetsFramesOfOneThreadInOrder) {
    Log log;
    Running const running(Set{{"live.frames", "100000"}}, {}, log.handler());
    auto& hub = running.server->hub();
    WebSocketClient client(running.port());
    hub.subscribe(log.latest(), "a");
    std::jthread const sender([&] {
        for (int number = 0; number < 5000; ++number)
            hub.broadcast({"a"}, frame(std::to_string(number)));
    });
    for (int number = 0; number < 5000; ++number)
        ASSERT_EQ(client.read(), std::to_string(number));
}

TEST(WebSocket, ReachesManySocketsAtOnce) {
    Log log;
    Running const running(Set{{"server.threads", "4"}}, {}, log.handler());
    auto& hub = running.server->hub();
    std::vector<std::unique_ptr<WebSocketClient>> clients;
    for (std::size_t number = 1; number <= 200; ++number) {
        clients.push_back(std::make_unique<WebSocketClient>(running.port()));
        ASSERT_EQ(clients.back()->status(), 101);
        hub.subscribe(log.latest(number), "all");
    }
    auto const ids = log.opened.first(200);
    EXPECT_EQ(std::set<SocketId>(ids.begin(), ids.end()).size(), 200U);
    EXPECT_EQ(hub.listeners("all").size(), 200U);
    auto const shared = frame("to all");
    for (int turn = 0; turn < 10; ++turn)
        hub.broadcast({"all"}, shared);
    for (auto const& client : clients)
        for (int turn = 0; turn < 10; ++turn)
            ASSERT_EQ(client->read(), "to all");
    EXPECT_TRUE(wire::eventually([&] { return shared.use_count() == 1; }));
}

TEST(WebSocket, HandsOverFramesOneByOneInOrder) {
    std::atomic<int> at_once = 0;
    Log log;
    auto live = log.handler();
    live.received = [&](SocketId, std::string text) {
        EXPECT_EQ(++at_once, 1);
        log.received.add(std::move(text));
        --at_once;
    };
    Running const running({}, {}, live);
    WebSocketClient client(running.port());
    std::vector<std::string> sent;
    for (int number = 0; number < 500; ++number) {
        sent.push_back(std::to_string(number));
        ASSERT_TRUE(client.send(sent.back()));
    }
    EXPECT_EQ(log.received.first(500), sent);
}

TEST(WebSocket, PausesAClientThatSendsFasterThanIsHandled) {
    Door door;
    Log log;
    auto live = log.handler();
    live.received = [&](SocketId, std::string text) {
        door.pass();
        log.received.add(std::to_string(text.size()));
    };
    Running const running({}, {}, live);
    Tcp client(running.port());
    client.send(get("/live", upgrade));
    ASSERT_TRUE(client.until("\r\n\r\n"));
    client.send(masked(1, "first"));
    ASSERT_TRUE(door.reached());
    std::string flood;
    for (int number = 0; number < 1000; ++number)
        flood += masked(1, "x");
    std::atomic<std::size_t> sent = 0;
    std::jthread const sender([&] {
        for (int turn = 0; turn < 2000 && client.send(flood); ++turn)
            sent += flood.size();
    });
    std::size_t before = 1;
    EXPECT_TRUE(wire::eventually([&] { return std::exchange(before, sent.load()) == sent && sent > 0; }));
    EXPECT_LT(sent, 14000000U);
    EXPECT_EQ(log.received.size(), 0U);
    running.server->hub().close(log.latest(), 1000, "enough");
    door.open();
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

TEST(WebSocket, EndsAfterABinaryFrame) {
    Log log;
    Running const running({}, {}, log.handler());
    WebSocketClient client(running.port());
    client.send_binary("bytes");
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 1003);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_EQ(log.received.size(), 0U);
}

TEST(WebSocket, EndsAfterAFrameThatIsTooLarge) {
    Log log;
    Running const running(Set{{"live.frame_bytes", "1024"}}, {}, log.handler());
    WebSocketClient client(running.port());
    ASSERT_TRUE(client.send(std::string(1024, 'x')));
    EXPECT_EQ(log.received.first(1).at(0).size(), 1024U);
    client.send(std::string(1025, 'x'));
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 1009);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_EQ(log.received.size(), 1U);
}

TEST(WebSocket, EndsAfterTextThatIsNoUtf8) {
    Log log;
    Running const running({}, {}, log.handler());
    WebSocketClient client(running.port());
    client.send("\xff\xfe");
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 1007);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

TEST(WebSocket, EndsAfterAFrameWithoutMask) {
    Log log;
    Running const running({}, {}, log.handler());
    Tcp client(running.port());
    client.send(get("/live", upgrade));
    ASSERT_TRUE(client.until("\r\n\r\n"));
    client.send("\x81\x01x");
    EXPECT_EQ(client.bytes(4), std::string("\x88\x02\x03\xea"));
    client.half_close();
    EXPECT_TRUE(client.ends());
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

TEST(WebSocket, SendsWhatWaitsBeforeItsOwnCode) {
    Log log;
    Running const running({}, {}, log.handler());
    auto& hub = running.server->hub();
    WebSocketClient client(running.port());
    auto const socket = log.latest();
    for (int number = 0; number < 20; ++number)
        hub.send(socket, frame(std::to_string(number)));
    hub.close(socket, 4401, "not signed in");
    hub.send(socket, frame("too late"));
    EXPECT_EQ(hub.sockets(), 0U);
    for (int number = 0; number < 20; ++number)
        EXPECT_EQ(client.read(), std::to_string(number));
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 4401);
    EXPECT_EQ(client.close_reason(), "not signed in");
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

TEST(WebSocket, MayBeClosedByItsOwnFrame) {
    Log log;
    std::unique_ptr<Running> running;
    auto live = log.handler();
    live.received = [&](SocketId socket, std::string const&) {
        running->server->hub().close(socket, 4401, "wrong token");
        EXPECT_EQ(log.closed.size(), 0U);
        log.received.add("handled");
    };
    running = std::make_unique<Running>(Set{}, Handler{}, live);
    WebSocketClient client(running->port());
    client.send("token");
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 4401);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
    EXPECT_EQ(log.received.size(), 1U);
}

TEST(WebSocket, EndsWhenItsHandlerFails) {
    Log log;
    auto live = log.handler();
    live.received = [](SocketId, std::string const&) { throw std::runtime_error("broken"); };
    Running const running({}, {}, live);
    WebSocketClient client(running.port());
    client.send("x");
    EXPECT_FALSE(client.read());
    EXPECT_EQ(client.close_code(), 1011);
    EXPECT_EQ(log.closed.first(1).size(), 1U);
}

} // namespace
} // namespace undertone::net
