#include "yardstick.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

namespace undertone::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t sockets_opened_at_once = 32;

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

/// One run; everything happens on one thread.
class Run {
public:
    explicit Run(Load const& load)
        : load_(load), server_(asio::ip::make_address(load.address), load.port), timer_(context_) {}

    void play() {
        asio::co_spawn(context_, all(), [](std::exception_ptr const& failure) {
            if (failure) {
                std::rethrow_exception(failure);
            }
        });
        context_.run();
    }

private:
    asio::awaitable<void> all() {
        for (std::size_t i = 0; i < std::min(sockets_opened_at_once, load_.sockets); ++i) {
            asio::co_spawn(context_, open_sockets(i), asio::detached);
        }
        while (open_ < load_.sockets) {
            timer_.expires_at(Clock::time_point::max());
            co_await timer_.async_wait(quietly);
        }
        std::cerr << open_ << " live sockets are open\n";
        begun_ = Clock::now();
        end_ = begun_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(load_.seconds));
        running_ = load_.connections;
        for (std::size_t i = 0; i < load_.connections; ++i) {
            asio::co_spawn(context_, send(i), asio::detached);
        }
        while (running_ > 0) {
            timer_.expires_at(Clock::time_point::max());
            co_await timer_.async_wait(quietly);
        }
        report();
        context_.stop();
    }

    asio::awaitable<void> open_sockets(std::size_t first) {
        for (std::size_t i = first; i < load_.sockets; i += sockets_opened_at_once) {
            Room const& room = load_.rooms[i % load_.rooms.size()];
            auto socket = std::make_shared<beast::websocket::stream<beast::tcp_stream>>(context_);
            co_await beast::get_lowest_layer(*socket).async_connect(server_, asio::use_awaitable);
            co_await socket->async_handshake(load_.address, "/api/v1/live", asio::use_awaitable);
            std::string const hello = json::serialize(
                json::object{{"token", room.token}, {"subscribe", {"conversation:" + room.conversation}}});
            co_await socket->async_write(asio::buffer(hello), asio::use_awaitable);
            beast::flat_buffer buffer;
            co_await socket->async_read(buffer, asio::use_awaitable);
            asio::co_spawn(context_, listen(std::move(socket)), asio::detached);
            ++open_;
            timer_.cancel();
        }
    }

    asio::awaitable<void> listen(std::shared_ptr<beast::websocket::stream<beast::tcp_stream>> socket) {
        beast::flat_buffer buffer;
        for (;;) {
            auto const [failure, size] = co_await socket->async_read(buffer, quietly);
            if (failure) {
                co_return;
            }
            ++events_;
            buffer.consume(buffer.size());
        }
    }

    asio::awaitable<void> send(std::size_t connection) {
        beast::tcp_stream stream(context_);
        asio::steady_timer timer(context_);
        co_await stream.async_connect(server_, asio::use_awaitable);
        stream.socket().set_option(tcp::no_delay(true));
        for (std::size_t turn = 0;; ++turn) {
            auto due = Clock::now();
            if (load_.rate > 0) {
                auto const place = static_cast<double>(turn * load_.connections + connection) / load_.rate;
                due = begun_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(place));
                timer.expires_at(due);
                if (due < end_) {
                    co_await timer.async_wait(quietly);
                }
            }
            if (due >= end_) {
                break;
            }
            Room const& room = load_.rooms[(turn * load_.connections + connection) % load_.rooms.size()];
            bool const created = co_await post(stream, room);
            times_.push_back(milliseconds(Clock::now() - due));
            failed_ += created ? 0 : 1;
        }
        --running_;
        timer_.cancel();
    }

    asio::awaitable<bool> post(beast::tcp_stream& stream, Room const& room) {
        http::request<http::string_body> request{http::verb::post, room.path, 11};
        request.set(http::field::host, load_.address);
        request.set(http::field::content_type, "application/json");
        request.set(http::field::authorization, "Bearer " + room.token);
        request.body() = load_.text;
        request.prepare_payload();
        co_await http::async_write(stream, request, asio::use_awaitable);
        beast::flat_buffer buffer;
        http::response<http::string_body> response;
        co_await http::async_read(stream, buffer, response, asio::use_awaitable);
        co_return response.result() == http::status::created;
    }

    void report() {
        double const seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
        std::sort(times_.begin(), times_.end());
        auto const at = [this](double share) {
            return times_.empty() ? 0.0
                                  : times_[static_cast<std::size_t>(share * static_cast<double>(times_.size() - 1))];
        };
        std::cout << json::serialize(json::object{{"sent", times_.size()},
                                                  {"failed", failed_},
                                                  {"seconds", seconds},
                                                  {"per_second", static_cast<double>(times_.size()) / seconds},
                                                  {"p50", at(0.5)},
                                                  {"p95", at(0.95)},
                                                  {"p99", at(0.99)},
                                                  {"most", at(1)},
                                                  {"events", events_}})
                  << '\n';
    }

    Load const& load_;
    asio::io_context context_{1};
    tcp::endpoint server_;
    asio::steady_timer timer_; ///< cancelled when something has happened that `all` may wait for
    Clock::time_point begun_;
    Clock::time_point end_;
    std::size_t open_ = 0;
    std::size_t running_ = 0;
    std::size_t failed_ = 0;
    std::size_t events_ = 0;
    std::vector<double> times_;
};

} // namespace

std::vector<Room> read_rooms(std::string const& file) {
    std::ifstream lines(file);
    std::vector<Room> rooms;
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        Room room;
        if (fields >> room.conversation >> room.token) {
            room.path = "/api/v1/conversations/" + room.conversation + "/messages";
            rooms.push_back(room);
        }
    }
    return rooms;
}

void send_load(Load const& load) {
    Run(load).play();
}

} // namespace undertone::bench
