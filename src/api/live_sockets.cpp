#include "api/cookie.h"
#include "api/form.h"
#include "api/json.h"
#include "api/live.h"
#include "api/live_views.h"
#include "api/query.h"
#include "api/routes.h"
#include "base/log.h"
#include "net/head.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace undertone::api {
namespace {

constexpr std::uint16_t bad_frame = 1007;
constexpr std::uint16_t policy = 1008;
constexpr std::uint16_t try_later = 1013;
constexpr std::string_view too_many_topics = "too many topics on one socket";
constexpr std::string_view too_many_sockets = "As many live sockets of this person as may be are open.";
constexpr int seconds_until_later = 10;

/// Where that cannot be stored the socket listens all the same, and the alerts stand in the list.
void tell_missed(desk::Desk& desk, types::Caller const& caller) {
    try {
        desk.alerts().tell_missed(caller);
    } catch (store::Unavailable const& error) {
        log::warn("missed alerts were not told", {{"user", caller.id}, {"why", error.what()}});
    }
}

std::vector<std::string> words_of(std::string_view list) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < list.size();) {
        auto const end = std::min(list.find(',', begin), list.size());
        if (end > begin)
            words.emplace_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

store::Listener listener_of(types::Caller const& caller) {
    return {caller.staff() ? "user" : "visitor", caller.id};
}

/// A text inside what a client sent; empty when there is none.
std::string text_in(boost::json::value const& value, std::string_view name) {
    auto const* const object = value.if_object();
    auto const* const text = object == nullptr ? nullptr : object->if_contains(name);
    return text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string();
}

net::Response accepted() {
    return {};
}

} // namespace

net::LiveHandler Live::handler() {
    return {[this](net::SocketId id, net::Request const& request) { return open(id, request); },
            [this](net::SocketId id, std::string const& frame) { receive(id, frame); },
            [this](net::SocketId id) { forget(id); }};
}

net::Response Live::open(net::SocketId id, net::Request const& request) {
    bool const event_stream = net::live_wish(request) == net::LiveWish::event_stream;
    auto const presented = presented_token(request);
    if (presented && presented->by_cookie && !event_stream && !same_origin(request))
        return problem({Code::forbidden, "With the cookie a live socket needs an Origin of this site.", {}, 0});
    if (event_stream && !is_query(request))
        return problem({Code::malformed, "The part of the address after the '?' is not a valid query.", {}, 0});
    if (event_stream && !presented)
        return problem(
            {Code::unauthenticated, "An event stream needs a token: Authorization: Bearer …, or the cookie.", {}, 0});
    {
        std::lock_guard const lock(mutex_);
        auto& socket = sockets_[id];
        socket.event_stream = event_stream;
        socket.opened = std::chrono::steady_clock::now();
    }
    if (!presented)
        return accepted();
    try {
        bool const may_show_another = presented->by_cookie && !event_stream;
        auto const signed_in = sign_in(id, presented->token);
        if (signed_in == SignIn::too_many_sockets && event_stream) {
            forget(id);
            return problem({Code::too_many, std::string(too_many_sockets), {}, seconds_until_later});
        }
        if (signed_in == SignIn::too_many_sockets)
            hub_.close(id, try_later, too_many_sockets); // no page sees the status of a handshake
        if (signed_in == SignIn::refused && !may_show_another) {
            forget(id);
            return problem({Code::unauthenticated, "The token opens nothing.", {}, 0});
        }
        auto const socket = copy_of(id);
        if (event_stream && socket && socket->caller)
            subscribe(id, topics_in(*socket->caller, request));
    } catch (...) {
        forget(id);
        throw;
    }
    return accepted();
}

/// A visitor's page in the browser of somebody who is signed in shows a token of its own: the latest one counts.
Live::SignIn Live::sign_in(net::SocketId id, std::string token) {
    auto caller = context_.desk.people().authenticate(token);
    if (!caller || caller->kind == types::Caller::Kind::key)
        return SignIn::refused;
    if (caller->must_change_password && context_.enforces_own_password())
        return SignIn::refused;
    auto const until = caller->staff() ? context_.desk.people().end_of_sign_in(token) : std::nullopt;
    auto const most = context_.config.bound("live.sockets_per_user");
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end())
        return SignIn::refused;
    if (sockets_of(*caller) >= most)
        return SignIn::too_many_sockets;
    auto& socket = found->second;
    if (socket.caller) { // of the cookie, until now
        moved_[listener_of(*socket.caller)] = context_.clock.now();
        std::set<std::string> topics{std::string(every_staff_topic)};
        for (auto const& [topic, meaning] : socket.topics)
            topics.insert(topic);
        leave_topics(id, socket, topics);
    }
    moved_[listener_of(*caller)] = context_.clock.now();
    socket.caller = std::move(*caller);
    socket.token = std::move(token);
    socket.until = until.value_or(Time::max());
    next_end_ = std::min(next_end_, socket.until);
    return SignIn::done;
}

std::size_t Live::sockets_of(types::Caller const& caller) const {
    std::size_t count = 0;
    for (auto const& [id, socket] : sockets_)
        count += socket.caller && socket.caller->kind == caller.kind && socket.caller->id == caller.id ? 1 : 0;
    return count;
}

std::optional<Live::Socket> Live::copy_of(net::SocketId id) const {
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    return found == sockets_.end() ? std::nullopt : std::optional(found->second);
}

void Live::receive(net::SocketId id, std::string const& frame) {
    end_expired();
    if (!affords(id, &Socket::frames, 1, "limits.live_frames_per_minute"))
        return;
    boost::system::error_code error;
    auto const value = boost::json::parse(frame, error);
    auto const* const body = error ? nullptr : value.if_object();
    if (body == nullptr)
        return refuse(id, bad_frame, "a frame must be a JSON object");
    auto const socket = copy_of(id);
    if (!socket || socket->until <= context_.clock.now())
        return;
    if (auto const* const token = body->if_contains("token")) {
        auto const shown = text_in(value, "token");
        bool const known = socket->caller && shown == socket->token;
        auto const signed_in = shown.empty() ? SignIn::refused : known ? SignIn::done : sign_in(id, shown);
        if (signed_in == SignIn::too_many_sockets)
            return hub_.close(id, try_later, too_many_sockets);
        if (signed_in == SignIn::refused)
            return refuse(id, not_signed_in, "the token opens nothing");
    } else if (!socket->caller) {
        return refuse(id, not_signed_in, "the first frame must hold a token");
    }
    auto const caller = copy_of(id).value_or(Socket{}).caller;
    if (auto const* const typing = body->if_contains("typing"); typing != nullptr && caller)
        type(id, *caller, *typing);
    if (auto const* const mark = body->if_contains("read"); mark != nullptr && caller)
        read(*caller, *mark);
    auto const wanted = names_in(id, *body, "subscribe");
    auto const unwanted = names_in(id, *body, "unsubscribe");
    if (!wanted || !unwanted)
        return;
    if (body->contains("subscribe"))
        subscribe(id, *wanted);
    unsubscribe(id, *unwanted);
}

std::optional<std::vector<std::string>> Live::names_in(net::SocketId id, boost::json::object const& body,
                                                       std::string_view list) {
    std::vector<std::string> names;
    auto const* const value = body.if_contains(list);
    auto const* const topics = value == nullptr ? nullptr : value->if_array();
    auto const end = [&](std::uint16_t code, std::string const& reason) {
        refuse(id, code, reason);
        return std::nullopt;
    };
    if (value != nullptr && topics == nullptr)
        return end(bad_frame, std::string(list) + " must be a list of topics");
    if (topics != nullptr && topics->size() > context_.config.bound("live.topics"))
        return end(policy, "too many topics in one frame");
    for (std::size_t index = 0; topics != nullptr && index < topics->size(); ++index) {
        auto const* const name = (*topics)[index].if_string();
        if (name == nullptr)
            return end(bad_frame, "a topic must be a text");
        names.emplace_back(*name);
    }
    if (!affords(id, &Socket::named, names.size(), "limits.live_topics_per_minute"))
        return std::nullopt;
    return distinct(std::move(names));
}

bool Live::affords(net::SocketId id, Budget Socket::*budget, std::size_t count, std::string_view bound) {
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end())
        return false;
    if ((found->second.*budget).take(count, context_.config.bound(bound), std::chrono::steady_clock::now()))
        return true;
    refuse(id, policy, "more in a minute than " + std::string(bound));
    return false;
}

void Live::type(net::SocketId id, types::Caller const& caller, boost::json::value const& typing) {
    auto const conversation = text_in(typing, "conversation");
    std::chrono::milliseconds const pause(context_.config.number("live.typing_milliseconds"));
    {
        std::lock_guard const lock(mutex_);
        auto const found = sockets_.find(id);
        auto const now = std::chrono::steady_clock::now();
        if (found == sockets_.end() || now - found->second.typed < pause)
            return;
        found->second.typed = now;
    }
    static_cast<void>(context_.desk.conversations().type(caller, conversation));
}

void Live::read(types::Caller const& caller, boost::json::value const& mark) {
    static_cast<void>(
        context_.desk.conversations().read(caller, text_in(mark, "conversation"), text_in(mark, "message")));
}

void Live::forget(net::SocketId id) {
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end())
        return;
    if (found->second.caller)
        moved_[listener_of(*found->second.caller)] = context_.clock.now();
    sockets_.erase(found);
}

Result<std::pair<std::string, Live::Topic>> Live::find_topic(types::Caller const& caller,
                                                             std::string const& name) const {
    constexpr std::string_view conversation = "conversation:";
    constexpr std::string_view queue = "queue:";
    auto const named = [](types::Caller const& whose, Topic topic) {
        auto hub_topic = hub_topic_of(whose, topic);
        return std::pair(std::move(hub_topic), std::move(topic));
    };
    if (name == "me") {
        if (!caller.staff())
            return fail(Code::forbidden, "only staff have a topic of their own");
        return named(caller, {name, name, {}, {}});
    }
    if (name.starts_with(conversation)) {
        auto const found = context_.desk.conversations().find(caller, name.substr(conversation.size()));
        if (!found)
            return Unexpected(found.error());
        return named(caller, {name, name, found->id, {}});
    }
    if (name.starts_with(queue)) {
        if (!caller.staff())
            return fail(Code::forbidden, "only staff may listen to a queue");
        auto const found = context_.desk.people().queue(caller, name.substr(queue.size()));
        if (!found)
            return Unexpected(found.error());
        if (!desk::may_listen_to_queue(caller, found->id))
            return fail(Code::forbidden, "not a member of this queue");
        return named(caller, {name, name, {}, found->id});
    }
    return fail(Code::invalid, "a topic is conversation:ID, queue:ID or me");
}

/// A topic may have a comma in its name, which is encoded then; where nothing has that name a client has encoded the
/// whole list.
std::vector<std::string> Live::topics_in(types::Caller const& caller, net::Request const& request) const {
    std::vector<std::string> topics;
    for (auto& item : list_in(request, "topics")) {
        bool const in_question = item.find(',') != std::string::npos;
        if (in_question && (topics.size() >= context_.config.bound("live.topics") || !find_topic(caller, item)))
            for (auto& word : words_of(item))
                topics.push_back(std::move(word));
        else
            topics.push_back(std::move(item));
    }
    return distinct(std::move(topics));
}

void Live::subscribe(net::SocketId id, std::vector<std::string> const& names) {
    auto const socket = copy_of(id);
    if (!socket || !socket->caller)
        return;
    auto const caller = context_.desk.people().authenticate(socket->token); // as the caller is now
    if (!caller)
        return refuse(id, not_signed_in, "the sign-in ended");
    std::vector<Result<std::pair<std::string, Topic>>> wanted;
    wanted.reserve(names.size());
    auto const most = context_.config.bound("live.topics");
    for (auto const& name : names)
        if (wanted.size() < most)
            wanted.push_back(find_topic(*caller, name));
        else
            wanted.emplace_back(fail(Code::too_many, std::string(too_many_topics)));
    std::set<std::string> found;
    for (auto const& topic : wanted)
        if (topic)
            found.insert(topic->first);
    if (!take_topics(id, names, std::move(wanted)))
        return;
    if (!found.empty())
        recheck(id, found);
    if (socket->caller->staff() && std::find(names.begin(), names.end(), "me") != names.end())
        tell_missed(context_.desk, *socket->caller);
}

/// Subscribes to what was found, staff to what all of them hear, and answers, so that the answer comes before every
/// event.
bool Live::take_topics(net::SocketId id, std::vector<std::string> const& names,
                       std::vector<Result<std::pair<std::string, Topic>>> wanted) {
    auto const most = context_.config.bound("live.topics");
    boost::json::array good;
    boost::json::array bad;
    std::vector<std::string> topics;
    auto refuse_topic = [&](std::string const& name, std::string_view reason) {
        bad.push_back(boost::json::object{{"topic", name}, {"reason", reason}});
    };
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end() || !found->second.caller)
        return false;
    if (found->second.caller->staff())
        topics.emplace_back(every_staff_topic);
    for (std::size_t index = 0; index < names.size(); ++index) {
        auto& topic = wanted[index];
        if (!topic) {
            refuse_topic(names[index], topic.error().message);
        } else if (found->second.topics.size() >= most && !found->second.topics.contains(topic->first)) {
            refuse_topic(names[index], too_many_topics);
        } else {
            topics.push_back(topic->first);
            found->second.topics.insert(*std::move(topic)).first->second.other = names[index];
            good.emplace_back(names[index]);
        }
    }
    boost::json::object const answer{{"subscribed", std::move(good)}, {"refused", std::move(bad)}};
    hub_.subscribe(id, topics, std::make_shared<std::string const>(text_of(answer)));
    return true;
}

void Live::unsubscribe(net::SocketId id, std::vector<std::string> const& names) {
    std::set<std::string_view> const unwanted(names.begin(), names.end());
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end() || unwanted.empty())
        return;
    std::erase_if(found->second.topics, [&](auto const& entry) {
        auto const& topic = entry.second;
        bool const meant = unwanted.contains(topic.name) || unwanted.contains(topic.other) ||
                           (!topic.queue.empty() && unwanted.contains("queue:" + topic.queue));
        if (meant)
            hub_.unsubscribe(id, entry.first);
        return meant;
    });
}

void Live::refuse(net::SocketId id, std::uint16_t code, std::string_view reason) {
    hub_.close(id, code == not_signed_in || code == bad_frame ? code : policy, reason);
}

void Live::end_expired() {
    auto const now = context_.clock.now();
    std::lock_guard const lock(mutex_);
    if (now < next_end_)
        return;
    next_end_ = Time::max();
    for (auto const& [id, socket] : sockets_)
        if (socket.until <= now)
            refuse(id, not_signed_in, "the sign-in ended");
        else
            next_end_ = std::min(next_end_, socket.until);
}

void Live::tidy() {
    auto const now = std::chrono::steady_clock::now();
    std::chrono::seconds const time_to_sign_in(context_.config.number("live.sign_in_seconds"));
    std::vector<net::SocketId> ids;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, socket] : sockets_) {
            if (socket.caller)
                ids.push_back(id);
            else if (now - socket.opened > time_to_sign_in)
                refuse(id, not_signed_in, "no token came");
        }
    }
    for (auto const id : ids)
        recheck(id);
}

desk::SocketNews Live::take_socket_news() {
    desk::SocketNews news;
    std::lock_guard const lock(mutex_);
    std::set<store::Listener> open;
    for (auto const& [id, socket] : sockets_)
        if (socket.caller)
            open.insert(listener_of(*socket.caller));
    for (auto const& [who, at] : std::exchange(moved_, {})) {
        if (open.contains(who))
            news.came.insert(who);
        else
            news.went.emplace(who, at);
    }
    news.any_open = !open.empty();
    std::chrono::seconds const round(context_.config.number("desk.timer_seconds"));
    if (context_.clock.now() - noted_ > 2 * round)
        news.came = std::move(open);
    return news;
}

void Live::note_socket_news() {
    std::lock_guard const lock(mutex_);
    noted_ = context_.clock.now();
}

} // namespace undertone::api
