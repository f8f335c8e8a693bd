#include "api/deliverer.h"
#include "api/json.h"
#include "api/live.h"
#include "api/live_views.h"
#include "api/router.h"
#include "base/id.h"
#include "base/log.h"
#include "bus/bus.h"
#include "bus/nats.h"
#include "command/commands.h"
#include "command/measured.h"
#include "demo/demo.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "net/server.h"
#include "sentiment/scorer.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace undertone::command {
namespace {

constexpr int look_seconds = 1; ///< what time alone changes: alerts that are due, places in the line
constexpr int tidy_seconds = 5;

/// Blocks the signals that end the server in every thread, so that wait() alone gets them.
class EndSignals {
public:
    EndSignals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }

    void wait() const {
        int signal = 0;
        sigwait(&signals_, &signal);
    }

    /// Whether one came within this time.
    bool came(std::chrono::nanoseconds within) const {
        timespec const time{0, static_cast<long>(within.count())};
        return sigtimedwait(&signals_, nullptr, &time) > 0;
    }

private:
    sigset_t signals_{};
};

/// A server that is told to end while it starts ends at once, though it may wait long: for the node that brings the
/// database up to date, for a database that does not answer. Until it is ready it may be killed at any moment without
/// harm.
class EndWhileStarting {
public:
    explicit EndWhileStarting(EndSignals const& end)
        : watch_([&end](std::stop_token const& started) {
            while (!started.stop_requested())
                if (end.came(look))
                    leave();
        }) {}

private:
    static constexpr std::chrono::milliseconds look{20};

    [[noreturn]] static void leave() {
        log::info("ended before it was ready");
        std::_Exit(0);
    }

    std::jthread watch_;
};

/// How the server ends: nothing long is begun any more, and in the second half of its time to end what is still being
/// read is given up, so that whoever waits for it is answered.
class Ending {
public:
    explicit Ending(Config const& config) : time_(std::chrono::seconds(config.number("server.shutdown_seconds"))) {}

    void begin() { late_ = std::chrono::steady_clock::now() + time_ / 2; }
    bool begun() const { return late_.load() != Moment::max(); }
    bool late() const { return std::chrono::steady_clock::now() >= late_.load(); }
    std::chrono::milliseconds time() const { return time_; }

private:
    using Moment = std::chrono::steady_clock::time_point;

    std::chrono::milliseconds const time_;
    std::atomic<Moment> late_ = Moment::max();
};

/// Lets the bus reach the live part as long as there is one.
class Listener {
public:
    void set(api::Live* live) {
        std::lock_guard const lock(mutex_);
        live_ = live;
    }

    void hear(types::Event const& event) {
        std::lock_guard const lock(mutex_);
        if (live_ != nullptr)
            live_->deliver(event);
    }

    void missed() {
        std::lock_guard const lock(mutex_);
        if (live_ != nullptr)
            live_->missed();
    }

private:
    std::mutex mutex_;
    api::Live* live_ = nullptr;
};

/// While it lives, server and bus reach the live part; it ends before what they reach, also where run() fails.
class Serving {
public:
    Serving(net::Server& server, Listener& listener, api::Live& live) : server_(server), listener_(listener) {
        listener_.set(&live);
    }

    ~Serving() {
        server_.stop();
        listener_.set(nullptr);
    }

    Serving(Serving const&) = delete;
    Serving& operator=(Serving const&) = delete;

private:
    net::Server& server_;
    Listener& listener_;
};

bool on_loopback(std::string const& address) {
    return address.starts_with("127.") || address.starts_with("[::1]") || address.starts_with("localhost:");
}

/// Whether this database may be served this way; an error in words when it may not.
Result<void> check_demo(store::Database& database, bool demo) {
    bool const is_demo = desk::demo_mark(database) != desk::DemoMark::none;
    if (!demo && is_demo)
        return fail(Code::failed, "the database holds the demo and its well-known passwords; start with --demo, or "
                                  "choose another folder with --data");
    if (demo && !is_demo && desk::holds_data(database))
        return fail(Code::failed, "the database holds real data; the demo needs a folder of its own");
    return {};
}

/// The answer to a request, or 503 while the database does not answer or the server does not read to the end.
net::Response answered(Metrics& metrics, net::Request const& request, std::function<net::Response()> const& answer) {
    try {
        return answer();
    } catch (store::Unavailable const& error) {
        metrics.count("database_unavailable_total");
        log::error("the database does not answer", {{"request", request.id}, {"reason", error.what()}});
        return api::problem({Code::unavailable, "The database does not answer; try again in a moment.", {}, 1});
    } catch (sentiment::GivenUp const&) {
        return api::problem({Code::unavailable, "The server ends; try again in a moment.", {}, 1});
    }
}

net::Handler handler_of(api::Router const& router, Metrics& metrics) {
    return [&router, &metrics](net::Request const& request) {
        return answered(metrics, request, [&] { return router.handle(request); });
    };
}

net::LiveHandler handler_of(api::Live& live, Metrics& metrics) {
    auto handler = live.handler();
    handler.opened = [open = std::move(handler.opened), &metrics](net::SocketId id, net::Request const& request) {
        return answered(metrics, request, [&] { return open(id, request); });
    };
    return handler;
}

Result<std::unique_ptr<bus::Bus>> open_bus(Config const& config, Metrics& metrics) {
    auto const& address = config.text("bus.address");
    if (address.empty())
        return bus::local();
    std::chrono::milliseconds const patience(config.number("bus.answer_milliseconds"));
    return bus::nats(address, config.text("bus.subject"), patience, metrics);
}

/// The address as a browser on this machine opens it: one that means all addresses leads nowhere.
std::string address_to_open(std::string const& address) {
    for (std::string_view const everywhere : {"0.0.0.0:", "[::]:"})
        if (address.starts_with(everywhere))
            return "localhost:" + address.substr(everywhere.size());
    return address;
}

void offer_set_up(desk::Desk& desk, api::SetUpLink& link, std::string const& address) {
    if (!desk.people().needs_set_up())
        return;
    auto const secret = new_secret("");
    link.open(secret);
    log::warn(
        "there is no account yet: open the link once to make the first administrator, or use `undertone user add`",
        {{"link", "http://" + address_to_open(address) + "/set-up?token=" + secret}});
}

/// What is done again and again.
void begin_jobs(net::Server& server, Metrics& metrics, Config const& config, desk::Desk& desk, api::Live& live) {
    auto const every = [&](int seconds, char const* name, std::function<void()> job) {
        server.every(seconds, measured(metrics, name, std::move(job)));
    };
    every(look_seconds, "alerts", [&desk] {
        desk.rules().look_at_due();
        desk.alerts().look_at_due();
    });
    every(look_seconds, "places", [&live] { live.tell_places(); });
    every(look_seconds, "missed", [&desk] { desk.tell_unread(); });
    every(tidy_seconds, "sockets", [&live] { live.tidy(); });
    every(look_seconds, "sign_ins", [&desk, &live] {
        if (!desk.people().ended_beside())
            return;
        desk.send_away();
        live.tidy();
    });
    every(static_cast<int>(config.number("desk.timer_seconds")), "timers", [&live, &desk] {
        desk.timers().run(live.take_socket_news());
        live.note_socket_news();
    });
    every(tidy_seconds, "offers", [&desk] { desk.go_on(); });
    every(look_seconds, "search", [&desk] { desk.make_searchable(); });
    every(static_cast<int>(config.number("desk.sweep_seconds")), "tidy", [&desk] { desk.tidy(); });
}

/// Who looks at history takes at most half of the connections that read: sign-ins, messages and events find the others
/// free.
std::size_t long_reads(api::Context const& context) {
    return std::min(context.config.bound("store.long_reads"),
                    std::max<std::size_t>(context.config.bound("store.readers") / 2, 1));
}

/// The calls of which only so many run at once.
void let_wait(net::Server& server, api::Context const& context) {
    auto const calls_in = [](api::Lane lane) {
        return [lane](net::Request const& request) { return api::is_in(lane, request); };
    };
    server.let_wait(calls_in(api::Lane::readings), context.config.bound("scoring.asked_at_once"));
    server.let_wait(calls_in(api::Lane::history), long_reads(context));
}

/// The service while its parts live: connect them, run, stop.
int run(Config const& config, Build const& build, bool demo, sentiment::Scorer const& scorer, store::Database& database,
        std::unique_ptr<bus::Bus> given_bus, net::Server& server, Metrics& metrics, EndSignals const& end) {
    SystemClock const clock;
    Listener listener;
    auto const bus = std::move(given_bus); // ends before the listener
    Ending ending(config);
    MeasuredScorer score(scorer, metrics, config, [&ending](std::size_t) { return !ending.late(); });
    desk::Desk desk({database, *bus, clock, config, std::ref(score), desk::password_cost(config), api::webhook_body,
                     [&ending] { return ending.begun(); }});
    auto const hear = [&](types::Event const& event) {
        listener.hear(event);
        measure_delivery(metrics, event, clock);
    };
    desk.on_event(hear, [&listener] { listener.missed(); });
    api::SetUpLink set_up;
    api::Context context{desk,
                         scorer,
                         config,
                         clock,
                         metrics,
                         set_up,
                         build.version,
                         [&ending] { return ending.begun(); },
                         [&ending] { return ending.late(); }};
    show_gauges(metrics, *bus, desk, database, score);
    api::Live live(context, server.hub());
    api::Router const router(context);
    api::Deliverer const deliverer(context);
    std::unique_ptr<demo::Players> players;
    if (demo)
        players = std::make_unique<demo::Players>(desk, clock);
    Serving const serving(server, listener, live);
    begin_jobs(server, metrics, config, desk, live);
    let_wait(server, context);
    server.answer_at_once([&context](net::Request const& request) { return api::prompt_answer(context, request); });
    server.start(handler_of(router, metrics), std::string(api::live_path), handler_of(live, metrics));
    offer_set_up(desk, set_up, server.address());
    std::printf("Undertone is ready: http://%s\n", server.address().c_str());
    std::fflush(stdout);
    end.wait();
    log::info("ending");
    ending.begin();
    database.end_by(std::chrono::steady_clock::now() + ending.time());
    players.reset();
    return 0;
}

} // namespace

int serve(Config const& given, Build const& build, bool demo) {
    EndSignals const end;
    std::optional<EndWhileStarting> starting(end);
    auto const config = given.with("server.data", data_folder(given, demo).string());
    if (auto const places = check_places(config); !places)
        return complain(places.error().message);
    if (demo && !on_loopback(config.text("server.listen")))
        return complain("the demo has well-known passwords; it listens on 127.0.0.1 only, not on " +
                        config.text("server.listen"));
    auto const scorer = load_scorer(config, build);
    if (!scorer)
        return complain(scorer.error().message);
    Metrics metrics;
    auto const database = desk::open_store(config, store::Lock::held, &metrics);
    if (!database)
        return complain(database.error().message);
    if (auto const allowed = check_demo(**database, demo); !allowed)
        return complain(allowed.error().message);
    auto bus = open_bus(config, metrics);
    if (!bus)
        return complain(bus.error().message);
    auto const server = net::Server::open(config, metrics);
    if (!server)
        return complain(server.error().message);
    if (demo)
        if (auto const filled = demo::fill(**database, SystemClock(), *scorer); !filled)
            return complain(filled.error().message);
    if (demo)
        log::info("the demo's accounts are admin, supervisor, agent1 and agent2", {{"password", demo::password}});
    log::info("starting", {{"version", build.version},
                           {"model", scorer->version()},
                           {"kernel", std::string(scorer->kernel())},
                           {"data", config.text("server.data")}});
    starting.reset();
    return run(config, build, demo, *scorer, **database, std::move(*bus), **server, metrics, end);
}

} // namespace undertone::command
