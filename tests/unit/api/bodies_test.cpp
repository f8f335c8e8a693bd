#include "world.h"

#include <array>
#include <set>

/// What every call that takes a body does with one that it cannot read, or that says what nobody knows.
namespace undertone::api {
namespace {

using namespace world;

/// A call and a body that it takes. Where nothing need be said an empty body is as good.
struct Spoken {
    std::string_view method;
    std::string_view path;
    std::string_view body;
    bool may_be_empty = false;
};

constexpr bool or_nothing = true;

constexpr std::array spoken{
    Spoken{"POST", "/login", R"({"name":"agent1","password":"wrong","cookie":false})"},
    Spoken{"POST", "/logout", R"({"everywhere":false})", or_nothing},
    Spoken{"POST", "/set-up", R"({"token":"t","name":"admin2","password":"correct horse"})"},
    Spoken{"PUT", "/me/presence", R"({"presence":"busy"})"},
    Spoken{"PUT", "/me/password", R"({"current_password":"wrong","password":"another horse"})"},
    Spoken{"PUT", "/me/filters/live", R"({"state":"open"})"},
    Spoken{"POST", "/conversations", R"({"queue":"billing","channel":"live_chat","customer":{},"locale":"en"})"},
    Spoken{"POST", "/conversations/{id}/messages", R"({"text":"hello","client_id":"m-1","visibility":"public"})"},
    Spoken{"PUT", "/conversations/{id}/messages/{message}/feedback", R"({"level":"neutral","note":"only asks"})"},
    Spoken{"PUT", "/conversations/{id}/wrap_up", R"({"note":"solved","codes":[],"by":{},"at":"t"})"},
    Spoken{"POST", "/conversations/{id}/accept", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/reject", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/release", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/end", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/close", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/escalate", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/monitor", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/leave", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/join", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/take_over", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/force_close", "{}", or_nothing},
    Spoken{"POST", "/conversations/{id}/assign", R"({"agent":"agent1","override":true})", or_nothing},
    Spoken{"POST", "/conversations/{id}/transfer", R"({"queue":"billing"})", or_nothing},
    Spoken{"POST", "/conversations/{id}/consult", R"({"agent":"agent1"})"},
    Spoken{"POST", "/conversations/{id}/raise_hand", R"({"raised":true})", or_nothing},
    Spoken{"POST", "/conversations/{id}/read", R"({"message":"m"})"},
    Spoken{"POST", "/blocks", R"({"kind":"conversation","conversation":"c","reason":"abuse","until":null})"},
    Spoken{"POST", "/score", R"({"texts":["hello"]})"},
    Spoken{"PUT", "/settings/sentiment",
           R"({"enabled":true,"quiet_hours":null,"version":7,"changed_by":{"id":"a"},"changed_at":"t"})"},
    Spoken{"PUT", "/settings/supervisor", R"({"monitor":true})"},
    Spoken{"PUT", "/settings/notification", R"({"title":"Low","name":"as read","placeholders":["as read"]})"},
    Spoken{"PUT", "/settings/routing", R"({"rulesets":[]})"},
    Spoken{"POST", "/settings/routing/try", R"({"text":"hello","language":"en"})"},
    Spoken{"PUT", "/settings/wrap_up_codes", R"({"codes":["solved"]})"},
    Spoken{"PUT", "/settings/phrases", R"({"phrases":[]})"},
    Spoken{"PUT", "/queues/{queue}/settings/sentiment", R"({"enabled":"inherit","queue":{"id":"q"},"source":{}})"},
    Spoken{"PUT", "/queues/{queue}/channels/{channel}/settings/sentiment", R"({"enabled":true,"channel":"sms"})"},
    Spoken{"PUT", "/conversations/{id}/consent", R"({"consent":true})"},
    Spoken{"PUT", "/queues/{queue}/consent", R"({"mode":"notice","notice":"We measure."})"},
    Spoken{"PUT", "/queues/{queue}/channels/{channel}/consent",
           R"({"mode":"inherit","channel":"sms","source":"queue"})"},
    Spoken{"PUT", "/queues/{queue}/hours",
           R"({"time_zone":"UTC","weekly":{"monday":[]},"message":{"en":"Closed."},"overflow":{"id":"q"}})"},
    Spoken{"POST", "/users", R"({"name":"agent9","password":"correct horse","role":"agent","queues":["billing"]})"},
    Spoken{"PATCH", "/users/{user}", R"({"capacity":null})"},
    Spoken{"POST", "/users/{user}/sign_out", "{}", or_nothing},
    Spoken{"POST", "/queues", R"({"name":"support","routing":"push"})"},
    Spoken{"PATCH", "/queues/{queue}", R"({"units":2})"},
    Spoken{"POST", "/queues/{queue}/members", R"({"user":"agent1"})"},
    Spoken{"POST", "/keys", R"({"name":"shop","scope":"channel"})"},
    Spoken{"POST", "/webhooks", R"({"url":"https://desk.example/hook","events":["message_scored"]})"},
    Spoken{"POST", "/webhooks/{id}/replay", R"({"delivery":"d"})", or_nothing},
    Spoken{"POST", "/rules", R"({"name":"low","level":"negative","scope":{"queue":"billing"}})"},
    Spoken{"PUT", "/rules/{id}", R"({"id":"as read","name":"low","level":"negative","version":1})"},
    Spoken{"POST", "/rules/simulate",
           R"({"rule":{"level":"negative"},"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z"})"},
    Spoken{"POST", "/alerts/{id}/acknowledge", R"({"reason":"seen"})", or_nothing},
    Spoken{"POST", "/alerts/{id}/ignore", R"({"reason":"seen"})", or_nothing},
    Spoken{"POST", "/alerts/{id}/resolve", R"({"reason":"seen"})", or_nothing},
};

/// The same body with one field more.
std::string with_one_more(std::string_view body) {
    return R"({"no_such_field":1)" + std::string(body == "{}" ? "" : ",") + std::string(body.substr(1));
}

class Spoke : public Street {
protected:
    /// By an administrator who has just signed in: some of the calls end the sign-in.
    Seen say(Spoken const& call, std::string_view body) {
        return house.ask(call.method, filled(call.path), house.sign_in("admin"), body);
    }
};

TEST_F(Spoke, is_every_call_that_takes_a_body) {
    std::set<std::pair<std::string_view, std::string_view>> tested;
    for (auto const& call : spoken)
        tested.emplace(call.method, call.path);
    for (auto const& route : routes()) {
        bool const reads = route.method == "GET" || route.method == "DELETE";
        EXPECT_TRUE(reads || tested.contains({route.method, route.path})) << route.method << ' ' << route.path;
    }
}

TEST_F(Spoke, what_is_no_json_object_is_malformed_everywhere) {
    for (auto const& call : spoken)
        for (auto const* body : {"{", "[]", "\xFF"})
            EXPECT_TRUE(is_problem(say(call, body), 400)) << call.method << ' ' << call.path << ' ' << body;
}

TEST_F(Spoke, a_field_that_nobody_knows_is_refused_everywhere) {
    for (auto const& call : spoken)
        EXPECT_TRUE(is_problem(say(call, with_one_more(call.body)), 422, "no_such_field"))
            << call.method << ' ' << call.path;
}

TEST_F(Spoke, without_it_each_body_is_understood) {
    for (auto const& call : spoken) {
        auto const seen = say(call, call.body);
        EXPECT_NE(seen.status, 400) << call.method << ' ' << call.path << ' ' << seen.response.body;
        EXPECT_EQ(seen.text("detail").find("known here"), std::string::npos) << call.path << ' ' << seen.response.body;
        if (call.may_be_empty)
            EXPECT_NE(say(call, "").status, 400) << call.method << ' ' << call.path;
        else
            EXPECT_GE(say(call, "").status, 400) << call.method << ' ' << call.path;
    }
}

TEST_F(Spoke, a_field_that_nobody_knows_is_refused_in_a_part_too) {
    struct Part {
        std::string_view method;
        std::string_view path;
        std::string_view body;
        std::string_view field;
    };
    constexpr std::array parts{
        Part{"POST", "/conversations", R"({"queue":"billing","customer":{"x":1}})", "customer.x"},
        Part{"POST", "/rules", R"({"name":"low","level":"negative","scope":{"x":1}})", "scope.x"},
        Part{"POST", "/rules",
             R"({"name":"low","level":"negative","quiet_hours":{"from":"20:00","to":"08:00","time_zone":"UTC","x":1}})",
             "quiet_hours.x"},
        Part{"POST", "/rules/simulate",
             R"({"rule":{"level":"negative","x":1},"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z"})",
             "rule.x"},
        Part{"PUT", "/settings/routing", R"({"rulesets":[{"name":"a","rules":[],"x":1}]})", "rulesets[0].x"},
        Part{"PUT", "/settings/routing", R"({"rulesets":[{"name":"a","rules":[{"name":"b","then":{"x":1}}]}]})",
             "rulesets[0].rules[0].then.x"},
        Part{"PUT", "/settings/phrases", R"({"phrases":[{"phrase":"killer deal","level":"neutral","x":1}]})",
             "phrases[0].x"},
        Part{"PUT", "/settings/notification", R"({"fields":[{"header":"a","value":"b","x":1}]})", "fields[0].x"},
        Part{"PUT", "/queues/{queue}/hours", R"({"time_zone":"UTC","weekly":{"moonday":[]}})", "weekly.moonday"},
        Part{
            "POST", "/conversations/{id}/messages",
            R"({"attachment":{"name":"a.pdf","type":"application/pdf","bytes":1,"url":"https://desk.example/a","x":1}})",
            "attachment.x"},
    };
    for (auto const& [method, path, body, field] : parts)
        EXPECT_TRUE(is_problem(say({method, path, body}, body), 422, field)) << method << ' ' << path;
}

} // namespace
} // namespace undertone::api
