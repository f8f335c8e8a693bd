#include "net/topics.h"

#include <algorithm>
#include <mutex>

namespace undertone::net {
namespace {

/// What fits into a WebSocket close frame.
constexpr std::size_t most_reason_bytes = 123;

} // namespace

void Topics::subscribe(SocketId socket, std::string const& topic) {
    std::unique_lock const lock(mutex_);
    auto const found = sockets_.find(socket);
    if (found == sockets_.end())
        return;
    if (found->second.topics.insert(topic).second)
        listeners_[topic].insert(socket);
}

void Topics::subscribe(SocketId socket, std::vector<std::string> const& topics, Frame first) {
    std::unique_lock const lock(mutex_);
    auto const found = sockets_.find(socket);
    if (found == sockets_.end())
        return;
    if (push(socket, first) == Outbox::Then::forget)
        return erase(socket);
    for (auto const& topic : topics)
        if (found->second.topics.insert(topic).second)
            listeners_[topic].insert(socket);
    while (is_full() && give_up_most()) {
    }
}

void Topics::relieve() {
    std::unique_lock const lock(mutex_);
    while (is_full() && give_up_most()) {
    }
}

/// False when nothing waits for anybody. Under the lock.
bool Topics::give_up_most() {
    std::shared_ptr<Outbox> most;
    std::size_t waiting = 0;
    std::optional<SocketId> open;
    auto const look_at = [&](std::shared_ptr<Outbox> const& outbox, std::optional<SocketId> socket) {
        auto const bytes = outbox ? outbox->waiting() : 0;
        if (bytes <= waiting)
            return;
        waiting = bytes;
        most = outbox;
        open = socket;
    };
    for (auto const& [socket, entry] : sockets_)
        look_at(entry.outbox, socket);
    for (auto const& ending : ending_)
        look_at(ending.lock(), std::nullopt);
    if (!most)
        return false;
    most->give_up();
    if (open) {
        sockets_.at(*open).thread->wake(*open);
        erase(*open);
    }
    return true;
}

void Topics::unsubscribe(SocketId socket, std::string const& topic) {
    std::unique_lock const lock(mutex_);
    auto const found = sockets_.find(socket);
    if (found == sockets_.end() || found->second.topics.erase(topic) == 0)
        return;
    auto const list = listeners_.find(topic);
    list->second.erase(socket);
    if (list->second.empty())
        listeners_.erase(list);
}

Outbox::Then Topics::push(SocketId socket, Frame const& frame) const {
    auto const found = sockets_.find(socket);
    if (found == sockets_.end())
        return Outbox::Then::nothing;
    auto const then = found->second.outbox->push(frame);
    if (then != Outbox::Then::nothing)
        found->second.thread->wake(socket);
    return then;
}

void Topics::send(SocketId socket, Frame frame) {
    auto then = Outbox::Then::nothing;
    {
        std::shared_lock const lock(mutex_);
        then = push(socket, frame);
    }
    if (then == Outbox::Then::forget)
        remove(socket);
    if (is_full())
        relieve();
}

void Topics::broadcast(std::vector<std::string> const& topics, Frame frame) {
    std::vector<SocketId> slow;
    {
        std::shared_lock const lock(mutex_);
        std::vector<SocketId> all;
        for (auto const& topic : topics)
            if (auto const found = listeners_.find(topic); found != listeners_.end())
                all.insert(all.end(), found->second.begin(), found->second.end());
        if (topics.size() > 1) {
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
        }
        for (auto const socket : all)
            if (push(socket, frame) == Outbox::Then::forget)
                slow.push_back(socket);
    }
    for (auto const socket : slow)
        remove(socket);
    if (is_full())
        relieve();
}

bool Topics::is_heard(std::vector<std::string> const& topics) const {
    std::shared_lock const lock(mutex_);
    return std::any_of(topics.begin(), topics.end(),
                       [this](std::string const& topic) { return listeners_.find(topic) != listeners_.end(); });
}

std::vector<SocketId> Topics::listeners(std::string const& topic) const {
    std::shared_lock const lock(mutex_);
    auto const found = listeners_.find(topic);
    if (found == listeners_.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

void Topics::close(SocketId socket, std::uint16_t code, std::string_view reason) {
    auto size = std::min(reason.size(), most_reason_bytes);
    while (size < reason.size() && size > 0 && (static_cast<unsigned char>(reason[size]) & 0xC0U) == 0x80U)
        --size; // no letter is cut in two
    std::unique_lock const lock(mutex_);
    auto const found = sockets_.find(socket);
    if (found == sockets_.end())
        return;
    auto const& outbox = found->second.outbox;
    std::erase_if(ending_, [](auto const& ending) { return ending.expired(); });
    if (outbox->waiting() > 0)
        ending_.push_back(outbox);
    if (outbox->close(End{code, std::string(reason.substr(0, size))}) == Outbox::Then::wake)
        found->second.thread->wake(socket);
    erase(socket);
}

std::size_t Topics::sockets() const {
    std::shared_lock const lock(mutex_);
    return sockets_.size();
}

std::shared_ptr<Outbox> Topics::add(SocketId socket, IoThread& thread) {
    auto outbox = std::make_shared<Outbox>(most_frames_, most_bytes_, together_);
    std::unique_lock const lock(mutex_);
    sockets_.emplace(socket, Entry{outbox, &thread, {}});
    return outbox;
}

void Topics::remove(SocketId socket) {
    std::unique_lock const lock(mutex_);
    erase(socket);
}

void Topics::erase(SocketId socket) {
    auto const found = sockets_.find(socket);
    if (found == sockets_.end())
        return;
    for (auto const& topic : found->second.topics) {
        auto const list = listeners_.find(topic);
        list->second.erase(socket);
        if (list->second.empty())
            listeners_.erase(list);
    }
    sockets_.erase(found);
}

} // namespace undertone::net
