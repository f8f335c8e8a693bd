#include "api/live.h"
#include "api/live_views.h"
#include "base/log.h"

#include <exception>

namespace undertone::api {
namespace {

constexpr std::uint16_t not_signed_in = 4401;
constexpr std::uint16_t come_back = 1012;

} // namespace

void Live::deliver(types::Event const& event) {
    try {
        if (event.kind == types::EventKind::rights) {
            if (event.person)
                recheck_listeners(person_topic(event.person->id));
            return tidy();
        }
        if (event.kind == types::EventKind::alert)
            return deliver_alert(event);
        places_.note(event);
        auto const audience = desk::audience_of(event);
        auto const now = context_.clock.now();
        auto const place = event.conversation ? places_.of(*event.conversation, audience.visitor) : std::nullopt;
        std::vector<std::string> topics;
        if (audience.conversation)
            topics.push_back(staff_topic(*audience.conversation));
        if (audience.queue)
            topics.push_back(queue_topic(*audience.queue));
        if (audience.queue && audience.queue_agents)
            topics.push_back(open_queue_topic(*audience.queue));
        for (auto const& queue : audience.queues)
            topics.push_back(queue_topic(queue));
        for (auto const& [person, notify] : audience.people)
            topics.push_back(person_topic(person));
        if (audience.all_staff)
            topics.emplace_back(every_staff_topic);
        if (!audience.agents)
            send_but_to_agents(topics, staff_frame(event, now, std::nullopt, place));
        else if (!topics.empty())
            hub_.broadcast(topics, staff_frame(event, now, std::nullopt, place));
        if (audience.visitor && event.conversation)
            hub_.broadcast({visitor_topic(event.conversation->id)}, visitor_frame(event, now, place));
        places_.sent(event);
        if (event.conversation && event.kind == types::EventKind::conversation)
            recheck_listeners(staff_topic(event.conversation->id));
    } catch (std::exception const& error) {
        log::error("an event could not be delivered", {{"reason", error.what()}});
    }
}

void Live::send_but_to_agents(std::vector<std::string> const& topics, net::Frame const& frame) {
    std::set<net::SocketId> sockets;
    for (auto const& topic : topics)
        for (auto const id : hub_.listeners(topic))
            sockets.insert(id);
    for (auto const id : sockets)
        if (auto const socket = copy_of(id))
            if (socket->caller && socket->caller->kind != types::Caller::Kind::agent)
                hub_.send(id, frame);
}

void Live::missed() {
    std::vector<net::SocketId> ids;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, socket] : sockets_)
            ids.push_back(id);
    }
    for (auto const id : ids)
        hub_.close(id, come_back, "events were missed: connect again, subscribe and fetch");
}

void Live::deliver_alert(types::Event const& event) {
    auto const audience = desk::audience_of(event);
    auto const now = context_.clock.now();
    std::vector<std::string> topics;
    for (auto const& [person, notify] : audience.people)
        topics.push_back(person_topic(person));
    if (audience.conversation)
        topics.push_back(staff_topic(*audience.conversation));
    if (audience.queue)
        topics.push_back(queue_topic(*audience.queue));
    std::set<net::SocketId> sockets;
    for (auto const& topic : topics)
        for (auto const id : hub_.listeners(topic))
            sockets.insert(id);
    auto const place = event.conversation ? places_.of(*event.conversation, false) : std::nullopt;
    auto const pops_up = staff_frame(event, now, true, place);
    auto const waits = staff_frame(event, now, false, place);
    bool const supervisors = event.alert && event.alert->audience == types::AlertAudience::supervisor;
    for (auto const id : sockets) {
        auto const socket = copy_of(id);
        if (!socket || !socket->caller || !event.alert)
            continue;
        auto const told = audience.people.find(socket->caller->id);
        if (told != audience.people.end())
            hub_.send(id, told->second ? pops_up : waits);
        else if (supervisors && socket->caller->kind != types::Caller::Kind::agent)
            hub_.send(id, waits);
    }
}

void Live::tell_places() {
    auto const now = context_.clock.now();
    auto const listens = [this](types::Conversation const& conversation) {
        return !hub_.listeners(visitor_topic(conversation.id)).empty();
    };
    for (auto& waiting : places_.moved(listens)) {
        types::Event event;
        auto const topic = visitor_topic(waiting.conversation.id);
        event.conversation = std::move(waiting.conversation);
        hub_.broadcast({topic}, visitor_frame(event, now, waiting.place));
    }
}

bool Live::still_may(types::Caller const& caller, Topic const& topic) const {
    if (!topic.conversation.empty())
        return context_.desk.conversations().find(caller, topic.conversation).has_value();
    return topic.queue.empty() || desk::may_listen_to_queue(caller, topic.queue);
}

void Live::recheck(net::SocketId id) {
    auto const socket = copy_of(id);
    if (!socket || !socket->caller)
        return;
    auto caller = context_.desk.people().authenticate(socket->token);
    if (!caller) {
        if (caller.error().code == Code::unauthenticated)
            hub_.close(id, not_signed_in, "the sign-in ended");
        return;
    }
    std::vector<std::string> ended;
    for (auto const& [topic, meaning] : socket->topics)
        if (!still_may(*caller, meaning))
            ended.push_back(topic);
    std::lock_guard const lock(mutex_);
    auto const found = sockets_.find(id);
    if (found == sockets_.end())
        return;
    found->second.caller = std::move(*caller);
    for (auto const& topic : ended) {
        hub_.unsubscribe(id, topic);
        found->second.topics.erase(topic);
    }
}

void Live::recheck_listeners(std::string const& hub_topic) {
    for (auto const id : hub_.listeners(hub_topic))
        recheck(id);
}

} // namespace undertone::api
