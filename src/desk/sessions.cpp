#include "desk/sessions.h"

#include "base/id.h"
#include "desk/conversations.h"
#include "desk/rightful.h"
#include "store/conversations.h"
#include "store/sessions.h"

#include <array>

namespace undertone::desk {
namespace {

using types::Conversation;
using types::Session;
using types::SessionEnd;
using types::State;

struct Cause {
    std::string_view action;
    SessionEnd end;
};

/// Why a session ends, by the action that ends it.
constexpr std::array causes{
    Cause{"accept", SessionEnd::accepted},      Cause{"assign", SessionEnd::assigned},
    Cause{"reject", SessionEnd::rejected},      Cause{"time_out", SessionEnd::timed_out},
    Cause{"transfer", SessionEnd::transferred}, Cause{"take_over", SessionEnd::taken_over},
    Cause{"release", SessionEnd::released},     Cause{"lost", SessionEnd::lost},
    Cause{"escalate", SessionEnd::escalated},   Cause{"end", SessionEnd::ended},
    Cause{"inactive", SessionEnd::inactive},    Cause{"force_close", SessionEnd::closed},
    Cause{"route", SessionEnd::assigned},
};

/// An action without a row is known by what it did.
SessionEnd end_of(std::string_view action, Conversation const& before, Conversation const& after) {
    for (auto const& cause : causes)
        if (cause.action == action)
            return cause.end;
    if (after.state == State::closed)
        return SessionEnd::closed;
    if (after.state == State::waiting)
        return SessionEnd::waiting;
    if (before.queue.id != after.queue.id || (before.agent && after.agent))
        return SessionEnd::transferred;
    return after.agent ? SessionEnd::assigned : SessionEnd::released;
}

/// What one session is about; another place is another session.
struct Place {
    std::string_view queue;
    std::string_view agent;
    bool bot = false;

    bool operator==(Place const&) const = default;
};

/// Nothing while the conversation neither waits for somebody nor is anybody's work.
std::optional<Place> place_of(Conversation const& conversation) {
    if (conversation.state != State::open && conversation.state != State::active)
        return std::nullopt;
    return Place{conversation.queue.id, conversation.agent ? std::string_view(conversation.agent->id) : "",
                 conversation.bot};
}

bool is_accepted(Conversation const& conversation) {
    return conversation.agent && !conversation.awaiting;
}

Session begin_session(Change& change, Conversation const& conversation) {
    Session session;
    session.id = new_id(change.now);
    session.conversation = conversation.id;
    session.number = store::count_sessions(change.transaction, conversation.id) + 1;
    session.queue = conversation.queue;
    session.agent = conversation.agent;
    session.bot = conversation.bot;
    session.began_at = change.now;
    if (is_accepted(conversation))
        session.accepted_at = change.now;
    store::insert_session(change.transaction, session);
    return session;
}

void end_session(Change& change, std::string_view conversation, SessionEnd why) {
    auto session = store::running_session(change.transaction, conversation);
    if (!session)
        return;
    session->ended_at = change.now;
    session->ended_by = why;
    store::update_session(change.transaction, *session);
}

/// An offer was accepted.
void accept_session(Change& change, Conversation const& conversation) {
    auto session = store::running_session(change.transaction, conversation.id);
    if (!session) {
        begin_session(change, conversation);
        return;
    }
    session->accepted_at = change.now;
    store::update_session(change.transaction, *session);
}

} // namespace

bool ends_by_transfer(Conversation const& before, Conversation const& after, std::string_view action) {
    auto const was = place_of(before);
    return was && was != place_of(after) && end_of(action, before, after) == SessionEnd::transferred;
}

void follow_sessions(Change& change, Conversation const* before, Conversation const& after, std::string_view action) {
    auto const was = before != nullptr ? place_of(*before) : std::nullopt;
    auto const is = place_of(after);
    if (was == is) {
        if (is && !is_accepted(*before) && is_accepted(after))
            accept_session(change, after);
        return;
    }
    if (was)
        end_session(change, after.id, end_of(action, *before, after));
    if (is)
        begin_session(change, after);
}

void count_in_session(Change& change, Conversation const& conversation, types::Message const& message) {
    if (!message.reading || !message.reading->enters_window || message.reading->level == sentiment::Level::none)
        return;
    auto session = store::running_session(change.transaction, conversation.id);
    if (!session)
        session = begin_session(change, conversation);
    session->course = step(std::move(session->course), *message.reading, message.id, message.created_at);
    store::update_session(change.transaction, *session);
}

Result<types::SessionPage> Conversations::sessions(types::Caller const& caller, std::string_view id,
                                                   types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::SessionPage> {
        auto const conversation = rightful(transaction, caller, id, Action::see_sessions);
        if (!conversation)
            return Unexpected(conversation.error());
        auto taken_part = store::list_participations(transaction, conversation->id, types::PageRequest::most);
        if (caller.kind == types::Caller::Kind::agent && !core_.agents_see_monitoring)
            std::erase_if(taken_part, [](auto const& each) { return each.mode == types::Mode::monitor; });
        return types::SessionPage{
            page_of(store::list_sessions(transaction, conversation->id, number_from(page.cursor), limit), limit,
                    [](Session const& session) { return std::to_string(session.number); }),
            std::move(taken_part)};
    });
}

} // namespace undertone::desk
