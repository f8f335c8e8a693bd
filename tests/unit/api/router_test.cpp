#include "world.h"

#include <array>
#include <map>
#include <set>

namespace undertone::api {
namespace {

using namespace world;

using Parameters = std::vector<std::string>;

TEST(Match, plain_and_named_segments) {
    EXPECT_EQ(match("/login", "/login"), Parameters());
    EXPECT_EQ(match("/queues/{queue}/consent", "/queues/billing/consent"), Parameters({"billing"}));
    EXPECT_EQ(match("/queues/{queue}/members/{user}", "/queues/a/members/b"), Parameters({"a", "b"}));
}

TEST(Match, segments_are_decoded) {
    EXPECT_EQ(match("/queues/{queue}", "/queues/my%20queue"), Parameters({"my queue"}));
    EXPECT_EQ(match("/queues/{queue}", "/queues/a%2Fb"), Parameters({"a/b"}));
    EXPECT_EQ(match("/queues/{queue}", "/queues/%E6%97%A5"), Parameters({"日"}));
}

TEST(Match, other_paths_do_not_fit) {
    for (auto const* path : {"/queue", "/queues", "/queues/", "/queues//", "/queues/a/b", "/queues/a/", "queues/a", "",
                             "/", "/queues/%", "/queues/%4", "/queues/%zz", "/queues/a%00b", "/QUEUES/a"})
        EXPECT_FALSE(match("/queues/{queue}", path)) << path;
}

struct Expected {
    std::string_view method;
    std::string_view path;
    std::string_view who;
};

/// What is promised of each call, written down a second time so that a door cannot be opened by mistake.
constexpr std::array doors{
    Expected{"POST", "/login", "stranger"},
    Expected{"POST", "/logout", "staff"},
    Expected{"GET", "/set-up", "stranger"},
    Expected{"POST", "/set-up", "stranger"},
    Expected{"GET", "/me", "staff"},
    Expected{"PUT", "/me/presence", "staff"},
    Expected{"PUT", "/me/password", "staff"},
    Expected{"GET", "/me/filters/live", "staff"},
    Expected{"PUT", "/me/filters/live", "staff"},
    Expected{"DELETE", "/me/filters/live", "staff"},
    Expected{"GET", "/me/sessions", "staff"},
    Expected{"DELETE", "/me/sessions/{id}", "staff"},
    Expected{"GET", "/users/{user}/sessions", "administrator"},
    Expected{"GET", "/users/{user}/work", "staff"},
    Expected{"POST", "/users/{user}/sign_out", "administrator"},
    Expected{"POST", "/conversations", "anyone"},
    Expected{"GET", "/conversations", "staff"},
    Expected{"GET", "/conversations/counts", "staff"},
    Expected{"GET", "/conversations/{id}", "signed in"},
    Expected{"POST", "/conversations/{id}/messages", "signed in"},
    Expected{"GET", "/conversations/{id}/messages", "signed in"},
    Expected{"GET", "/conversations/{id}/messages/{message}", "signed in"},
    Expected{"GET", "/conversations/{id}/messages/{message}/readings", "staff"},
    Expected{"PUT", "/conversations/{id}/messages/{message}/feedback", "staff"},
    Expected{"DELETE", "/conversations/{id}/messages/{message}/feedback", "staff"},
    Expected{"GET", "/conversations/{id}/feedback", "staff"},
    Expected{"GET", "/feedback", "staff"},
    Expected{"GET", "/feedback/agreement", "staff"},
    Expected{"GET", "/feedback.tsv", "administrator"},
    Expected{"GET", "/settings/phrases", "staff"},
    Expected{"PUT", "/settings/phrases", "administrator"},
    Expected{"GET", "/conversations/{id}/sentiment", "signed in"},
    Expected{"GET", "/conversations/{id}/trend", "signed in"},
    Expected{"GET", "/conversations/{id}/sessions", "signed in"},
    Expected{"GET", "/conversations/{id}/wrap_up", "signed in"},
    Expected{"PUT", "/conversations/{id}/wrap_up", "signed in"},
    Expected{"GET", "/settings/notification", "staff"},
    Expected{"PUT", "/settings/notification", "administrator"},
    Expected{"GET", "/settings/wrap_up_codes", "staff"},
    Expected{"PUT", "/settings/wrap_up_codes", "administrator"},
    Expected{"POST", "/conversations/{id}/accept", "signed in"},
    Expected{"POST", "/conversations/{id}/reject", "signed in"},
    Expected{"POST", "/conversations/{id}/release", "signed in"},
    Expected{"POST", "/conversations/{id}/end", "signed in"},
    Expected{"POST", "/conversations/{id}/close", "signed in"},
    Expected{"POST", "/conversations/{id}/escalate", "signed in"},
    Expected{"POST", "/conversations/{id}/monitor", "signed in"},
    Expected{"POST", "/conversations/{id}/leave", "signed in"},
    Expected{"POST", "/conversations/{id}/assign", "signed in"},
    Expected{"POST", "/conversations/{id}/transfer", "signed in"},
    Expected{"POST", "/conversations/{id}/join", "signed in"},
    Expected{"POST", "/conversations/{id}/take_over", "signed in"},
    Expected{"POST", "/conversations/{id}/consult", "signed in"},
    Expected{"POST", "/conversations/{id}/raise_hand", "signed in"},
    Expected{"POST", "/conversations/{id}/read", "signed in"},
    Expected{"PUT", "/conversations/{id}/consent", "signed in"},
    Expected{"POST", "/conversations/{id}/force_close", "signed in"},
    Expected{"POST", "/score", "staff or key"},
    Expected{"GET", "/settings/supervisor", "staff"},
    Expected{"PUT", "/settings/supervisor", "administrator"},
    Expected{"GET", "/settings/sentiment", "staff"},
    Expected{"PUT", "/settings/sentiment", "administrator"},
    Expected{"GET", "/queues/{queue}/settings/sentiment", "staff"},
    Expected{"PUT", "/queues/{queue}/settings/sentiment", "administrator"},
    Expected{"GET", "/queues/{queue}/channels/{channel}/settings/sentiment", "staff"},
    Expected{"PUT", "/queues/{queue}/channels/{channel}/settings/sentiment", "administrator"},
    Expected{"GET", "/queues/{queue}/consent", "administrator"},
    Expected{"PUT", "/queues/{queue}/consent", "administrator"},
    Expected{"GET", "/queues/{queue}/channels/{channel}/consent", "administrator"},
    Expected{"PUT", "/queues/{queue}/channels/{channel}/consent", "administrator"},
    Expected{"GET", "/settings/routing", "administrator"},
    Expected{"PUT", "/settings/routing", "administrator"},
    Expected{"POST", "/settings/routing/try", "administrator"},
    Expected{"GET", "/conversations/{id}/earlier", "staff"},
    Expected{"GET", "/search", "staff"},
    Expected{"POST", "/blocks", "staff"},
    Expected{"GET", "/blocks", "staff"},
    Expected{"DELETE", "/blocks/{id}", "staff"},
    Expected{"GET", "/queues/{queue}/hours", "staff"},
    Expected{"PUT", "/queues/{queue}/hours", "administrator"},
    Expected{"GET", "/queues/{queue}/notice", "anyone"},
    Expected{"GET", "/users", "staff"},
    Expected{"POST", "/users", "administrator"},
    Expected{"GET", "/users/{user}", "staff"},
    Expected{"PATCH", "/users/{user}", "administrator"},
    Expected{"DELETE", "/users/{user}", "administrator"},
    Expected{"GET", "/queues", "staff"},
    Expected{"POST", "/queues", "administrator"},
    Expected{"GET", "/queues/{queue}", "staff"},
    Expected{"PATCH", "/queues/{queue}", "administrator"},
    Expected{"DELETE", "/queues/{queue}", "administrator"},
    Expected{"GET", "/queues/{queue}/members", "staff"},
    Expected{"POST", "/queues/{queue}/members", "administrator"},
    Expected{"DELETE", "/queues/{queue}/members/{user}", "administrator"},
    Expected{"POST", "/keys", "administrator"},
    Expected{"GET", "/keys", "administrator"},
    Expected{"DELETE", "/keys/{id}", "administrator"},
    Expected{"POST", "/webhooks", "administrator"},
    Expected{"GET", "/webhooks", "administrator"},
    Expected{"GET", "/webhooks/{id}", "administrator"},
    Expected{"DELETE", "/webhooks/{id}", "administrator"},
    Expected{"GET", "/webhooks/{id}/deliveries", "administrator"},
    Expected{"POST", "/webhooks/{id}/replay", "administrator"},
    Expected{"GET", "/audit", "administrator"},
    Expected{"GET", "/alerts", "staff"},
    Expected{"GET", "/alerts/{id}", "staff"},
    Expected{"POST", "/alerts/{id}/acknowledge", "staff"},
    Expected{"POST", "/alerts/{id}/ignore", "staff"},
    Expected{"POST", "/alerts/{id}/resolve", "staff"},
    Expected{"GET", "/rules", "administrator"},
    Expected{"POST", "/rules", "administrator"},
    Expected{"POST", "/rules/simulate", "administrator"},
    Expected{"GET", "/rules/{id}", "administrator"},
    Expected{"PUT", "/rules/{id}", "administrator"},
    Expected{"DELETE", "/rules/{id}", "administrator"},
    Expected{"GET", "/insights/summary", "staff"},
    Expected{"GET", "/insights/series", "staff"},
    Expected{"GET", "/insights/queues", "staff"},
    Expected{"GET", "/insights/agents", "staff"},
    Expected{"GET", "/insights/conversations.csv", "staff"},
};

TEST(Routes, every_call_of_the_contract_and_no_other) {
    std::set<std::pair<std::string_view, std::string_view>> wanted;
    std::set<std::pair<std::string_view, std::string_view>> found;
    for (auto const& door : doors)
        wanted.emplace(door.method, door.path);
    for (auto const& route : routes())
        EXPECT_TRUE(found.emplace(route.method, route.path).second)
            << route.method << ' ' << route.path << " stands twice";
    EXPECT_EQ(found, wanted);
}

bool waits(std::string_view method, std::string_view path, Lane lane = Lane::readings, std::string_view query = {}) {
    net::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    return is_in(lane, request);
}

TEST(Routes, only_calls_that_read_texts_wait_for_their_turn) {
    EXPECT_TRUE(waits("POST", "/api/v1/score"));
    EXPECT_TRUE(waits("POST", "/api/v1/settings/routing/try"));
    EXPECT_TRUE(waits("GET", "/api/v1/conversations/c1/messages/m1"));
    EXPECT_TRUE(waits("HEAD", "/api/v1/conversations/c1/messages/m1"));
    EXPECT_FALSE(waits("GET", "/api/v1/conversations/c1/messages/m1/readings"));
    EXPECT_FALSE(waits("GET", "/api/v1/conversations/c1/messages"));
    EXPECT_FALSE(waits("GET", "/api/v1/score"));
    EXPECT_FALSE(waits("POST", "/score"));
    EXPECT_FALSE(waits("GET", "/"));
}

TEST(Routes, what_goes_through_weeks_waits_for_its_turn) {
    for (auto const* const path :
         {"/api/v1/insights/summary", "/api/v1/insights/series", "/api/v1/insights/queues", "/api/v1/insights/agents",
          "/api/v1/insights/conversations.csv", "/api/v1/feedback/agreement", "/api/v1/feedback.tsv"}) {
        EXPECT_TRUE(waits("GET", path, Lane::history)) << path;
        EXPECT_FALSE(waits("GET", path)) << path;
    }
    EXPECT_TRUE(waits("POST", "/api/v1/rules/simulate", Lane::history));
    EXPECT_FALSE(waits("GET", "/api/v1/conversations", Lane::history));
    EXPECT_FALSE(waits("POST", "/api/v1/score", Lane::history));
}

TEST(Routes, a_list_waits_for_its_turn_when_its_query_goes_through_history) {
    auto const waits_with = [](std::string_view path, std::string_view query) {
        return waits("GET", "/api/v1" + std::string(path), Lane::history, query);
    };
    for (auto const* const path : {"/conversations", "/conversations/counts"}) {
        EXPECT_FALSE(waits_with(path, "")) << "those that are not closed";
        EXPECT_FALSE(waits_with(path, "state=open,active&queue=billing"));
        EXPECT_TRUE(waits_with(path, "state=closed"));
        EXPECT_TRUE(waits_with(path, "limit=500&state=open%2Cclosed"));
    }
    EXPECT_FALSE(waits_with("/alerts", "state=open&running=true"));
    EXPECT_FALSE(waits_with("/alerts", "running=true"));
    EXPECT_TRUE(waits_with("/alerts", "")) << "all of them";
    EXPECT_TRUE(waits_with("/alerts", "state=open,resolved"));
    EXPECT_FALSE(waits_with("/alerts", "state=acknowledged&conversation=c1"));
    EXPECT_FALSE(waits("POST", "/api/v1/conversations", Lane::history, "state=closed"));
}

class Doors : public Street {
protected:
    static bool allowed(std::string_view who, std::string_view caller) {
        bool const staff = caller == "agent1" || caller == "supervisor" || caller == "admin";
        if (who == "administrator")
            return caller == "admin";
        if (who == "staff")
            return staff;
        if (who == "staff or key")
            return staff || caller == "key";
        return true;
    }

    /// A sign-in of its own for each call: some of them end it.
    std::string token_of(std::string_view caller) {
        if (caller == "key")
            return key;
        return caller == "visitor" ? visit.token : house.sign_in(caller);
    }

    Visit visit{house};
};

TEST_F(Doors, each_kind_of_caller_at_each_call) {
    for (auto const& door : doors)
        for (std::string_view const caller : {"visitor", "agent1", "supervisor", "admin", "key"}) {
            SCOPED_TRACE(std::string(door.method) + " " + std::string(door.path) + " by " + std::string(caller));
            auto const seen = house.ask(door.method, filled(door.path), token_of(caller));
            EXPECT_NE(seen.status, 401);
            if (!allowed(door.who, caller)) {
                EXPECT_TRUE(is_problem(seen, 403));
                continue;
            }
            EXPECT_NE(seen.text("detail"), "Only staff may do this.");
            EXPECT_NE(seen.text("detail"), "Only administrators may do this.");
            EXPECT_LT(seen.status, 500);
        }
}

TEST_F(Doors, without_a_token) {
    for (auto const& door : doors) {
        SCOPED_TRACE(std::string(door.method) + " " + std::string(door.path));
        auto const seen = house.ask(door.method, filled(door.path));
        if (door.who == "anyone" || door.who == "stranger") {
            EXPECT_NE(seen.status, 401);
            continue;
        }
        EXPECT_TRUE(is_problem(seen, 401));
        EXPECT_EQ(seen.header("WWW-Authenticate"), "Bearer");
    }
}

TEST_F(Doors, a_broken_token_opens_nothing) {
    for (auto const& door : doors)
        for (auto const* token : {"s_nothing", "v_nothing", "k_nothing", "?", "x", "s_"}) {
            SCOPED_TRACE(std::string(door.method) + " " + std::string(door.path) + " with " + token);
            auto const seen = house.ask(door.method, filled(door.path), token);
            if (door.who == "stranger")
                EXPECT_NE(seen.status, 401) << "nobody looks at it";
            else
                EXPECT_TRUE(is_problem(seen, 401));
        }
}

TEST_F(Doors, a_visitors_token_opens_its_own_conversation_alone) {
    Visit const other(house);
    EXPECT_EQ(house.get(visit.path(), visit.token).status, 200);
    EXPECT_TRUE(is_problem(house.get(other.path(), visit.token), 404));
    EXPECT_TRUE(is_problem(house.get(other.path("/messages"), visit.token), 404));
    EXPECT_TRUE(is_problem(house.post(other.path("/end"), visit.token), 404));
}

TEST_F(Doors, a_wrong_method_names_the_right_ones) {
    std::map<std::string_view, std::set<std::string_view>> methods;
    for (auto const& door : doors)
        methods[door.path].insert(door.method);
    for (auto const& [path, known] : methods)
        for (auto const* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"}) {
            if (known.contains(method))
                continue;
            SCOPED_TRACE(std::string(method) + " " + std::string(path));
            auto const seen = house.ask(method, filled(path), house.admin);
            EXPECT_TRUE(is_problem(seen, 405));
            auto const allow = seen.header("Allow");
            for (auto const right : known)
                EXPECT_NE(allow.find(right), std::string::npos) << allow;
            EXPECT_EQ(allow.find(method), std::string::npos) << allow;
            EXPECT_EQ(known.contains("GET"), allow.find("HEAD") != std::string::npos) << allow;
        }
}

TEST_F(Doors, unknown_paths) {
    for (auto const* path :
         {"/api", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/me/", "/api/v1//me", "/api/v2/me", "/api/v1me",
          "/api/v1/conversations/a/b/c", "/api/v1/queues/%00/consent", "/nothing"})
        EXPECT_TRUE(is_problem(house.get(path, house.admin), 404)) << path;
    EXPECT_TRUE(is_problem(house.post("/healthz", house.admin), 405));
}

TEST_F(Doors, head_is_answered_as_get) {
    auto const head = house.ask("HEAD", "/api/v1/me", agent);
    auto const get = house.get("/api/v1/me", agent);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.response.body, get.response.body);
    EXPECT_EQ(head.response.headers, get.response.headers);
    EXPECT_TRUE(is_problem(house.ask("HEAD", "/api/v1/me"), 401));
    EXPECT_TRUE(is_problem(house.ask("HEAD", "/api/v1/login"), 405));
}

TEST_F(Doors, a_disabled_user_is_nobody) {
    auto const token = house.sign_in("agent1");
    EXPECT_EQ(house.ask("DELETE", "/api/v1/users/agent1", house.admin).status, 204);
    EXPECT_TRUE(is_problem(house.get("/api/v1/me", token), 401));
}

TEST_F(Doors, a_deleted_key_is_nobody) {
    auto const keys = house.get("/api/v1/keys", house.admin);
    EXPECT_EQ(house.ask("DELETE", "/api/v1/keys/" + keys.text("items.0.id"), house.admin).status, 204);
    EXPECT_TRUE(is_problem(house.post("/api/v1/score", key, R"({"texts":[]})"), 401));
}

TEST_F(Doors, a_sign_in_ends_with_its_hours) {
    house.clock.advance(std::chrono::hours(12) - std::chrono::seconds(1));
    EXPECT_EQ(house.get("/api/v1/me", agent).status, 200);
    house.clock.advance(std::chrono::seconds(2));
    EXPECT_TRUE(is_problem(house.get("/api/v1/me", agent), 401));
}

} // namespace
} // namespace undertone::api
