#include "bus/nats.h"

#include "base/log.h"
#include "bus/nats_socket.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace undertone::bus {
namespace {

using namespace std::chrono_literals;

constexpr auto pause_between_tries = 200ms;
constexpr auto silence = 5000ms; ///< after so long without a word the server is asked whether it is there
constexpr int most_silences = 3;

class NatsBus : public Bus {
public:
    NatsBus(NatsAddress address, std::string subject, std::chrono::milliseconds patience, Metrics& metrics,
            std::chrono::milliseconds longest_pause)
        : address_(std::move(address))
        , subject_(std::move(subject))
        , patience_(patience)
        , longest_pause_(longest_pause)
        , metrics_(metrics)
        , delivery_(local())
        , socket_(std::make_shared<NatsSocket>(address_, subject_, patience_))
        , thread_([this] { run(); }) {}

    ~NatsBus() override {
        {
            std::lock_guard const lock(mutex_);
            closed_ = true;
            if (socket_)
                socket_->cut();
        }
        changed_.notify_all();
        thread_.join();
    }

    NatsBus(NatsBus const&) = delete;
    NatsBus& operator=(NatsBus const&) = delete;

    /// Without the server the payload reaches this node alone; the others hear of the gap when the server is back.
    void publish(std::string payload) override {
        if (auto const socket = connection()) {
            try {
                bool const fits = payload.size() <= socket->most_bytes();
                socket->write(nats_publish(subject_, fits ? payload : std::string()));
                return;
            } catch (std::runtime_error const& error) {
                lose(socket, error.what());
            }
        }
        delivery_->publish(std::move(payload));
    }

    /// The server answers what we sent in its order: after the PONG it has everything that was published before.
    void flush() override {
        auto const socket = connection();
        if (!socket)
            return;
        std::uint64_t wanted = 0;
        try {
            wanted = socket->ask();
        } catch (std::runtime_error const&) { // the reading thread sees it as well
            socket->cut();
            return;
        }
        std::unique_lock lock(mutex_);
        bool const done =
            changed_.wait_for(lock, patience_, [&] { return socket_ != socket || socket->answered() >= wanted; });
        if (!done)
            socket->cut();
    }

    void subscribe(Hear hear) override { delivery_->subscribe(std::move(hear)); }

    std::size_t waiting() const override { return delivery_->waiting(); }

    std::string trouble() const override {
        std::lock_guard const lock(mutex_);
        return trouble_;
    }

private:
    using Socket = std::shared_ptr<NatsSocket>;

    Socket connection() const {
        std::lock_guard const lock(mutex_);
        return socket_;
    }

    bool closed() const {
        std::lock_guard const lock(mutex_);
        return closed_;
    }

    void run() {
        auto pause = 0ms;
        auto socket = connection();
        while (!closed()) {
            if (!socket)
                socket = come_back();
            if (!socket) {
                rest(pause_between_tries);
                continue;
            }
            auto const begin = std::chrono::steady_clock::now();
            listen(socket);
            bool const soon = std::chrono::steady_clock::now() - begin < longest_pause_;
            pause = soon ? std::min(std::max(2 * pause, pause_between_tries), longest_pause_) : 0ms;
            socket.reset();
            rest(pause);
        }
    }

    /// Unless the bus is closed before.
    void rest(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, time, [this] { return closed_; });
    }

    /// Until the connection is lost.
    void listen(Socket const& socket) {
        int silences = 0;
        try {
            while (auto const operation = next(*socket, silences))
                take(*socket, *operation);
        } catch (std::runtime_error const& error) {
            lose(socket, error.what());
        }
    }

    /// The next operation, asking now and then whether the server is still there.
    std::optional<NatsOperation> next(NatsSocket& socket, int& silences) {
        while (true) {
            if (auto operation = socket.read(silence)) {
                silences = 0;
                return operation;
            }
            if (++silences >= most_silences)
                throw std::runtime_error("the bus is silent");
            socket.ask();
        }
    }

    void take(NatsSocket& socket, NatsOperation const& operation) {
        switch (operation.kind) {
        case NatsOperation::Kind::message:
            if (operation.text != nats_probe)
                delivery_->publish(operation.text);
            break;
        case NatsOperation::Kind::ping: socket.write("PONG\r\n"); break;
        case NatsOperation::Kind::error: throw std::runtime_error("the bus refuses: " + operation.text);
        case NatsOperation::Kind::pong: {
            std::lock_guard const lock(mutex_);
            socket.note_answer();
            changed_.notify_all();
            break;
        }
        case NatsOperation::Kind::info:
        case NatsOperation::Kind::okay: break;
        }
    }

    /// From here on events of other nodes are missing, and some of our own may be: whoever listens is told.
    void lose(Socket const& socket, std::string const& why) {
        {
            std::lock_guard const lock(mutex_);
            if (socket_ != socket || closed_)
                return;
            socket_.reset();
            socket->cut();
            trouble_ = why;
        }
        changed_.notify_all();
        metrics_.count("bus_losses_total");
        log::error("the bus is lost; this node hears only its own events", {{"why", why}});
        delivery_->publish({});
    }

    /// Null when the server cannot be reached, or the bus is closed.
    Socket come_back() {
        try {
            auto const made = std::make_shared<NatsSocket>(address_, subject_, patience_);
            {
                std::lock_guard const lock(mutex_);
                if (closed_)
                    return nullptr;
                socket_ = made;
                trouble_.clear();
            }
            made->write(nats_publish(subject_, {})); // every node may have missed what the others said meanwhile
            log::info("the bus is back");
            return made;
        } catch (std::runtime_error const& error) {
            std::lock_guard const lock(mutex_);
            if (!socket_)
                trouble_ = error.what();
            return socket_;
        }
    }

    NatsAddress const address_;
    std::string const subject_;
    std::chrono::milliseconds const patience_;
    std::chrono::milliseconds const longest_pause_;
    Metrics& metrics_;
    std::unique_ptr<Bus> const delivery_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Socket socket_; ///< null while the server is lost
    std::string trouble_;
    bool closed_ = false;
    std::thread thread_;
};

} // namespace

Result<std::unique_ptr<Bus>> nats(std::string const& address, std::string const& subject,
                                  std::chrono::milliseconds patience, Metrics& metrics,
                                  std::chrono::milliseconds longest_pause) {
    auto parsed = nats_address(address);
    if (!parsed)
        return fail(Code::invalid, "bus.address must be nats://[USER:PASSWORD@]HOST[:PORT]", "bus.address");
    try {
        return std::unique_ptr<Bus>(
            std::make_unique<NatsBus>(std::move(*parsed), subject, patience, metrics, longest_pause));
    } catch (std::runtime_error const& error) {
        return fail(Code::failed, error.what(), "bus.address");
    }
}

} // namespace undertone::bus
