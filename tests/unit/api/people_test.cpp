#include "world.h"

/// People, queues, settings, alerts and the audit over HTTP.
namespace undertone::api {
namespace {

using namespace world;

class People : public Street {
protected:
    Seen patch(std::string_view target, std::string_view body) { return house.ask("PATCH", target, house.admin, body); }
    Seen remove(std::string_view target) { return house.ask("DELETE", target, house.admin); }
};

TEST_F(People, accounts_are_made_changed_and_disabled) {
    auto const made = house.post("/api/v1/users", house.admin,
                                 R"({"name":"agent3","password":"long enough","role":"agent","queues":["billing"]})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.text("role"), "agent");
    EXPECT_EQ(made.text("queues.0.name"), "billing");
    EXPECT_TRUE(is_problem(
        house.post("/api/v1/users", house.admin, R"({"name":"agent3","password":"long enough","role":"agent"})"), 409,
        "name"));
    auto const changed = patch("/api/v1/users/" + made.text("id"), R"({"role":"supervisor","queues":[]})");
    EXPECT_EQ(changed.text("role"), "supervisor");
    EXPECT_EQ(changed.find("queues")->as_array().size(), 0u);
    EXPECT_EQ(patch("/api/v1/users/agent3", R"({"disabled":true})").status, 200);
    EXPECT_TRUE(house.get("/api/v1/users/agent3", house.admin).flag("disabled"));
    EXPECT_EQ(house.post("/api/v1/login", {}, R"({"name":"agent3","password":"long enough"})").status, 401);
    EXPECT_EQ(patch("/api/v1/users/agent3", R"({"disabled":false})").status, 200);
    EXPECT_EQ(house.post("/api/v1/login", {}, R"({"name":"agent3","password":"long enough"})").status, 200);
    EXPECT_EQ(remove("/api/v1/users/agent3").status, 204);
    EXPECT_TRUE(is_problem(house.get("/api/v1/users/nobody", house.admin), 404));
}

TEST_F(People, a_demand_for_another_password_comes_with_a_password) {
    for (auto const* body : {R"({"must_change_password":true})", R"({"must_change_password":false,"name":"agent9"})"})
        EXPECT_TRUE(is_problem(patch("/api/v1/users/agent1", body), 422, "must_change_password"));
    EXPECT_EQ(patch("/api/v1/users/agent1", R"({"must_change_password":null})").status, 200);
}

TEST_F(People, what_changes_nothing_is_not_audited) {
    auto const entries = house.get("/api/v1/audit", house.admin).items();
    EXPECT_EQ(patch("/api/v1/users/agent1", R"({"role":"agent","disabled":false})").status, 200);
    EXPECT_EQ(house.get("/api/v1/audit", house.admin).items(), entries);
    EXPECT_EQ(patch("/api/v1/users/agent1", R"({"skills":["refunds"]})").status, 200);
    EXPECT_EQ(house.get("/api/v1/audit", house.admin).items(), entries + 1);
}

TEST_F(People, the_last_administrator_stays) {
    EXPECT_TRUE(is_problem(remove("/api/v1/users/admin"), 409));
    EXPECT_TRUE(is_problem(patch("/api/v1/users/admin", R"({"role":"agent"})"), 409));
}

TEST_F(People, staff_sees_the_colleagues_of_its_queues) {
    auto const seen = house.get("/api/v1/users", agent);
    EXPECT_EQ(seen.items(), 2u) << seen.response.body;
    EXPECT_EQ(house.get("/api/v1/users", stranger).items(), 1u);
    EXPECT_EQ(house.get("/api/v1/users", house.admin).items(), 4u);
}

TEST_F(People, a_disabled_agents_conversations_go_back) {
    Visit const visit(house);
    EXPECT_EQ(house.post(visit.path("/accept"), agent).text("state"), "active");
    EXPECT_EQ(remove("/api/v1/users/agent1").status, 204);
    EXPECT_EQ(house.get(visit.path(), supervisor).text("state"), "open");
}

TEST_F(People, queues_are_made_renamed_and_deleted) {
    auto const made = house.post("/api/v1/queues", house.admin, R"({"name":"support"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_TRUE(is_problem(house.post("/api/v1/queues", house.admin, R"({"name":"support"})"), 409, "name"));
    EXPECT_EQ(patch("/api/v1/queues/support", R"({"name":"help"})").text("name"), "help");
    EXPECT_EQ(house.get("/api/v1/queues/help", house.admin).text("id"), made.text("id"));
    EXPECT_EQ(house.get("/api/v1/queues", house.admin).items(), 2u);
    EXPECT_EQ(house.get("/api/v1/queues", agent).items(), 1u);
    EXPECT_EQ(remove("/api/v1/queues/help").status, 204);
    EXPECT_TRUE(is_problem(house.get("/api/v1/queues/help", house.admin), 404));
}

TEST_F(People, a_queue_with_conversations_is_not_deleted) {
    Visit const visit(house);
    EXPECT_TRUE(is_problem(remove("/api/v1/queues/billing"), 409));
    house.post(visit.path("/end"), visit.token);
    EXPECT_EQ(remove("/api/v1/queues/billing").status, 204);
}

TEST_F(People, members_come_and_go) {
    EXPECT_EQ(house.get("/api/v1/queues/billing/members", house.admin).items(), 2u);
    EXPECT_EQ(house.post("/api/v1/queues/billing/members", house.admin, R"({"user":"agent2"})").status, 201);
    EXPECT_EQ(house.post("/api/v1/queues/billing/members", house.admin, R"({"user":"agent2"})").status, 201);
    EXPECT_EQ(house.get("/api/v1/queues/billing/members", house.admin).items(), 3u);
    Visit const visit(house);
    EXPECT_EQ(house.get(visit.path(), stranger).status, 200);
    EXPECT_EQ(remove("/api/v1/queues/billing/members/agent2").status, 204);
    EXPECT_EQ(house.get(visit.path(), stranger).status, 404);
}

TEST_F(People, a_key_is_shown_once) {
    auto const made = house.post("/api/v1/keys", house.admin, R"({"name":"chat","scope":"channel"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_TRUE(made.text("key").starts_with("k_"));
    EXPECT_EQ(house.get("/api/v1/keys", house.admin).items(), 2u);
    EXPECT_TRUE(is_problem(house.post("/api/v1/keys", house.admin, R"({"name":"chat","scope":"all"})"), 422, "scope"));
}

class Settings : public Street {
protected:
    static constexpr std::string_view organisation = "/api/v1/settings/sentiment";
    static constexpr std::string_view queue = "/api/v1/queues/billing/settings/sentiment";
};

TEST_F(Settings, of_a_fresh_install) {
    auto const seen = house.get(organisation, agent);
    EXPECT_TRUE(seen.flag("enabled"));
    EXPECT_EQ(seen.text("agent_threshold"), "none");
    EXPECT_EQ(seen.text("supervisor_threshold"), "none");
    EXPECT_EQ(seen.number("version"), 1);
}

TEST_F(Settings, absent_fields_stay_and_a_stale_version_is_a_conflict) {
    auto const first = house.put(organisation, house.admin, R"({"agent_threshold":"negative","version":1})");
    EXPECT_EQ(first.text("agent_threshold"), "negative");
    EXPECT_TRUE(first.flag("enabled"));
    EXPECT_EQ(first.number("version"), 2);
    EXPECT_EQ(first.text("changed_by.name"), "admin");
    EXPECT_TRUE(is_problem(house.put(organisation, house.admin, R"({"enabled":false,"version":1})"), 409, "version"));
    EXPECT_EQ(house.put(organisation, house.admin, R"({"enabled":false,"version":2})").status, 200);
}

TEST_F(Settings, a_threshold_is_one_of_four) {
    for (auto const* level : {"none", "slightly_negative", "negative", "very_negative"})
        EXPECT_EQ(
            house.put(organisation, house.admin, R"({"supervisor_threshold":")" + std::string(level) + "\"}").status,
            200);
    for (auto const* level : {"neutral", "positive", "bad", ""})
        EXPECT_TRUE(is_problem(
            house.put(organisation, house.admin, R"({"supervisor_threshold":")" + std::string(level) + "\"}"), 422,
            "supervisor_threshold"))
            << level;
    EXPECT_TRUE(is_problem(house.put(organisation, house.admin, R"({"version":-1})"), 422, "version"));
}

TEST_F(Settings, a_queue_says_where_each_value_comes_from) {
    house.put(organisation, house.admin, R"({"agent_threshold":"negative"})");
    auto const inherited = house.get(queue, agent);
    EXPECT_EQ(inherited.text("agent_threshold"), "negative");
    EXPECT_EQ(inherited.text("source.agent_threshold"), "organisation");
    auto const own = house.put(queue, house.admin, R"({"agent_threshold":"very_negative","enabled":false})");
    EXPECT_EQ(own.text("agent_threshold"), "very_negative");
    EXPECT_EQ(own.text("source.agent_threshold"), "queue");
    EXPECT_EQ(own.text("source.supervisor_threshold"), "organisation");
    EXPECT_FALSE(own.flag("enabled"));
    auto const back = house.put(queue, house.admin, R"({"agent_threshold":"inherit","enabled":"inherit"})");
    EXPECT_EQ(back.text("source.agent_threshold"), "organisation");
    EXPECT_EQ(back.text("source.enabled"), "organisation");
    EXPECT_TRUE(back.flag("enabled"));
}

TEST_F(Settings, monitoring_off_scores_nothing) {
    house.put(organisation, house.admin, R"({"enabled":false})");
    Visit const visit(house);
    house.post(visit.path("/messages"), visit.token, R"({"text":"hello"})");
    auto const seen = house.get(visit.path("/messages"), agent);
    EXPECT_EQ(seen.items(), 1u);
    EXPECT_EQ(seen.find("items.0.reading"), nullptr);
    EXPECT_EQ(house.get(visit.path(), agent).text("level"), "none");
}

TEST_F(Settings, consent_decides_who_is_scored) {
    auto const consent = [&](std::string_view body) {
        return house.put("/api/v1/queues/billing/consent", house.admin, body);
    };
    auto const scored = [&](std::string_view answer) {
        Visit const visit(house, R"({"queue":"billing")" + std::string(answer) + "}");
        house.post(visit.path("/messages"), visit.token, R"({"text":"hello"})");
        return house.get(visit.path("/messages"), agent).find("items.0.reading") != nullptr;
    };
    EXPECT_TRUE(scored(""));
    EXPECT_EQ(consent(R"({"mode":"opt_in","notice":"We read along."})").text("mode"), "opt_in");
    EXPECT_FALSE(scored(""));
    EXPECT_FALSE(scored(R"(,"consent":false)"));
    EXPECT_TRUE(scored(R"(,"consent":true)"));
    EXPECT_EQ(consent(R"({"mode":"notice"})").status, 200);
    EXPECT_TRUE(scored(""));
    EXPECT_FALSE(scored(R"(,"consent":false)"));
    EXPECT_EQ(house.get("/api/v1/queues/billing/notice").text("mode"), "notice");
    EXPECT_TRUE(is_problem(consent(R"({"mode":"sometimes"})"), 422, "mode"));
    EXPECT_TRUE(is_problem(house.get("/api/v1/queues/nowhere/notice"), 404));
}

TEST_F(Settings, changes_are_in_the_audit) {
    house.clock.advance(std::chrono::milliseconds(1));
    house.put(organisation, house.admin, R"({"agent_threshold":"negative"})");
    auto const seen = house.get("/api/v1/audit", house.admin);
    EXPECT_EQ(seen.text("items.0.object"), "settings/sentiment");
    EXPECT_EQ(seen.text("items.0.action"), "change");
    EXPECT_EQ(seen.text("items.0.who.name"), "admin");
    EXPECT_NE(seen.text("items.0.before").find("agent_threshold=none"), std::string::npos);
    EXPECT_NE(seen.text("items.0.after").find("agent_threshold=negative"), std::string::npos);
}

/// A conversation of agent1 whose customer swore, so that the level fell below both thresholds (B14: a profane English
/// text is negative or worse).
class Inbox : public Street {
protected:
    Inbox() {
        house.put("/api/v1/settings/sentiment", house.admin,
                  R"({"agent_threshold":"slightly_negative","supervisor_threshold":"slightly_negative"})");
        house.post(visit.path("/accept"), agent);
        house.post(visit.path("/messages"), visit.token, R"({"text":"this is fucking shit, fuck you"})");
    }

    Seen handle(std::string_view what, std::string_view token, std::string_view body = {}) {
        return house.ask("POST", "/api/v1/alerts/" + id + std::string(what), token, body);
    }

    Visit visit{house};
    std::string id;
};

TEST_F(Inbox, each_audience_has_one_alert) {
    auto const mine = house.get("/api/v1/alerts", agent);
    ASSERT_EQ(mine.items(), 1u) << mine.response.body;
    EXPECT_EQ(mine.text("items.0.audience"), "agent");
    EXPECT_EQ(mine.text("items.0.conversation"), visit.id);
    EXPECT_EQ(mine.text("items.0.threshold"), "slightly_negative");
    EXPECT_EQ(mine.text("items.0.state"), "open");
    auto const theirs = house.get("/api/v1/alerts?state=open", supervisor);
    ASSERT_EQ(theirs.items(), 1u) << theirs.response.body;
    EXPECT_EQ(theirs.text("items.0.audience"), "supervisor");
    EXPECT_EQ(house.get("/api/v1/alerts", stranger).items(), 0u);
    EXPECT_EQ(house.get("/api/v1/alerts", house.admin).items(), 2u);
}

TEST_F(Inbox, acknowledged_then_resolved) {
    id = house.get("/api/v1/alerts", agent).text("items.0.id");
    EXPECT_TRUE(is_problem(handle("", stranger), 405));
    EXPECT_TRUE(is_problem(house.get("/api/v1/alerts/" + id, stranger), 404));
    EXPECT_TRUE(is_problem(handle("/acknowledge", stranger), 404));
    EXPECT_EQ(handle("/acknowledge", agent).text("state"), "acknowledged");
    EXPECT_TRUE(is_problem(handle("/acknowledge", agent), 409));
    EXPECT_TRUE(
        is_problem(handle("/resolve", agent, R"({"reason":")" + std::string(2001, 'x') + "\"}"), 422, "reason"));
    auto const resolved = handle("/resolve", agent, R"({"reason":"refunded"})");
    EXPECT_EQ(resolved.text("state"), "resolved");
    EXPECT_EQ(resolved.text("reason"), "refunded");
    EXPECT_EQ(resolved.text("handled_by.name"), "agent1");
    EXPECT_TRUE(is_problem(handle("/ignore", agent), 409));
    EXPECT_EQ(house.get("/api/v1/alerts?state=open", agent).items(), 0u);
}

TEST_F(Inbox, ignored_without_a_body) {
    id = house.get("/api/v1/alerts", supervisor).text("items.0.id");
    EXPECT_EQ(handle("/ignore", supervisor).text("state"), "ignored");
}

} // namespace
} // namespace undertone::api
