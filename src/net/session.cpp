#include "net/session.h"

#include "base/log.h"
#include "base/text.h"
#include "net/adopted.h"
#include "net/answer.h"
#include "net/head.h"
#include "net/live_socket.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace undertone::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Failure = boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

/// What the buffer holds beyond a full head: a chunk's line, the beginning of a body.
constexpr std::size_t beyond_head = 16384;

/// How long an answered connection that ends waits for the client to close first.
constexpr std::chrono::seconds farewell{1};

/// What nearly every answer is: refusing it would spare nothing.
constexpr std::size_t small_answer = 16384;

constexpr std::string_view invitation = "HTTP/1.1 100 Continue\r\n\r\n";

std::atomic<SocketId> last_socket = 0;

/// The headers of a request, names in lower case.
std::vector<Header> headers_of(http::fields const& fields) {
    std::vector<Header> headers;
    for (auto const& field : fields)
        headers.emplace_back(lowered(field.name_string()), std::string(field.value()));
    return headers;
}

/// One HTTP connection: reads a request, has it handled on a worker, writes the answer, again. One operation is under
/// way at any time.
class Session final : public Endpoint {
public:
    Session(Service& service, IoThread& thread, Accepted& accepted)
        : Endpoint(thread)
        , service_(service)
        , slot_(std::move(accepted.slot))
        , v6_(accepted.v6)
        , peer_(std::move(accepted.peer))
        , management_(accepted.management)
        , socket_(adopted(thread.context(), v6_, std::move(accepted.socket)))
        , buffer_(service.limits.header_bytes + beyond_head)
        , timer_(thread.context()) {
        Failure ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
    }

    void start() { await_request(service_.limits.request); }
    void drain() override;
    void abort() override;

private:
    enum class State { idle, head, body, running, writing, parting };

    std::shared_ptr<Session> me() { return std::static_pointer_cast<Session>(shared_from_this()); }

    void await_request(std::chrono::seconds patience);
    void read_head();
    void on_head(Failure const& failure);
    void check_head();
    void read_body();
    void on_body(Failure const& failure);
    void failed_to_read(Failure const& failure);

    void dispatch();
    void run(Request request);
    void open_live(Request request);
    void go_live(SocketId id, std::shared_ptr<Outbox> outbox, Request request, std::vector<Header> headers);

    void refuse(Refusal const& refusal);
    void send(Answer answer);
    void write_on();
    void on_written();
    void count() const;
    void part(std::chrono::seconds patience);
    void drop_input();

    void wait(std::chrono::milliseconds time);
    void expired();
    void cut();

    Request request_of();
    void place(Request& request) const;
    bool admits(Request const& request);

    Service& service_;
    std::optional<Slot> slot_;
    bool const v6_;
    Peer const peer_;
    bool const management_;
    tcp::socket socket_;
    beast::flat_buffer buffer_;
    Timer timer_;
    std::optional<Parser> parser_;
    std::vector<Header> headers_; ///< of the head: the parser adds to its own what follows a chunked body
    State state_ = State::idle;
    Asked asked_;
    Answer answer_;
    std::optional<HeldBytes::Share> held_; ///< of the answer, until it is written
    std::size_t sent_ = 0;
    std::chrono::steady_clock::time_point answer_end_; ///< when the answer has to be written
    std::chrono::steady_clock::time_point begun_;
    bool keep_alive_ = false;
    bool unread_ = false; ///< the client may still be sending what is not wanted
    bool timed_out_ = false;
    bool aborted_ = false;
};

// reading

void Session::await_request(std::chrono::seconds patience) {
    if (thread_.draining() || aborted_) {
        cut();
        return;
    }
    state_ = State::idle;
    asked_ = Asked{};
    keep_alive_ = false;
    if (buffer_.size() > 0) {
        read_head();
        return;
    }
    buffer_.shrink_to_fit();
    wait(patience);
    socket_.async_wait(tcp::socket::wait_read, [session = me()](Failure const& failure) {
        if (failure || session->aborted_)
            session->cut();
        else
            session->read_head();
    });
}

void Session::read_head() {
    state_ = State::head;
    timed_out_ = false;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(service_.limits.header_bytes));
    parser_->body_limit(boost::none);
    wait(service_.limits.request);
    http::async_read_header(socket_, buffer_, *parser_,
                            [session = me()](Failure const& failure, std::size_t) { session->on_head(failure); });
}

void Session::on_head(Failure const& failure) {
    begun_ = std::chrono::steady_clock::now();
    if (failure || timed_out_)
        failed_to_read(failure);
    else
        check_head();
}

void Session::check_head() {
    auto const& head = parser_->get();
    asked_.method = std::string(head.method_string());
    asked_.id = request_id(head["X-Request-Id"]);
    asked_.gzip = accepts_gzip(head["Accept-Encoding"]);
    auto const length = parser_->content_length();
    Head const seen{head.version(),
                    asked_.method,
                    head.target(),
                    head.count(http::field::host),
                    head["Transfer-Encoding"],
                    head.count(http::field::transfer_encoding),
                    head["Expect"]};
    if (auto const refusal = check(seen)) {
        refuse(*refusal);
        return;
    }
    if (length && *length > service_.limits.body_bytes) {
        refuse(too_large(service_.limits.body_bytes));
        return;
    }
    parser_->body_limit(service_.limits.body_bytes);
    headers_ = headers_of(head);
    keep_alive_ = head.keep_alive();
    if (parser_->is_done()) {
        dispatch();
        return;
    }
    state_ = State::body;
    if (seen.expect.empty() || head.version() < 11) {
        read_body();
        return;
    }
    asio::async_write(socket_, asio::buffer(invitation), [session = me()](Failure const& failed, std::size_t) {
        if (failed || session->timed_out_)
            session->failed_to_read(failed);
        else
            session->read_body();
    });
}

void Session::read_body() {
    http::async_read(socket_, buffer_, *parser_,
                     [session = me()](Failure const& failure, std::size_t) { session->on_body(failure); });
}

void Session::on_body(Failure const& failure) {
    begun_ = std::chrono::steady_clock::now();
    if (failure)
        failed_to_read(failure);
    else
        dispatch();
}

void Session::failed_to_read(Failure const& failure) {
    if (aborted_ || failure == http::error::end_of_stream) {
        cut();
        return;
    }
    if (timed_out_) {
        refuse({408, "The request did not arrive within " + std::to_string(service_.limits.request.count()) + " s."});
        return;
    }
    if (failure == http::error::body_limit)
        refuse(too_large(service_.limits.body_bytes));
    else if (failure == http::error::header_limit || (failure == http::error::buffer_overflow && state_ == State::head))
        refuse({431, "The head of a request may have " + std::to_string(service_.limits.header_bytes) + " bytes."});
    else if (failure == http::error::bad_version)
        refuse({505, "This server speaks HTTP/1.1 and HTTP/1.0."});
    else if (failure.category() == make_error_code(http::error::bad_method).category())
        refuse({400, "This is not HTTP: " + failure.message() + "."});
    else
        cut();
}

Request Session::request_of() {
    auto& message = parser_->get();
    Request request;
    request.method = asked_.method == "HEAD" ? "GET" : asked_.method;
    split_target(message.target(), request.path, request.query);
    request.headers = std::move(headers_);
    request.body = std::move(message.body());
    place(request);
    request.management = management_;
    request.version = message.version();
    request.id = asked_.id;
    return request;
}

/// Says where the request came from. A proxy on this machine that is not named in the settings hides who asks: then
/// nobody is taken for this machine.
void Session::place(Request& request) const {
    std::string forwarded;
    for (auto const& [name, value] : request.headers)
        if (name == "x-forwarded-for")
            forwarded.append(forwarded.empty() ? "" : ",").append(value);
    auto client = service_.proxies.client(peer_, forwarded);
    bool const told = peer_.loopback || service_.proxies.trusts(peer_.address);
    if (!forwarded.empty() && !service_.proxies.trusts(peer_.address))
        service_.tell_of_proxy(peer_);
    request.remote = std::move(client.address);
    request.loopback = client.loopback && forwarded.empty();
    if (auto const scheme = request.header("x-forwarded-proto"); told && (scheme == "http" || scheme == "https"))
        request.scheme = scheme;
    auto const asked = service_.proxies.trusts(peer_.address) ? request.header("x-forwarded-host") : "";
    request.authority = asked.empty() ? request.header("host") : asked;
}

/// A request that a trusted proxy forwarded counts for its client's address until it is answered, a live socket as long
/// as it is open.
bool Session::admits(Request const& request) {
    bool const forwarded = request.remote != peer_.address;
    return !forwarded || service_.counts(*slot_, request.remote);
}

// handling

void Session::dispatch() {
    timer_.cancel();
    state_ = State::running;
    auto request = request_of();
    parser_.reset();
    if (!admits(request)) {
        send(answer(crowded(), asked_));
        return;
    }
    bool const live =
        !management_ && service_.live.opened && asked_.method == "GET" && request.path == service_.live_path;
    auto const wish = live ? live_wish(request) : LiveWish::none;
    if (wish == LiveWish::none) {
        run(std::move(request));
        return;
    }
    if (auto const refusal = check_live(request, wish, buffer_.size()))
        refuse(*refusal);
    else
        open_live(std::move(request));
}

void Session::run(Request request) {
    if (auto prompt = service_.prompt ? service_.prompt(request) : std::nullopt) {
        send(answer(*std::move(prompt), asked_));
        return;
    }
    auto const slow = service_.kind_of_slow(request);
    auto job = [session = me(), request = std::move(request)]() mutable {
        auto& service = session->service_;
        auto& thread = session->thread_;
        auto made = answer(service.guarded(request, [&] { return service.handler(request); }), session->asked_);
        thread.post(
            [session = std::move(session), made = std::move(made)]() mutable { session->send(std::move(made)); });
    };
    auto& workers = service_.workers;
    if (!(slow ? workers.try_slow_request(*slow, std::move(job)) : workers.try_request(std::move(job))))
        send(answer(overload(), asked_));
}

void Session::open_live(Request request) {
    auto const id = ++last_socket;
    auto outbox = service_.topics.add(id, thread_);
    auto job = [session = me(), request = std::move(request), id, outbox = std::move(outbox)]() mutable {
        auto& service = session->service_;
        auto& thread = session->thread_;
        auto response = service.guarded(request, [&] { return service.live.opened(id, request); });
        if (response.status == 200) {
            thread.post([session = std::move(session), id, outbox = std::move(outbox), request = std::move(request),
                         headers = std::move(response.headers)]() mutable {
                session->go_live(id, std::move(outbox), std::move(request), std::move(headers));
            });
            return;
        }
        service.topics.remove(id);
        auto made = answer(std::move(response), session->asked_);
        thread.post(
            [session = std::move(session), made = std::move(made)]() mutable { session->send(std::move(made)); });
    };
    if (service_.workers.try_request(std::move(job)))
        return;
    service_.topics.remove(id);
    send(answer(overload(), asked_));
}

void Session::go_live(SocketId id, std::shared_ptr<Outbox> outbox, Request request, std::vector<Header> headers) {
    answer_.status = live_wish(request) == LiveWish::web_socket ? 101 : 200;
    count();
    Upgrade upgrade{Descriptor(socket_.release()),
                    v6_,
                    std::move(*slot_),
                    id,
                    std::move(outbox),
                    std::move(request),
                    std::move(headers)};
    slot_.reset();
    auto const socket = answer_.status == 101 ? make_web_socket(service_, thread_, std::move(upgrade))
                                              : make_event_stream(service_, thread_, std::move(upgrade));
    if (aborted_)
        socket->abort();
    else
        socket->start();
}

// answering

void Session::refuse(Refusal const& refusal) {
    if (asked_.id.empty())
        asked_.id = request_id({});
    auto response = problem(refusal.status, words(refusal.status), refusal.detail);
    if (!refusal.header.first.empty())
        response.headers.push_back(refusal.header);
    keep_alive_ = false;
    unread_ = refusal.status != 408;
    send(answer(std::move(response), asked_));
}

void Session::send(Answer answer) {
    if (aborted_) {
        cut();
        return;
    }
    if (answer.body.size() > small_answer)
        held_ = service_.answers.take(answer.body.size());
    bool const fits = held_ || answer.body.size() <= small_answer;
    answer_ = fits ? std::move(answer) : net::answer(slow_readers(), asked_);
    std::chrono::seconds const least(answer_.bytes().size() / service_.limits.answer_bytes_per_second);
    answer_end_ = std::chrono::steady_clock::now() + service_.limits.request + least;
    keep_alive_ = keep_alive_ && !service_.stopping;
    answer_.head += keep_alive_ ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    sent_ = 0;
    state_ = State::writing;
    write_on();
}

/// Writes what is left; the time runs anew with each piece that the client took, so that a long answer may take long
/// but never stand still, nor come in drops.
void Session::write_on() {
    auto const head = std::string_view(answer_.head).substr(std::min(sent_, answer_.head.size()));
    auto const body = answer_.bytes().substr(sent_ - (answer_.head.size() - head.size()));
    if (head.empty() && body.empty()) {
        on_written();
        return;
    }
    std::array<asio::const_buffer, 2> const pieces{asio::buffer(head), asio::buffer(body)};
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(answer_end_ - std::chrono::steady_clock::now());
    wait(std::clamp<std::chrono::milliseconds>(left, std::chrono::milliseconds(0), service_.limits.request));
    socket_.async_write_some(pieces, [session = me()](Failure const& failure, std::size_t size) {
        if (failure || session->aborted_) {
            session->cut();
            return;
        }
        session->sent_ += size;
        session->write_on();
    });
}

void Session::on_written() {
    timer_.cancel();
    count();
    answer_ = Answer{};
    held_.reset();
    if (service_.proxies.trusts(peer_.address))
        slot_->count_for({});
    if (keep_alive_)
        await_request(service_.limits.idle);
    else
        part(unread_ ? service_.limits.request : farewell);
}

void Session::count() const {
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begun_;
    std::string const method(known_method(asked_.method));
    auto const kind = std::to_string(answer_.status / 100) + "xx";
    service_.metrics.count("http_requests_total", {{"method", method}, {"status", kind}});
    service_.metrics.observe("http_request_seconds", took.count());
    log::debug("answered", {{"request", asked_.id},
                            {"method", method},
                            {"status", std::to_string(answer_.status)},
                            {"seconds", std::to_string(took.count())}});
}

/// Ends our side and drops what still comes, so that the client reads the answer instead of a reset.
void Session::part(std::chrono::seconds patience) {
    state_ = State::parting;
    Failure failure;
    socket_.shutdown(tcp::socket::shutdown_send, failure);
    if (failure) {
        cut();
        return;
    }
    buffer_.clear();
    wait(patience);
    drop_input();
}

void Session::drop_input() {
    socket_.async_read_some(buffer_.prepare(beyond_head), [session = me()](Failure const& failure, std::size_t) {
        if (failure)
            session->cut();
        else
            session->drop_input();
    });
}

// time and end

void Session::wait(std::chrono::milliseconds time) {
    timer_.start(time, [held = weak_from_this()] {
        if (auto const session = held.lock())
            static_cast<Session&>(*session).expired();
    });
}

void Session::expired() {
    if (state_ != State::head && state_ != State::body) {
        cut();
        return;
    }
    timed_out_ = true;
    Failure ignored;
    socket_.cancel(ignored);
}

void Session::drain() {
    if (state_ == State::idle || state_ == State::head)
        abort();
    else if (state_ == State::parting || state_ == State::body)
        wait(farewell); // a body that is under way may still come, one that nobody sends holds nothing up
}

void Session::abort() {
    aborted_ = true;
    if (state_ != State::running)
        cut();
}

void Session::cut() {
    timer_.cancel();
    Failure ignored;
    socket_.close(ignored);
}

} // namespace

void serve(Service& service, IoThread& thread, Accepted accepted) {
    std::make_shared<Session>(service, thread, accepted)->start();
}

} // namespace undertone::net
