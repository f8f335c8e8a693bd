#include "world.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <stdexcept>

namespace undertone::api::world {
namespace {

template <class T>
T taken(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(*result);
}

/// The part up to the next dot, taken off the front.
std::string_view next_part(std::string_view& path) {
    auto const end = path.find('.');
    auto const part = path.substr(0, end);
    path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
    return part;
}

boost::json::value const* child_of(boost::json::value const& value, std::string_view name) {
    if (auto const* const object = value.if_object())
        return object->if_contains(name);
    auto const* const array = value.if_array();
    auto const index = static_cast<std::size_t>(std::strtoull(std::string(name).c_str(), nullptr, 10));
    return array != nullptr && index < array->size() ? &(*array)[index] : nullptr;
}

} // namespace

Time HandClock::now() const {
    std::lock_guard const lock(mutex_);
    return now_;
}

void HandClock::advance(std::chrono::milliseconds time) {
    std::lock_guard const lock(mutex_);
    now_ += time;
}

Config config_with(Config::Values const& changes) {
    return taken(load_config(std::nullopt, changes, [](std::string const&) { return std::nullopt; }));
}

std::string Seen::header(std::string_view name) const {
    for (auto const& [known, value] : response.headers)
        if (known == name)
            return value;
    return {};
}

boost::json::value const* Seen::find(std::string_view path) const {
    auto const* value = &body;
    while (value != nullptr && !path.empty())
        value = child_of(*value, next_part(path));
    return value;
}

std::string Seen::text(std::string_view path) const {
    auto const* const value = find(path);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t Seen::number(std::string_view path) const {
    auto const* const value = find(path);
    return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : -1;
}

bool Seen::flag(std::string_view path) const {
    auto const* const value = find(path);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::size_t Seen::items() const {
    auto const* const value = find("items");
    return value != nullptr && value->is_array() ? value->get_array().size() : 9999;
}

House::House(Config::Values const& changes)
    : config(config_with(changes))
    , bus(bus::local())
    , database(taken(
          store::Database::open({.folder = folder_.path(),
                                 .readers = static_cast<int>(config.number("store.readers")),
                                 .reader_milliseconds = static_cast<int>(config.number("store.reader_milliseconds"))})))
    , desk({*database, *bus, clock, config,
            [](std::string_view text, std::string_view, auto const&, std::size_t passes) {
                return scorer().score(text, {.explain_passes = passes});
            },
            desk::PasswordCost::least})
    , context{desk, scorer(), config, clock, metrics, set_up, "9.9.9"}
    , router(context) {
    desk.on_event([this](types::Event const& event) {
        std::lock_guard const lock(ear_mutex_);
        if (ear_)
            ear_(event);
    });
    taken(desk.people().set_up("admin", password));
    admin = sign_in("admin");
    if (auto const made = post("/api/v1/queues", admin, R"({"name":"billing"})"); made.status != 201)
        throw std::runtime_error("no queue: " + made.response.body);
}

Seen House::answer_to(net::Request const& request) {
    Seen seen;
    seen.response = router.handle(request);
    seen.status = seen.response.status;
    boost::system::error_code error;
    auto body = boost::json::parse(seen.response.body, error);
    if (!error)
        seen.body = std::move(body);
    return seen;
}

Seen House::ask(std::string_view method, std::string_view target, std::string_view token, std::string_view body,
                Headers headers) {
    net::Request request;
    request.method = method;
    auto const mark = target.find('?');
    request.path = target.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    request.headers = std::move(headers);
    request.headers.emplace_back("host", "desk.example");
    if (!token.empty())
        request.headers.emplace_back("authorization", "Bearer " + std::string(token));
    request.body = body;
    request.remote = "127.0.0.1";
    request.loopback = true;
    request.scheme = request.header("x-forwarded-proto");
    request.authority = request.header("host");
    return answer_to(request);
}

std::string House::sign_in(std::string_view name) {
    return taken(desk.people().sign_in(name, password, "test")).token;
}

std::string House::hire(std::string_view name, std::string_view role, std::string_view queues) {
    auto const body = R"({"name":")" + std::string(name) + R"(","password":")" + std::string(password) +
                      R"(","role":")" + std::string(role) + R"(","queues":)" + std::string(queues) + "}";
    if (auto const made = post("/api/v1/users", admin, body); made.status != 201)
        throw std::runtime_error("no account: " + made.response.body);
    return sign_in(name);
}

std::string House::key(std::string_view name) {
    auto const made = post("/api/v1/keys", admin, R"({"name":")" + std::string(name) + R"(","scope":"channel"})");
    if (made.status != 201)
        throw std::runtime_error("no key: " + made.response.body);
    return made.text("key");
}

void House::on_event(std::function<void(types::Event const&)> hear) {
    std::lock_guard const lock(ear_mutex_);
    ear_ = std::move(hear);
}

Visit::Visit(House& house, std::string_view body, std::string_view caller)
    : created(house.post("/api/v1/conversations", caller, body))
    , id(created.text("conversation.id"))
    , token(created.text("visitor_token")) {
    if (created.status != 201)
        throw std::runtime_error("no conversation: " + created.response.body);
}

std::string filled(std::string_view pattern) {
    std::string path = "/api/v1";
    for (std::size_t at = 0; at < pattern.size();) {
        if (pattern[at] != '{') {
            path += pattern[at++];
            continue;
        }
        path += "00000000000000000000000000";
        at = pattern.find('}', at) + 1;
    }
    return path;
}

::testing::AssertionResult is_problem(Seen const& seen, int status, std::string_view field) {
    auto const failure = [&](std::string const& what) {
        return ::testing::AssertionFailure() << what << ": " << seen.status << ' ' << seen.response.body;
    };
    if (seen.status != status || seen.number("status") != status)
        return failure("the status is not " + std::to_string(status));
    if (seen.header("Content-Type") != "application/problem+json")
        return failure("the type is " + seen.header("Content-Type"));
    if (seen.text("title").empty() || seen.text("detail").empty())
        return failure("title or detail is missing");
    if (seen.text("field") != field)
        return failure("the field is not \"" + std::string(field) + "\"");
    return ::testing::AssertionSuccess();
}

} // namespace undertone::api::world
