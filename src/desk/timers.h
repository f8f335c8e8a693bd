#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "store/timers.h"

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::desk {

class Core;
struct Change;

/// A node that was not seen for three rounds has no sockets any more.
Time alive_since(Core const& core, Time now);

/// Whose first live socket on this node came, or whose last one went, since the last time.
struct SocketNews {
    std::set<store::Listener> came;
    std::map<store::Listener, Time> went; ///< and when
    bool any_open = false;                ///< of anybody
};

/// What happens because time passes: wrap-ups and silent conversations close, offers that nobody answers go back, those
/// who are gone are missed, sign-ins expire. All times stand in the database, so that a restart forgets nothing; on
/// many nodes whoever has the turn to write looks again and does what is still due. For one thread.
class Timers {
public:
    Timers(Core& core, Config const& config);

    /// One round; to be called every desk.timer_seconds.
    void run(SocketNews const& news = {});

private:
    using Find = std::function<std::vector<std::string>(store::Transaction&, std::size_t most)>;
    using Deed = std::function<void(Change&, std::string const& id)>;

    void note_sockets(SocketNews const& news);
    template <class All, class Note>
    void note(All& who, Note const& take_down);
    void end_sign_ins();
    void close_what_is_over();
    void miss_the_lost();

    /// Does the deed with all that is found, some at once.
    void do_all(Find const& find, Deed const& deed);

    Time alive_since() const;

    Core& core_;
    std::chrono::seconds const wrap_up_;
    std::chrono::seconds const offer_;
    std::chrono::seconds const inactivity_;
    std::chrono::seconds const agent_lost_;
    std::chrono::seconds const visitor_lost_;
    std::size_t const at_once_;
    std::string const node_;
    std::set<store::Listener> came_; ///< not noted in the database yet
    std::map<store::Listener, Time> went_;
    Time last_round_{};
    Time
        awake_since_{}; ///< since when the rounds come without a gap: who was away meanwhile had no chance to come back
};

} // namespace undertone::desk
