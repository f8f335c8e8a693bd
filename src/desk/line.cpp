#include "store/line.h"
#include "desk/conversations.h"
#include "desk/core.h"

#include <algorithm>
#include <cmath>
#include <map>

/// Where who waits stands in the line of the queue, and how long it will take.
namespace undertone::desk {
namespace {

using types::Conversation;
using types::Place;

/// The median of the latest waits of each queue, asked once a queue.
class UsualWaits {
public:
    UsualWaits(store::Transaction& transaction, std::size_t most) : transaction_(transaction), most_(most) {}

    std::optional<double> seconds(std::string const& queue) {
        if (auto const known = known_.find(queue); known != known_.end())
            return known->second;
        auto waits = store::latest_waits(transaction_, queue, most_);
        std::optional<double> median;
        if (!waits.empty()) {
            std::sort(waits.begin(), waits.end());
            auto const upper = waits[waits.size() / 2];
            auto const lower = waits[(waits.size() - 1) / 2];
            median = static_cast<double>(std::max<std::int64_t>(0, lower + upper)) / 2000;
        }
        return known_.emplace(queue, median).first->second;
    }

private:
    store::Transaction& transaction_;
    std::size_t const most_;
    std::map<std::string, std::optional<double>> known_;
};

Place place_at(std::int64_t position, std::optional<double> usual_seconds) {
    if (!usual_seconds)
        return {position, std::nullopt};
    return {position, std::llround(*usual_seconds * static_cast<double>(position))};
}

} // namespace

std::vector<std::optional<Place>> Conversations::places(std::span<Conversation const> conversations) {
    std::vector<std::optional<Place>> places(conversations.size());
    if (std::none_of(conversations.begin(), conversations.end(), types::in_line))
        return places;
    return core_.read([&](store::Transaction& transaction) {
        UsualWaits usual(transaction, core_.config.bound("desk.considered_waits"));
        for (std::size_t index = 0; index < conversations.size(); ++index) {
            if (!types::in_line(conversations[index]))
                continue;
            if (auto const position = store::position_in_line(transaction, conversations[index].id); position > 0)
                places[index] = place_at(position, usual.seconds(conversations[index].queue.id));
        }
        return std::move(places);
    });
}

std::optional<Place> Conversations::place(Conversation const& conversation) {
    return places({&conversation, 1}).front();
}

std::vector<InLine> Conversations::line(std::string_view queue, std::size_t most) {
    return core_.read([&](store::Transaction& transaction) {
        UsualWaits usual(transaction, core_.config.bound("desk.considered_waits"));
        std::vector<InLine> line;
        for (auto& conversation : store::line_of(transaction, queue, most))
            line.push_back({std::move(conversation), {}});
        for (std::size_t index = 0; index < line.size(); ++index)
            line[index].place = place_at(static_cast<std::int64_t>(index) + 1, usual.seconds(std::string(queue)));
        return line;
    });
}

} // namespace undertone::desk
