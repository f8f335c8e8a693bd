#include "net/answer.h"
#include "wire.h"

#include <gtest/gtest.h>
#include <thread>

namespace undertone::net {
namespace {

using wire::Door;
using wire::get;
using wire::post;
using wire::Running;
using wire::Set;
using wire::Tcp;

Response text(std::string body) {
    return {200, {{"Content-Type", "text/plain"}}, std::move(body)};
}

TEST(Http, AnswersAndKeepsTheConnection) {
    Running const running;
    Tcp client(running.port());
    for (int turn = 0; turn < 3; ++turn) {
        client.send(get("/a?b=c"));
        auto const seen = client.answer();
        ASSERT_TRUE(seen);
        EXPECT_EQ(seen->status, 200);
        EXPECT_EQ(seen->body, "GET /a?b=c ");
        EXPECT_EQ(seen->header("connection"), "keep-alive");
        EXPECT_EQ(seen->header("x-content-type-options"), "nosniff");
        EXPECT_EQ(seen->header("x-request-id").size(), 16U);
        EXPECT_TRUE(seen->header("date").ends_with(" GMT"));
    }
}

TEST(Http, TellsTheHandlerWhoAsks) {
    Running const running({}, [](Request const& request) {
        return text(request.remote + (request.loopback ? " loopback " : " far ") + request.id + " " +
                    std::string(request.header("x-thing")) + (request.management ? " management" : ""));
    });
    Tcp client(running.port());
    client.send(get("/", "X-Thing: 1\r\nX-Request-Id: trace-7\r\n"));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->body, "127.0.0.1 loopback trace-7 1");
    EXPECT_EQ(seen->header("x-request-id"), "trace-7");
}

TEST(Http, ReplacesARequestIdThatIsNotPlain) {
    Running const running;
    Tcp client(running.port());
    client.send(get("/", "X-Request-Id: a<b\r\n"));
    EXPECT_EQ(client.answer()->header("x-request-id").size(), 16U);
}

TEST(Http, EndsWhenTheClientAsksForIt) {
    Running const running;
    Tcp closes(running.port());
    closes.send(get("/", "Connection: close\r\n"));
    auto const seen = closes.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->header("connection"), "close");
    EXPECT_EQ(closes.rest(), "");
    Tcp old(running.port());
    old.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.answer()->status, 200);
    EXPECT_EQ(old.rest(), "");
}

TEST(Http, KeepsAnOldClientThatAsksForIt) {
    Running const running;
    Tcp client(running.port());
    for (int turn = 0; turn < 2; ++turn) {
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        auto const seen = client.answer();
        ASSERT_TRUE(seen);
        EXPECT_EQ(seen->header("connection"), "keep-alive");
    }
}

TEST(Http, AnswersPipelinedRequestsInOrder) {
    Running const running;
    Tcp client(running.port());
    std::string all;
    for (int number = 0; number < 50; ++number)
        all += post("/" + std::to_string(number), std::string(static_cast<std::size_t>(number), 'x'));
    client.send(all);
    for (int number = 0; number < 50; ++number) {
        auto const seen = client.answer();
        ASSERT_TRUE(seen);
        EXPECT_EQ(seen->body,
                  "POST /" + std::to_string(number) + "? " + std::string(static_cast<std::size_t>(number), 'x'));
    }
}

TEST(Http, ReadsRequestsThatComeByteByByte) {
    Running const running;
    Tcp client(running.port());
    for (char const letter : post("/slow", "body"))
        ASSERT_TRUE(client.send(std::string(1, letter)));
    EXPECT_EQ(client.answer()->body, "POST /slow? body");
}

TEST(Http, ReadsChunkedBodies) {
    Running const running;
    Tcp client(running.port());
    client.send("POST /c HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5;name=value\r\nhello\r\n1\r\n,\r\n6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n");
    EXPECT_EQ(client.answer()->body, "POST /c? hello, world");
    client.send(get("/next"));
    EXPECT_EQ(client.answer()->body, "GET /next? ");
}

TEST(Http, TakesNothingBehindABodyForAHeader) {
    Running const running({}, [](Request const& request) {
        return text(std::string(request.header("x-known")) + "|" + std::string(request.header("authorization")) + "|" +
                    std::string(request.cookie("sign_in")) + "|" + request.body);
    });
    Tcp client(running.port());
    client.send("POST / HTTP/1.1\r\nHost: here\r\nX-Known: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n"
                "Authorization: Bearer s_1\r\nCookie: sign_in=2\r\nX-Known: 2\r\n\r\n");
    EXPECT_EQ(client.answer()->body, "1|||hi");
}

TEST(Http, BelievesNoAddressBehindABody) {
    Running const running({{"server.trusted_proxies", "127.0.0.1"}},
                          [](Request const& request) { return text(request.remote + " " + request.authority); });
    Tcp client(running.port());
    client.send("POST / HTTP/1.1\r\nHost: here\r\nX-Forwarded-For: 192.0.2.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                "0\r\nX-Forwarded-For: 192.0.2.9\r\nX-Forwarded-Host: there\r\n\r\n");
    EXPECT_EQ(client.answer()->body, "192.0.2.1 here");
}

TEST(Http, AnswersABrokenChunkWith400) {
    Running const running;
    Tcp client(running.port());
    client.send("POST /c HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    EXPECT_EQ(client.answer()->status, 400);
    client.half_close();
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, InvitesABodyThatWaitsForIt) {
    Running const running;
    Tcp client(running.port());
    client.send("POST /e HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("body");
    EXPECT_EQ(client.answer()->body, "POST /e? body");
}

TEST(Http, DoesNotInviteABodyThatIsTooLarge) {
    Running const running;
    Tcp client(running.port());
    client.send("POST /e HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 1048577\r\n\r\n");
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 413);
    EXPECT_EQ(seen->header("connection"), "close");
}

TEST(Http, MeetsNoOtherExpectation) {
    Running const running;
    Tcp client(running.port());
    client.send(get("/", "Expect: wonders\r\n"));
    EXPECT_EQ(client.answer()->status, 417);
}

TEST(Http, AnswersHeadWithoutABody) {
    Running const running;
    Tcp client(running.port());
    client.send("HEAD /h HTTP/1.1\r\nHost: here\r\n\r\n" + get("/next"));
    auto const seen = client.answer(true);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->header("content-length"), "8");
    EXPECT_EQ(client.answer()->body, "GET /next? ");
}

TEST(Http, TakesABodyOfExactlyTheLimit) {
    Running const running({}, [](Request const& request) { return text(std::to_string(request.body.size())); });
    Tcp client(running.port());
    client.send(post("/", std::string(1048576, 'x')));
    EXPECT_EQ(client.answer()->body, "1048576");
}

TEST(Http, AnswersTooLargeABodyAfterTheClientSentItAll) {
    Running const running;
    Tcp client(running.port());
    ASSERT_TRUE(client.send(post("/", std::string(8U << 20U, 'x'))));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 413);
    EXPECT_EQ(seen->header("content-type"), "application/problem+json");
    EXPECT_NE(seen->body.find("\"status\":413"), std::string::npos);
    client.half_close();
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, AnswersTooLargeAChunkedBodyToo) {
    Running const running(Set{{"server.body_bytes", "65536"}});
    Tcp client(running.port());
    std::string chunk = "2000\r\n" + std::string(0x2000, 'x') + "\r\n";
    std::string body;
    for (int number = 0; number < 100; ++number)
        body += chunk;
    ASSERT_TRUE(
        client.send("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n"));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 413);
    client.half_close();
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, RefusesALargeHead) {
    Running const running(Set{{"server.header_bytes", "2048"}});
    Tcp client(running.port());
    client.send(get("/", "X-Fits: " + std::string(1500, 'x') + "\r\n"));
    EXPECT_EQ(client.answer()->status, 200);
    client.send(get("/", "X-Long: " + std::string(100000, 'x') + "\r\n"));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 431);
    EXPECT_EQ(seen->header("content-type"), "application/problem+json");
}

TEST(Http, RefusesAnEndlessChunkLine) {
    Running const running(Set{{"server.header_bytes", "2048"}});
    Tcp client(running.port());
    client.send("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(100000, 'x'));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 400);
}

struct Broken {
    char const* name;
    char const* head;
    int status;
};

void PrintTo(Broken const& broken, std::ostream* out) { // else its bytes are printed, those between the members too
    *out << broken.name;
}

class BrokenHead : public testing::TestWithParam<Broken> {};

TEST_P(BrokenHead, IsAnsweredAsAProblemAndEndsTheConnection) {
    Running const running;
    Tcp client(running.port());
    client.send(GetParam().head);
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, GetParam().status);
    EXPECT_EQ(seen->header("content-type"), "application/problem+json");
    EXPECT_EQ(seen->header("cache-control"), "no-store");
    EXPECT_EQ(seen->header("connection"), "close");
    EXPECT_FALSE(seen->header("x-request-id").empty());
    client.half_close();
    EXPECT_EQ(client.rest(), "");
}

INSTANTIATE_TEST_SUITE_P(
    Http, BrokenHead,
    testing::Values(
        Broken{"Nonsense", "nonsense\r\n\r\n", 400}, Broken{"Binary", "\x16\x03\x01\x02\x00\r\n\r\n", 400},
        Broken{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        Broken{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Broken{"NoColon", "GET / HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n", 400},
        Broken{"SpaceInName", "GET / HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400},
        Broken{"SpaceBeforeColon", "GET / HTTP/1.1\r\nHost: a\r\nName : b\r\n\r\n", 400},
        Broken{"Target", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Broken{"LengthNotANumber", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400},
        Broken{"NegativeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        Broken{"TwoLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
        Broken{"LengthAndChunked",
               "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Broken{"ChunkedAndLength",
               "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400},
        Broken{"OtherCoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
        Broken{"TwoCodings", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
        Broken{"OldChunked", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Broken{"Connect", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        Broken{"Version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505}),
    [](auto const& param) { return std::string(param.param.name); });

TEST(Http, PassesMethodsOnAsTheyAre) {
    Running const running;
    Tcp client(running.port());
    client.send("BREW /pot HTTP/1.1\r\nHost: here\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: here\r\n\r\n");
    EXPECT_EQ(client.answer()->body, "BREW /pot? ");
    EXPECT_EQ(client.answer()->body, "OPTIONS *? ");
    EXPECT_TRUE(
        wire::eventually([&] { return running.metric("http_requests_total{method=\"other\",status=\"2xx\"}") == 1; }));
}

TEST(Http, ClosesAHeadThatDripsIn) {
    Running const running(Set{{"server.request_seconds", "1"}});
    Tcp client(running.port());
    client.send("GET / HTTP/1.1\r\nHos");
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 408);
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, ClosesABodyThatDripsIn) {
    Running const running(Set{{"server.request_seconds", "1"}});
    Tcp client(running.port());
    client.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n123");
    EXPECT_EQ(client.answer()->status, 408);
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, ClosesAConnectionThatSaysNothing) {
    Running const running(Set{{"server.request_seconds", "1"}});
    Tcp client(running.port());
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, ClosesAnIdleConnectionInSilence) {
    Running const running(Set{{"server.idle_seconds", "1"}});
    Tcp client(running.port());
    client.send(get("/"));
    EXPECT_EQ(client.answer()->status, 200);
    EXPECT_EQ(client.rest(), "");
}

TEST(Http, CutsAClientThatDoesNotReadItsAnswer) {
    std::string const large(64U << 20U, 'x');
    Running const running(Set{{"server.request_seconds", "1"}}, [&](Request const&) {
        Response response;
        response.shared = large;
        return response;
    });
    Tcp client(running.port(), 4096);
    client.send(get("/"));
    ASSERT_TRUE(client.until("\r\n\r\n"));
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
    EXPECT_LT(client.bytes(large.size()).size(), large.size());
}

TEST(Http, SendsAnswersOfManyMegabytesWhole) {
    std::string large(16U << 20U, 'x');
    for (std::size_t place = 0; place < large.size(); place += 1000)
        large[place] = static_cast<char>('a' + place % 26);
    Running const running({}, [&](Request const&) {
        Response response;
        response.shared = large;
        return response;
    });
    Tcp client(running.port());
    client.send(get("/"));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_TRUE(seen->body == large);
}

TEST(Http, CompressesOverTheWire) {
    Running const running({}, [](Request const&) { return text(std::string(2000, 'y')); });
    Tcp client(running.port());
    client.send(get("/", "Accept-Encoding: gzip, br\r\n") + get("/"));
    auto const zipped = client.answer();
    ASSERT_TRUE(zipped);
    EXPECT_EQ(zipped->header("content-encoding"), "gzip");
    EXPECT_EQ(zipped->body, gzip(std::string(2000, 'y')));
    EXPECT_EQ(client.answer()->body, std::string(2000, 'y'));
}

TEST(Http, AnswersAFailingHandlerWithItsRequestId) {
    Running const running({}, [](Request const& request) -> Response {
        if (request.path == "/number")
            throw 7;
        throw std::runtime_error("secret detail");
    });
    Tcp client(running.port());
    client.send(get("/") + get("/number"));
    auto const seen = client.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 500);
    EXPECT_EQ(seen->body.find("secret"), std::string::npos);
    EXPECT_NE(seen->body.find(seen->header("x-request-id")), std::string::npos);
    EXPECT_EQ(client.answer()->status, 500);
    EXPECT_TRUE(
        wire::eventually([&] { return running.metric("http_requests_total{method=\"GET\",status=\"5xx\"}") == 2; }));
}

TEST(Http, AnswersAtOnceWhatNeedsNoWorkerWhileAllAreBusy) {
    Door door;
    Running const running(
        Set{{"server.workers", "1"}},
        [&](Request const&) {
            door.pass();
            return text("done");
        },
        {},
        [](Request const& request) { return request.path == "/alive" ? std::optional(text("yes")) : std::nullopt; });
    Tcp busy(running.port());
    busy.send(get("/"));
    ASSERT_TRUE(door.reached());
    Tcp client(running.port());
    client.send(get("/alive"));
    EXPECT_EQ(client.answer()->body, "yes");
    door.open();
    EXPECT_EQ(busy.answer()->body, "done");
}

TEST(Http, RefusesRequestsBeyondTheQueue) {
    Door door;
    Running const running(Set{{"server.workers", "1"}, {"server.waiting_requests", "1"}}, [&](Request const&) {
        door.pass();
        return text("done");
    });
    Tcp first(running.port());
    first.send(get("/"));
    ASSERT_TRUE(door.reached());
    Tcp second(running.port());
    second.send(get("/"));
    ASSERT_TRUE(wire::eventually([&] { return running.metric("http_waiting_requests") == 1; }));
    Tcp third(running.port());
    third.send(get("/"));
    auto const seen = third.answer();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->status, 503);
    EXPECT_EQ(seen->header("retry-after"), "1");
    EXPECT_EQ(seen->header("connection"), "keep-alive");
    door.open();
    EXPECT_EQ(first.answer()->body, "done");
    EXPECT_EQ(second.answer()->body, "done");
    third.send(get("/"));
    EXPECT_EQ(third.answer()->body, "done");
}

TEST(Http, ClosesConnectionsBeyondTheBound) {
    Running const running(Set{{"server.connections", "1"}});
    {
        Tcp first(running.port());
        first.send(get("/"));
        ASSERT_EQ(first.answer()->status, 200);
        Tcp second(running.port());
        EXPECT_TRUE(second.ends());
        EXPECT_EQ(running.metric("http_refused_connections_total"), 1);
    }
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
    Tcp third(running.port());
    third.send(get("/"));
    EXPECT_EQ(third.answer()->status, 200);
}

TEST(Http, ServesManyClientsAtOnce) {
    Running const running(Set{{"server.threads", "4"}});
    std::atomic<int> well = 0;
    std::vector<std::jthread> clients;
    for (int number = 0; number < 200; ++number)
        clients.emplace_back([&, number] {
            Tcp client(running.port());
            auto const body = std::string(static_cast<std::size_t>(number) * 10, 'z');
            for (int turn = 0; turn < 5; ++turn) {
                client.send(post("/" + std::to_string(turn), body));
                auto const seen = client.answer();
                if (!seen || seen->body != "POST /" + std::to_string(turn) + "? " + body)
                    return;
            }
            ++well;
        });
    clients.clear();
    EXPECT_EQ(well, 200);
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_request_seconds_count") == 1000; }));
}

TEST(Http, SurvivesClientsThatVanish) {
    Door door;
    Running const running({}, [&](Request const& request) {
        if (request.path == "/wait")
            door.pass();
        return text(std::string(100000, 'x'));
    });
    {
        Tcp half_head(running.port());
        half_head.send("GET / HT");
        Tcp half_body(running.port());
        half_body.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n1");
        Tcp waiting(running.port());
        waiting.send(get("/wait"));
        ASSERT_TRUE(door.reached());
        waiting.reset();
        half_body.reset();
    }
    door.open();
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_connections") == 0; }));
    Tcp next(running.port());
    next.send(get("/"));
    EXPECT_EQ(next.answer()->status, 200);
}

/// More than the system takes in of what nobody reads.
std::string const much(16U << 20U, 'x');

TEST(SlowReaders, HoldOnlySoManyBytesTogether) {
    Running const running(Set{{"server.answer_bytes", "20000000"}},
                          [](Request const& request) { return request.path == "/large" ? text(much) : text("small"); });
    Tcp slow(running.port());
    slow.send(get("/large"));
    ASSERT_TRUE(wire::eventually([&] { return running.metric("http_waiting_bytes") >= 16777216; }));
    Tcp other(running.port());
    other.send(get("/large"));
    auto const refused = other.answer();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->header("retry-after"), "5");
    other.send(get("/small"));
    EXPECT_EQ(other.answer()->body, "small");
    EXPECT_EQ(slow.answer()->body.size(), much.size());
    ASSERT_TRUE(wire::eventually([&] { return running.metric("http_waiting_bytes") == 0; }));
    other.send(get("/large"));
    EXPECT_EQ(other.answer()->body.size(), much.size());
}

TEST(SlowReaders, GiveBackWhatTheyHeldWhenTheyAreGone) {
    Running const running({}, [](Request const&) { return text(much); });
    {
        Tcp slow(running.port());
        slow.send(get("/"));
        ASSERT_TRUE(wire::eventually([&] { return running.metric("http_waiting_bytes") > 0; }));
    }
    EXPECT_TRUE(wire::eventually([&] { return running.metric("http_waiting_bytes") == 0; }));
}

TEST(SlowReaders, WhoTakeAnAnswerInDropsAreCutOff) {
    Running const running(Set{{"server.request_seconds", "1"}, {"server.answer_bytes_per_second", "1000000000"}},
                          [](Request const& request) { return request.path == "/large" ? text(much) : text("small"); });
    Tcp slow(running.port(), 65536);
    slow.send(get("/large"));
    Tcp other(running.port());
    std::size_t taken = 0;
    for (auto piece = slow.bytes(32768); !piece.empty(); piece = slow.bytes(32768)) {
        taken += piece.size();
        auto const next = std::chrono::steady_clock::now() + std::chrono::milliseconds(10);
        while (std::chrono::steady_clock::now() < next) {
            other.send(get("/small"));
            ASSERT_TRUE(other.answer());
        }
    }
    EXPECT_LT(taken, much.size());
}

} // namespace
} // namespace undertone::net
