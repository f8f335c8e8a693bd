#include "web_socket_client.h"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>

namespace undertone::net::wire {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Failure = boost::system::error_code;

} // namespace

struct WebSocketClient::State {
    asio::io_context context;
    websocket::stream<tcp::socket> stream{context};
    beast::flat_buffer buffer;
    websocket::response_type response;
    std::atomic<int> pings = 0;

    /// Runs an operation to its end, or breaks it off.
    bool done(Failure const& result) {
        context.restart();
        context.run_for(std::chrono::seconds(10));
        if (result != asio::error::would_block)
            return !result;
        stream.next_layer().close();
        context.restart();
        context.run();
        return false;
    }
};

WebSocketClient::WebSocketClient(std::uint16_t port, std::string const& path, int receive_buffer)
    : state_(std::make_unique<State>()) {
    auto& stream = state_->stream;
    stream.next_layer().open(tcp::v4());
    if (receive_buffer > 0)
        stream.next_layer().set_option(asio::socket_base::receive_buffer_size(receive_buffer));
    stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
    stream.control_callback([this](websocket::frame_type kind, beast::string_view) {
        if (kind == websocket::frame_type::ping)
            ++state_->pings;
    });
    Failure result = asio::error::would_block;
    stream.async_handshake(state_->response, "here", path, [&](Failure const& failure) { result = failure; });
    state_->done(result);
}

WebSocketClient::~WebSocketClient() = default;

int WebSocketClient::status() const {
    return static_cast<int>(state_->response.result_int());
}

std::string WebSocketClient::header(std::string const& name) const {
    return std::string(state_->response[name]);
}

std::string WebSocketClient::body() const {
    return state_->response.body();
}

bool WebSocketClient::send(std::string const& text) {
    state_->stream.text(true);
    Failure result = asio::error::would_block;
    state_->stream.async_write(asio::buffer(text), [&](Failure const& failure, std::size_t) { result = failure; });
    return state_->done(result);
}

bool WebSocketClient::send_binary(std::string const& bytes) {
    state_->stream.binary(true);
    Failure result = asio::error::would_block;
    state_->stream.async_write(asio::buffer(bytes), [&](Failure const& failure, std::size_t) { result = failure; });
    return state_->done(result);
}

std::optional<std::string> WebSocketClient::read() {
    Failure result = asio::error::would_block;
    state_->buffer.clear();
    state_->stream.async_read(state_->buffer, [&](Failure const& failure, std::size_t) { result = failure; });
    if (!state_->done(result))
        return std::nullopt;
    return beast::buffers_to_string(state_->buffer.data());
}

int WebSocketClient::close_code() const {
    return state_->stream.reason().code;
}

std::string WebSocketClient::close_reason() const {
    auto const& reason = state_->stream.reason().reason;
    return {reason.data(), reason.size()};
}

int WebSocketClient::pings() const {
    return state_->pings;
}

void WebSocketClient::close() {
    Failure result = asio::error::would_block;
    state_->stream.async_close(websocket::close_code::normal, [&](Failure const& failure) { result = failure; });
    state_->done(result);
}

void WebSocketClient::vanish() {
    state_->stream.next_layer().set_option(asio::socket_base::linger(true, 0));
    state_->stream.next_layer().close();
}

} // namespace undertone::net::wire
