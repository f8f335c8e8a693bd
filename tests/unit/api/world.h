#pragma once

#include "../sentiment/repository_model.h"
#include "../store/temporary_folder.h"
#include "api/json.h"
#include "api/router.h"
#include "bus/bus.h"
#include "desk/desk.h"
#include "store/database.h"

#include <boost/json/array.hpp>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// The whole service without its sockets: the router on a real desk, a real database in a folder of its own, and the
/// model of the repository.
namespace undertone::api::world {

inline constexpr std::string_view password = "correct horse";

/// A clock whose hands only the test moves.
class HandClock final : public Clock {
public:
    Time now() const override;
    void advance(std::chrono::milliseconds time);

private:
    mutable std::mutex mutex_;
    Time now_ = Time(std::chrono::milliseconds(1'780'000'000'000));
};

using sentiment::scorer;

/// The standard settings with changes.
Config config_with(Config::Values const& changes);

/// An answer with its body read.
struct Seen {
    int status = 0;
    net::Response response = {};
    boost::json::value body = nullptr;

    std::string header(std::string_view name) const;

    /// The text of a member; "items.0.name" goes down. Empty when it is absent or no text.
    std::string text(std::string_view path) const;
    std::int64_t number(std::string_view path) const;
    bool flag(std::string_view path) const;
    boost::json::value const* find(std::string_view path) const;
    std::size_t items() const;
};

using Headers = std::vector<net::Header>;

class House {
public:
    explicit House(Config::Values const& changes = {});

    /// One request; `target` may hold a query, `token` is sent as Bearer unless empty.
    Seen ask(std::string_view method, std::string_view target, std::string_view token = {}, std::string_view body = {},
             Headers headers = {});
    Seen answer_to(net::Request const& request);

    Seen get(std::string_view target, std::string_view token = {}) { return ask("GET", target, token); }
    Seen post(std::string_view target, std::string_view token = {}, std::string_view body = "{}") {
        return ask("POST", target, token, body);
    }
    Seen put(std::string_view target, std::string_view token, std::string_view body) {
        return ask("PUT", target, token, body);
    }

    /// The token of a new sign-in.
    std::string sign_in(std::string_view name);

    /// Makes an account in these queues and signs it in.
    std::string hire(std::string_view name, std::string_view role, std::string_view queues = R"(["billing"])");

    std::string key(std::string_view name = "mail gateway");

    /// Every event from now on goes here, on the bus's thread; nothing ends it.
    void on_event(std::function<void(types::Event const&)> hear);

private:
    TemporaryFolder folder_;
    std::mutex ear_mutex_;
    std::function<void(types::Event const&)> ear_;

public:
    Config config;
    HandClock clock;
    Metrics metrics;
    std::unique_ptr<bus::Bus> bus;
    std::unique_ptr<store::Database> database;
    desk::Desk desk;
    SetUpLink set_up;
    Context context;
    Router router;
    std::string admin; ///< token of the administrator "admin"; there is a queue "billing"
};

/// One conversation of a visitor in the queue "billing".
struct Visit {
    explicit Visit(House& house, std::string_view body = R"({"queue":"billing","channel":"live_chat"})",
                   std::string_view token = {});

    std::string path(std::string_view rest = {}) const { return "/api/v1/conversations/" + id + std::string(rest); }

    Seen created;
    std::string id;
    std::string token;
};

/// A house with one of each kind of caller.
class Street : public ::testing::Test {
protected:
    House house;
    std::string supervisor = house.hire("supervisor", "supervisor");
    std::string agent = house.hire("agent1", "agent");
    std::string stranger = house.hire("agent2", "agent", "[]"); ///< an agent of no queue
    std::string key = house.key();
};

/// A route's path with an id that names nothing in the place of each name.
std::string filled(std::string_view pattern);

/// Is it RFC 9457 with this status, and with this field (none when empty)?
::testing::AssertionResult is_problem(Seen const& seen, int status, std::string_view field = {});

} // namespace undertone::api::world
