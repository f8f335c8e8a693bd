#pragma once

#include "types/event.h"
#include "types/person.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who may do what, and who hears of what: all rights of the product stand in access.cpp.
namespace undertone::desk {

enum class Action : std::uint8_t {
    // on a conversation
    see,          ///< it and its public messages
    see_internal, ///< internal messages: who has it or takes part, and supervisors; not who merely may look
    see_sentiment,
    give_feedback, ///< say how the customer felt, and see what was said
    see_sessions,  ///< who had it when, and how the customer felt meanwhile
    see_earlier,   ///< what else this customer wrote about
    read_earlier,  ///< all of one that is closed, when one may see a running one of its customer
    block,         ///< the visitor
    read_mark,     ///< tell the customer how far one has read
    post,          ///< a message that all read
    post_internal,
    accept,
    reject,
    release,
    end,
    answer_consent, ///< the customer's, about being scored
    close,
    escalate,
    monitor,
    leave,
    force_close,
    assign,
    transfer,
    join,
    take_over,
    consult,
    be_asked, ///< to help its agent
    raise_hand,
    see_wrap_up,
    write_wrap_up,
    // on the whole
    list_conversations,
    create_conversation,
    read_settings,
    write_settings,
    read_people,
    write_people, ///< users, queues, members, consent, keys, audit
    read_alerts,
    score_texts,
    read_blocks,
    read_feedback,
    search,       ///< words of messages
    read_insights ///< figures over history
};

/// The right alone, whatever the state of the conversation is.
bool may(types::Caller const& caller, Action action, types::Conversation const& conversation);
bool may(types::Caller const& caller, Action action);

/// Administrators all, others themselves and the colleagues of their queues.
bool may_see(types::Caller const& caller, types::User const& user);

/// Of whose queues a list for the caller is made: the caller's own; nothing for administrators, who read all.
std::optional<std::string> own_reach(types::Caller const& caller);

/// The user as the caller may know it: of the queues those that both belong to, to administrators and oneself all.
types::User as_seen_by(types::Caller const& caller, types::User user);

/// What the user does: administrators, supervisors the agents of their queues, everybody oneself.
bool may_see_work(types::Caller const& caller, types::User const& user);

/// Who was told, and the supervisors of the queue when it is for supervisors; administrators all.
bool may_see(types::Caller const& caller, types::Alert const& alert);

/// May the caller listen to `queue:<id>`? Supervisors and agents in their own queues, administrators in all.
bool may_listen_to_queue(types::Caller const& caller, std::string_view queue_id);

/// Whose business a settings event is: those of the organisation of all staff, those of a queue of who may listen to
/// it; of a queue as such also of who works on something in it.
bool may_hear(types::Caller const& caller, types::Event const& settings);

/// Who hears of an event. The live part sends to the topics that are set, to each socket once, and drops the rest.
struct Audience {
    bool visitor = false;                    ///< the customer, who gets the visitor's view
    std::optional<std::string> conversation; ///< staff that listens to conversation:<id>
    bool agents = true;               ///< agents who listen to it too; a silent supervisor is none of their business
    std::optional<std::string> queue; ///< supervisors and administrators that listen to queue:<id>
    std::vector<std::string> queues;  ///< more queues like `queue`: those of a person whose presence changed
    bool queue_agents = false;        ///< agents that listen to queue:<id> as well: it is, or until now was, open there
    std::optional<std::string> left_open; ///< agents that listen to this queue: it was open there and moved on
    std::map<std::string, bool> people;   ///< "me" of these users -> "notify" of an alert
    bool all_staff = false;               ///< settings

    bool operator==(Audience const&) const = default;
};

Audience audience_of(types::Event const& event);

} // namespace undertone::desk
