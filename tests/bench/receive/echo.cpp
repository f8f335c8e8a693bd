#include "yardstick.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <iostream>
#include <memory>
#include <thread>

namespace undertone::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> echo(tcp::socket socket) {
    boost::beast::flat_buffer buffer;
    for (;;) {
        http::request<http::string_body> request;
        auto const [failure, size] = co_await http::async_read(socket, buffer, request, quietly);
        if (failure) {
            co_return;
        }
        http::response<http::string_body> response{http::status::created, request.version()};
        response.set(http::field::content_type, "application/json");
        response.keep_alive(request.keep_alive());
        response.body() = std::move(request.body());
        response.prepare_payload();
        auto const [lost, written] = co_await http::async_write(socket, response, quietly);
        if (lost) {
            co_return;
        }
    }
}

asio::awaitable<void> take(tcp::acceptor& acceptor, std::vector<std::unique_ptr<asio::io_context>>& threads) {
    for (std::size_t turn = 0;; ++turn) {
        auto& thread = *threads[turn % threads.size()];
        tcp::socket socket(thread);
        auto const [failure] = co_await acceptor.async_accept(socket, quietly);
        if (failure) {
            co_return;
        }
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(thread, echo(std::move(socket)), asio::detached);
    }
}

} // namespace

void serve_echo(std::size_t threads) {
    std::vector<std::unique_ptr<asio::io_context>> contexts;
    for (std::size_t i = 0; i < threads; ++i) {
        contexts.push_back(std::make_unique<asio::io_context>(1));
    }
    tcp::acceptor acceptor(*contexts.front(), {asio::ip::address_v4::loopback(), 0});
    std::cout << acceptor.local_endpoint().port() << std::endl;
    asio::co_spawn(*contexts.front(), take(acceptor, contexts), asio::detached);
    std::vector<std::jthread> running; // ends before what it runs on
    for (auto const& context : contexts) {
        running.emplace_back([&context = *context] {
            auto const guard = asio::make_work_guard(context);
            context.run();
        });
    }
}

} // namespace undertone::bench
