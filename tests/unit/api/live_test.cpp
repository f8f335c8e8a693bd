#include "api/live.h"
#include "net/server.h"
#include "store/transaction.h"
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
    Stream(std::string const& address, std::string_view topics, std::string_view token, std::string_view more = {})
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
                             "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + std::string(token) + "\r\n" +
                             std::string(more) + "\r\n";
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("the request could not be sent");
    }

    ~Stream() { ::close(socket_); }
    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;

    /// All that came up to the first `mark` behind what was read before; all there was when it never comes.
    std::string until(std::string_view mark) {
        for (std::size_t at = buffer_.find(mark);; at = buffer_.find(mark)) {
            if (at != std::string::npos) {
                auto const text = buffer_.substr(0, at + mark.size());
                buffer_.erase(0, text.size());
                return text;
            }
            char bytes[4096];
            auto const count = ::recv(socket_, bytes, sizeof bytes, 0);
            if (count <= 0)
                return std::move(buffer_) + (count == 0 ? "\n(the stream ended)" : "\n(nothing more came)");
            buffer_.append(bytes, static_cast<std::size_t>(count));
        }
    }

    /// The same, and on to the first `end` behind it.
    std::string until(std::string_view mark, std::string_view end) {
        auto text = until(mark);
        return text += until(end);
    }

private:
    int socket_;
    std::string buffer_;
};

class LiveStreams : public Street {
protected:
    LiveStreams() {
        house.on_event([this](types::Event const& event) { live.deliver(event); });
        server->start([this](net::Request const& request) { return house.router.handle(request); },
                      std::string(live_path), live.handler());
    }

    ~LiveStreams() override {
        house.on_event({});
        server->stop();
    }

    Seen say(std::string_view text, std::string_view token, std::string_view more = {}) {
        return house.post(visit.path("/messages"), token,
                          R"({"text":")" + std::string(text) + "\"" + std::string(more) + "}");
    }

    /// A stream whose topics are settled.
    std::unique_ptr<Stream> listen(std::string const& topics, std::string_view token) {
        auto stream = std::make_unique<Stream>(server->address(), topics, token);
        head = stream->until("\"refused\":[") + stream->until("]");
        return stream;
    }

    std::unique_ptr<net::Server> server =
        std::move(net::Server::open(config_with({{"server.listen", "127.0.0.1:0"}}), house.metrics).value());
    Live live{house.context, server->hub()};
    Visit visit{house};
    std::string head; ///< what the latest stream began with
};

TEST_F(LiveStreams, nobody_listens_without_a_token) {
    Stream stream(server->address(), "me", "s_nothing");
    EXPECT_NE(stream.until("\r\n").find(" 401 "), std::string::npos);
}

TEST_F(LiveStreams, an_offer_of_another_protocol_changes_nothing) {
    constexpr std::string_view offer = "Connection: Upgrade\r\nUpgrade: h2c\r\n";
    Stream refused(server->address(), "me", "s_wrong", offer);
    ASSERT_NE(refused.until("\r\n").find(" 401 "), std::string::npos);
    Stream stream(server->address(), "me", agent, offer);
    EXPECT_NE(stream.until("]").find(R"({"subscribed":["me"])"), std::string::npos);
}

TEST_F(LiveStreams, topics_go_by_right) {
    auto const ours = listen("queue:billing,me,conversation:" + visit.id, agent);
    EXPECT_NE(head.find(R"("subscribed":["queue:billing","me","conversation:)" + visit.id + R"("])"), std::string::npos)
        << head;
    auto const theirs = listen("queue:billing,conversation:" + visit.id + ",nonsense", stranger);
    EXPECT_NE(head.find(R"("subscribed":[])"), std::string::npos) << head;
    auto const customers = listen("queue:billing,me,conversation:" + visit.id, visit.token);
    EXPECT_NE(head.find(R"("subscribed":["conversation:)" + visit.id + R"("])"), std::string::npos) << head;
}

TEST_F(LiveStreams, an_encoded_comma_belongs_to_a_name_unless_the_whole_list_is_encoded) {
    for (auto const* const queue : {R"({"name":"Sales, EU"})", R"({"name":"support"})"})
        ASSERT_EQ(house.post("/api/v1/queues", house.admin, queue).status, 201) << queue;
    auto const named = listen("queue:Sales%2C%20EU,me", house.admin);
    EXPECT_NE(head.find(R"("subscribed":["queue:Sales, EU","me"])"), std::string::npos) << head;
    auto const alone = listen("queue%3ASales%2C+EU", house.admin);
    EXPECT_NE(head.find(R"("subscribed":["queue:Sales, EU"])"), std::string::npos) << head;
    auto const whole = listen("queue%3Abilling%2Cme%2Cme,,queue:support", house.admin);
    EXPECT_NE(head.find(R"("subscribed":["queue:billing","me","queue:support"])"), std::string::npos) << head;
}

TEST_F(LiveStreams, staff_hears_a_message_with_its_reading) {
    auto const stream = listen("queue:billing", supervisor);
    auto const said = say("hello there", visit.token);
    auto const heard = stream->until("hello there", "\n\n");
    EXPECT_NE(heard.find(R"("event":"message")"), std::string::npos) << heard;
    EXPECT_NE(heard.find(said.text("id")), std::string::npos) << heard;
    EXPECT_NE(heard.find(R"("reading":{)"), std::string::npos) << heard;
}

/// A node that could not note its sockets for long was taken for dead by the others, and its people for gone.
TEST_F(LiveStreams, all_that_are_open_are_news_again_when_nothing_was_noted_for_long) {
    auto const stream = listen("me", agent);
    EXPECT_EQ(live.take_socket_news().came.size(), 1U);
    live.note_socket_news();
    EXPECT_TRUE(live.take_socket_news().came.empty());
    house.clock.advance(std::chrono::minutes(3));
    EXPECT_EQ(live.take_socket_news().came.size(), 1U);
    EXPECT_EQ(live.take_socket_news().came.size(), 1U); // those were not noted
    live.note_socket_news();
    EXPECT_TRUE(live.take_socket_news().came.empty());
}

TEST_F(LiveStreams, a_visitor_hears_no_notes_and_no_feelings) {
    auto const stream = listen("conversation:" + visit.id, visit.token);
    house.post(visit.path("/accept"), agent);
    say("an angry one", agent, R"(,"visibility":"internal")");
    say("fucking shit, fuck you", visit.token);
    say("I am sorry", agent);
    auto const heard = stream->until("I am sorry", "\n\n");
    EXPECT_EQ(heard.find("an angry one"), std::string::npos) << heard;
    for (auto const* hidden : {"reading", "level", "pulse", "trend", "alert", "negative"})
        EXPECT_EQ(heard.find(hidden), std::string::npos) << heard;
}

TEST_F(LiveStreams, an_alert_pops_up_for_those_who_are_there) {
    house.put("/api/v1/settings/sentiment", house.admin, R"({"supervisor_threshold":"slightly_negative"})");
    auto const away = house.hire("supervisor2", "supervisor");
    house.put("/api/v1/me/presence", away, R"({"presence":"away"})");
    auto const present = listen("me", supervisor);
    auto const absent = listen("me", away);
    say("fucking shit, fuck you", visit.token);
    auto const pops_up = present->until(R"("notify":)", "}");
    EXPECT_NE(pops_up.find(R"("event":"alert")"), std::string::npos) << pops_up;
    EXPECT_NE(pops_up.find(R"("notify":true)"), std::string::npos) << pops_up;
    auto const waits = absent->until(R"("notify":)", "}");
    EXPECT_NE(waits.find(R"("notify":false)"), std::string::npos) << waits;
}

TEST_F(LiveStreams, a_sign_in_that_expired_hears_nothing_more) {
    auto const stream = listen("queue:billing", supervisor);
    house.clock.advance(std::chrono::hours(12));
    say("too late to be heard", visit.token);
    auto const heard = stream->until("(what never comes)");
    EXPECT_EQ(heard.find("too late to be heard"), std::string::npos) << heard;
    EXPECT_NE(heard.find("(the stream ended)"), std::string::npos) << heard;
}

TEST_F(LiveStreams, an_agent_no_longer_hears_what_a_colleague_accepted) {
    auto const colleague = house.hire("agent3", "agent");
    auto const stream = listen("queue:billing,conversation:" + visit.id, colleague);
    say("before", visit.token);
    EXPECT_NE(stream->until("before").find("before"), std::string::npos);
    house.post(visit.path("/accept"), agent);
    EXPECT_NE(stream->until(R"("action":"accept")").find("accept"), std::string::npos);
    say("in confidence", visit.token);
    Visit const next(house);
    auto const heard = stream->until(next.id);
    EXPECT_EQ(heard.find("in confidence"), std::string::npos) << heard;
}

TEST_F(LiveStreams, a_place_is_asked_anew_after_events_were_missed) {
    Visit const second(house);
    auto const talk = [&] { return house.post(second.path("/messages"), second.token, R"({"text":"hello"})"); };
    auto const before = listen("conversation:" + second.id, second.token);
    talk();
    EXPECT_NE(before->until(R"("queue_position":)", ",").find(":2,"), std::string::npos);
    auto const elsewhere = bus::local();
    desk::Desk other({*house.database, *elsewhere, house.clock, house.config,
                      [](auto&&...) { return sentiment::Reading(); }, desk::PasswordCost::least});
    ASSERT_TRUE(other.conversations().accept(house.desk.people().authenticate(agent).value(), visit.id));
    live.missed();
    EXPECT_NE(before->until("(what never comes)").find("(the stream ended)"), std::string::npos);
    auto const after = listen("conversation:" + second.id, second.token);
    talk();
    EXPECT_NE(after->until(R"("queue_position":)", ",").find(":1,"), std::string::npos);
}

TEST_F(LiveStreams, a_line_that_the_database_did_not_tell_is_told_later) {
    Visit const second(house);
    auto const customer = listen("conversation:" + second.id, second.token);
    auto const staff = listen("queue:billing", supervisor);
    house.post(visit.path("/accept"), agent);
    EXPECT_NE(staff->until(R"("action":"accept")").find("accept"), std::string::npos);
    auto const rename = [&](std::string const& from, std::string const& to) {
        house.database->write([&](store::Transaction& transaction) {
            store::Query(transaction, "ALTER TABLE " + from + " RENAME TO " + to, {});
            return true;
        });
    };
    rename("conversations", "hidden");
    live.tell_places();
    rename("hidden", "conversations");
    live.tell_places();
    EXPECT_NE(customer->until(R"("queue_position":)", ",").find(":1,"), std::string::npos);
}

TEST_F(LiveStreams, signing_out_ends_the_stream) {
    auto const stream = listen("me", agent);
    EXPECT_EQ(house.post("/api/v1/logout", agent).status, 204);
    EXPECT_NE(stream->until("no text at all").find("(the stream ended)"), std::string::npos);
}

} // namespace
} // namespace undertone::api
