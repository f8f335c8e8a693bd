#pragma once

#include "base/gate.h"
#include "desk/desk.h"
#include "desk/event_codec.h"
#include "desk/naming.h"
#include "desk/own_phrases.h"
#include "desk/throttle.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// For the files of desk/ alone.
namespace undertone::desk {

class Core;

/// One transaction that changes something, the moment it happens at, and what is told when it is stored.
struct Change {
    store::Transaction& transaction;
    Time now;
    Core const& core;
    std::vector<types::Event> events = {};
};

/// Puts what webhooks are to be told of a change beside it; whether there is any. In webhooks.cpp.
bool store_deliveries(Core const& core, Change& change);

/// Offers what came into queues that push, and what waits there when an agent became free.
void route(Core const& core, Change& change);

/// The same for one queue.
void offer_waiting(Core const& core, Change& change, std::string const& queue_id);

/// What the parts of the desk share.
class Core {
public:
    explicit Core(Parts parts);

    store::Database& database;
    bus::Bus& bus;
    Clock const& clock;
    Score const score;
    PasswordCost const password_cost;
    PasswordLength const password_length;
    std::int64_t const session_hours;
    std::size_t const message_bytes;
    std::int64_t const capacity;  ///< units of the active conversations of one agent
    Config const& config;         ///< bounds that are asked for seldom
    std::chrono::days const keep; ///< closed conversations; 0: for ever
    std::size_t const delete_at_once;
    std::int64_t const most_channels; ///< that have settings of their own
    std::size_t const most_rules;
    std::size_t const simulated_conversations;
    std::size_t const simulated_alerts;
    std::function<void()> deliveries_wait = [] {}; ///< called after a commit that stored some
    WebhookBody const webhook_body;
    std::size_t const due_at_once;
    std::chrono::seconds const escalate_after; ///< of alerts for supervisors that nobody cares for; 0: never
    std::size_t const missed_at_return;
    bool const agents_see_monitoring;
    std::vector<types::Presence> const assigned_presences; ///< in which an agent may be assigned a conversation
    std::size_t const trend_messages;                      ///< that one trend reads
    std::size_t const wrap_up_codes;
    std::size_t const wrap_up_note_bytes;
    std::size_t const long_bytes;     ///< a message of more is a long one
    Gate long_messages;               ///< that are scored at once
    std::size_t const explain_passes; ///< readings that the phrases of one message may cost
    std::size_t const phrases_while;  ///< so many are scored at once, phrases are found with them
    std::atomic<std::size_t> being_scored = 0;
    std::atomic<std::uint64_t> messages_for_search = 0; ///< received here; in search.cpp each so many store their words
    PhraseShelf own_phrases;
    Throttle sign_in_failures;         ///< of one account from one address
    Throttle address_sign_in_failures; ///< of any account from one address
    Throttle visitor_messages;
    Throttle visitor_conversations;
    std::string const unknown_password; ///< checked when no account has the name, so that the answer takes as long
    std::function<bool()> const ending; ///< to be asked between two steps of what has many

    /// Runs `work(Change&)`, which returns a Result: stored and told when it is a value, undone when it is an error.
    template <class Work>
    auto change(Work work) {
        std::optional<decltype(work(std::declval<Change&>()))> result;
        std::vector<std::string> payloads;
        bool deliveries = false;
        database.write(
            [&](store::Transaction& transaction) {
                Change change{transaction, clock.now(), *this};
                result = work(change);
                if (*result)
                    route(*this, change);
                if (*result)
                    deliveries = store_deliveries(*this, change);
                for (auto const& event : change.events)
                    payloads.push_back(encode(event));
                return result->has_value();
            },
            [&] {
                for (auto& payload : payloads)
                    bus.publish(std::move(payload));
                if (!payloads.empty())
                    bus.flush();
                if (deliveries)
                    deliveries_wait();
            });
        return std::move(*result);
    }

    /// Runs `work(Transaction&)` on one snapshot and returns what it returns.
    template <class Work>
    auto read(Work work) {
        std::optional<decltype(work(std::declval<store::Transaction&>()))> result;
        database.read([&](store::Transaction& transaction) { result = work(transaction); });
        return std::move(*result);
    }
};

inline Unexpected too_many(std::string message, int seconds) {
    return Unexpected(Error{Code::too_many, std::move(message), {}, seconds});
}

/// One transaction after the other, so that nobody waits long for the turn to write, until `step(Change&)` says that it
/// was the last one. What the end of the program, or a crash, leaves undone must be such that it can be asked for
/// again.
template <class Step>
Result<void> step_by_step(Core& core, Step step) {
    for (;;) {
        Result<bool> const last = core.change([&](Change& change) -> Result<bool> { return step(change); });
        if (!last)
            return Unexpected(last.error());
        if (*last)
            return {};
        if (core.ending())
            return fail(Code::unavailable, "the server ends");
    }
}

/// A page out of a list that was asked for one item more than the limit; `key` makes the cursor of an item.
template <class T, class Key>
types::Page<T> page_of(std::vector<T> found, std::size_t limit, Key key) {
    types::Page<T> page{std::move(found), std::nullopt};
    if (page.items.size() > limit) {
        page.items.resize(limit);
        page.next = key(page.items.back());
    }
    return page;
}

/// The bytes of a text in JSON, where a letter that nobody sees takes up to six.
inline std::size_t bytes_in_json(std::string_view text) {
    auto size = text.size();
    for (char const letter : text)
        if (std::string_view("\"\\\b\f\n\r\t").find(letter) != std::string_view::npos)
            size += 1;
        else if (static_cast<unsigned char>(letter) < 0x20U)
            size += 5;
    return size;
}

/// How many of the items one list holds: those up to the one that brings their texts to so many bytes of an answer,
/// `limit` at most.
template <class T, class Text>
std::size_t fitting(std::vector<T> const& found, std::size_t limit, std::size_t bytes, Text text) {
    std::size_t count = 0;
    for (std::size_t size = 0; count < std::min(found.size(), limit) && size < bytes; ++count)
        size += bytes_in_json(std::invoke(text, found[count]));
    return count;
}

/// The number that a cursor is; 0 for anything else.
std::uint64_t number_from(std::string_view cursor);

inline std::size_t bounded(std::size_t limit) {
    return std::min(std::max<std::size_t>(limit, 1), types::PageRequest::most);
}

/// Nobody writes over what somebody else has changed since: a conflict of the field "version" when the caller wants to
/// change another version than the present one of `what`, such as "the hours".
Result<void> check_version(std::optional<std::uint64_t> wanted, std::uint64_t present, std::string_view what);

inline Unexpected may_not_read_settings() {
    return fail(Code::forbidden, "only staff may read the settings");
}

inline Unexpected may_not_change_settings() {
    return fail(Code::forbidden, "only administrators may change the settings");
}

/// Remembers who changed what.
void write_audit(Change& change, types::Caller const& caller, std::string object, std::string action,
                 std::string before, std::string after);

/// Tells all staff that settings of the organisation have changed, so that pages read them anew; with those of the
/// sentiment, as they are now.
void tell_of_settings(Change& change);

/// The person is there in another way, which is told.
void change_presence(Change& change, types::User& user, types::Presence presence);

/// An event without a conversation.
types::Event event_of(types::EventKind kind, types::User const& person, Time at);

} // namespace undertone::desk
