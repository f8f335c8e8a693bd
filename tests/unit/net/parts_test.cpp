#include "net/address.h"
#include "net/answer.h"
#include "net/head.h"
#include "net/held_bytes.h"
#include "net/http.h"
#include "net/io_thread.h"
#include "net/outbox.h"
#include "net/slots.h"
#include "net/topics.h"
#include "net/workers.h"
#include "wire.h"

#include <gtest/gtest.h>
#include <thread>
#include <zlib.h>

namespace undertone::net {
namespace {

std::string unzipped(std::string const& bytes) {
    z_stream stream{};
    EXPECT_EQ(::inflateInit2(&stream, 15 + 16), Z_OK);
    std::string text(1U << 20U, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(::inflate(&stream, Z_FINISH), Z_STREAM_END);
    text.resize(stream.total_out);
    ::inflateEnd(&stream);
    return text;
}

Frame frame_of(std::string text) {
    return std::make_shared<std::string const>(std::move(text));
}

TEST(Request, FindsHeadersByLowerCaseName) {
    Request request;
    request.headers = {{"accept", "text/html"}, {"accept", "second"}};
    EXPECT_EQ(request.header("accept"), "text/html");
    EXPECT_EQ(request.header("missing"), "");
}

TEST(Request, FindsCookiesInAllCookieHeaders) {
    Request request;
    request.headers = {{"cookie", "a=1; session=s_abc=; b="}, {"cookie", " c = 3;last=4"}};
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("session"), "s_abc=");
    EXPECT_EQ(request.cookie("b"), "");
    EXPECT_EQ(request.cookie("last"), "4");
    EXPECT_EQ(request.cookie("ession"), "");
}

TEST(Problem, QuotesWhatItSays) {
    auto const response = problem(400, "Bad Request", "a \"b\" \\ \n \x01");
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.body, R"({"status":400,"title":"Bad Request","detail":"a \"b\" \\ \u000a \u0001"})");
    EXPECT_EQ(response.headers,
              (std::vector<Header>{{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}}));
}

TEST(Answer, ReadsAcceptEncoding) {
    EXPECT_TRUE(accepts_gzip("gzip"));
    EXPECT_TRUE(accepts_gzip("br, GZIP;q=0.5"));
    EXPECT_TRUE(accepts_gzip("*"));
    EXPECT_FALSE(accepts_gzip(""));
    EXPECT_FALSE(accepts_gzip("br, deflate"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("gzip; q=0.000, *"));
    EXPECT_FALSE(accepts_gzip("identity, *;q=0"));
}

TEST(Answer, KeepsPlainRequestIdsOnly) {
    EXPECT_EQ(request_id("abc-DEF_09"), "abc-DEF_09");
    EXPECT_EQ(request_id(std::string(64, 'a')), std::string(64, 'a'));
    EXPECT_EQ(request_id(std::string(65, 'a')).size(), 16U);
    EXPECT_EQ(request_id("a b").size(), 16U);
    EXPECT_NE(request_id(""), request_id(""));
}

TEST(Answer, HasSafeDefaultsUnlessTheHandlerSetsThem) {
    auto const plain = answer({200, {}, "x"}, {"id1", "GET", false});
    EXPECT_NE(plain.head.find("X-Content-Type-Options: nosniff\r\n"), std::string::npos);
    EXPECT_NE(plain.head.find("Referrer-Policy: no-referrer\r\n"), std::string::npos);
    EXPECT_NE(plain.head.find("X-Request-Id: id1\r\n"), std::string::npos);
    auto const set = answer({200, {{"referrer-policy", "origin"}}, "x"}, {"id1", "GET", false});
    EXPECT_EQ(set.head.find("no-referrer"), std::string::npos);
    EXPECT_NE(set.head.find("referrer-policy: origin"), std::string::npos);
}

TEST(Answer, LeavesOutHeadersThatWouldBreakTheHead) {
    auto const made = answer({200, {{"X-Bad", "a\r\nSet-Cookie: b"}, {"Content-Length", "9"}, {"Good", "1"}}, "x"},
                             {"i", "GET", false});
    EXPECT_EQ(made.head.find("Set-Cookie"), std::string::npos);
    EXPECT_EQ(made.head.find("Content-Length: 9"), std::string::npos);
    EXPECT_NE(made.head.find("Good: 1"), std::string::npos);
}

TEST(Answer, CompressesLongTextForThoseWhoReadIt) {
    std::string const text(5000, 'a');
    std::vector<Header> const json{{"Content-Type", "application/json"}};
    auto const zipped = answer({200, json, text}, {"i", "GET", true});
    EXPECT_NE(zipped.head.find("Content-Encoding: gzip"), std::string::npos);
    EXPECT_NE(zipped.head.find("Vary: Accept-Encoding"), std::string::npos);
    EXPECT_LT(zipped.body.size(), 200U);
    EXPECT_EQ(unzipped(zipped.body), text);
    auto const plain = answer({200, json, text}, {"i", "GET", false});
    EXPECT_EQ(plain.body, text);
    EXPECT_NE(plain.head.find("Vary: Accept-Encoding"), std::string::npos);
}

TEST(Answer, LeavesOtherBodiesAsTheyAre) {
    std::string const text(5000, 'a');
    auto const as_sent = [&](std::vector<Header> headers, std::string const& body) {
        return answer({200, std::move(headers), body}, {"i", "GET", true}).body == body;
    };
    EXPECT_TRUE(as_sent({{"Content-Type", "image/png"}}, text));
    EXPECT_TRUE(as_sent({}, text));
    EXPECT_TRUE(as_sent({{"Content-Type", "text/css"}, {"Content-Encoding", "gzip"}}, text));
    EXPECT_TRUE(as_sent({{"Content-Type", "text/css"}, {"ETag", "\"1\""}}, text));
    EXPECT_TRUE(as_sent({{"Content-Type", "text/css"}, {"Cache-Control", "no-store, no-transform"}}, text));
    EXPECT_FALSE(as_sent({{"Content-Type", "text/css"}, {"Cache-Control", "no-store"}}, text));
    EXPECT_TRUE(as_sent({{"Content-Type", "text/css"}}, std::string(1023, 'a')));
    EXPECT_FALSE(as_sent({{"Content-Type", "text/css; charset=utf-8"}}, std::string(1024, 'a')));
}

TEST(Answer, ToHeadHasTheLengthButNoBody) {
    auto const made = answer({200, {}, "hello"}, {"i", "HEAD", false});
    EXPECT_NE(made.head.find("Content-Length: 5"), std::string::npos);
    EXPECT_EQ(made.bytes(), "");
    EXPECT_EQ(answer({204, {}, ""}, {"i", "GET", false}).head.find("Content-Length"), std::string::npos);
}

TEST(Head, ToWhoAsksForAProxyNamesWhatIsAnsweredHere) {
    auto const refusal = check({11, "CONNECT", "a:1", 1, "", 0, ""});
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->header, Header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"));
}

TEST(Head, SplitsTargets) {
    auto const split = [](std::string_view target) {
        std::string path;
        std::string query;
        split_target(target, path, query);
        return path + "|" + query;
    };
    EXPECT_EQ(split("/a/b?c=d?e"), "/a/b|c=d?e");
    EXPECT_EQ(split("/"), "/|");
    EXPECT_EQ(split("http://host:80/x?y"), "/x|y");
    EXPECT_EQ(split("http://host?y"), "/|y");
    EXPECT_EQ(split("/a?next=http://host/b"), "/a|next=http://host/b");
    EXPECT_EQ(split("/api/v1/%6De/%7e%2d?q=%6de"), "/api/v1/me/~-|q=%6de");
    EXPECT_EQ(split("/a%2fb/%20%00%c3%bc/%4/%zz/%6"), "/a%2fb/%20%00%c3%bc/%4/%zz/%6|");
}

TEST(Address, ReadsWhatASettingMayHold) {
    EXPECT_EQ(read_address("server.listen", "127.0.0.1:8080")->text(), "127.0.0.1:8080");
    EXPECT_EQ(read_address("server.listen", "[::1]:80")->text(), "[::1]:80");
    EXPECT_EQ(read_address("server.listen", "localhost:1")->host, "127.0.0.1");
    for (auto const* const wrong : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "::1:80",
                                    "[::1]", "[::1:80", "999.0.0.1:80", "name:80", "127.0.0.1:-1"}) {
        auto const read = read_address("server.listen", wrong);
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().field, "server.listen");
        EXPECT_NE(read.error().message.find("server.listen = \""), std::string::npos);
    }
}

TEST(Outbox, GivesFramesInOrderAndWakesOnce) {
    Outbox outbox(8, 1000);
    EXPECT_EQ(outbox.push(frame_of("a")), Outbox::Then::wake);
    EXPECT_EQ(outbox.push(frame_of("b")), Outbox::Then::nothing);
    EXPECT_EQ(*outbox.take().frame, "a");
    EXPECT_EQ(*outbox.take().frame, "b");
    EXPECT_EQ(outbox.take().frame, nullptr);
    EXPECT_EQ(outbox.push(frame_of("c")), Outbox::Then::wake);
}

TEST(Outbox, AFrameTooManyFreesAllAndEndsTheSocket) {
    Outbox outbox(2, 1000);
    auto const shared = frame_of("a");
    outbox.push(shared);
    outbox.push(shared);
    EXPECT_EQ(shared.use_count(), 3);
    EXPECT_EQ(outbox.push(shared), Outbox::Then::forget);
    EXPECT_EQ(shared.use_count(), 1);
    EXPECT_EQ(outbox.push(shared), Outbox::Then::nothing);
    EXPECT_EQ(outbox.take().end->code, too_slow);
}

TEST(Outbox, BoundsBytesButLetsOneLargeFrameThrough) {
    Outbox outbox(100, 10);
    EXPECT_EQ(outbox.push(frame_of(std::string(50, 'a'))), Outbox::Then::wake);
    EXPECT_EQ(outbox.push(frame_of("b")), Outbox::Then::forget);
}

TEST(Outbox, ClosesAfterWhatWaits) {
    Outbox outbox(8, 1000);
    outbox.push(frame_of("a"));
    EXPECT_EQ(outbox.close({4401, "not signed in"}), Outbox::Then::wake);
    EXPECT_EQ(outbox.close({1001, "later"}), Outbox::Then::nothing);
    EXPECT_EQ(outbox.push(frame_of("b")), Outbox::Then::nothing);
    EXPECT_EQ(*outbox.take().frame, "a");
    EXPECT_EQ(outbox.take().end->code, 4401);
}

TEST(Topics, SendsEachSocketAFrameOnceAndForgetsTheGone) {
    IoThread thread;
    Topics topics(8, 1000);
    auto const both = topics.add(1, thread);
    auto const one = topics.add(2, thread);
    topics.subscribe(1, "a");
    topics.subscribe(1, "b");
    topics.subscribe(2, "b");
    topics.subscribe(99, "a");
    topics.broadcast({"a", "b"}, frame_of("x"));
    EXPECT_EQ(*both->take().frame, "x");
    EXPECT_EQ(both->take().frame, nullptr);
    EXPECT_EQ(*one->take().frame, "x");
    EXPECT_EQ(topics.listeners("a"), std::vector<SocketId>{1});
    topics.unsubscribe(1, "a");
    EXPECT_TRUE(topics.listeners("a").empty());
    topics.close(1, 1000, std::string(200, 'a'));
    EXPECT_EQ(topics.listeners("b"), std::vector<SocketId>{2});
    EXPECT_EQ(both->end()->reason.size(), 123U);
    EXPECT_EQ(topics.sockets(), 1U);
}

TEST(Topics, KnowWhetherAnybodyListens) {
    IoThread thread;
    Topics topics(8, 1000);
    topics.add(1, thread);
    EXPECT_FALSE(topics.is_heard({"queue", "conversation"}));
    topics.subscribe(1, "conversation");
    EXPECT_TRUE(topics.is_heard({"queue", "conversation"}));
    EXPECT_FALSE(topics.is_heard({"queue"}));
    EXPECT_FALSE(topics.is_heard({}));
    topics.remove(1);
    EXPECT_FALSE(topics.is_heard({"queue", "conversation"}));
}

TEST(Topics, SendTheFirstFrameBeforeAnyOfTheTopics) {
    IoThread thread;
    Topics topics(100000, 100000000);
    std::jthread const teller([&](std::stop_token const& stop) {
        while (!stop.stop_requested())
            topics.broadcast({"a"}, frame_of("event"));
    });
    for (SocketId socket = 1; socket <= 200; ++socket) {
        auto const outbox = topics.add(socket, thread);
        topics.subscribe(socket, {"a", "b"}, frame_of("answer"));
        EXPECT_EQ(*outbox->take().frame, "answer");
        EXPECT_EQ(topics.listeners("b"), std::vector<SocketId>{socket});
        topics.remove(socket);
    }
}

/// The code of the end that is decided, or 0.
int code_of(std::shared_ptr<Outbox> const& outbox) {
    auto const end = outbox->end();
    return end ? end->code : 0;
}

TEST(Topics, EndTheSlowestWhereTooMuchWaitsForAllTogether) {
    IoThread thread;
    Topics topics(100, 1000, 150);
    auto const slow = topics.add(1, thread);
    auto const slower = topics.add(2, thread);
    auto const quick = topics.add(3, thread);
    topics.send(1, frame_of(std::string(60, 'a')));
    topics.send(2, frame_of(std::string(80, 'b')));
    EXPECT_EQ(topics.waiting_bytes(), 140U);
    topics.subscribe(3, {"c"}, frame_of(std::string(20, 'c')));
    EXPECT_EQ(code_of(slower), too_slow);
    EXPECT_EQ(slower->take().frame, nullptr);
    EXPECT_EQ(code_of(slow), 0);
    EXPECT_EQ(topics.sockets(), 2U);
    EXPECT_EQ(topics.waiting_bytes(), 80U);
    EXPECT_EQ(quick->take().frame->size(), 20U);
    topics.broadcast({"c"}, frame_of(std::string(100, 'd')));
    EXPECT_EQ(code_of(quick), too_slow);
    EXPECT_EQ(topics.waiting_bytes(), 60U);
    topics.send(1, frame_of(std::string(90, 'e')));
    EXPECT_EQ(slow->take().frame->size(), 60U);
    EXPECT_EQ(topics.waiting_bytes(), 90U);
}

TEST(Topics, CountWhatWaitsForAClosedSocketUntilItIsGone) {
    IoThread thread;
    Topics topics(100, 1000, 150);
    auto const closed = topics.add(1, thread);
    auto const open = topics.add(2, thread);
    topics.send(1, frame_of(std::string(100, 'a')));
    topics.close(1, 4401, "not signed in");
    EXPECT_EQ(topics.waiting_bytes(), 100U);
    topics.send(2, frame_of(std::string(60, 'b')));
    EXPECT_EQ(closed->take().frame, nullptr);
    EXPECT_EQ(code_of(closed), 4401);
    EXPECT_EQ(code_of(open), 0);
    EXPECT_EQ(topics.waiting_bytes(), 60U);
    EXPECT_EQ(topics.add(3, thread)->waiting(), 0U);
    topics.send(3, frame_of("c"));
    topics.remove(3);
    EXPECT_EQ(topics.waiting_bytes(), 60U);
}

TEST(Slots, BoundAndCountConnections) {
    Slots slots(1);
    auto first = slots.take();
    EXPECT_TRUE(first);
    EXPECT_FALSE(slots.take());
    EXPECT_FALSE(slots.wait_until_none(std::chrono::steady_clock::now()));
    first.reset();
    slots.wait_until_none();
    EXPECT_TRUE(slots.take());
}

TEST(Slots, CanBecomeFewer) {
    Slots slots(3);
    slots.lower_to(1);
    slots.lower_to(2);
    auto const first = slots.take();
    EXPECT_TRUE(first);
    EXPECT_FALSE(slots.take());
}

TEST(HeldBytes, AreNeverMoreThanMayBe) {
    HeldBytes all(100);
    auto first = all.take(60);
    EXPECT_TRUE(first);
    EXPECT_FALSE(all.take(41));
    auto const second = all.take(40);
    EXPECT_TRUE(second);
    EXPECT_EQ(all.held(), 100U);
    first.reset();
    EXPECT_EQ(all.held(), 40U);
}

TEST(Workers, KeepHalfOfTheThreadsFreeOfFrames) {
    wire::Door door;
    wire::Notes<int> notes;
    Workers workers(10, 10);
    workers.start(2, {1});
    ASSERT_TRUE(workers.run_frame([&] { door.pass(); }));
    ASSERT_TRUE(door.reached());
    for (int frame = 1; frame <= 3; ++frame)
        EXPECT_TRUE(workers.run_frame([&, frame] {
            door.pass();
            notes.add(frame);
            if (frame == 1)
                throw std::runtime_error("a frame's own failure");
        }));
    EXPECT_TRUE(workers.try_request([&] { notes.add(0); }));
    EXPECT_EQ(notes.first(1), std::vector<int>{0});
    door.open();
    EXPECT_EQ(notes.first(4), (std::vector<int>{0, 1, 2, 3}));
    workers.stop();
    EXPECT_FALSE(workers.run_frame([] {}));
}

TEST(Workers, LetSlowRequestsWaitWithoutAThread) {
    wire::Door door;
    wire::Notes<int> notes;
    Workers workers(2, 10);
    workers.start(2, {1});
    ASSERT_TRUE(workers.try_slow_request(0, [&] { door.pass(); }));
    ASSERT_TRUE(door.reached());
    EXPECT_TRUE(workers.try_slow_request(0, [&] { notes.add(1); }));
    EXPECT_TRUE(workers.try_request([&] { notes.add(0); }));
    EXPECT_EQ(notes.first(1), std::vector<int>{0});
    EXPECT_TRUE(workers.try_slow_request(0, [&] { notes.add(2); }));
    EXPECT_FALSE(workers.try_slow_request(0, [] {}));
    door.open();
    EXPECT_EQ(notes.first(3), (std::vector<int>{0, 1, 2}));
    workers.stop();
    EXPECT_FALSE(workers.try_slow_request(0, [] {}));
    EXPECT_EQ(workers.waiting(), 0U);
}

TEST(Workers, LetSlowRequestsOfOneKindWaitForTheirOwnAlone) {
    wire::Door door;
    wire::Notes<int> notes;
    Workers workers(10, 10);
    workers.start(3, {1, 1});
    ASSERT_TRUE(workers.try_slow_request(0, [&] { door.pass(); }));
    ASSERT_TRUE(door.reached());
    EXPECT_TRUE(workers.try_slow_request(0, [&] { notes.add(0); }));
    EXPECT_TRUE(workers.try_slow_request(1, [&] { notes.add(1); }));
    EXPECT_EQ(notes.first(1), std::vector<int>{1});
    door.open();
    EXPECT_EQ(notes.first(2), (std::vector<int>{1, 0}));
}

TEST(Workers, RefuseRequestsBeyondTheBoundButTakeOtherJobs) {
    wire::Door door;
    wire::Notes<int> notes;
    Workers workers(1, 10);
    workers.start(1, {1});
    ASSERT_TRUE(workers.try_request([&] { door.pass(); }));
    ASSERT_TRUE(door.reached());
    EXPECT_TRUE(workers.try_request([&] { notes.add(1); }));
    EXPECT_FALSE(workers.try_request([&] { notes.add(2); }));
    EXPECT_TRUE(workers.run([&] { notes.add(3); }));
    EXPECT_TRUE(workers.run([] { throw std::runtime_error("a job's own failure"); }));
    door.open();
    workers.stop();
    EXPECT_EQ(notes.first(2), (std::vector<int>{1, 3}));
    EXPECT_FALSE(workers.run([] {}));
}

} // namespace
} // namespace undertone::net
