#include "api/live_views.h"
#include "world.h"

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <future>
#include <thread>

/// The life of a conversation over HTTP: repeats, states, and what a visitor must never see.
namespace undertone::api {
namespace {

using namespace std::chrono_literals;
using namespace world;

constexpr std::array hidden_from_visitors{"level", "code",   "pulse", "trend", "reading",
                                          "alert", "alerts", "mood",  "zone",  "profane"};

/// The first member, at any depth, that a visitor must not see.
std::string leak_in(boost::json::value const& value) {
    if (auto const* const array = value.if_array())
        for (auto const& item : *array)
            if (auto leak = leak_in(item); !leak.empty())
                return leak;
    if (auto const* const object = value.if_object())
        for (auto const& [name, member] : *object) {
            for (auto const* hidden : hidden_from_visitors)
                if (std::string_view(name) == hidden)
                    return hidden;
            if (auto leak = leak_in(member); !leak.empty())
                return leak;
        }
    return {};
}

class Conversation : public Street {
protected:
    Seen say(std::string_view text, std::string_view token, std::string_view more = {}) {
        return house.post(visit.path("/messages"), token,
                          R"({"text":")" + std::string(text) + "\"" + std::string(more) + "}");
    }

    Seen step(std::string_view what, std::string_view token) { return house.post(visit.path(what), token); }
    std::string state() { return house.get(visit.path(), house.admin).text("state"); }

    Visit visit{house};
};

TEST_F(Conversation, a_new_one_is_open_and_without_a_level) {
    EXPECT_EQ(visit.created.text("conversation.state"), "open");
    EXPECT_EQ(visit.created.text("conversation.customer.name"), "Visitor 1");
    auto const seen = house.get(visit.path(), agent);
    EXPECT_EQ(seen.text("level"), "none");
    EXPECT_EQ(seen.number("code"), 0);
    ASSERT_NE(seen.find("pulse"), nullptr);
    EXPECT_TRUE(seen.find("pulse")->is_null());
    EXPECT_EQ(seen.text("queue.name"), "billing");
    EXPECT_EQ(seen.number("unanswered"), 0);
    EXPECT_EQ(seen.number("version"), 1);
}

TEST_F(Conversation, waits_by_the_clock) {
    house.clock.advance(std::chrono::milliseconds(90'999));
    EXPECT_EQ(house.get(visit.path(), agent).number("wait_seconds"), 90);
    step("/accept", agent);
    house.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(house.get(visit.path(), agent).number("wait_seconds"), 90);
}

TEST_F(Conversation, staff_gets_the_reading_with_the_message) {
    EXPECT_EQ(say("this is awful", visit.token).status, 201);
    auto const seen = house.get(visit.path("/messages"), agent);
    EXPECT_EQ(seen.text("items.0.sender"), "customer");
    EXPECT_EQ(seen.text("items.0.visibility"), "public");
    EXPECT_NE(seen.text("items.0.reading.level"), "");
    EXPECT_EQ(seen.text("items.0.reading.model"), scorer().version());
    auto const conversation = house.get(visit.path(), agent);
    EXPECT_EQ(conversation.number("unanswered"), 1);
    EXPECT_EQ(conversation.text("level"), seen.text("items.0.reading.level"));
    EXPECT_EQ(conversation.number("version"), 2);
    auto const points = house.get(visit.path("/sentiment"), agent);
    EXPECT_EQ(points.items(), 1u);
    EXPECT_EQ(points.text("items.0.message"), seen.text("items.0.id"));
    EXPECT_EQ(points.text("items.0.level"), conversation.text("level"));
}

TEST_F(Conversation, the_same_client_id_is_stored_once) {
    auto const first = say("hello", visit.token, R"(,"client_id":"a-1")");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.text("client_id"), "a-1");
    auto const again = say("hello", visit.token, R"(,"client_id":"a-1")");
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.response.body, first.response.body);
    EXPECT_TRUE(is_problem(say("other", visit.token, R"(,"client_id":"a-1")"), 409, "client_id"));
    EXPECT_EQ(house.get(visit.path("/messages"), agent).items(), 1u);
}

TEST_F(Conversation, a_client_id_belongs_to_its_sender_and_conversation) {
    step("/accept", agent);
    EXPECT_EQ(say("hello", visit.token, R"(,"client_id":"1")").status, 201);
    EXPECT_EQ(say("good day", agent, R"(,"client_id":"1")").status, 201);
    Visit const other(house);
    EXPECT_EQ(house.post(other.path("/messages"), other.token, R"({"text":"hi","client_id":"1"})").status, 201);
}

TEST_F(Conversation, a_repeat_is_answered_after_the_close) {
    auto const first = say("bye", visit.token, R"(,"client_id":"last")");
    step("/end", visit.token);
    EXPECT_EQ(state(), "closed");
    auto const again = say("bye", visit.token, R"(,"client_id":"last")");
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.response.body, first.response.body);
    EXPECT_TRUE(is_problem(say("one more", visit.token), 409));
}

TEST_F(Conversation, from_open_to_closed) {
    EXPECT_EQ(step("/accept", agent).text("state"), "active");
    EXPECT_EQ(house.get(visit.path(), agent).text("agent.name"), "agent1");
    EXPECT_EQ(say("how can I help?", agent).status, 201);
    EXPECT_EQ(step("/end", agent).text("state"), "wrap_up");
    EXPECT_EQ(step("/close", agent).text("state"), "closed");
    for (auto const* what : {"/accept", "/reject", "/release", "/end", "/close"})
        EXPECT_GE(step(what, agent).status, 403) << what;
    EXPECT_TRUE(is_problem(step("/force_close", house.admin), 409));
}

TEST_F(Conversation, given_back_it_is_open_again) {
    step("/accept", agent);
    EXPECT_EQ(step("/release", agent).text("state"), "open");
    EXPECT_EQ(house.get(visit.path(), supervisor).find("agent"), nullptr);
}

TEST_F(Conversation, a_state_that_forbids_it_is_a_conflict) {
    EXPECT_TRUE(is_problem(step("/monitor", supervisor), 409));
    step("/accept", agent);
    EXPECT_TRUE(is_problem(step("/accept", supervisor), 409));
    EXPECT_TRUE(is_problem(step("/join", agent), 403));
}

TEST_F(Conversation, each_may_do_what_the_matrix_says) {
    EXPECT_TRUE(is_problem(house.get(visit.path(), stranger), 404));
    EXPECT_TRUE(is_problem(step("/accept", stranger), 404));
    EXPECT_TRUE(is_problem(step("/accept", visit.token), 403));
    EXPECT_TRUE(is_problem(step("/release", agent), 403));
    EXPECT_TRUE(is_problem(step("/force_close", agent), 403));
    EXPECT_TRUE(is_problem(step("/escalate", agent), 403));
    EXPECT_TRUE(is_problem(say("hello", agent), 403));
    step("/accept", agent);
    EXPECT_EQ(step("/monitor", supervisor).status, 200);
    EXPECT_EQ(step("/leave", supervisor).status, 200);
    EXPECT_EQ(step("/force_close", supervisor).text("state"), "closed");
}

TEST_F(Conversation, a_visitor_cannot_pretend) {
    EXPECT_TRUE(is_problem(say("x", visit.token, R"(,"sender":"agent")"), 403, "sender"));
    EXPECT_TRUE(is_problem(say("x", visit.token, R"(,"visibility":"internal")"), 403, "visibility"));
    EXPECT_TRUE(is_problem(say("x", visit.token, R"(,"sender":"king")"), 422, "sender"));
    EXPECT_TRUE(is_problem(say("x", visit.token, R"(,"visibility":"secret")"), 422, "visibility"));
    EXPECT_TRUE(is_problem(house.post("/api/v1/conversations", {}, R"({"queue":"billing","customer":{"id":"7"}})"), 403,
                           "customer.id"));
    EXPECT_TRUE(is_problem(house.post("/api/v1/conversations", {}, R"({"queue":"billing","bot":true})"), 403, "bot"));
    EXPECT_TRUE(is_problem(house.post("/api/v1/conversations", {}, R"({"queue":"nowhere"})"), 422, "queue"));
}

TEST_F(Conversation, a_key_speaks_for_everyone) {
    Visit const mail(
        house,
        R"({"queue":"billing","channel":"email","customer":{"id":"c-7","name":"Visitor 7"},"bot":true,"subject":"Bill"})",
        key);
    EXPECT_EQ(mail.created.text("conversation.customer.id"), "c-7");
    EXPECT_EQ(mail.created.text("conversation.level"), "none");
    auto const post = [&](std::string_view sender) {
        return house.post(mail.path("/messages"), key, R"({"text":"hello","sender":")" + std::string(sender) + "\"}");
    };
    for (auto const* sender : {"customer", "agent", "bot", "system"})
        EXPECT_EQ(post(sender).status, 201) << sender;
    EXPECT_TRUE(is_problem(house.post(mail.path("/messages"), key, R"({"text":"hello"})"), 422, "sender"));
    EXPECT_TRUE(is_problem(house.post(mail.path("/accept"), agent), 409));
    EXPECT_EQ(house.post(mail.path("/escalate"), key).status, 200);
    EXPECT_EQ(house.post(mail.path("/accept"), agent).text("state"), "active");
}

TEST_F(Conversation, a_visitor_sees_nothing_of_sentiment) {
    std::vector<Seen> answers{visit.created, say("terrible, I am furious", visit.token, R"(,"client_id":"1")"),
                              say("terrible, I am furious", visit.token, R"(,"client_id":"1")")};
    step("/accept", agent);
    say("he is angry", agent, R"(,"visibility":"internal")");
    say("I am sorry", agent);
    answers.push_back(house.get(visit.path(), visit.token));
    answers.push_back(house.get(visit.path("/messages"), visit.token));
    EXPECT_EQ(answers.back().items(), 2u);
    answers.push_back(house.get(visit.path("/sentiment"), visit.token));
    EXPECT_EQ(answers.back().status, 403);
    answers.push_back(step("/end", visit.token));
    for (auto const& answer : answers)
        EXPECT_EQ(leak_in(answer.body), "") << answer.response.body;
    EXPECT_EQ(leak_in(house.get(visit.path(), supervisor).body), "level");
}

TEST_F(Conversation, hidden_changes_do_not_move_the_visitors_count) {
    auto const count = [&] { return house.get(visit.path(), visit.token).number("version"); };
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(say("hello", visit.token).number("version"), 2);
    step("/accept", agent);
    EXPECT_EQ(count(), 3);
    say("a note", agent, R"(,"visibility":"internal")");
    step("/monitor", supervisor);
    EXPECT_EQ(count(), 3);
    EXPECT_EQ(house.get(visit.path(), agent).number("version"), 5);
}

TEST(Frames, a_visitors_has_nothing_of_sentiment) {
    types::Event event;
    event.kind = types::EventKind::message;
    event.conversation.emplace();
    event.conversation->mood.level = sentiment::Level::very_negative;
    event.conversation->version = 9;
    event.conversation->visitor_version = 4;
    event.message.emplace();
    event.message->reading.emplace();
    event.alert.emplace();
    auto const visitor = boost::json::parse(*visitor_frame(event, Time{}));
    EXPECT_EQ(leak_in(visitor), "");
    EXPECT_EQ(visitor.at("conversation").at("version").to_number<int>(), 4);
    auto const staff = boost::json::parse(*staff_frame(event, Time{}, true));
    EXPECT_EQ(staff.at("event").as_string(), "message");
    EXPECT_EQ(staff.at("conversation").at("version").to_number<int>(), 9);
    EXPECT_EQ(staff.at("conversation").at("level").as_string(), "very_negative");
    EXPECT_TRUE(staff.at("message").at("reading").is_object());
    EXPECT_TRUE(staff.at("notify").as_bool());
}

class Limits : public ::testing::Test {
protected:
    House house{{{"limits.visitor_messages_per_minute", "2"}, {"limits.visitor_conversations_per_minute", "3"}}};
};

TEST_F(Limits, messages_of_one_visitor) {
    Visit const visit(house);
    auto const say = [&] { return house.post(visit.path("/messages"), visit.token, R"({"text":"hello"})"); };
    EXPECT_EQ(say().status, 201);
    EXPECT_EQ(say().status, 201);
    auto const refused = say();
    EXPECT_TRUE(is_problem(refused, 429));
    house.clock.advance(std::chrono::seconds(std::stoi(refused.header("Retry-After"))));
    EXPECT_EQ(say().status, 201);
}

TEST_F(Limits, conversations_of_one_address) {
    auto const open = [&](std::string_view token) {
        return house.post("/api/v1/conversations", token, R"({"queue":"billing"})");
    };
    for (int count = 0; count < 3; ++count)
        EXPECT_EQ(open({}).status, 201);
    auto const refused = open({});
    EXPECT_TRUE(is_problem(refused, 429));
    EXPECT_EQ(open(house.key()).status, 201);
    house.clock.advance(std::chrono::seconds(std::stoi(refused.header("Retry-After"))));
    EXPECT_EQ(open({}).status, 201);
}

/// A house with one connection that reads; while somebody else has it, the database tells nothing.
class Busy : public ::testing::Test {
protected:
    /// The answer to a call whose change is stored while nothing can be read any more.
    Seen answer_unread(std::function<Seen()> const& call) {
        std::future<Seen> answer;
        std::future<void> reader;
        std::promise<void> taken;
        std::promise<void> answered;
        house.database->write([&](store::Transaction&) {
            answer = std::async(std::launch::async, call);
            while (house.database->waiting() == 0 && answer.wait_for(1ms) == std::future_status::timeout)
                continue;
            reader = std::async(std::launch::async, [&] {
                house.database->read([&](store::Transaction&) {
                    taken.set_value();
                    answered.get_future().wait();
                });
            });
            taken.get_future().wait();
            return false;
        });
        auto seen = answer.get();
        answered.set_value();
        return seen;
    }

    House house{{{"store.readers", "1"}, {"store.reader_milliseconds", "20"}}};
};

TEST_F(Busy, a_new_conversation_is_answered_without_its_place) {
    auto const seen = answer_unread([&] { return house.post("/api/v1/conversations", {}, R"({"queue":"billing"})"); });
    EXPECT_EQ(seen.status, 201);
    EXPECT_EQ(seen.find("conversation.queue_position"), nullptr);
    auto const later = house.get("/api/v1/conversations/" + seen.text("conversation.id"), seen.text("visitor_token"));
    EXPECT_EQ(later.number("queue_position"), 1);
}

TEST_F(Busy, an_assignment_is_answered_without_what_it_exceeds) {
    auto const agent = house.hire("agent1", "agent");
    Visit const visit(house);
    auto const seen =
        answer_unread([&] { return house.post(visit.path("/assign"), house.admin, R"({"agent":"agent1"})"); });
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.text("agent.name"), "agent1");
    EXPECT_EQ(seen.find("exceeded_units"), nullptr);
}

} // namespace
} // namespace undertone::api
