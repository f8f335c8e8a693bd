#include "bus/nats_protocol.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

namespace undertone::bus {
namespace {

using Kind = NatsOperation::Kind;

TEST(NatsAddress, is_taken_apart) {
    struct Case {
        std::string_view text, host, port, user, password, token;
    };
    for (auto const& each : std::vector<Case>{
             {"nats://bus", "bus", "4222", "", "", ""},
             {"nats://bus:4333/", "bus", "4333", "", "", ""},
             {"nats://who:p@ss@10.0.0.1:1", "10.0.0.1", "1", "who", "p@ss", ""},
             {"nats://secret@bus", "bus", "4222", "", "", "secret"},
             {"nats://[::1]:4223", "::1", "4223", "", "", ""},
         }) {
        auto const address = nats_address(each.text);
        ASSERT_TRUE(address) << each.text;
        EXPECT_EQ(address->host, each.host) << each.text;
        EXPECT_EQ(address->port, each.port) << each.text;
        EXPECT_EQ(address->user, each.user) << each.text;
        EXPECT_EQ(address->password, each.password) << each.text;
        EXPECT_EQ(address->token, each.token) << each.text;
    }
    for (auto const* const wrong : {"", "bus:4222", "http://bus", "nats://", "nats://bus:", "nats://who@",
                                    "nats://a b:4222", "nats://bus:99999", "nats://bus:0", "nats://bus:port"})
        EXPECT_FALSE(nats_address(wrong)) << wrong;
}

TEST(NatsParser, cuts_operations_wherever_the_bytes_are_cut) {
    std::string const bytes = "INFO {\"max_payload\":1024}\r\nPING\r\n+OK\r\nMSG undertone.events 1 5\r\na\r\nbc\r\n"
                              "MSG undertone.events 1 0\r\n\r\n-ERR 'Slow Consumer'\r\nPONG\r\n";
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        NatsParser parser;
        std::vector<NatsOperation> found;
        for (std::size_t place = 0; place < bytes.size(); place += step) {
            parser.add(std::string_view(bytes).substr(place, step));
            while (auto operation = parser.next())
                found.push_back(*operation);
        }
        ASSERT_EQ(found.size(), 7U) << step;
        EXPECT_EQ(found[0].text, "{\"max_payload\":1024}");
        EXPECT_EQ(found[1].kind, Kind::ping);
        EXPECT_EQ(found[2].kind, Kind::okay);
        EXPECT_EQ(found[3].kind, Kind::message);
        EXPECT_EQ(found[3].text, "a\r\nbc");
        EXPECT_EQ(found[4].kind, Kind::message);
        EXPECT_EQ(found[4].text, "");
        EXPECT_EQ(found[5].text, "'Slow Consumer'");
        EXPECT_EQ(found[6].kind, Kind::pong);
    }
}

TEST(NatsParser, refuses_what_is_no_nats) {
    for (std::string const& bytes :
         {std::string("HTTP/1.1 400 Bad Request\r\n"), std::string("MSG undertone 1 many\r\n"),
          std::string("MSG undertone 1 99999999999\r\n"), std::string(70000, 'x')}) {
        NatsParser parser;
        parser.add(bytes);
        EXPECT_THROW(static_cast<void>(parser.next()), std::runtime_error) << bytes.substr(0, 40);
    }
}

TEST(NatsProtocol, a_message_that_is_published_carries_its_length) {
    EXPECT_EQ(nats_publish("undertone.events", "a\r\nb"), "PUB undertone.events 4\r\na\r\nb\r\n");
    EXPECT_EQ(nats_publish("undertone.events", ""), "PUB undertone.events 0\r\n\r\n");
}

TEST(NatsProtocol, a_password_stands_in_the_greeting_as_json) {
    auto const text = nats_connect(nats_address("nats://who:a\"b@bus").value());
    EXPECT_NE(text.find(R"("pass":"a\"b")"), std::string::npos);
    EXPECT_NE(text.find(R"("echo":true)"), std::string::npos);
}

} // namespace
} // namespace undertone::bus
