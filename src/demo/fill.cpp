#include "demo/demo.h"

#include "base/log.h"
#include "demo/script.h"
#include "desk/commands.h"

#include <algorithm>
#include <map>
#include <random>

namespace undertone::demo {
namespace {

constexpr int days = 30;
constexpr int conversations_a_day = 8;

/// Reads each text once, however often history repeats it.
class Readings {
public:
    explicit Readings(sentiment::Scorer const& scorer) : scorer_(scorer) {}

    sentiment::Reading const& of(std::string const& text) {
        auto const found = known_.find(text);
        return found != known_.end() ? found->second : known_.emplace(text, scorer_.score(text)).first->second;
    }

private:
    sentiment::Scorer const& scorer_;
    std::map<std::string, sentiment::Reading> known_;
};

std::chrono::seconds seconds_between(std::mt19937& random, int least, int most) {
    return std::chrono::seconds(std::uniform_int_distribution<int>(least, most)(random));
}

desk::HistoricConversation past(Script const& script, Time begin, std::mt19937& random, Readings& readings) {
    desk::HistoricConversation conversation;
    conversation.queue = script.queue;
    conversation.agent = random() % 2 == 0 ? "agent1" : "agent2";
    conversation.locale = script.language;
    conversation.created_at = begin;
    auto at = begin;
    for (auto const& line : script.lines) {
        at += seconds_between(random, 8, 70);
        if (!line.customer && !conversation.accepted_at)
            conversation.accepted_at = at - std::chrono::seconds(4);
        desk::HistoricMessage message;
        message.sender = line.customer ? types::Sender::customer : types::Sender::agent;
        message.text = line.text;
        message.at = at;
        if (line.customer)
            message.reading = readings.of(line.text);
        conversation.messages.push_back(std::move(message));
    }
    if (!conversation.accepted_at)
        conversation.agent.clear();
    conversation.ended_at = at + seconds_between(random, 5, 30);
    conversation.closed_at = *conversation.ended_at + seconds_between(random, 10, 120);
    return conversation;
}

std::vector<desk::HistoricConversation> history(Time now, sentiment::Scorer const& scorer) {
    std::mt19937 random(41); // the same month for everyone
    Readings readings(scorer);
    auto const& all = scripts();
    std::vector<desk::HistoricConversation> conversations;
    for (int day = days; day >= 1; --day)
        for (int index = 0; index < conversations_a_day; ++index) {
            auto const begin = now - std::chrono::hours(24 * day) + seconds_between(random, 0, 80000);
            conversations.push_back(past(all[random() % all.size()], begin, random, readings));
        }
    std::sort(conversations.begin(), conversations.end(),
              [](auto const& left, auto const& right) { return left.created_at < right.created_at; });
    return conversations;
}

} // namespace

Result<void> fill(store::Database& database, Clock const& clock, sentiment::Scorer const& scorer) {
    if (desk::demo_mark(database) == desk::DemoMark::filled)
        return {};
    desk::mark_demo(database, desk::DemoMark::begun);
    log::info("filling the database of the demo");
    for (auto const* queue : {"billing", "support"})
        if (auto made = desk::ensure_queue(database, clock, queue); !made)
            return Unexpected(made.error());
    using types::Role;
    std::vector<std::string> const queues{"billing", "support"};
    for (auto const& user : {desk::NewUser{"admin", password, Role::administrator, {}},
                             desk::NewUser{"supervisor", password, Role::supervisor, queues},
                             desk::NewUser{"agent1", password, Role::agent, queues},
                             desk::NewUser{"agent2", password, Role::agent, queues}})
        if (auto added = desk::add_user(database, clock, user); !added && added.error().code != Code::conflict)
            return Unexpected(added.error());
    if (auto written = desk::import_history(database, history(clock.now(), scorer)); !written)
        return written;
    desk::mark_demo(database, desk::DemoMark::filled);
    return {};
}

} // namespace undertone::demo
