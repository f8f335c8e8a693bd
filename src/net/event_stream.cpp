#include "net/adopted.h"
#include "net/answer.h"
#include "net/live_socket.h"
#include "net/session.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace undertone::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Failure = boost::system::error_code;

constexpr int send_buffer_bytes = 65536;

/// One event: each line of the frame as a data line, so that a newline can never begin a field of its own.
std::string event_of(std::string const& frame) {
    std::string event = "data: ";
    for (char const letter : frame) {
        if (letter == '\n')
            event += "\ndata: ";
        else if (letter != '\r')
            event += letter;
    }
    event += "\n\n";
    return event;
}

/// One chunk of the answer (RFC 9112, 7.1): clients that read so many bytes at a time hand a chunk on as it comes.
std::string chunk_of(std::string_view text) {
    std::array<char, 16> size{};
    auto const end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
    return std::string(size.data(), end) + "\r\n" + std::string(text) + "\r\n";
}

constexpr std::string_view last_chunk = "0\r\n\r\n";

/// HTTP/1.0 knows no chunks: there the body is what comes until the connection ends.
enum class Form { chunked, plain };

/// Server-Sent Events: the answer's body is the stream, a chunk an event; the connection ends with it.
class EventStream final : public LiveSocket {
public:
    EventStream(Service& service, IoThread& thread, Upgrade& upgrade)
        : LiveSocket(service, thread, std::move(upgrade.slot), upgrade.id, std::move(upgrade.outbox))
        , form_(upgrade.request.version < 11 ? Form::plain : Form::chunked)
        , bytes_(head_of(upgrade, form_))
        , socket_(adopted(thread.context(), upgrade.v6, std::move(upgrade.socket)))
        , heartbeat_(thread.context()) {
        ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, sizeof(send_buffer_bytes));
        end_without_answer();
    }

    void start() override {
        send([](EventStream& stream, bool well) {
            if (!well) {
                stream.lost();
                return;
            }
            stream.beat();
            stream.live_ready();
        });
    }

private:
    using Then = void (*)(EventStream&, bool);

    /// A client that vanished takes nothing in: without a bound of ours the system tries for a quarter of an hour.
    void end_without_answer() {
        std::chrono::milliseconds const patience = service_.limits.heartbeat * 2;
        auto const time = static_cast<unsigned>(patience.count());
        ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &time, sizeof(time));
    }

    static std::string head_of(Upgrade const& upgrade, Form form) {
        auto headers = live_headers(upgrade.headers);
        headers.emplace_back("Content-Type", "text/event-stream; charset=utf-8");
        headers.emplace_back("Cache-Control", "no-store");
        headers.emplace_back("X-Accel-Buffering", "no");
        return opening_head(200, headers, upgrade.request.id) +
               (form == Form::chunked ? "Transfer-Encoding: chunked\r\n" : "") + "Connection: close\r\n\r\n";
    }

    std::string piece_of(std::string text) const { return form_ == Form::chunked ? chunk_of(text) : text; }

    std::shared_ptr<EventStream> me() { return std::static_pointer_cast<EventStream>(shared_from_this()); }

    /// Writes bytes_ whole; one call at a time.
    void send(Then then) {
        sending_ = true;
        asio::async_write(socket_, asio::buffer(bytes_), [stream = me(), then](Failure const& failure, std::size_t) {
            stream->sending_ = false;
            stream->missed_ = 0;
            stream->bytes_ = std::string();
            then(*stream, !failure);
        });
    }

    /// A comment each heartbeat shows both sides that the other is there; two heartbeats without progress end the
    /// stream.
    void beat() {
        heartbeat_.start(service_.limits.heartbeat, [held = weak()] {
            if (auto const socket = held.lock())
                static_cast<EventStream&>(*socket).on_beat();
        });
    }

    void on_beat() {
        if (sending_ && ++missed_ > 1) {
            lost();
            return;
        }
        if (!sending_) {
            bytes_ = piece_of(":\n\n");
            send([](EventStream& stream, bool well) { stream.after_write(well); });
        }
        beat();
    }

    /// The next frame was refused while a heartbeat was under way; it goes out now.
    void after_write(bool well) {
        if (well && next_) {
            bytes_ = piece_of(event_of(*next_));
            next_.reset();
            send([](EventStream& stream, bool sent) { stream.after_frame(sent); });
        } else if (!well) {
            lost();
        } else if (finished_) {
            end();
        }
    }

    void after_frame(bool well) { wrote(well); }

    void write(Frame frame) override {
        next_ = std::move(frame);
        if (!sending_)
            after_write(true);
    }

    /// A client has nothing to say here: what it sends is dropped, its end of the connection ends the stream.
    void read() override {
        socket_.async_read_some(asio::buffer(unread_), [stream = me()](Failure const& failure, std::size_t) {
            if (failure)
                stream->lost();
            else
                stream->read();
        });
    }

    void finish(End const& /*end*/) override {
        finished_ = true;
        if (!sending_)
            end();
    }

    void end() {
        bytes_ = form_ == Form::chunked ? last_chunk : "";
        send([](EventStream& stream, bool) { stream.shut(); });
    }

    /// The client sees the end after the last frame and closes its side, which read() notices.
    void shut() {
        Failure ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    }

    void cut() override {
        heartbeat_.cancel();
        Failure ignored;
        socket_.close(ignored);
    }

    Form const form_;
    std::string bytes_;
    tcp::socket socket_;
    Timer heartbeat_;
    Frame next_;
    std::array<char, 512> unread_{};
    bool sending_ = false;
    bool finished_ = false;
    int missed_ = 0;
};

} // namespace

std::shared_ptr<LiveSocket> make_event_stream(Service& service, IoThread& thread, Upgrade upgrade) {
    return std::make_shared<EventStream>(service, thread, upgrade);
}

} // namespace undertone::net
