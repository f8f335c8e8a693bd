#pragma once

#include "api/context.h"
#include "types/event.h"
#include "types/place.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace undertone::api {

/// The places of those who wait, as the live events tell them. A place is asked of the database once, until the line of
/// its queue moves. Holds at most 50,000: beyond, all are asked anew. Thread-safe.
class Places {
public:
    explicit Places(Context& context) : context_(context) {}

    /// The line moves with conversations that come into it, stand in it or leave it; where its queue has another name
    /// the visitors hear of that with their places.
    void note(types::Event const& event);

    /// Nothing when it does not wait, or when the database does not answer. `told`: the visitor hears of it.
    std::optional<types::Place> of(types::Conversation const& conversation, bool told);

    /// Tells the visitor of an event; what visitors know of the conversation is as new as it then.
    void tell(types::Event const& event, std::function<void()> const& send);
    /// Tells the visitor of a place, unless a newer event was told meanwhile: then the next call of `moved` has it.
    void tell(desk::InLine const& waiting, std::function<void()> const& send);

    /// Events were missed: every place is asked anew.
    void forget_all();

    /// Those among the first in lines that moved since the last call whose visitors `listen` and know another place
    /// (`desk.told_places` a queue). Whose change is stored but not yet sent waits for the next call, so that a place
    /// never comes with a version whose own events are still under way. So do the lines that the database did not tell.
    std::vector<desk::InLine> moved(std::function<bool(types::Conversation const&)> const& listens);

private:
    static constexpr std::size_t most = 50000;

    struct Entry {
        std::string queue;
        std::uint64_t generation = 0;
        std::uint64_t sent = 0; ///< the visitor's count of the latest event; 0: none was sent since it is known
        types::Place place;
        std::optional<types::Place> told;
    };

    void keep(types::Conversation const& conversation, std::uint64_t generation, types::Place const& place, bool told);
    void move(std::string const& queue);
    void tell_anew(std::string const& queue);
    /// Looks at one line of those that moved.
    void look_at(std::string const& queue, std::function<bool(types::Conversation const&)> const& listens,
                 std::vector<desk::InLine>& changed);
    /// Are events of the conversation still under way?
    bool is_ahead(types::Conversation const& conversation) const;

    Context& context_;
    mutable std::mutex mutex_;
    std::map<std::string, Entry> entries_;             ///< by the conversation's id
    std::map<std::string, std::uint64_t> generations_; ///< of each queue's line
    std::set<std::string> moved_;
};

} // namespace undertone::api
