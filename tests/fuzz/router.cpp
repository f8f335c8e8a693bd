#include "api/router.h"

#include "api/json.h"
#include "bus/bus.h"
#include "fuzz.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fuzzer/FuzzedDataProvider.h>
#include <memory>

/// Any request to the whole service without its sockets: an answer below 500, problems as problem+json, and nothing of
/// sentiment for visitors.
namespace undertone::fuzz {
namespace {

constexpr auto password = "correct horse";
constexpr int requests_of_one_house = 4000; ///< then a new database, so that none grows without end

template <class T>
T sure(Result<T> result) {
    promise(result.has_value(), result ? "" : result.error().message);
    return std::move(*result);
}

Config standard() {
    return sure(load_config(
        std::nullopt, {{"limits.visitor_messages_per_minute", "0"}, {"limits.visitor_conversations_per_minute", "0"}},
        [](std::string const&) { return std::nullopt; }));
}

/// A folder that is gone with the house.
struct Folder {
    Folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "undertone-fuzz-XXXXXX").string();
        promise(::mkdtemp(pattern.data()) != nullptr, "a folder could be made");
        path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

struct House {
    House() {
        desk.on_event([](types::Event const&) {});
        sure(desk.people().set_up("admin", password));
        auto const admin = sign_in("admin");
        auto const caller = sure(desk.people().authenticate(admin));
        sure(desk.people().create_queue(caller, "billing"));
        for (auto const& user : {desk::NewUser{"agent1", password, types::Role::agent, {"billing"}},
                                 desk::NewUser{"supervisor", password, types::Role::supervisor, {"billing"}}})
            sure(desk.people().create_user(caller, user));
        types::NewConversation wanted;
        wanted.queue = "billing";
        auto const created = sure(desk.conversations().create(std::nullopt, wanted));
        conversation = created.conversation.id;
        visitor = created.visitor_token;
        tokens = {"",
                  admin,
                  sign_in("supervisor"),
                  sign_in("agent1"),
                  visitor,
                  sure(desk.people().create_key(caller, "gateway", "channel")).key};
    }

    std::string sign_in(std::string_view name) { return sure(desk.people().sign_in(name, password, "fuzz")).token; }

    Folder folder;
    Config config = standard();
    SystemClock clock;
    Metrics metrics;
    std::unique_ptr<bus::Bus> bus = bus::local();
    std::unique_ptr<store::Database> database = sure(store::Database::open({folder.path}));
    sentiment::Scorer scorer = sure(sentiment::Scorer::load(UNDERTONE_TINY_MODEL, 64));
    desk::Desk desk{
        {*database, *bus, clock, config,
         [this](std::string_view text, std::string_view, sentiment::PhraseBook const& own_phrases, std::size_t passes) {
             return scorer.score(text, {.own_phrases = &own_phrases, .explain_passes = passes});
         },
         desk::PasswordCost::least}};
    api::SetUpLink set_up;
    api::Context context{desk, scorer, config, clock, metrics, set_up, "0"};
    api::Router router{context};
    std::string conversation;
    std::string visitor;
    std::vector<std::string> tokens;
};

/// The present house; a new one when the old one has seen enough, or when a sign-in in it ended.
House& house(bool deserted = false) {
    static std::unique_ptr<House> present;
    static int requests = 0;
    if (!present || deserted || ++requests > requests_of_one_house) {
        present.reset();
        present = std::make_unique<House>();
        requests = 0;
    }
    return *present;
}

/// A known call with known or made-up names in its path, or any path at all.
void choose_call(FuzzedDataProvider& input, House const& house, net::Request& request) {
    auto const routes = api::routes();
    auto const chosen = input.ConsumeIntegralInRange<std::size_t>(0, routes.size());
    if (chosen == routes.size()) {
        request.method = input.ConsumeRandomLengthString(8);
        request.path = "/" + input.ConsumeRandomLengthString(60);
        return;
    }
    request.method = routes[chosen].method;
    request.path = api::base_path;
    auto pattern = routes[chosen].path;
    while (!pattern.empty()) {
        auto const begin = std::min(pattern.find('{'), pattern.size());
        request.path += pattern.substr(0, begin);
        pattern.remove_prefix(begin);
        if (pattern.empty())
            break;
        pattern.remove_prefix(pattern.find('}') + 1);
        switch (input.ConsumeIntegralInRange<int>(0, 3)) {
        case 0: request.path += input.ConsumeRandomLengthString(20); break;
        case 1: request.path += "agent1"; break;
        case 2: request.path += "billing"; break;
        default: request.path += house.conversation; break;
        }
    }
}

bool has_member(boost::json::value const& value, std::string_view name) {
    if (auto const* const array = value.if_array())
        return std::any_of(array->begin(), array->end(), [&](auto const& item) { return has_member(item, name); });
    auto const* const object = value.if_object();
    return object != nullptr && std::any_of(object->begin(), object->end(), [&](auto const& member) {
               return std::string_view(member.key()) == name || has_member(member.value(), name);
           });
}

void check(net::Request const& request, net::Response const& response, bool visitor) {
    promise(response.status >= 200 && response.status < 500, "every request has an answer below 500");
    if (response.shared || response.body.empty() || request.path == "/metrics")
        return;
    if (response.status == 200 && response.headers.at(0).second.starts_with("text/csv")) {
        promise(!visitor, "a visitor reads no figures");
        return;
    }
    boost::system::error_code error;
    auto const body = boost::json::parse(response.body, error);
    if (error)
        promise(false, "an answer is JSON: " + response.body);
    if (response.status >= 400) {
        promise(response.headers.at(0).second == "application/problem+json", "an error is a problem");
        promise(body.at("status").to_number<int>() == response.status && body.at("detail").is_string(),
                "a problem is whole");
    }
    if (visitor)
        for (auto const* hidden : {"level", "code", "pulse", "trend", "reading", "alert"})
            promise(!has_member(body, hidden), "a visitor sees nothing of sentiment");
}

} // namespace
} // namespace undertone::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace undertone;
    FuzzedDataProvider input(data, size);
    auto& house = fuzz::house();
    net::Request request;
    fuzz::choose_call(input, house, request);
    auto const& token = house.tokens[input.ConsumeIntegralInRange<std::size_t>(0, house.tokens.size() - 1)];
    if (!token.empty())
        request.headers.emplace_back("authorization", "Bearer " + token);
    request.headers.emplace_back("host", "desk.example");
    request.remote = "127.0.0.1";
    request.loopback = input.ConsumeBool();
    request.query = input.ConsumeRandomLengthString(60);
    request.body = input.ConsumeRemainingBytesAsString();
    auto const response = house.router.handle(request);
    fuzz::check(request, response, token == house.visitor);
    if (response.status == 401 && !token.empty() && !request.path.ends_with("/login"))
        fuzz::house(true);
    return 0;
}
