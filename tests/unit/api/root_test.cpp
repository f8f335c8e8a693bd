#include "api/embedded.h"
#include "world.h"

#include <fstream>
#include <regex>
#include <sstream>

/// What stands outside /api/v1.
namespace undertone::api {
namespace {

using namespace world;

/// The addresses that the pages route, an id in place of each parameter.
std::vector<std::string> routes_of_the_pages() {
    std::ifstream file(UNDERTONE_SOURCE "/web/src/app.tsx");
    std::ostringstream text;
    text << file.rdbuf();
    auto const source = text.str();
    std::vector<std::string> routes;
    std::regex const route("path: '([^*']+)'");
    for (std::sregex_iterator found(source.begin(), source.end(), route); found != std::sregex_iterator(); ++found) {
        auto path = std::regex_replace((*found)[1].str(), std::regex(":[a-z]+"), "01id");
        routes.push_back(path.starts_with('/') ? path : "/admin/" + path);
    }
    return routes;
}

class Root : public ::testing::Test {
protected:
    net::Response get(std::string_view path, Headers headers = {}, std::string_view method = "GET") {
        net::Request request;
        request.method = method;
        request.path = path;
        request.headers = std::move(headers);
        request.loopback = true;
        return house.router.handle(request);
    }

    static std::string header(net::Response const& response, std::string_view name) {
        return Seen{response.status, response, nullptr}.header(name);
    }

    static std::string_view content(net::Response const& response) {
        return response.shared ? *response.shared : std::string_view(response.body);
    }

    static Embedded const& file(std::string_view path) {
        for (auto const& known : embedded_files())
            if (known.path == path)
                return known;
        throw std::runtime_error(std::string(path) + " is not in the program");
    }

    House house;
};

TEST_F(Root, health_and_readiness) {
    auto const health = house.get("/healthz");
    EXPECT_EQ(health.status, 200);
    EXPECT_EQ(health.text("status"), "ok");
    EXPECT_EQ(health.text("program"), "undertone");
    EXPECT_EQ(health.text("version"), "9.9.9");
    auto const ready = house.get("/readyz");
    EXPECT_EQ(ready.status, 200);
    EXPECT_EQ(ready.text("status"), "ready");
    EXPECT_EQ(ready.text("model"), scorer().version());
}

TEST_F(Root, metrics_are_shown_to_this_machine_only) {
    net::Request request;
    request.method = "GET";
    request.path = "/metrics";
    EXPECT_TRUE(is_problem(house.answer_to(request), 403));
    request.management = true;
    EXPECT_TRUE(is_problem(house.answer_to(request), 403));
    request.management = false;
    request.loopback = true;
    house.metrics.count("sign_ins_failed_total");
    auto const seen = house.answer_to(request);
    EXPECT_EQ(seen.status, 200);
    EXPECT_TRUE(seen.header("Content-Type").starts_with("text/plain; version=0.0.4"));
    EXPECT_NE(seen.response.body.find("sign_ins_failed_total 1"), std::string::npos) << seen.response.body;
}

TEST_F(Root, with_a_management_address_metrics_are_there_alone) {
    House separate(Config::Values{{"server.management", "127.0.0.1:0"}});
    net::Request request;
    request.method = "GET";
    request.path = "/metrics";
    request.loopback = true;
    EXPECT_TRUE(is_problem(separate.answer_to(request), 403));
    EXPECT_NE(separate.answer_to(request).text("detail").find("server.management alone"), std::string::npos);
    request.management = true;
    EXPECT_EQ(separate.answer_to(request).status, 200);
    request.path = "/healthz";
    EXPECT_EQ(separate.answer_to(request).status, 200);
    for (auto const* path : {"/", "/agent", "/api/v1/set-up", "/openapi.yaml"}) {
        request.path = path;
        EXPECT_TRUE(is_problem(separate.answer_to(request), 404)) << path;
    }
}

TEST_F(Root, the_description) {
    auto const seen = get("/openapi.yaml");
    EXPECT_EQ(seen.status, 200);
    EXPECT_TRUE(header(seen, "Content-Type").starts_with("application/yaml"));
    EXPECT_TRUE(content(seen).starts_with("openapi: 3.1"));
}

TEST_F(Root, every_page_is_the_one_document) {
    auto const document = file("/index.html").bytes;
    auto const routes = routes_of_the_pages();
    ASSERT_GT(routes.size(), 25u);
    for (auto const& path : routes) {
        auto const seen = get(path);
        EXPECT_EQ(seen.status, 200) << path;
        EXPECT_EQ(content(seen), document) << path;
        EXPECT_TRUE(header(seen, "Content-Type").starts_with("text/html")) << path;
        EXPECT_EQ(header(seen, "Cache-Control"), "no-cache") << path;
    }
}

TEST_F(Root, one_slash_behind_an_address_leads_to_the_same_page) {
    for (auto const* path : {"/agent/", "/chat/", "/admin/", "/supervisor/", "/admin/sentiment/"})
        EXPECT_EQ(content(get(path)), file("/index.html").bytes) << path;
    EXPECT_EQ(get("/agent/").status, 200);
    for (auto const* path : {"/agent//", "/agents", "/agent/x", "/healthz/"})
        EXPECT_EQ(get(path).status, 404) << path;
}

TEST_F(Root, only_the_chat_may_stand_in_a_frame_of_another_site) {
    for (auto const* path : {"/chat", "/chat/"})
        EXPECT_NE(header(get(path), "Content-Security-Policy").find("frame-ancestors *"), std::string::npos) << path;
    for (auto const* path : {"/", "/agent", "/admin/sentiment", "/sign-in"})
        EXPECT_NE(header(get(path), "Content-Security-Policy").find("frame-ancestors 'self'"), std::string::npos)
            << path;
}

TEST_F(Root, an_unknown_page_is_a_page_for_browsers_and_a_problem_for_programs) {
    auto const browser = get("/nowhere", {{"accept", "text/html,application/xhtml+xml,*/*;q=0.8"}});
    EXPECT_EQ(browser.status, 404);
    EXPECT_EQ(content(browser), file("/index.html").bytes);
    EXPECT_TRUE(is_problem(house.get("/nowhere"), 404));
    EXPECT_EQ(header(get("/api/v1/nowhere", {{"accept", "text/html"}}), "Content-Type"), "application/problem+json");
    EXPECT_EQ(get("/agent", {}, "POST").status, 405);
}

TEST_F(Root, what_the_build_named_by_its_content_is_kept_forever) {
    std::size_t assets = 0;
    for (auto const& known : embedded_files()) {
        auto const seen = get(known.path);
        if (known.path == "/index.html")
            continue;
        EXPECT_EQ(seen.status, 200) << known.path;
        EXPECT_EQ(content(seen), known.bytes) << known.path;
        bool const asset = known.path.starts_with("/assets/");
        assets += asset ? 1 : 0;
        EXPECT_EQ(header(seen, "Cache-Control"), asset ? "public, max-age=31536000, immutable" : "no-cache")
            << known.path;
        EXPECT_NE(header(seen, "Content-Type"), "application/octet-stream") << known.path;
    }
    EXPECT_GT(assets, 0u);
}

TEST_F(Root, files_go_compressed_to_those_who_can) {
    auto const zipped = get("/", {{"accept-encoding", "br, gzip"}});
    EXPECT_EQ(header(zipped, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(zipped, "Vary"), "Accept-Encoding");
    EXPECT_EQ(content(zipped), file("/index.html").zipped);
    EXPECT_TRUE(content(zipped).starts_with("\x1F\x8B"));
    auto const plain = get("/");
    EXPECT_EQ(header(plain, "Content-Encoding"), "");
    EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
}

TEST_F(Root, heads_have_the_same_answer) {
    EXPECT_EQ(get("/healthz", {}, "HEAD").status, 200);
    EXPECT_EQ(content(get("/agent", {}, "HEAD")), file("/index.html").bytes);
}

TEST_F(Root, paths_that_look_outward_find_nothing) {
    for (auto const* path :
         {"/../etc/passwd", "/assets/../index.html", "/assets/", "/assets", "//", "/%2e%2e/etc/passwd", "/index.html/"})
        EXPECT_EQ(get(path).status, 404) << path;
}

} // namespace
} // namespace undertone::api
