#include "desk/core.h"
#include "desk/rightful.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/routing.h"
#include "types/place.h"

#include <algorithm>
#include <set>

/// Push routing: what waits in a queue is offered to an agent who is free and knows what it takes. It runs inside the
/// transaction of whatever made a conversation wait or an agent free, so that no two nodes offer one conversation
/// twice.
namespace undertone::desk {
namespace {

using types::Conversation;
using types::EventKind;

bool knows(std::vector<std::string> const& skills, std::vector<std::string> const& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](std::string const& skill) {
        return std::find(skills.begin(), skills.end(), skill) != skills.end();
    });
}

void offer(Change& change, Conversation conversation, types::Reference const& agent) {
    store::mark_offered(change.transaction, agent.id, change.now);
    move_on(change, std::move(conversation), types::State::active, "offer", false, [&](Change&, Conversation& offered) {
        offered.agent = agent;
        offered.awaiting = true;
    });
}

/// Queues whose line got longer, or in which somebody may have become free.
std::set<std::string> concerned(Change& change) {
    std::set<std::string> queues;
    auto const add_queues_of = [&](std::string const& user) {
        if (auto const found = store::find_user(change.transaction, user))
            for (auto const& queue : found->queues)
                queues.insert(queue.id);
    };
    for (auto const& event : change.events) {
        if ((event.kind == EventKind::presence || event.kind == EventKind::rights) && event.person)
            for (auto const& queue : event.person->queues)
                queues.insert(queue.id);
        if (!event.conversation || (event.kind != EventKind::conversation && event.kind != EventKind::message))
            continue;
        if (types::in_line(*event.conversation))
            queues.insert(event.conversation->queue.id);
        if (event.kind != EventKind::conversation)
            continue;
        if (event.before == types::State::active && event.conversation->agent)
            add_queues_of(event.conversation->agent->id);
        if (event.before_agent)
            add_queues_of(event.before_agent->id);
    }
    return queues;
}

} // namespace

void offer_waiting(Core const& core, Change& change, std::string const& queue_id) {
    auto const queue = store::find_queue(change.transaction, queue_id);
    if (!queue || queue->routing != types::Routing::push)
        return;
    auto const since = change.now - std::chrono::seconds(core.config.number("routing.declined_seconds"));
    bool const written = store::routes_by_level(change.transaction);
    for (auto& conversation :
         store::to_offer(change.transaction, queue->id, written, core.bound("routing.offers_at_once"))) {
        auto const candidates =
            store::free_agents(change.transaction, conversation, core.capacity, since, core.bound("routing.agents"));
        auto const agent = std::find_if(candidates.begin(), candidates.end(), [&](store::Candidate const& each) {
            return knows(each.skills, queue->skills) && knows(each.skills, conversation.skills);
        });
        if (agent != candidates.end())
            offer(change, std::move(conversation), agent->agent);
    }
}

void route(Core const& core, Change& change) {
    for (auto const& queue : concerned(change))
        offer_waiting(core, change, queue);
}

} // namespace undertone::desk
