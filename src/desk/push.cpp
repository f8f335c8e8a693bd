#include "desk/core.h"
#include "desk/rightful.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/routing.h"
#include "types/place.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

/// Push routing: what waits in a queue is offered to an agent who is free and knows what it takes. It runs inside the
/// transaction of whatever made a conversation wait or an agent free, so that no two nodes offer one conversation
/// twice.
namespace undertone::desk {
namespace {

using store::Candidate;
using types::Conversation;
using types::EventKind;

bool knows(std::vector<std::string> const& skills, std::vector<std::string> const& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](std::string const& skill) {
        return std::find(skills.begin(), skills.end(), skill) != skills.end();
    });
}

void offer(Change& change, Conversation conversation, types::Reference const& agent) {
    store::mark_offered(change.transaction, agent.id, change.now);
    move_on(change, std::move(conversation), types::State::active, "offer", Seen::by_customer,
            [&](Change&, Conversation& offered) {
                offered.agent = agent;
                offered.awaiting = true;
            });
}

/// The order of store::free_agents, kept while offers change it.
bool is_freer(Candidate const& one, Candidate const& other) {
    return std::tie(other.units, one.offered_at, one.agent.id) < std::tie(one.units, other.offered_at, other.agent.id);
}

/// Nothing is read for what nobody knows who is free, so that a long line of it keeps nobody else waiting.
std::vector<Candidate>::iterator agent_for(Change& change, store::Waiting const& waiting, std::vector<Candidate>& free,
                                           Time declined_since) {
    auto const able = [&](Candidate const& agent) { return knows(agent.skills, waiting.skills); };
    if (std::none_of(free.begin(), free.end(), able))
        return free.end();
    auto const declined = store::declined_by(change.transaction, waiting.conversation, declined_since);
    return std::find_if(free.begin(), free.end(),
                        [&](Candidate const& agent) { return able(agent) && !declined.contains(agent.agent.id); });
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
    if (!queue || queue->routing != types::Routing::push || !store::somebody_waits(change.transaction, queue->id))
        return;
    auto free = store::free_agents(change.transaction, queue->id, core.capacity, queue->units,
                                   core.config.bound("routing.agents"));
    std::erase_if(free, [&](Candidate const& agent) { return !knows(agent.skills, queue->skills); });
    if (free.empty())
        return;
    auto const since = change.now - std::chrono::seconds(core.config.number("routing.declined_seconds"));
    bool const written = store::routes_by_level(change.transaction);
    auto offers = core.config.bound("routing.offers_at_once");
    for (auto const& waiting :
         store::in_line(change.transaction, queue->id, written, core.config.bound("routing.line"))) {
        auto const agent = agent_for(change, waiting, free, since);
        if (agent == free.end())
            continue;
        offer(change, store::find_conversation(change.transaction, waiting.conversation).value(), agent->agent);
        agent->offered_at = change.now;
        agent->units -= queue->units;
        if (agent->units < queue->units)
            free.erase(agent);
        std::sort(free.begin(), free.end(), is_freer);
        if (free.empty() || --offers == 0)
            return;
    }
}

void route(Core const& core, Change& change) {
    for (auto const& queue : concerned(change))
        offer_waiting(core, change, queue);
}

} // namespace undertone::desk
