#include "api/cookie.h"
#include "world.h"

#include <boost/json/serialize.hpp>

/// Sign-in, cookies and where they come from, set-up, presence, the own password.
namespace undertone::api {
namespace {

using namespace world;

std::string credentials(std::string_view name, std::string_view secret, std::string_view more = {}) {
    return R"({"name":")" + std::string(name) + R"(","password":")" + std::string(secret) + "\"" + std::string(more) +
           "}";
}

constexpr std::string_view as_page = R"(,"cookie":true)";

class SignIn : public Street {
protected:
    Seen login(std::string const& body, Headers headers = {}) {
        return house.ask("POST", "/api/v1/login", {}, body, std::move(headers));
    }

    /// The Cookie header that a page sends after its sign-in.
    net::Header cookie() {
        auto const set =
            login(credentials("agent1", password, as_page), {{"origin", "http://desk.example"}}).header("Set-Cookie");
        return {"cookie", "theme=dark; " + set.substr(0, set.find(';'))};
    }
};

TEST_F(SignIn, programs_get_a_token) {
    auto const seen = login(credentials("agent1", password));
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.header("Set-Cookie"), "");
    EXPECT_EQ(seen.header("Cache-Control"), "no-store, no-transform");
    EXPECT_EQ(seen.text("user.name"), "agent1");
    EXPECT_EQ(seen.text("user.role"), "agent");
    EXPECT_EQ(seen.text("user.presence"), "available");
    EXPECT_EQ(seen.text("user.queues.0.name"), "billing");
    EXPECT_EQ(seen.number("user.capacity"), 10);
    EXPECT_EQ(house.get("/api/v1/me", seen.text("token")).status, 200);
}

TEST_F(SignIn, pages_get_a_cookie_and_no_token) {
    auto const seen = login(credentials("agent1", password, as_page), {{"origin", "http://desk.example"}});
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.find("token"), nullptr);
    auto const cookie = seen.header("Set-Cookie");
    for (auto const* part : {"; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200"})
        EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
    EXPECT_EQ(cookie.find("Secure"), std::string::npos) << cookie;
    EXPECT_EQ(boost::json::serialize(seen.body).find(cookie.substr(0, cookie.find(';'))), std::string::npos);
}

TEST_F(SignIn, behind_tls_the_cookie_is_secure) {
    auto const seen = login(credentials("agent1", password, as_page),
                            {{"origin", "https://desk.example"}, {"x-forwarded-proto", "https"}});
    EXPECT_NE(seen.header("Set-Cookie").find("; Secure"), std::string::npos);
}

TEST_F(SignIn, a_page_of_another_site_gets_none) {
    for (auto const* origin :
         {"http://evil.example", "http://desk.example.evil.example", "http://evil.example/desk.example", "null",
          "desk.example", "http://", "http://desk.example:8080"})
        EXPECT_TRUE(is_problem(login(credentials("agent1", password, as_page), {{"origin", origin}}), 403)) << origin;
    EXPECT_EQ(login(credentials("agent1", password, as_page)).status, 200) << "a program sends no Origin";
}

TEST_F(SignIn, the_scheme_and_the_port_count_too) {
    auto const status = [&](std::string_view origin, std::string_view scheme) {
        Headers headers{{"origin", std::string(origin)}};
        if (!scheme.empty())
            headers.emplace_back("x-forwarded-proto", scheme);
        return login(credentials("agent1", password, as_page), headers).status;
    };
    EXPECT_EQ(status("https://desk.example", "https"), 200);
    EXPECT_EQ(status("https://desk.example:443", "https"), 200) << "the port of https, said";
    EXPECT_EQ(status("https://DESK.example", "https"), 200);
    EXPECT_EQ(status("http://desk.example", "https"), 403) << "whoever changes pages on the way could have written it";
    EXPECT_EQ(status("https://desk.example", "http"), 403);
    EXPECT_EQ(status("http://desk.example:443", "http"), 403);
    EXPECT_EQ(status("https://desk.example", ""), 200) << "a proxy that says nothing ends TLS before the server";
    EXPECT_EQ(status("http://desk.example:443", ""), 403);
    EXPECT_EQ(status("ftp://desk.example", ""), 403);
    EXPECT_EQ(status("http://desk.example", ""), 200);
}

TEST_F(SignIn, wrong_names_and_passwords_are_answered_alike) {
    auto const name = login(credentials("nobody", password));
    auto const secret = login(credentials("agent1", "wrong"));
    EXPECT_TRUE(is_problem(name, 401));
    EXPECT_TRUE(is_problem(secret, 401));
    EXPECT_EQ(name.response.body, secret.response.body);
}

TEST_F(SignIn, failures_are_throttled_and_successes_are_not) {
    for (int count = 0; count < 12; ++count)
        EXPECT_EQ(login(credentials("agent1", password)).status, 200);
    for (int count = 0; count < 5; ++count)
        EXPECT_TRUE(is_problem(login(credentials("agent1", "wrong")), 401));
    auto const refused = login(credentials("agent1", password));
    EXPECT_TRUE(is_problem(refused, 429));
    EXPECT_GE(std::stoi(refused.header("Retry-After")), 1);
    EXPECT_EQ(login(credentials("agent2", password)).status, 200);
    house.clock.advance(std::chrono::seconds(std::stoi(refused.header("Retry-After"))));
    EXPECT_EQ(login(credentials("agent1", password)).status, 200);
}

TEST_F(SignIn, a_cookie_reads_without_an_origin) {
    EXPECT_EQ(house.ask("GET", "/api/v1/me", {}, {}, {cookie()}).status, 200);
    EXPECT_EQ(house.ask("HEAD", "/api/v1/me", {}, {}, {cookie()}).status, 200);
}

TEST_F(SignIn, a_cookie_changes_nothing_without_its_own_origin) {
    auto const mine = cookie();
    auto const put = [&](Headers headers) {
        headers.push_back(mine);
        return house.ask("PUT", "/api/v1/me/presence", {}, R"({"presence":"busy"})", std::move(headers));
    };
    EXPECT_TRUE(is_problem(put({}), 403));
    EXPECT_TRUE(is_problem(put({{"origin", "http://evil.example"}}), 403));
    EXPECT_TRUE(is_problem(put({{"origin", "null"}}), 403));
    EXPECT_TRUE(is_problem(put({{"referer", "http://desk.example/agent"}}), 403));
    EXPECT_EQ(put({{"origin", "http://desk.example"}}).status, 200);
    EXPECT_EQ(put({{"origin", "https://desk.example"}}).status, 200);
}

TEST_F(SignIn, a_bearer_token_needs_no_origin) {
    EXPECT_EQ(house.put("/api/v1/me/presence", agent, R"({"presence":"busy"})").status, 200);
}

TEST_F(SignIn, a_bearer_token_wins_over_the_cookie) {
    EXPECT_EQ(house.ask("GET", "/api/v1/me", supervisor, {}, {cookie()}).text("name"), "supervisor");
    EXPECT_TRUE(is_problem(house.ask("GET", "/api/v1/me", "s_broken", {}, {cookie()}), 401));
}

TEST_F(SignIn, a_signed_in_page_may_be_a_visitors_too) {
    auto const seen = house.ask("POST", "/api/v1/conversations", {}, R"({"queue":"billing"})", {cookie()});
    EXPECT_EQ(seen.status, 201);
    EXPECT_EQ(seen.find("conversation.level"), nullptr);
}

TEST_F(SignIn, signing_out_ends_this_sign_in) {
    auto const other = house.sign_in("agent1");
    auto const out = house.post("/api/v1/logout", agent);
    EXPECT_EQ(out.status, 204);
    EXPECT_NE(out.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_TRUE(is_problem(house.get("/api/v1/me", agent), 401));
    auto const me = house.get("/api/v1/me", other);
    EXPECT_EQ(me.status, 200);
    EXPECT_EQ(me.text("presence"), "offline");
}

TEST_F(SignIn, signing_out_everywhere_ends_all) {
    auto const other = house.sign_in("agent1");
    EXPECT_EQ(house.post("/api/v1/logout", agent, R"({"everywhere":true})").status, 204);
    EXPECT_TRUE(is_problem(house.get("/api/v1/me", other), 401));
    EXPECT_EQ(house.get("/api/v1/me", supervisor).status, 200);
}

TEST_F(SignIn, a_new_password_ends_the_other_sign_ins) {
    auto const other = house.sign_in("agent1");
    auto const change = [&](std::string_view current, std::string_view wanted) {
        return house.put("/api/v1/me/password", agent,
                         R"({"current_password":")" + std::string(current) + R"(","password":")" + std::string(wanted) +
                             "\"}");
    };
    EXPECT_TRUE(is_problem(change("wrong", "a new one"), 422, "current_password"));
    EXPECT_TRUE(is_problem(change(password, "abc"), 422, "password"));
    EXPECT_EQ(change(password, "a new one").status, 204);
    EXPECT_EQ(house.get("/api/v1/me", agent).status, 200);
    EXPECT_TRUE(is_problem(house.get("/api/v1/me", other), 401));
    EXPECT_TRUE(is_problem(login(credentials("agent1", password)), 401));
    EXPECT_EQ(login(credentials("agent1", "a new one")).status, 200);
}

TEST_F(SignIn, presences) {
    for (auto const* presence : {"available", "busy", "do_not_disturb", "away", "offline"}) {
        auto const set = house.put("/api/v1/me/presence", agent, R"({"presence":")" + std::string(presence) + "\"}");
        EXPECT_EQ(set.text("presence"), presence);
        EXPECT_EQ(house.get("/api/v1/me", agent).text("presence"), presence);
    }
}

TEST_F(SignIn, no_answer_shows_a_password) {
    for (auto const* target :
         {"/api/v1/me", "/api/v1/users", "/api/v1/users/agent1", "/api/v1/audit", "/api/v1/keys"}) {
        auto const body = house.get(target, house.admin).response.body;
        EXPECT_EQ(body.find("argon2"), std::string::npos) << target;
        EXPECT_EQ(body.find(std::string(password)), std::string::npos) << target;
        EXPECT_EQ(body.find(key), std::string::npos) << target;
    }
}

TEST(SameOrigin, is_the_host_that_was_asked) {
    net::Request request;
    request.authority = "desk.example:8080";
    request.headers = {{"origin", "http://desk.example:8080"}};
    EXPECT_TRUE(same_origin(request));
    request.headers[0].second = "http://desk.example";
    EXPECT_FALSE(same_origin(request));
    request.authority = {};
    request.headers[0].second = "http://";
    EXPECT_FALSE(same_origin(request));
    request.headers = {};
    EXPECT_FALSE(same_origin(request));
}

TEST(PresentedToken, bearer_in_any_case) {
    net::Request request;
    request.headers = {{"authorization", "bEARER abc"}};
    ASSERT_TRUE(presented_token(request));
    EXPECT_EQ(presented_token(request)->token, "abc");
    EXPECT_FALSE(presented_token(request)->by_cookie);
    request.headers[0].second = "Bearer   abc"; // RFC 9110: one blank or more
    EXPECT_EQ(presented_token(request)->token, "abc");
    for (auto const* other : {"Basic abc", "Bearer", "abc", ""}) {
        request.headers[0].second = other;
        EXPECT_FALSE(presented_token(request)) << other;
    }
}

/// A service that has no account yet.
class FreshHouse : public ::testing::Test {
protected:
    TemporaryFolder folder;
    Config config = config_with({});
    HandClock clock;
    Metrics metrics;
    std::unique_ptr<bus::Bus> bus = bus::local();
    std::unique_ptr<store::Database> database = std::move(store::Database::open({folder.path()}).value());
    desk::Desk desk{{*database, *bus, clock, config,
                     [](std::string_view text, std::string_view, auto const&, auto) { return scorer().score(text); },
                     desk::PasswordCost::least}};
    SetUpLink link;
    Context context{desk, scorer(), config, clock, metrics, link, "9.9.9"};
    Router router{context};

    net::Response ask(std::string_view method, std::string_view body = {}) {
        net::Request request;
        request.method = method;
        request.path = "/api/v1/set-up";
        request.body = body;
        return router.handle(request);
    }
};

TEST_F(FreshHouse, the_link_makes_the_first_administrator_once) {
    link.open("the-secret");
    EXPECT_EQ(ask("GET").body, R"({"needed":true,"least_password_characters":4})");
    EXPECT_EQ(ask("POST", R"({"token":"wrong","name":"chief","password":"long enough"})").status, 403);
    EXPECT_EQ(ask("POST", R"({"token":"","name":"chief","password":"long enough"})").status, 403);
    EXPECT_EQ(ask("POST", R"({"token":"the-secret","name":"","password":"long enough"})").status, 422);
    EXPECT_EQ(ask("POST", R"({"token":"the-secret","name":"chief","password":"long enough"})").status, 201);
    EXPECT_EQ(ask("GET").body, R"({"needed":false,"least_password_characters":4})");
    EXPECT_EQ(ask("POST", R"({"token":"the-secret","name":"second","password":"long enough"})").status, 409);
    EXPECT_EQ(desk.people().sign_in("chief", "long enough", "test")->user.role, types::Role::administrator);
}

TEST_F(FreshHouse, without_a_link_nobody_sets_up) {
    EXPECT_EQ(ask("POST", R"({"token":"","name":"chief","password":"long enough"})").status, 403);
    link.open("the-secret");
    link.close();
    EXPECT_EQ(ask("POST", R"({"token":"the-secret","name":"chief","password":"long enough"})").status, 403);
}

} // namespace
} // namespace undertone::api
