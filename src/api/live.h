#pragma once

#include "api/context.h"
#include "api/places.h"
#include "base/budget.h"
#include "net/live.h"
#include "types/event.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace undertone::api {

/// The live sockets: who each belongs to, what it listens to, and which form of an event it gets.
/// Thread-safe.
class Live {
public:
    Live(Context& context, net::Hub& hub) : context_(context), hub_(hub), places_(context) {}

    /// What the server calls for each socket.
    net::LiveHandler handler();

    /// Sends an event to everyone who may hear of it, each socket once. On the bus's thread; never throws.
    void deliver(types::Event const& event);

    /// Ends every socket (1012): events were missed, and a client that comes back subscribes and fetches. Never throws.
    void missed();

    /// Ends sockets whose token opens nothing any more or that never showed one. To be called every few seconds.
    void tidy();

    /// Tells waiting visitors whose place in the line changed. To be called every second.
    void tell_places();

    /// Whose first socket came and whose last one went since the last call. When nothing could be noted for long, all
    /// that are open came: other nodes may have taken them for gone meanwhile.
    desk::SocketNews take_socket_news();

    /// What was taken is noted.
    void note_socket_news();

private:
    static constexpr std::uint16_t not_signed_in = 4401; ///< code of a close

    using Instant = std::chrono::steady_clock::time_point;

    /// One topic as the client named it, and where the hub knows it.
    struct Topic {
        std::string name;         ///< "conversation:01h…", "queue:billing", "me"
        std::string other;        ///< as it was named last: a queue has a name and an id
        std::string conversation; ///< id, of a conversation topic
        std::string queue;        ///< id, of a queue topic
    };

    struct Socket {
        std::optional<types::Caller> caller;
        std::string token;
        Time until = Time::max(); ///< when the sign-in expires
        bool event_stream = false;
        Instant opened{};
        Instant typed{};                     ///< the latest typing that was told
        std::map<std::string, Topic> topics; ///< by the hub's topic
        Budget frames;                       ///< that came
        Budget named;                        ///< topics in them
    };

    net::Response open(net::SocketId id, net::Request const& request);
    void receive(net::SocketId id, std::string const& frame);
    void forget(net::SocketId id);
    void type(net::SocketId id, types::Caller const& caller, boost::json::value const& typing);
    void read(types::Caller const& caller, boost::json::value const& read);

    enum class SignIn { done, refused, too_many_sockets };
    SignIn sign_in(net::SocketId id, std::string token);
    /// Whether one socket may send so many more a minute, of which the bound is a setting; else it ends.
    bool affords(net::SocketId id, Budget Socket::*budget, std::size_t count, std::string_view bound);
    /// The topics that a frame lists, each once; empty without the list, nothing when it is wrong and the socket ends.
    std::optional<std::vector<std::string>> names_in(net::SocketId id, boost::json::object const& body,
                                                     std::string_view list);
    void subscribe(net::SocketId id, std::vector<std::string> const& names);
    void unsubscribe(net::SocketId id, std::vector<std::string> const& names);
    Result<std::pair<std::string, Topic>> find_topic(types::Caller const& caller, std::string const& name) const;
    std::vector<std::string> topics_in(types::Caller const& caller, net::Request const& request) const;
    bool take_topics(net::SocketId id, std::vector<std::string> const& names,
                     std::vector<Result<std::pair<std::string, Topic>>> wanted);
    void refuse(net::SocketId id, std::uint16_t code, std::string_view reason);
    /// Ends the sockets whose sign-in has expired by now, so that they hear nothing that is told from here on.
    void end_expired();

    std::size_t sockets_of(types::Caller const& caller) const;
    std::optional<Socket> copy_of(net::SocketId id) const;
    static std::string hub_topic_of(types::Caller const& caller, Topic const& topic);
    bool still_may(types::Caller const& caller, std::string const& hub_topic, Topic const& topic) const;
    /// Looks again at what the socket's caller may listen to: at every topic, or at these alone.
    void recheck(net::SocketId id, std::set<std::string> const& only = {});
    void recheck_sockets_of(std::string const& person);
    void leave_topics(net::SocketId id, Socket& socket, std::set<std::string> const& hub_topics);

    void deliver_alert(types::Event const& event);
    /// To each socket that listens to one of the topics, once, what its caller may hear; none is nothing.
    void send_each(std::vector<std::string> const& topics,
                   std::function<net::Frame(types::Caller const&)> const& frame_for);

    Context& context_;
    net::Hub& hub_;
    Places places_;
    mutable std::mutex mutex_;
    std::map<net::SocketId, Socket> sockets_;
    Time next_end_ = Time::max();           ///< no socket's sign-in expires earlier
    std::map<store::Listener, Time> moved_; ///< of whom a socket came or went since the last news, and when
    Time noted_{};                          ///< when the last news were
};

} // namespace undertone::api
