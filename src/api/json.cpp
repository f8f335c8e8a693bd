#include "api/json.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>

namespace undertone::api {
namespace {

std::string_view title_of(int status) {
    switch (status) {
    case 400: return "Malformed request";
    case 401: return "Not signed in";
    case 403: return "Not allowed";
    case 404: return "Not found";
    case 405: return "Method not allowed";
    case 409: return "Not possible now";
    case 412: return "Not the present version";
    case 413: return "Too large";
    case 422: return "Invalid input";
    case 426: return "Upgrade required";
    case 429: return "Too many requests";
    case 503: return "Not available";
    default: return "Something broke";
    }
}

void append(std::string& text, boost::json::value const& value);

void append(std::string& text, double number) {
    std::array<char, 400> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
    text.append(digits.data(), end);
}

void append(std::string& text, boost::json::object const& object) {
    text += '{';
    bool first = true;
    for (auto const& member : object) {
        if (!first)
            text += ',';
        first = false;
        text += boost::json::serialize(member.key());
        text += ':';
        append(text, member.value());
    }
    text += '}';
}

void append(std::string& text, boost::json::array const& array) {
    text += '[';
    bool first = true;
    for (auto const& item : array) {
        if (!first)
            text += ',';
        first = false;
        append(text, item);
    }
    text += ']';
}

void append(std::string& text, boost::json::value const& value) {
    if (auto const* const object = value.if_object())
        append(text, *object);
    else if (auto const* const array = value.if_array())
        append(text, *array);
    else if (auto const* const number = value.if_double(); number != nullptr && std::isfinite(*number))
        append(text, *number);
    else
        text += boost::json::serialize(value);
}

/// Is it a sentence of the desk without a subject, which is its field: "must be from 1 to 9", "is missing"?
bool speaks_of_field(Error const& error) {
    constexpr std::array<std::string_view, 5> verbs{"must ", "is ", "was ", "has ", "needs "};
    return !error.field.empty() &&
           std::any_of(verbs.begin(), verbs.end(), [&](auto verb) { return error.message.starts_with(verb); });
}

} // namespace

std::string text_of(boost::json::value const& value) {
    std::string text;
    append(text, value);
    return text;
}

int status_of(Code code) {
    switch (code) {
    case Code::invalid: return 422;
    case Code::malformed: return 400;
    case Code::unauthenticated: return 401;
    case Code::forbidden: return 403;
    case Code::not_found: return 404;
    case Code::conflict: return 409;
    case Code::stale: return 412;
    case Code::too_large: return 413;
    case Code::too_many: return 429;
    case Code::unavailable: return 503;
    case Code::failed: break;
    }
    return 500;
}

net::Response json(int status, boost::json::value const& value) {
    net::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    response.body = text_of(value);
    return response;
}

net::Response json_with_secret(int status, boost::json::value const& value) {
    auto response = json(status, value);
    response.headers[1].second += ", no-transform";
    return response;
}

net::Response no_content() {
    net::Response response;
    response.status = 204;
    response.headers = {{"Cache-Control", "no-store"}};
    return response;
}

net::Response problem(Error const& error) {
    auto const status = status_of(error.code);
    boost::json::object body;
    body["status"] = status;
    body["title"] = title_of(status);
    std::string detail; // it may quote what came from outside
    sentiment::repair_utf8(speaks_of_field(error) ? error.field + " " + error.message : error.message, detail);
    body["detail"] = detail;
    if (!error.field.empty())
        body["field"] = error.field;
    auto response = json(status, body);
    response.headers[0].second = "application/problem+json";
    if (error.code == Code::unauthenticated)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (error.code == Code::too_many || error.code == Code::unavailable)
        response.headers.emplace_back("Retry-After", std::to_string(std::max(1, error.retry_after_seconds)));
    return response;
}

net::Response only_live() {
    auto response =
        json(426, boost::json::object{{"status", 426},
                                      {"title", title_of(426)},
                                      {"detail", "This is a live socket: ask for an Upgrade to websocket, or "
                                                 "send Accept: text/event-stream."}});
    response.headers[0].second = "application/problem+json";
    response.headers.emplace_back("Upgrade", "websocket");
    return response;
}

net::Response wrong_method(std::string_view method, std::string_view allowed) {
    std::string detail; // the method comes from outside
    sentiment::repair_utf8(std::string(method) + " is not possible here; " + std::string(allowed) + " is.", detail);
    auto response = json(405, boost::json::object{{"status", 405}, {"title", title_of(405)}, {"detail", detail}});
    response.headers[0].second = "application/problem+json";
    response.headers.emplace_back("Allow", allowed);
    return response;
}

} // namespace undertone::api
