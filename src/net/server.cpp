#include "net/server.h"

#include "base/log.h"
#include "net/acceptor.h"
#include "net/address.h"
#include "net/io_thread.h"
#include "net/service.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace undertone::net {
namespace {

/// Files, databases and pipes need descriptors too.
constexpr rlim_t other_descriptors = 256;

/// Where hardly any are left.
constexpr rlim_t fewest_connections = 16;

/// Raises what the process may open, often 1,024, and says for how many connections that is enough. Webhooks have up to
/// half of it.
std::size_t allow_descriptors(std::size_t connections, std::size_t webhook_connections) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return connections;
    auto const webhooks = std::min(static_cast<rlim_t>(webhook_connections), limit.rlim_max / 2);
    auto const others = other_descriptors + webhooks;
    auto const wanted = static_cast<rlim_t>(connections) + others;
    if (limit.rlim_cur >= wanted)
        return connections;
    auto const before = std::exchange(limit.rlim_cur, std::min(wanted, limit.rlim_max));
    auto const allowed = ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
    if (allowed >= wanted)
        return connections;
    auto const fitting = std::max(allowed - std::min(allowed, others), fewest_connections);
    log::warn("the system allows fewer open files than server.connections and webhooks.at_once ask for",
              {{"allowed", std::to_string(allowed)},
               {"wanted", std::to_string(wanted)},
               {"connections", std::to_string(fitting)}});
    return static_cast<std::size_t>(fitting);
}

struct Listener {
    Address address;
    std::vector<Descriptor> sockets;
};

Result<Listener> listener_of(std::string_view setting, std::string const& text, std::size_t count) {
    auto address = read_address(setting, text);
    if (!address)
        return Unexpected(address.error());
    auto sockets = listen_on(setting, *address, count);
    if (!sockets)
        return Unexpected(sockets.error());
    return Listener{std::move(*address), std::move(*sockets)};
}

class HttpServer final : public Server {
public:
    HttpServer(Config const& config, Metrics& metrics, Proxies proxies, Listener listener,
               std::optional<Listener> management)
        : service_(std::make_shared<Service>(config, metrics, std::move(proxies)))
        , listener_(std::move(listener))
        , management_(std::move(management)) {
        for (std::size_t number = 0; number < service_->limits.threads; ++number)
            threads_.push_back(std::make_unique<IoThread>());
        metrics.before_shown([held = std::weak_ptr<Service const>(service_)](Metrics& shown) {
            auto const service = held.lock();
            if (!service)
                return;
            shown.set("http_connections", static_cast<double>(service->slots.taken()));
            shown.set("http_waiting_requests", static_cast<double>(service->workers.waiting()));
            shown.set("http_waiting_bytes", static_cast<double>(service->answers.held()));
            shown.set("live_sockets", static_cast<double>(service->topics.sockets()));
            shown.set("live_waiting_bytes", static_cast<double>(service->topics.waiting_bytes()));
        });
    }

    ~HttpServer() override { stop(); }

    Hub& hub() override { return service_->topics; }
    std::string address() const override { return listener_.address.text(); }
    void answer_at_once(PromptHandler prompt) override { service_->prompt = std::move(prompt); }
    void let_wait(SlowRequests slow, std::size_t at_once) override {
        service_->slow.push_back(std::move(slow));
        service_->slow_at_once.push_back(at_once);
    }
    void start(Handler handler, std::string live_path, LiveHandler live) override;
    void every(int seconds, std::function<void()> job) override;
    void stop() override;

private:
    void accept(IoThread& thread, Descriptor socket, Address const& address, bool management);

    std::shared_ptr<Service> service_; // shared with the metrics alone
    Listener listener_;
    std::optional<Listener> management_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::mutex stopping_;
    bool started_ = false;
    bool stopped_ = false;
};

void HttpServer::accept(IoThread& thread, Descriptor socket, Address const& address, bool management) {
    auto shared = std::make_shared<Descriptor>(std::move(socket));
    thread.post([service = service_.get(), &thread, shared, v6 = address.v6, management] {
        accept_on(*service, thread, std::move(*shared), v6, management);
    });
}

void HttpServer::start(Handler handler, std::string live_path, LiveHandler live) {
    service_->handler = std::move(handler);
    service_->live_path = std::move(live_path);
    service_->live = std::move(live);
    service_->slots.lower_to(allow_descriptors(service_->limits.connections, service_->limits.webhook_connections));
    service_->workers.start(service_->limits.workers, service_->slow_at_once);
    for (std::size_t number = 0; number < threads_.size(); ++number)
        accept(*threads_[number], std::move(listener_.sockets[number]), listener_.address, false);
    if (management_)
        accept(*threads_.front(), std::move(management_->sockets.front()), management_->address, true);
    for (auto const& thread : threads_)
        thread->start();
    started_ = true;
}

void HttpServer::every(int seconds, std::function<void()> job) {
    std::lock_guard const lock(stopping_);
    if (stopped_)
        return;
    auto const call = std::make_shared<std::function<void()>>(std::move(job));
    auto const running = std::make_shared<std::atomic<bool>>(false);
    threads_.front()->every(seconds, [service = service_.get(), call, running] {
        if (running->exchange(true))
            return;
        bool const taken = service->workers.run([call, running] {
            struct Done {
                std::atomic<bool>& running;
                ~Done() { running = false; }
            } const done{*running};
            (*call)();
        });
        if (!taken)
            *running = false;
    });
}

void HttpServer::stop() {
    std::lock_guard const lock(stopping_);
    if (std::exchange(stopped_, true))
        return;
    if (started_) {
        service_->stopping = true; // before the threads drain one after the other
        auto const end = std::chrono::steady_clock::now() + service_->limits.shutdown;
        for (auto const& thread : threads_)
            thread->drain();
        if (!service_->slots.wait_until_none(end)) {
            service_->abandoned = true;
            for (auto const& thread : threads_)
                thread->abort();
            service_->slots.wait_until_none();
        }
    }
    service_->workers.stop();
    for (auto const& thread : threads_)
        thread->stop();
    threads_.clear();
}

} // namespace

Result<std::unique_ptr<Server>> Server::open(Config const& config, Metrics& metrics) {
    auto const threads = config.bound("server.threads");
    auto proxies = Proxies::read(config.text("server.trusted_proxies"));
    if (!proxies)
        return Unexpected(proxies.error());
    auto listener = listener_of("server.listen", config.text("server.listen"), threads);
    if (!listener)
        return Unexpected(listener.error());
    std::optional<Listener> management;
    if (auto const& text = config.text("server.management"); !text.empty()) {
        auto second = listener_of("server.management", text, 1);
        if (!second)
            return Unexpected(second.error());
        management = std::move(*second);
    }
    return std::make_unique<HttpServer>(config, metrics, std::move(*proxies), std::move(*listener),
                                        std::move(management));
}

} // namespace undertone::net
