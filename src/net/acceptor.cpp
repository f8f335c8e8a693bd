#include "net/acceptor.h"

#include "base/log.h"
#include "net/session.h"
#include "net/timer.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>
#include <exception>
#include <string>
#include <sys/socket.h>
#include <system_error>

namespace undertone::net {
namespace {

using boost::asio::ip::tcp;
using Failure = boost::system::error_code;

/// Without free descriptors or memory the next try fails as well; it waits.
constexpr std::chrono::milliseconds breath{100};

/// So that a storm of new connections does not keep the open ones waiting.
constexpr int most_at_once = 64;

class Acceptor final : public Endpoint {
public:
    Acceptor(Service& service, IoThread& thread, Descriptor listener, bool v6, bool management)
        : Endpoint(thread)
        , service_(service)
        , v6_(v6)
        , management_(management)
        , acceptor_(thread.context(), v6 ? tcp::v6() : tcp::v4(), listener.release())
        , timer_(thread.context()) {}

    void await() {
        acceptor_.async_wait(tcp::acceptor::wait_read, [self = me()](Failure const& failure) {
            if (!failure && self->acceptor_.is_open())
                self->take();
        });
    }

    void drain() override {
        timer_.cancel();
        Failure ignored;
        acceptor_.close(ignored);
    }

    void abort() override { drain(); }

private:
    std::shared_ptr<Acceptor> me() { return std::static_pointer_cast<Acceptor>(shared_from_this()); }

    void take() {
        for (int taken = 0; taken < most_at_once; ++taken) {
            sockaddr_storage from{};
            socklen_t size = sizeof(from);
            Descriptor socket(::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&from), &size,
                                        SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (socket.number() < 0) {
                if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                    pause(std::generic_category().message(errno));
                    return;
                }
                break;
            }
            try {
                welcome(std::move(socket), peer_of(from));
            } catch (std::exception const& error) { // this connection alone is lost: nobody else accepts the next ones
                pause(error.what());
                return;
            }
        }
        await();
    }

    void welcome(Descriptor socket, Peer peer) {
        auto slot = service_.slots.take();
        if (!slot) {
            service_.metrics.count("http_refused_connections_total");
            return;
        }
        if (!service_.welcomes(*slot, peer))
            return;
        serve(service_, thread_, Accepted{std::move(socket), v6_, std::move(peer), management_, std::move(*slot)});
    }

    void pause(std::string const& why) {
        timer_.start(breath, [self = me()] { self->await(); });
        if (service_.takes_none.now())
            log::warn("a new connection could not be taken", {{"why", why}});
    }

    Service& service_;
    bool const v6_;
    bool const management_;
    tcp::acceptor acceptor_;
    Timer timer_;
};

} // namespace

void accept_on(Service& service, IoThread& thread, Descriptor listener, bool v6, bool management) {
    std::make_shared<Acceptor>(service, thread, std::move(listener), v6, management)->await();
}

} // namespace undertone::net
