#include "api/live.h"
#include "api/live_views.h"
#include "base/log.h"

#include <exception>

namespace undertone::api {
namespace {

constexpr std::uint16_t come_back = 1012;

/// All topics of those who may hear of it, the visitor's aside.
std::vector<std::string> topics_of(desk::Audience const& audience) {
    std::vector<std::string> topics;
    if (audience.conversation)
        topics.push_back(staff_topic(*audience.conversation));
    if (audience.queue)
        topics.push_back(queue_topic(*audience.queue));
    if (audience.queue && audience.queue_agents)
        topics.push_back(open_queue_topic(*audience.queue));
    for (auto const& queue : audience.queues)
        topics.push_back(queue_topic(queue));
    if (audience.left_open)
        topics.push_back(open_queue_topic(*audience.left_open));
    for (auto const& [person, notify] : audience.people)
        topics.push_back(person_topic(person));
    if (audience.all_staff)
        topics.emplace_back(every_staff_topic);
    return topics;
}

} // namespace

void Live::deliver(types::Event const& event) {
    try {
        end_expired();
        if (event.kind == types::EventKind::rights)
            return event.person ? recheck_sockets_of(event.person->id) : tidy();
        if (event.kind == types::EventKind::alert)
            return deliver_alert(event);
        places_.note(event);
        auto const audience = desk::audience_of(event);
        auto const now = context_.clock.now();
        auto const place = event.conversation ? places_.of(*event.conversation, audience.visitor) : std::nullopt;
        auto const topics = topics_of(audience);
        if (event.kind == types::EventKind::presence) {
            send_each(topics, [&](types::Caller const& caller) {
                auto seen = event;
                seen.person = desk::as_seen_by(caller, *event.person);
                return staff_frame(seen, now);
            });
        } else if (hub_.is_heard(topics)) {
            auto const frame = staff_frame(event, now, std::nullopt, place);
            if (event.queue_settings || event.queue)
                send_each(topics,
                          [&](types::Caller const& caller) { return desk::may_hear(caller, event) ? frame : nullptr; });
            else if (!audience.agents)
                send_each(topics, [&](types::Caller const& caller) {
                    return caller.kind != types::Caller::Kind::agent ? frame : nullptr;
                });
            else
                hub_.broadcast(topics, frame);
        }
        places_.tell(event, [&] {
            if (!audience.visitor || !event.conversation)
                return;
            std::vector<std::string> const visitor{visitor_topic(event.conversation->id)};
            if (hub_.is_heard(visitor))
                hub_.broadcast(visitor, visitor_frame(event, now, place));
        });
        if (event.conversation && event.kind == types::EventKind::conversation) {
            auto const topic = staff_topic(event.conversation->id);
            for (auto const id : hub_.listeners(topic))
                recheck(id, {topic});
        }
    } catch (std::exception const& error) {
        log::error("an event could not be delivered", {{"reason", error.what()}});
    }
}

void Live::send_each(std::vector<std::string> const& topics,
                     std::function<net::Frame(types::Caller const&)> const& frame_for) {
    std::set<net::SocketId> sockets;
    for (auto const& topic : topics)
        for (auto const id : hub_.listeners(topic))
            sockets.insert(id);
    for (auto const id : sockets)
        if (auto const socket = copy_of(id))
            if (auto const frame = socket->caller ? frame_for(*socket->caller) : nullptr)
                hub_.send(id, frame);
}

void Live::missed() {
    places_.forget_all();
    std::vector<net::SocketId> ids;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, socket] : sockets_)
            ids.push_back(id);
    }
    for (auto const id : ids)
        hub_.close(id, come_back, "events were missed: connect again, subscribe and fetch");
}

/// An alert is the business of those who were told of it; its conversation may not be theirs any more.
void Live::deliver_alert(types::Event const& event) {
    if (!event.alert)
        return;
    auto const audience = desk::audience_of(event);
    auto const now = context_.clock.now();
    auto const place = event.conversation ? places_.of(*event.conversation, false) : std::nullopt;
    auto alone = event;
    alone.conversation.reset();
    alone.message.reset();
    std::map<std::pair<bool, bool>, net::Frame> frames; // by what is in it, so that each is written once
    send_each(topics_of(audience), [&](types::Caller const& caller) -> net::Frame {
        auto const told = audience.people.find(caller.id);
        bool const supervises = caller.kind != types::Caller::Kind::agent;
        if (told == audience.people.end() && !supervises)
            return nullptr;
        bool const notify = told != audience.people.end() && told->second;
        bool const whole = event.conversation && desk::may(caller, desk::Action::see, *event.conversation);
        auto& frame = frames[{notify, whole}];
        if (!frame)
            frame = whole ? staff_frame(event, now, notify, place) : staff_frame(alone, now, notify);
        return frame;
    });
}

void Live::tell_places() {
    auto const now = context_.clock.now();
    auto const listens = [this](types::Conversation const& conversation) {
        return !hub_.listeners(visitor_topic(conversation.id)).empty();
    };
    for (auto const& waiting : places_.moved(listens))
        places_.tell(waiting, [&] {
            types::Event event;
            event.conversation = waiting.conversation;
            hub_.broadcast({visitor_topic(waiting.conversation.id)}, visitor_frame(event, now, waiting.place));
        });
}

std::string Live::hub_topic_of(types::Caller const& caller, Topic const& topic) {
    if (!topic.conversation.empty())
        return caller.kind == types::Caller::Kind::visitor ? visitor_topic(topic.conversation)
                                                           : staff_topic(topic.conversation);
    if (!topic.queue.empty())
        return caller.kind == types::Caller::Kind::agent ? open_queue_topic(topic.queue) : queue_topic(topic.queue);
    return person_topic(caller.id);
}

/// A supervisor who has become an agent no longer listens to the whole queue: such a topic has ended as well.
bool Live::still_may(types::Caller const& caller, std::string const& hub_topic, Topic const& topic) const {
    if (hub_topic != hub_topic_of(caller, topic))
        return false;
    if (!topic.conversation.empty())
        return context_.desk.conversations().find(caller, topic.conversation).has_value();
    return topic.queue.empty() || desk::may_listen_to_queue(caller, topic.queue);
}

void Live::recheck(net::SocketId id, std::set<std::string> const& only) {
    auto const socket = copy_of(id);
    if (!socket || !socket->caller)
        return;
    auto caller = context_.desk.people().authenticate(socket->token);
    if (!caller) {
        if (caller.error().code == Code::unauthenticated)
            hub_.close(id, not_signed_in, "the sign-in ended");
        return;
    }
    std::set<std::string> ended;
    for (auto const& [topic, meaning] : socket->topics)
        if ((only.empty() || only.contains(topic)) && !still_may(*caller, topic, meaning))
            ended.insert(topic);
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end())
        return;
    found->second.caller = std::move(*caller);
    leave_topics(id, found->second, ended);
}

void Live::leave_topics(net::SocketId id, Socket& socket, std::set<std::string> const& hub_topics) {
    for (auto const& topic : hub_topics) {
        hub_.unsubscribe(id, topic);
        socket.topics.erase(topic);
    }
}

void Live::recheck_sockets_of(std::string const& person) {
    std::vector<net::SocketId> ids;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, socket] : sockets_)
            if (socket.caller && socket.caller->staff() && socket.caller->id == person)
                ids.push_back(id);
    }
    for (auto const id : ids)
        recheck(id);
}

} // namespace undertone::api
