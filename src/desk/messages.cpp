#include "base/id.h"
#include "desk/accounts.h"
#include "desk/alerting.h"
#include "desk/blocking.h"
#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/opening_hours.h"
#include "desk/placement.h"
#include "desk/rightful.h"
#include "desk/search.h"
#include "desk/sessions.h"
#include "desk/states.h"
#include "sentiment/utf8.h"
#include "store/alerts.h"
#include "store/conversations.h"
#include "store/people.h"
#include "store/settings.h"
#include "types/bounds.h"

#include <algorithm>

/// Messages: what comes in, and what is read back.
namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Caller;
using types::Conversation;
using types::Message;
using types::NewMessage;
using types::Sender;
using types::Visibility;

Result<void> check_text(NewMessage const& message, std::size_t most_bytes) {
    if (message.text.empty() && !message.attachment)
        return fail(Code::invalid, "must not be empty without an attachment", "text");
    if (message.text.size() > most_bytes)
        return fail(Code::too_large, "a message has at most " + std::to_string(most_bytes) + " bytes", "text");
    if (!sentiment::is_plain_text(message.text))
        return fail(Code::invalid, "must be UTF-8 without U+0000", "text");
    if (!message.client_id)
        return {};
    if (message.client_id->empty() || message.client_id->size() > types::longest_client_id ||
        !sentiment::is_plain_text(*message.client_id))
        return fail(Code::invalid, "must be a text of 1 to 200 bytes", "client_id");
    return {};
}

/// A supervisor who is not the assigned agent writes as a supervisor.
Sender as_in(Conversation const& conversation, Caller const& caller, Sender sender) {
    bool const own = conversation.agent && conversation.agent->id == caller.id;
    return caller.staff() && !own && caller.kind != Caller::Kind::agent ? Sender::supervisor : sender;
}

Result<Sender> sender_of(Caller const& caller, NewMessage const& message) {
    if (caller.kind == Caller::Kind::key) {
        if (message.visibility == Visibility::internal)
            return fail(Code::forbidden, "only staff writes internal messages", "visibility");
        if (!message.sender)
            return fail(Code::invalid, "a channel key must name the sender: customer, agent, bot or system", "sender");
        if (*message.sender == Sender::supervisor)
            return fail(Code::invalid, "must be customer, agent, bot or system", "sender");
        return *message.sender;
    }
    auto const own = caller.staff() ? Sender::agent : Sender::customer;
    if (message.sender && *message.sender != own)
        return fail(Code::forbidden, "only a channel key may write for somebody else", "sender");
    if (!caller.staff() && message.visibility == Visibility::internal)
        return fail(Code::forbidden, "only staff writes internal messages", "visibility");
    return own;
}

Step step_of(Caller const& caller, Sender sender, Visibility visibility) {
    if (visibility == Visibility::internal)
        return Step::note;
    if (sender == Sender::customer)
        return Step::customer_message;
    return caller.staff() ? Step::agent_message : Step::channel_message;
}

/// The answer to a client_id that was used before; nothing when it is new.
std::optional<Result<Received>> answered_before(store::Transaction& transaction, Caller const& caller,
                                                Conversation const& conversation, Sender sender,
                                                NewMessage const& message) {
    if (!message.client_id)
        return std::nullopt;
    auto const by = [&](Sender who) {
        return store::find_repeated(transaction, conversation.id, who, caller.id, *message.client_id);
    };
    auto found = by(sender);
    if (!found && caller.staff()) // the same person, before or after a take-over
        found = by(sender == Sender::agent ? Sender::supervisor : Sender::agent);
    if (!found)
        return std::nullopt;
    if (found->text != message.text || found->attachment != message.attachment ||
        found->visibility != message.visibility)
        return fail(Code::conflict, "this client_id was used for another text, attachment or visibility", "client_id");
    return Received{*std::move(found), true};
}

/// What staff wrote once is answered again, also after the right to write has ended: with a close, a transfer.
std::optional<Result<Received>> answered_of_old(store::Transaction& transaction, Caller const& caller,
                                                std::string_view id, NewMessage const& message) {
    auto const conversation = caller.staff() ? store::find_conversation(transaction, id) : std::nullopt;
    if (!conversation)
        return std::nullopt;
    return answered_before(transaction, caller, *conversation, Sender::agent, message);
}

void step_version(Conversation& conversation, Visibility visibility) {
    ++conversation.version;
    conversation.visitor_version += visibility == Visibility::everyone ? 1 : 0;
}

/// What one message does to the conversation: order, counts, language, mood.
void count_in(Conversation& conversation, Message const& message) {
    ++conversation.messages;
    if (message.visibility == Visibility::everyone) {
        conversation.last_message_at = message.created_at;
        if (message.sender == Sender::customer)
            types::ask(conversation, message.created_at);
        else if (message.sender == Sender::agent || message.sender == Sender::supervisor)
            types::answer(conversation);
    }
    if (message.reading)
        types::hear(conversation, *message.reading);
}

void tell(Change& change, types::EventKind kind, Conversation const& conversation, bool hidden, Message const& message,
          types::Alert const* alert = nullptr) {
    auto& event = change.events.emplace_back();
    event.kind = kind;
    event.conversation = conversation;
    event.hidden = hidden;
    event.at = change.now;
    event.message = message;
    if (alert == nullptr)
        return;
    event.alert = *alert;
    auto const pops = popped_up(*alert);
    event.pops.assign(pops.begin(), pops.end());
}

void tell_message(Change& change, Conversation const& conversation, Level level, Message const& message) {
    tell(change, types::EventKind::message, conversation, message.visibility == Visibility::internal, message);
    if (conversation.mood.level == level)
        return;
    tell(change, types::EventKind::level, conversation, true, message);
    change.events.back().before_level = level;
}

void tell_resumed(Change& change, Conversation const& conversation, types::State state) {
    if (conversation.state == state)
        return;
    auto& event = change.events.emplace_back();
    event.conversation = conversation;
    event.before = state;
    event.action = "resume";
    event.at = change.now;
}

/// Those of a scored message, by the settings, the rules and for the supervisors of the queue where it brings its
/// conversation; `here` is in force in the queue where it was written.
std::vector<types::Alert> alerts_of(Change& change, Conversation& conversation, std::optional<Conversation> place,
                                    sentiment::Mood const& before, store::InForce const& here, Message const& message) {
    if (!message.reading)
        return {};
    bool const stays = !place || place->queue.id == conversation.queue.id;
    auto const settings = stays ? here : store::settings_in_force(change.transaction, place->queue.id, place->channel);
    if (!settings.enabled)
        return {};
    if (stays)
        return raise_alerts(change, conversation, before, settings, message);
    auto alerts = raise_alerts(change, *place, before, settings, message);
    conversation.told_agent = place->told_agent;
    conversation.told_supervisor = place->told_supervisor;
    return alerts;
}

/// An agent who answers the customer has accepted.
void accept_by_writing(Conversation& conversation, Time now) {
    conversation.awaiting = false;
    conversation.returns_to.reset();
    if (!conversation.accepted_at)
        conversation.accepted_at = now;
}

/// Who handed it on hears of it, and the audit trail, as after `accept`.
void tell_of_acceptance(Change& change, Caller const& caller, Conversation const& before, Conversation const& now) {
    if (before.returns_to)
        write_audit(change, caller, "conversation " + now.id, "accept", before.returns_to->name, caller.name);
    auto& event = change.events.emplace_back();
    event.conversation = now;
    event.action = "accept";
    event.at = change.now;
}

/// Stores one message with all it brings about to its conversation; `message` has text, sender and reading.
Received store_message(Change& change, Conversation& conversation, types::State to, Message message,
                       store::InForce const& settings) {
    auto const before = conversation;
    message.id = new_id(change.now);
    message.conversation = conversation.id;
    message.created_at = change.now;
    conversation.state = to;
    bool const to_customer = message.visibility != Visibility::internal;
    if (conversation.awaiting && to_customer && conversation.agent && conversation.agent->id == message.sender_id)
        accept_by_writing(conversation, change.now);
    count_in(conversation, message);
    message.number = conversation.messages;
    message.version = conversation.version;
    message.visitor_version = conversation.visitor_version;
    auto const place = message.sender == Sender::customer ? place_again(change, conversation) : std::nullopt;
    auto const alerts = alerts_of(change, conversation, place, before.mood, settings, message);
    store::insert_message(change.transaction, message, conversation.mood.level, conversation.mood.pulse);
    bool const moved = conversation.state != before.state || conversation.awaiting != before.awaiting;
    (moved ? store::update_conversation : store::update_counts)(change.transaction, conversation);
    follow_sessions(change, &before, conversation, "message");
    count_in_session(change, conversation, message);
    tell_message(change, conversation, before.mood.level, message);
    if (place)
        conversation = move_to(change, std::move(conversation), *place);
    for (auto const& alert : alerts) { // not before it is there: what goes along was told before
        store::insert_alert(change.transaction, alert);
        tell(change, types::EventKind::alert, conversation, true, message, &alert);
    }
    tell_resumed(change, conversation, before.state);
    mind_capacity(change, before, conversation);
    return {std::move(message), false};
}

} // namespace

Conversation say(Change& change, Conversation conversation, std::string text) {
    Message message;
    message.sender = Sender::system;
    message.text = std::move(text);
    auto const same_step = [id = conversation.id, version = conversation.version](types::Event const& event) {
        return event.conversation && event.conversation->id == id && event.conversation->version == version;
    };
    auto const of_step = [&](auto const& condition) {
        return std::any_of(change.events.begin(), change.events.end(),
                           [&](types::Event const& event) { return same_step(event) && condition(event); });
    };
    conversation.version += of_step([](auto const&) { return true; }) ? 0 : 1;
    conversation.visitor_version += of_step([](auto const& event) { return !event.hidden; }) ? 0 : 1;
    store_message(change, conversation, conversation.state, std::move(message), {});
    for (auto& event : change.events)
        if (same_step(event))
            event.conversation = conversation;
    return conversation;
}

namespace {

bool is_scored(Conversation const& conversation, Sender sender, store::InForce const& settings) {
    return sender == Sender::customer && settings.enabled &&
           types::allows_scoring(settings.consent, conversation.consent);
}

/// What is known before the transaction: an answer already, or whether the text is to be scored.
struct Prospect {
    std::optional<Result<Received>> answer = std::nullopt;
    bool scored = false;
    PhraseShelf::Book own_phrases = {}; ///< of a text that is to be scored
    std::string language = "und";       ///< of the conversation so far
};

Action right_to(NewMessage const& message) {
    return message.visibility == Visibility::internal ? Action::post_internal : Action::post;
}

Prospect look_ahead(Core& core, Caller const& caller, std::string_view id, Sender sender, NewMessage const& message) {
    return core.read([&](store::Transaction& transaction) -> Prospect {
        auto const conversation = rightful(transaction, caller, id, right_to(message));
        if (!conversation) {
            if (auto answer = answered_of_old(transaction, caller, id, message))
                return {std::move(answer)};
            return {Unexpected(conversation.error())};
        }
        auto const writer = as_in(*conversation, caller, sender);
        if (auto answer = answered_before(transaction, caller, *conversation, writer, message))
            return {std::move(answer)};
        if (auto const to = after(*conversation, step_of(caller, sender, message.visibility), caller.id); !to)
            return {Unexpected(to.error())};
        if (sender != Sender::customer || message.text.empty())
            return {};
        auto const settings = store::settings_in_force(transaction, conversation->queue.id, conversation->channel);
        if (!is_scored(*conversation, sender, settings))
            return {};
        return {std::nullopt, true, core.own_phrases.book(transaction), conversation->language};
    });
}

/// One of the messages that are being scored and stored. What moved the reading is found as well, unless there are so
/// many that others would wait for it, or the message is so long that it would itself be told late.
class Scored {
public:
    explicit Scored(Core& core) : core_(core), with_this_(++core.being_scored) {}
    Scored(Scored const&) = delete;
    Scored& operator=(Scored const&) = delete;
    ~Scored() { --core_.being_scored; }

    std::size_t explain_passes(std::size_t bytes) const {
        bool const now = with_this_ <= core_.phrases_while && bytes <= core_.config.bound("scoring.phrases_bytes");
        return now ? core_.explain_passes : 0;
    }

private:
    Core& core_;
    std::size_t const with_this_;
};

/// Long messages take seconds when many come at once: some wait for their turn at the client.
Result<sentiment::Reading> score(Core& core, std::string const& text, Prospect const& prospect, std::size_t passes) {
    if (text.size() <= core.long_bytes)
        return core.score(text, prospect.language, *prospect.own_phrases, passes);
    auto const pass = core.long_messages.enter();
    if (!pass)
        return Unexpected(
            Error{Code::unavailable, "as many long messages as may are being scored: send it again", {}, 1});
    return core.score(text, prospect.language, *prospect.own_phrases, passes);
}

Message draft(Caller const& caller, Sender sender, NewMessage const& wanted,
              std::optional<sentiment::Reading> reading) {
    Message message;
    message.sender = sender;
    message.sender_id = caller.id;
    message.sender_name = caller.staff() ? caller.name : "";
    message.text = wanted.text;
    message.attachment = wanted.attachment;
    message.visibility = wanted.visibility;
    message.client_id = wanted.client_id;
    message.reading = std::move(reading);
    return message;
}

/// Who put it aside cannot go on with it: signed out, disabled, or no longer at work in its queue.
bool is_left_alone(store::Transaction& transaction, Conversation const& conversation) {
    if (conversation.state != types::State::waiting)
        return false;
    auto const agent =
        conversation.agent ? store::find_user(transaction, conversation.agent->id) : std::optional<types::User>();
    if (!agent || agent->disabled || agent->presence == types::Presence::offline)
        return true;
    return agent->role != types::Role::administrator && !caller_of(*agent).member_of(conversation.queue.id);
}

/// It stands in the line again when its customer writes, by the hours of its queue.
Conversation come_back(Change& change, Conversation conversation) {
    return to_line(change, std::move(conversation), "resume", [](Change& now, Conversation& open) {
        open.came_closed = mind_hours(now.transaction, now.now, open);
    });
}

/// A customer who came into a closed queue by what was just written reads so.
void say_where_it_came(Change& change, Conversation const& before, Conversation conversation) {
    if (before.state != conversation.state || before.queue.id != conversation.queue.id)
        say_closed(change, std::move(conversation));
}

store::Messages which_of(store::Transaction& transaction, Caller const& caller, Conversation const& conversation) {
    return may_here(transaction, caller, Action::see_internal, conversation) ? store::Messages::all
                                                                             : store::Messages::without_internal;
}

/// Reads the text if it is to be read, before the transaction: the writer never waits for the model. `counted` holds
/// the message among those that are being scored until it goes.
Result<std::optional<sentiment::Reading>> read_ahead(Core& core, std::string const& text, Prospect const& prospect,
                                                     std::optional<Scored>& counted) {
    if (!prospect.scored)
        return std::nullopt;
    return score(core, text, prospect, counted.emplace(core).explain_passes(text.size()));
}

/// In the transaction: rights, repetition and state once more, now that nobody else writes, then all that follows.
Result<Received> take_in(Change& change, Caller const& caller, std::string_view id, Sender sender,
                         NewMessage const& wanted, std::optional<sentiment::Reading> reading) {
    auto conversation = rightful(change, caller, id, right_to(wanted));
    if (!conversation)
        return Unexpected(conversation.error());
    auto const writer = as_in(*conversation, caller, sender);
    if (auto answer = answered_before(change.transaction, caller, *conversation, writer, wanted))
        return *std::move(answer);
    auto step = step_of(caller, sender, wanted.visibility);
    if (step == Step::customer_message && is_left_alone(change.transaction, *conversation))
        step = Step::come_back;
    auto const to = after(*conversation, step, caller.id);
    if (!to)
        return Unexpected(to.error());
    if (sender == Sender::customer)
        if (auto good = check_writing(change, *conversation); !good)
            return Unexpected(good.error());
    store::InForce settings;
    if (reading)
        settings = store::settings_in_force(change.transaction, conversation->queue.id, conversation->channel);
    if (reading && !is_scored(*conversation, sender, settings))
        reading.reset();
    auto message = draft(caller, writer, wanted, std::move(reading));
    auto const before = *conversation;
    if (step == Step::come_back)
        conversation = come_back(change, *std::move(conversation)); // one version on already
    else
        step_version(*conversation, wanted.visibility);
    if (message.reading && conversation->queue.id != before.queue.id)
        settings = store::settings_in_force(change.transaction, conversation->queue.id, conversation->channel);
    auto stored = store_message(change, *conversation, *to, std::move(message), settings);
    if (before.awaiting && !conversation->awaiting)
        tell_of_acceptance(change, caller, before, *conversation);
    if (stored.message.sender == Sender::customer && *to == types::State::open)
        say_where_it_came(change, before, *std::move(conversation));
    return stored;
}

} // namespace

Result<Received> Conversations::receive(Caller const& caller, std::string_view id, NewMessage const& wanted) {
    if (auto checked = check_text(wanted, core_.message_bytes); !checked)
        return Unexpected(checked.error());
    bool const visitor = caller.kind == Caller::Kind::visitor;
    if (visitor && wanted.attachment && core_.config.text("attachments.visitors") == "no")
        return fail(Code::forbidden, "visitors may not send files here", "attachment");
    auto const sender = sender_of(caller, wanted);
    if (!sender)
        return Unexpected(sender.error());
    auto prospect = look_ahead(core_, caller, id, *sender, wanted);
    if (prospect.answer)
        return *std::move(prospect.answer);
    if (visitor)
        if (auto const seconds = core_.visitor_messages.try_count(std::string(id), core_.clock.now()))
            return too_many("too many messages in one minute", seconds);
    std::optional<Scored> counted;
    auto reading = read_ahead(core_, wanted.text, prospect, counted);
    if (!reading)
        return Unexpected(reading.error());
    auto received =
        core_.change([&](Change& change) { return take_in(change, caller, id, *sender, wanted, *std::move(reading)); });
    if (received && !received->repeated)
        count_for_search(core_);
    return received;
}

Result<Message> Conversations::message(Caller const& caller, std::string_view id, std::string_view message) {
    return core_.read([&](store::Transaction& transaction) -> Result<Message> {
        auto const conversation = rightful(transaction, caller, id, Action::see);
        if (!conversation)
            return Unexpected(conversation.error());
        auto found =
            store::find_message(transaction, conversation->id, message, which_of(transaction, caller, *conversation));
        if (!found)
            return fail(Code::not_found, "there is no such message in the conversation");
        if (!may_here(transaction, caller, Action::see_sentiment, *conversation))
            found->reading.reset();
        return *std::move(found);
    });
}

Result<types::Page<Message>> Conversations::messages(Caller const& caller, std::string_view id,
                                                     types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<Message>> {
        auto const conversation = rightful(transaction, caller, id, Action::see);
        if (!conversation)
            return Unexpected(conversation.error());
        auto const texts = core_.config.bound("messages.list_bytes");
        auto found = store::list_messages(transaction, conversation->id, which_of(transaction, caller, *conversation),
                                          number_from(page.cursor), limit, texts);
        if (!may_here(transaction, caller, Action::see_sentiment, *conversation))
            for (auto& message : found)
                message.reading.reset();
        auto const most = fitting(found, limit, texts, &Message::text);
        return page_of(std::move(found), most, [](Message const& message) { return std::to_string(message.number); });
    });
}

Result<types::Page<types::SentimentPoint>> Conversations::sentiment(Caller const& caller, std::string_view id,
                                                                    types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<types::SentimentPoint>> {
        auto const conversation = rightful(transaction, caller, id, Action::see_sentiment);
        if (!conversation)
            return Unexpected(conversation.error());
        auto numbered = page_of(store::list_sentiment(transaction, conversation->id, number_from(page.cursor), limit),
                                limit, [](auto const& point) { return std::to_string(point.number); });
        types::Page<types::SentimentPoint> points{{}, std::move(numbered.next)};
        for (auto& entry : numbered.items)
            points.items.push_back(std::move(entry.point));
        return points;
    });
}

} // namespace undertone::desk
