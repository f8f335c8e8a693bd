#include "api/attachment.h"
#include "api/query.h"
#include "sentiment/utf8.h"
#include "world.h"

#include <limits>

/// What a body or a query may hold, and what is answered when it holds something else.
namespace undertone::api {
namespace {

using namespace world;

class Bodies : public Street {
protected:
    Seen login(std::string_view body) { return house.post("/api/v1/login", {}, body); }

    Seen say(std::string_view text) {
        return house.post(visit.path("/messages"), visit.token, R"({"text":")" + std::string(text) + "\"}");
    }

    Visit visit{house};
};

TEST_F(Bodies, an_empty_one_is_malformed) {
    EXPECT_TRUE(is_problem(login(""), 400));
    EXPECT_TRUE(is_problem(house.ask("POST", "/api/v1/conversations"), 400));
    EXPECT_TRUE(is_problem(house.ask("PUT", "/api/v1/settings/sentiment", house.admin), 400));
}

TEST_F(Bodies, an_empty_one_is_fine_where_nothing_is_needed) {
    EXPECT_EQ(house.ask("POST", "/api/v1/logout", house.sign_in("agent1")).status, 204);
    EXPECT_EQ(house.ask("POST", visit.path("/accept"), agent).status, 200);
}

TEST_F(Bodies, what_is_no_json_object_is_malformed) {
    for (auto const* body :
         {"{", "}", "[]", "1", "null", "\"a\"", "{\"name\":}", "{} x", "{'name':1}", "{\"a\":1,}", "\xEF\xBB\xBF{}"})
        EXPECT_TRUE(is_problem(login(body), 400)) << body;
}

TEST_F(Bodies, broken_utf8_is_malformed) {
    for (auto const* broken : {"\xFF", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xF0\x9F\x98"})
        EXPECT_TRUE(is_problem(say(broken), 400)) << broken;
    EXPECT_EQ(say("\xF0\x9F\x98\x80").status, 201);
}

TEST_F(Bodies, a_deep_one_is_malformed) {
    auto const nested = [](std::size_t depth) {
        return R"({"name":"a","password":"b","more":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    EXPECT_TRUE(is_problem(login(nested(15)), 422, "more"));
    EXPECT_TRUE(is_problem(login(nested(16)), 400));
    EXPECT_TRUE(is_problem(login(nested(100'000)), 400));
}

TEST_F(Bodies, a_missing_or_wrong_field_is_named) {
    EXPECT_TRUE(is_problem(login("{}"), 422, "name"));
    EXPECT_TRUE(is_problem(login(R"({"name":null,"password":"x"})"), 422, "name"));
    EXPECT_TRUE(is_problem(login(R"({"name":7,"password":"x"})"), 422, "name"));
    EXPECT_TRUE(is_problem(login(R"({"name":"x"})"), 422, "password"));
    EXPECT_TRUE(is_problem(login(R"({"name":"x","password":"y","cookie":"yes"})"), 422, "cookie"));
    EXPECT_TRUE(
        is_problem(house.post("/api/v1/conversations", {}, R"({"queue":"billing","customer":"me"})"), 422, "customer"));
    EXPECT_TRUE(is_problem(house.post("/api/v1/conversations", {}, R"({"queue":"billing","customer":{"name":[]}})"),
                           422, "customer.name"));
    EXPECT_TRUE(is_problem(house.post("/api/v1/score", agent, R"({"texts":"one"})"), 422, "texts"));
    EXPECT_TRUE(is_problem(house.post("/api/v1/score", agent, R"({"texts":["one",2]})"), 422, "texts[1]"));
    EXPECT_TRUE(is_problem(house.put("/api/v1/me/presence", agent, R"({"presence":"asleep"})"), 422, "presence"));
    EXPECT_TRUE(
        is_problem(house.post("/api/v1/users", house.admin, R"({"name":"a","password":"long enough","role":"king"})"),
                   422, "role"));
}

TEST_F(Bodies, u0000_cannot_be_kept) {
    EXPECT_TRUE(is_problem(say("a\\u0000b"), 422, "text"));
    EXPECT_TRUE(is_problem(login(R"({"name":"a\u0000","password":"b"})"), 422, "name"));
}

TEST_F(Bodies, a_text_of_65536_bytes_is_the_longest) {
    EXPECT_EQ(say(std::string(65'536, '.')).status, 201);
    EXPECT_TRUE(is_problem(say(std::string(65'537, '.')), 413, "text"));
    EXPECT_EQ(house.get(visit.path("/messages"), agent).items(), 1u);
}

TEST_F(Bodies, an_empty_text_is_no_message) {
    EXPECT_TRUE(is_problem(say(""), 422, "text"));
    EXPECT_TRUE(is_problem(house.post(visit.path("/messages"), visit.token, R"({"client_id":"1"})"), 422, "text"));
}

TEST_F(Bodies, texts_come_back_as_they_came) {
    EXPECT_EQ(say("  tab\\tline\\n日本 😡 \\\"quoted\\\" <b>&amp;</b>  ").status, 201);
    EXPECT_EQ(house.get(visit.path("/messages"), visit.token).text("items.0.text"),
              "  tab\tline\n日本 😡 \"quoted\" <b>&amp;</b>  ");
}

TEST_F(Bodies, score_takes_100_texts) {
    auto const body = [](std::size_t count) {
        std::string texts;
        for (std::size_t index = 0; index < count; ++index)
            texts += index == 0 ? "\"\"" : ",\"\"";
        return R"({"texts":[)" + texts + "]}";
    };
    auto const seen = house.post("/api/v1/score", agent, body(100));
    EXPECT_EQ(seen.status, 200);
    ASSERT_NE(seen.find("readings"), nullptr);
    EXPECT_EQ(seen.find("readings")->as_array().size(), 100u);
    EXPECT_TRUE(is_problem(house.post("/api/v1/score", agent, body(101)), 413, "texts"));
    EXPECT_EQ(house.post("/api/v1/score", agent, body(0)).status, 200);
}

TEST_F(Bodies, score_explains_every_text) {
    auto const first = [this](std::size_t count) {
        std::string texts = R"("The parcel came on Monday and the driver was horribly rude to my mother")";
        for (std::size_t index = 1; index < count; ++index)
            texts += R"(,"thank you")";
        return house.post("/api/v1/score", agent, R"({"texts":[)" + texts + "]}").find("readings")->at(0).as_object();
    };
    auto const explained = first(10);
    ASSERT_TRUE(explained.contains("phrases"));
    auto const& phrase = explained.at("phrases").at(0);
    EXPECT_EQ(phrase.at("text").as_string(), "horribly rude");
    EXPECT_EQ(phrase.at("start").to_number<int>(), 45);
    EXPECT_EQ(phrase.at("end").to_number<int>(), 58);
    EXPECT_LT(phrase.at("weight").to_number<double>(), 0);
    auto const in_words = [&](std::size_t texts) { return first(texts).at("phrases").at(0).at("text").as_string(); };
    EXPECT_EQ(in_words(10), "horribly rude");
    EXPECT_LT(in_words(10).size(), in_words(100).size()) << "a hundred texts share the passes of ten";
}

TEST_F(Bodies, a_client_id_has_at_most_200_bytes) {
    auto const with = [&](std::string const& id) {
        return house.post(visit.path("/messages"), visit.token, R"({"text":"hello","client_id":")" + id + "\"}");
    };
    EXPECT_EQ(with(std::string(200, 'c')).status, 201);
    EXPECT_TRUE(is_problem(with(std::string(201, 'c')), 422, "client_id"));
    EXPECT_TRUE(is_problem(with(""), 422, "client_id"));
}

class Pages : public Street {
protected:
    Seen list(std::string const& query) { return house.get("/api/v1/conversations" + query, house.admin); }
};

TEST_F(Pages, a_limit_is_a_whole_number_of_at_least_1) {
    for (auto const* wrong : {"0", "-1", "ten", "1.5", "1e2", "+5", "%205", "5%20", "0x10", "00"})
        EXPECT_TRUE(is_problem(list("?limit=" + std::string(wrong)), 422, "limit")) << wrong;
    for (auto const* right : {"1", "500", "501", "9999", "99999999999999999999999999", "007", ""})
        EXPECT_EQ(list("?limit=" + std::string(right)).status, 200) << right;
}

TEST_F(Pages, a_query_that_cannot_be_read_is_malformed_and_not_taken_as_none) {
    for (auto const* query : {"?limit=5&x=%zz", "?%", "?state=open&queue=%1"})
        EXPECT_TRUE(is_problem(list(query), 400)) << query;
    EXPECT_EQ(list("?limit=5&x=%7A").status, 200);
}

TEST_F(Pages, limits_are_500_at_most_and_50_by_default) {
    auto const wanted = [](std::string const& query) {
        net::Request request;
        request.query = query;
        return Query(request).page().limit;
    };
    EXPECT_EQ(wanted(""), 50u);
    EXPECT_EQ(wanted("limit=1"), 1u);
    EXPECT_EQ(wanted("limit=500"), 500u);
    EXPECT_EQ(wanted("limit=501"), 500u);
    EXPECT_EQ(wanted("limit=9999"), 500u);
    EXPECT_EQ(wanted("limit=18446744073709551616"), 500u);
    EXPECT_EQ(wanted("limit=18446744073709551615"), 500u);
}

TEST_F(Pages, a_cursor_leads_through_all_of_them_once) {
    std::vector<std::string> made;
    for (int index = 0; index < 7; ++index) {
        house.clock.advance(std::chrono::seconds(1));
        made.push_back(Visit(house).id);
    }
    std::vector<std::string> seen;
    std::string query = "?limit=3";
    for (int page = 0; page < 4 && !query.empty(); ++page) {
        auto const part = list(query);
        ASSERT_EQ(part.status, 200);
        for (std::size_t index = 0; index < part.items(); ++index)
            seen.push_back(part.text("items." + std::to_string(index) + ".id"));
        query = part.text("next").empty() ? "" : "?limit=3&cursor=" + part.text("next");
    }
    EXPECT_EQ(seen, std::vector<std::string>(made.rbegin(), made.rend()));
}

TEST_F(Pages, messages_come_oldest_first) {
    Visit const visit(house);
    for (auto const* text : {"one", "two", "three"})
        house.post(visit.path("/messages"), visit.token, R"({"text":")" + std::string(text) + "\"}");
    auto const first = house.get(visit.path("/messages?limit=2"), visit.token);
    EXPECT_EQ(first.text("items.0.text"), "one");
    EXPECT_EQ(first.text("items.1.text"), "two");
    auto const second = house.get(visit.path("/messages?limit=2&cursor=" + first.text("next")), visit.token);
    EXPECT_EQ(second.items(), 1u);
    EXPECT_EQ(second.text("items.0.text"), "three");
    ASSERT_NE(second.find("next"), nullptr);
    EXPECT_TRUE(second.find("next")->is_null());
}

TEST_F(Pages, a_cursor_of_more_than_200_bytes_is_none) {
    EXPECT_TRUE(is_problem(list("?cursor=" + std::string(201, 'x')), 422, "cursor"));
}

TEST_F(Pages, unknown_words_of_a_filter_are_named) {
    EXPECT_TRUE(is_problem(list("?state=asleep"), 422, "state"));
    EXPECT_TRUE(is_problem(list("?state=open,asleep"), 422, "state"));
    EXPECT_TRUE(is_problem(list("?level=furious"), 422, "level"));
    EXPECT_TRUE(is_problem(list("?queue=nowhere"), 422, "queue"));
    EXPECT_TRUE(is_problem(list("?agent=nobody"), 422, "agent"));
    EXPECT_TRUE(is_problem(house.get("/api/v1/alerts?state=asleep", agent), 422, "state"));
    EXPECT_EQ(list("?state=open,closed&level=none&queue=billing&agent=agent1&channel=live_chat").status, 200);
}

TEST_F(Pages, filters_choose) {
    Visit const open(house);
    Visit const ended(house);
    house.post(ended.path("/end"), ended.token);
    EXPECT_EQ(list("").items(), 1u);
    EXPECT_EQ(list("").text("items.0.id"), open.id);
    EXPECT_EQ(list("?state=closed").text("items.0.id"), ended.id);
    EXPECT_EQ(list("?state=open,closed").items(), 2u);
    EXPECT_EQ(list("?state=active").items(), 0u);
    EXPECT_EQ(list("?state=open&queue=billing").items(), 1u);
}

TEST_F(Pages, broken_utf8_in_an_address_comes_back_repaired) {
    for (auto const* target : {"/api/v1/\x85", "/\x85", "/api/v1/conversations?state=%85",
                               "/api/v1/conversations?level=%FF", "/api/v1/users/%85", "/api/v1/queues/%C3/members"}) {
        auto const seen = house.get(target, house.admin);
        EXPECT_GE(seen.status, 400) << target;
        EXPECT_FALSE(seen.text("detail").empty()) << target << " is answered with what is no JSON";
    }
}

TEST_F(Pages, a_method_that_is_no_text_is_refused_in_json) {
    for (auto const* path : {"/healthz", "/api/v1/conversations"}) {
        net::Request request;
        request.method = "we\xf3ged";
        request.path = path;
        auto const response = house.router.handle(request);
        EXPECT_EQ(response.status, 405) << path;
        EXPECT_TRUE(sentiment::is_valid_utf8(response.body)) << path;
    }
}

TEST(Attachment, a_list_names_media_types_one_by_one_or_by_kind) {
    for (auto const* type : {"image/png", "IMAGE/Tiff", "application/pdf"})
        EXPECT_TRUE(is_listed_type("Image/*  application/pdf", type)) << type;
    for (auto const* type : {"text/plain", "application/pdf2", "application/x-image", "images/png", "image"})
        EXPECT_FALSE(is_listed_type("image/* application/pdf", type)) << type;
    EXPECT_TRUE(is_listed_type("*/*", "video/mp4"));
    EXPECT_FALSE(is_listed_type("", "video/mp4"));
}

TEST(Status, each_code_has_its_own) {
    EXPECT_EQ(status_of(Code::invalid), 422);
    EXPECT_EQ(status_of(Code::malformed), 400);
    EXPECT_EQ(status_of(Code::unauthenticated), 401);
    EXPECT_EQ(status_of(Code::forbidden), 403);
    EXPECT_EQ(status_of(Code::not_found), 404);
    EXPECT_EQ(status_of(Code::conflict), 409);
    EXPECT_EQ(status_of(Code::too_large), 413);
    EXPECT_EQ(status_of(Code::too_many), 429);
    EXPECT_EQ(status_of(Code::unavailable), 503);
    EXPECT_EQ(status_of(Code::failed), 500);
}

TEST(Status, later_is_said_in_seconds) {
    for (auto const code : {Code::too_many, Code::unavailable}) {
        auto const answer = problem({code, "Not now.", {}, 7});
        EXPECT_EQ(answer.headers.back(), net::Header("Retry-After", "7"));
        EXPECT_EQ(problem({code, "Not now.", {}, 0}).headers.back(), net::Header("Retry-After", "1"));
    }
}

} // namespace
} // namespace undertone::api
