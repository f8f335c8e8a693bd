#include "api/embedded.h"
#include "api/json.h"
#include "api/router.h"
#include "net/answer.h"

#include <algorithm>
#include <array>

namespace undertone::api {
namespace {

/// Addresses that the pages route by themselves; every one of them is the same document.
constexpr std::array<std::string_view, 12> page_paths{"/",         "/sign-in", "/set-up",     "/chat",
                                                      "/docs",     "/agent",   "/alerts",     "/search",
                                                      "/insights", "/blocks",  "/supervisor", "/admin"};

/// One slash behind it leads to the same page.
bool leads_to(std::string_view page, std::string_view path) {
    return path == page || (page != "/" && path.starts_with(page) && path.substr(page.size()) == "/");
}

/// And those that have more below them.
bool is_page(std::string_view path) {
    return std::any_of(page_paths.begin(), page_paths.end(), [&](auto page) { return leads_to(page, path); }) ||
           path.starts_with("/admin/") || path.starts_with("/supervisor/");
}

Embedded const* find_file(std::string_view path) {
    auto const files = embedded_files();
    auto const found =
        std::find_if(files.begin(), files.end(), [&](Embedded const& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

std::string_view content_type(std::string_view path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{
        {{".html", "text/html; charset=utf-8"},
         {".js", "text/javascript; charset=utf-8"},
         {".css", "text/css; charset=utf-8"},
         {".svg", "image/svg+xml"},
         {".png", "image/png"},
         {".json", "application/json"},
         {".yaml", "application/yaml; charset=utf-8"},
         {".woff2", "font/woff2"},
         {".ico", "image/x-icon"}}};
    for (auto const& [ending, type] : types)
        if (path.ends_with(ending))
            return type;
    return "application/octet-stream";
}

/// A page may show and load only what comes from here; the chat alone may stand in another site's frame.
std::string security_policy(std::string_view path) {
    return std::string("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
                       "form-action 'self'; object-src 'none'; frame-ancestors ") +
           (leads_to("/chat", path) ? "*" : "'self'");
}

net::Response file_answer(net::Request const& request, Embedded const& file, int status) {
    net::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", content_type(file.path));
    response.headers.emplace_back("Vary", "Accept-Encoding");
    bool const lasting = file.path.starts_with("/assets/");
    response.headers.emplace_back("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.path.ends_with(".html"))
        response.headers.emplace_back("Content-Security-Policy", security_policy(request.path));
    if (net::accepts_gzip(request.header("accept-encoding")) && file.zipped.size() < file.bytes.size()) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.shared = file.zipped;
    } else {
        response.shared = file.bytes;
    }
    return response;
}

net::Response health(Context const& context) {
    return json(200, boost::json::object{{"status", "ok"}, {"program", "undertone"}, {"version", context.version}});
}

net::Response readiness(Context const& context) {
    auto const trouble = context.desk.trouble();
    if (trouble.empty())
        return json(200, boost::json::object{{"status", "ready"}, {"model", context.scorer.version()}});
    return problem({Code::unavailable, trouble, {}, 1});
}

net::Response metrics(Context const& context, net::Request const& request) {
    bool const separate = !context.config.text("server.management").empty();
    if (separate && !request.management)
        return problem({Code::forbidden, "Metrics are shown on the address of server.management alone.", {}, 0});
    if (!separate && !request.loopback)
        return problem({Code::forbidden, "Metrics are shown to this machine only, or on server.management.", {}, 0});
    net::Response response;
    response.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}, {"Cache-Control", "no-store"}};
    response.body = context.metrics.text();
    return response;
}

} // namespace

std::optional<net::Response> prompt_answer(Context const& context, net::Request const& request) {
    return request.method == "GET" && request.path == "/healthz" ? std::optional(health(context)) : std::nullopt;
}

std::optional<net::Response> root_answer(Context& context, net::Request const& request) {
    if (request.method != "GET" && request.method != "HEAD") {
        bool const there = request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics" ||
                           (!request.management && !request.path.starts_with(base_path) &&
                            (find_file(request.path) != nullptr || is_page(request.path)));
        return there ? std::optional(wrong_method(request.method, "GET, HEAD")) : std::nullopt;
    }
    if (request.path == "/healthz")
        return health(context);
    if (request.path == "/readyz")
        return readiness(context);
    if (request.path == "/metrics")
        return metrics(context, request);
    if (request.management || request.path.starts_with(base_path))
        return std::nullopt;
    if (request.path != "/index.html")
        if (auto const* const file = find_file(request.path))
            return file_answer(request, *file, 200);
    auto const* const document = find_file("/index.html");
    if (document == nullptr)
        return std::nullopt;
    if (is_page(request.path))
        return file_answer(request, *document, 200);
    bool const browser = request.header("accept").find("text/html") != std::string_view::npos;
    return browser ? std::optional(file_answer(request, *document, 404)) : std::nullopt;
}

} // namespace undertone::api
