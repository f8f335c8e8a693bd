#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "bus/bus.h"
#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/blocks.h"
#include "desk/conversations.h"
#include "desk/feedback.h"
#include "desk/insights.h"
#include "desk/passwords.h"
#include "desk/people.h"
#include "desk/rules.h"
#include "desk/settings.h"
#include "desk/timers.h"
#include "desk/webhooks.h"
#include "sentiment/phrase_book.h"
#include "sentiment/reading.h"
#include "store/database.h"
#include "types/event.h"
#include "types/webhook.h"

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::desk {

/// Reads a customer's message; `earlier` is the language of the conversation so far, "und" when it is not known. Up to
/// `explain_passes` readings of it may go to the phrases that moved it; 0: they are not looked for.
using Score = std::function<sentiment::Reading(std::string_view text, std::string_view earlier,
                                               sentiment::PhraseBook const& own_phrases, std::size_t explain_passes)>;

/// What a webhook is told of an event: JSON.
using WebhookBody = std::function<std::string(types::Event const& event, types::WebhookEvent name)>;

/// What a desk works with; all of it outlives the desk. `score` must be thread-safe.
struct Parts {
    store::Database& database;
    bus::Bus& bus;
    Clock const& clock;
    Config const& config;
    Score score;
    PasswordCost password_cost = PasswordCost::interactive;
    WebhookBody webhook_body = {};                       ///< without it no webhook is told
    std::function<bool()> ending = [] { return false; }; ///< the program ends: what has many steps stops between two
};

/// The service desk: what happens, what it means, who may see it. Thread-safe.
class Desk {
public:
    explicit Desk(Parts parts);
    ~Desk();

    Desk(Desk const&) = delete;
    Desk& operator=(Desk const&) = delete;

    People& people() { return people_; }
    Conversations& conversations() { return conversations_; }
    Alerts& alerts() { return alerts_; }
    Rules& rules() { return rules_; }
    Blocks& blocks() { return blocks_; }
    Feedback& feedback() { return feedback_; }
    Settings& settings() { return settings_; }
    Insights& insights() { return insights_; }
    Webhooks& webhooks() { return webhooks_; }
    Timers& timers() { return timers_; }

    /// `hear` gets every event of every node in the order of the commits, on the bus's thread; it must not throw. Call
    /// before the first change. `missed` is called in between where events of other nodes may be missing. The bus keeps
    /// both and may call them when the desk has gone.
    void on_event(
        std::function<void(types::Event const&)> hear, std::function<void()> missed = [] {});

    /// Calls `missed` when since the last call the bus brought what this version cannot read: a node of another version
    /// shares the bus. To be called every second, so that no more often everybody comes back and fetches.
    void tell_unread();

    /// Deletes what is kept no longer: blocks that have expired, who was present (`desk.presence_days`), deliveries of
    /// webhooks, and closed conversations (`store.keep_days`, audited). Who is signed in nowhere is sent away. To be
    /// called every few minutes.
    void tidy();

    /// Sends away who is signed in nowhere. To be called when sign-ins were ended beside the desk.
    void send_away();

    /// Offers what waits in queues that push to agents who are free (also those who declined it a while ago). To be
    /// called every few seconds.
    void go_on();

    /// Stores the words of new messages for the search, which does it itself for what has come since. To be called
    /// every second.
    void make_searchable();

    /// Empty when database and bus answer, else which one does not, in words (for /readyz).
    std::string trouble();

private:
    void delete_old();

    /// What the bus still calls when the desk has gone.
    struct Hearing {
        std::function<void()> missed = [] {};
        std::atomic<bool> unread = false; ///< something came that could not be read
    };

    std::shared_ptr<Hearing> hearing_ = std::make_shared<Hearing>();
    std::unique_ptr<Core> core_;
    People people_;
    Conversations conversations_;
    Alerts alerts_;
    Rules rules_;
    Settings settings_;
    Blocks blocks_;
    Feedback feedback_;
    Insights insights_;
    Webhooks webhooks_;
    Timers timers_;
};

} // namespace undertone::desk
