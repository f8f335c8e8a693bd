#include "net/adopted.h"
#include "net/answer.h"
#include "net/live_socket.h"
#include "net/session.h"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <sys/socket.h>

namespace undertone::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Failure = boost::system::error_code;
using UpgradeRequest = beast::http::request<beast::http::empty_body>;
using UpgradeResponse = websocket::response_type;

/// The kernel's part of what waits for one reader, so that a slow one shows soon.
constexpr int send_buffer_bytes = 65536;

UpgradeRequest handshake_of(Request const& request) {
    UpgradeRequest handshake{beast::http::verb::get, request.path, 11};
    constexpr std::array needed{"host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version"};
    for (auto const* const name : needed)
        handshake.set(name, std::string(request.header(name)));
    return handshake;
}

class WebSocket final : public LiveSocket {
public:
    WebSocket(Service& service, IoThread& thread, Upgrade& upgrade)
        : LiveSocket(service, thread, std::move(upgrade.slot), upgrade.id, std::move(upgrade.outbox))
        , handshake_(handshake_of(upgrade.request))
        , headers_(live_headers(std::move(upgrade.headers)))
        , request_id_(std::move(upgrade.request.id))
        , stream_(adopted(thread.context(), upgrade.v6, std::move(upgrade.socket))) {
        ::setsockopt(lowest().native_handle(), SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, sizeof(send_buffer_bytes));
    }

    void start() override {
        websocket::stream_base::timeout times{};
        times.handshake_timeout = service_.limits.request;
        times.idle_timeout = service_.limits.heartbeat * 2;
        times.keep_alive_pings = true;
        stream_.set_option(times);
        stream_.set_option(
            websocket::stream_base::decorator([this](UpgradeResponse& response) { decorate(response); }));
        stream_.read_message_max(service_.limits.frame_bytes);
        stream_.auto_fragment(false);
        stream_.text(true);
        stream_.async_accept(handshake_, [socket = me()](Failure const& failure) { socket->on_accept(failure); });
    }

private:
    std::shared_ptr<WebSocket> me() { return std::static_pointer_cast<WebSocket>(shared_from_this()); }
    tcp::socket& lowest() { return stream_.next_layer(); }

    /// Beast would name itself and its version where no server is named.
    void decorate(UpgradeResponse& response) const {
        response.set(beast::http::field::server, "Undertone");
        response.set("X-Request-Id", request_id_);
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Referrer-Policy", "no-referrer");
        for (auto const& [name, value] : headers_)
            response.insert(name, value);
    }

    void on_accept(Failure const& failure) {
        if (failure)
            lost();
        else
            live_ready();
    }

    void read() override {
        stream_.async_read(buffer_, [socket = me()](Failure const& failure, std::size_t) { socket->on_read(failure); });
    }

    void on_read(Failure const& failure) {
        if (failure) {
            lost();
            return;
        }
        if (leaving())
            return;
        if (!stream_.got_text()) {
            end(not_text, "text frames only");
            return;
        }
        auto text = beast::buffers_to_string(buffer_.data());
        buffer_.clear();
        buffer_.shrink_to_fit();
        take_in(std::move(text));
    }

    void write(Frame frame) override {
        frame_ = std::move(frame);
        stream_.async_write(asio::buffer(*frame_), [socket = me()](Failure const& failure, std::size_t) {
            socket->frame_.reset();
            socket->wrote(!failure);
        });
    }

    void finish(End const& end) override {
        stream_.async_close(websocket::close_reason(static_cast<websocket::close_code>(end.code), end.reason),
                            [socket = me()](Failure const&) { socket->lost(); });
    }

    void cut() override {
        Failure ignored;
        lowest().close(ignored);
    }

    UpgradeRequest handshake_;
    std::vector<Header> headers_;
    std::string request_id_;
    websocket::stream<tcp::socket, false> stream_;
    beast::flat_buffer buffer_;
    Frame frame_;
};

} // namespace

std::shared_ptr<LiveSocket> make_web_socket(Service& service, IoThread& thread, Upgrade upgrade) {
    return std::make_shared<WebSocket>(service, thread, upgrade);
}

} // namespace undertone::net
