#include "api/places.h"

#include "base/log.h"

#include <algorithm>
#include <exception>

namespace undertone::api {
namespace {

/// Events are told within moments; of what has not changed for so long none is under way.
constexpr std::chrono::seconds longest_way{5};

} // namespace

void Places::move(std::string const& queue) {
    ++generations_[queue];
    moved_.insert(queue);
}

/// Who waits there hears of it anew, in the order of the line.
void Places::tell_anew(std::string const& queue) {
    std::lock_guard const lock(mutex_);
    for (auto& [id, entry] : entries_)
        if (entry.queue == queue)
            entry.told.reset();
    moved_.insert(queue);
}

void Places::note(types::Event const& event) {
    if (event.queue)
        return tell_anew(event.queue->id);
    if (event.kind != types::EventKind::conversation || !event.conversation)
        return;
    auto const& conversation = *event.conversation;
    std::lock_guard const lock(mutex_);
    auto const known = entries_.find(conversation.id);
    if (known != entries_.end() && known->second.queue != conversation.queue.id)
        move(known->second.queue);
    if (types::in_line(conversation) || event.before == types::State::open)
        move(conversation.queue.id);
    if (!types::in_line(conversation) && !conversation.awaiting && known != entries_.end())
        entries_.erase(known); // what is only offered may come back into the line
}

void Places::keep(types::Conversation const& conversation, std::uint64_t generation, types::Place const& place,
                  bool told) {
    std::lock_guard const lock(mutex_);
    if (entries_.size() >= most)
        entries_.clear();
    auto& entry = entries_[conversation.id];
    entry.queue = conversation.queue.id;
    entry.generation = generation;
    entry.place = place;
    if (told)
        entry.told = place;
}

void Places::tell(types::Event const& event, std::function<void()> const& send) {
    std::lock_guard const lock(mutex_);
    send();
    auto const known = event.conversation ? entries_.find(event.conversation->id) : entries_.end();
    if (known != entries_.end())
        known->second.sent = std::max(known->second.sent, event.conversation->visitor_version);
}

void Places::tell(desk::InLine const& waiting, std::function<void()> const& send) {
    std::lock_guard const lock(mutex_);
    auto const known = entries_.find(waiting.conversation.id);
    if (known == entries_.end() || known->second.sent > waiting.conversation.visitor_version) {
        if (known != entries_.end())
            known->second.told.reset();
        moved_.insert(waiting.conversation.queue.id);
        return;
    }
    send();
    known->second.sent = waiting.conversation.visitor_version;
}

bool Places::is_ahead(types::Conversation const& conversation) const {
    auto const latest = std::max({conversation.created_at, conversation.queued_at,
                                  conversation.last_message_at.value_or(conversation.created_at)});
    bool const long_ago = context_.clock.now() - latest > longest_way;
    std::lock_guard const lock(mutex_);
    auto const known = entries_.find(conversation.id);
    bool const heard = known != entries_.end() && known->second.sent > 0;
    return heard ? conversation.visitor_version > known->second.sent : !long_ago;
}

std::optional<types::Place> Places::of(types::Conversation const& conversation, bool told) {
    if (!types::in_line(conversation))
        return std::nullopt;
    std::uint64_t generation = 0;
    {
        std::lock_guard const lock(mutex_);
        generation = generations_[conversation.queue.id];
        auto const known = entries_.find(conversation.id);
        if (known != entries_.end() && known->second.generation == generation) {
            if (told)
                known->second.told = known->second.place;
            return known->second.place;
        }
    }
    try {
        auto const place = context_.desk.conversations().place(conversation);
        if (place)
            keep(conversation, generation, *place, told);
        return place;
    } catch (std::exception const& error) {
        log::warn("a place in the line could not be told", {{"reason", error.what()}});
        return std::nullopt;
    }
}

void Places::forget_all() {
    std::lock_guard const lock(mutex_);
    entries_.clear();
    for (auto& [queue, generation] : generations_)
        ++generation; // what is being asked now is out of date as well
}

std::vector<desk::InLine> Places::moved(std::function<bool(types::Conversation const&)> const& listens) {
    std::set<std::string> queues;
    {
        std::lock_guard const lock(mutex_);
        queues.swap(moved_);
    }
    std::vector<desk::InLine> changed;
    try {
        for (; !queues.empty(); queues.erase(queues.begin()))
            look_at(*queues.begin(), listens, changed);
    } catch (std::exception const& error) {
        log::warn("places in the line could not be told", {{"reason", error.what()}});
        std::lock_guard const lock(mutex_);
        moved_.merge(queues);
    }
    return changed;
}

void Places::look_at(std::string const& queue, std::function<bool(types::Conversation const&)> const& listens,
                     std::vector<desk::InLine>& changed) {
    std::uint64_t generation = 0;
    {
        std::lock_guard const lock(mutex_);
        generation = generations_[queue];
    }
    auto const most_told = context_.config.bound("desk.told_places");
    for (auto& waiting : context_.desk.conversations().line(queue, most_told)) {
        if (!listens(waiting.conversation))
            continue;
        if (is_ahead(waiting.conversation)) {
            std::lock_guard const lock(mutex_);
            moved_.insert(queue);
            continue;
        }
        bool known = false;
        {
            std::lock_guard const lock(mutex_);
            auto const entry = entries_.find(waiting.conversation.id);
            known = entry != entries_.end() && entry->second.told == waiting.place;
        }
        keep(waiting.conversation, generation, waiting.place, true);
        if (!known)
            changed.push_back(std::move(waiting));
    }
}

} // namespace undertone::api
