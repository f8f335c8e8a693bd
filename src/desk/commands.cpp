#include "desk/commands.h"

#include "base/id.h"
#include "desk/accounts.h"
#include "desk/rightful.h"
#include "sentiment/window.h"
#include "store/conversations.h"
#include "store/line.h"
#include "store/people.h"
#include "store/sessions.h"
#include "store/settings.h"
#include "store/signs_of_life.h"

#include <map>

namespace undertone::desk {
namespace {

using types::Conversation;
using types::Message;
using types::Sender;

/// Runs `work(Transaction&)` as one change of which nobody is told: no desk listens here.
template <class Work>
auto change(store::Database& database, Work work) {
    std::optional<decltype(work(std::declval<store::Transaction&>()))> result;
    database.write([&](store::Transaction& transaction) {
        result = work(transaction);
        return result->has_value();
    });
    return std::move(*result);
}

/// Remembers what was done at the machine itself, where nobody signs in.
void write_audit(store::Transaction& transaction, Time now, std::string object, std::string action, std::string before,
                 std::string after) {
    store::insert_audit(transaction, {new_id(now),
                                      now,
                                      {"command line", "command line"},
                                      std::move(object),
                                      std::move(action),
                                      std::move(before),
                                      std::move(after)});
}

Result<types::Queue> queue_named(store::Transaction& transaction, Time now, std::string_view name) {
    if (auto queue = store::find_queue(transaction, name))
        return *std::move(queue);
    auto made = store_queue(transaction, now, name);
    if (made)
        write_audit(transaction, now, "queues/" + made->id, "create", "", "name=" + made->name);
    return made;
}

/// The queues and agents of many conversations, each looked up once.
class Names {
public:
    explicit Names(store::Transaction& transaction) : transaction_(transaction) {}

    std::optional<types::Reference> queue(std::string const& name) {
        return known(queues_, name, [&] { return store::find_queue(transaction_, name); });
    }

    std::optional<types::Reference> agent(std::string const& name) {
        return known(agents_, name, [&] { return store::find_user(transaction_, name); });
    }

private:
    using Known = std::map<std::string, std::optional<types::Reference>>;

    template <class Find>
    static std::optional<types::Reference> known(Known& names, std::string const& name, Find find) {
        if (auto const there = names.find(name); there != names.end())
            return there->second;
        auto const found = find();
        auto const reference = found ? std::optional(types::Reference{found->id, found->name}) : std::nullopt;
        return names.emplace(name, reference).first->second;
    }

    store::Transaction& transaction_;
    Known queues_;
    Known agents_;
};

Result<Conversation> closed_conversation(store::Transaction& transaction, Names& names,
                                         HistoricConversation const& history) {
    Conversation conversation;
    auto const queue = names.queue(history.queue);
    if (!queue)
        return fail(Code::invalid, "there is no queue \"" + history.queue + "\"", "queue");
    conversation.queue = *queue;
    if (!history.agent.empty()) {
        conversation.agent = names.agent(history.agent);
        if (!conversation.agent)
            return fail(Code::invalid, "there is no user \"" + history.agent + "\"", "agent");
    }
    conversation.id = new_id(history.created_at);
    conversation.state = types::State::closed;
    conversation.channel = history.channel;
    conversation.customer.name = history.customer_name.empty() ? next_visitor_name(transaction) : history.customer_name;
    conversation.locale = history.locale;
    conversation.subject = history.subject;
    conversation.created_at = history.created_at;
    conversation.queued_at = history.created_at;
    conversation.accepted_at = history.accepted_at;
    conversation.ended_at = history.ended_at;
    conversation.closed_at = history.closed_at;
    return conversation;
}

/// The wait, and the time of the agent who took it, if one did; messages count in the one that they came in.
class HistoricSessions {
public:
    explicit HistoricSessions(Conversation const& conversation) {
        begin(conversation, conversation.created_at);
        sessions_.back().ended_at = conversation.accepted_at.value_or(*conversation.closed_at);
        sessions_.back().ended_by = conversation.accepted_at ? SessionEnd::accepted : SessionEnd::ended;
        if (!conversation.accepted_at)
            return;
        begin(conversation, *conversation.accepted_at);
        sessions_.back().agent = conversation.agent;
        sessions_.back().accepted_at = conversation.accepted_at;
        sessions_.back().ended_at = conversation.ended_at.value_or(*conversation.closed_at);
        sessions_.back().ended_by = SessionEnd::ended;
    }

    void count_in(Message const& message) {
        if (!message.reading)
            return;
        auto& session = message.created_at < sessions_.back().began_at ? sessions_.front() : sessions_.back();
        session.course = step(std::move(session.course), *message.reading, message.id, message.created_at);
    }

    std::vector<types::Session> const& all() const { return sessions_; }

private:
    using SessionEnd = types::SessionEnd;

    void begin(Conversation const& conversation, Time at) {
        auto& session = sessions_.emplace_back();
        session.id = new_id(at);
        session.conversation = conversation.id;
        session.number = sessions_.size();
        session.queue = conversation.queue;
        session.began_at = at;
    }

    std::vector<types::Session> sessions_;
};

Message historic_message(Conversation& conversation, HistoricMessage const& history) {
    Message message;
    message.id = new_id(history.at);
    message.conversation = conversation.id;
    message.number = ++conversation.messages;
    message.sender = history.sender;
    message.sender_id = conversation.id;
    if (history.sender == Sender::agent && conversation.agent) {
        message.sender_id = conversation.agent->id;
        message.sender_name = conversation.agent->name;
    }
    message.text = history.text;
    message.created_at = history.at;
    message.version = ++conversation.version;
    message.visitor_version = ++conversation.visitor_version;
    message.reading = history.reading;
    conversation.last_message_at = history.at;
    if (history.sender == Sender::customer)
        types::ask(conversation, history.at);
    else
        types::answer(conversation);
    if (history.reading)
        types::hear(conversation, *history.reading);
    return message;
}

} // namespace

Result<void> check_database(Config const& config) {
    auto const& address = config.text("store.database");
    if (address.empty() || address.starts_with("postgresql://"))
        return {};
    return fail(Code::invalid, "store.database must be empty (SQLite) or begin with postgresql://", "store.database");
}

Result<std::unique_ptr<store::Database>> open_store(Config const& config, store::Lock lock, Metrics* metrics) {
    if (auto const checked = check_database(config); !checked)
        return Unexpected(checked.error());
    store::Options options;
    options.address = config.text("store.database");
    options.folder = config.text("server.data");
    options.lock = lock;
    options.metrics = metrics;
    options.synchronous =
        config.text("store.synchronous") == "full" ? store::Synchronous::full : store::Synchronous::normal;
    options.readers = static_cast<int>(config.number("store.readers"));
    options.writes_together = static_cast<int>(config.number("store.writes_together"));
    options.reader_milliseconds = static_cast<int>(config.number("store.reader_milliseconds"));
    options.busy_milliseconds = static_cast<int>(config.number("store.busy_milliseconds"));
    options.connect_seconds = static_cast<int>(config.number("store.connect_seconds"));
    options.statement_milliseconds = static_cast<int>(config.number("store.statement_milliseconds"));
    options.cache_kibibytes = static_cast<int>(config.number("store.cache_kibibytes"));
    options.checkpoint_pages = static_cast<int>(config.number("store.checkpoint_pages"));
    return store::Database::open(options);
}

Result<types::User> add_user(store::Database& database, Clock const& clock, NewUser const& user, PasswordCost cost,
                             PasswordLength length) {
    if (auto checked = check_name(user.name); !checked)
        return Unexpected(checked.error());
    if (auto checked = check_password(user.password, length); !checked)
        return Unexpected(checked.error());
    auto const hash = hash_of_password(user.password, cost);
    return change(database, [&](store::Transaction& transaction) -> Result<types::User> {
        for (auto const& name : user.queues)
            if (auto const queue = queue_named(transaction, clock.now(), name); !queue)
                return fail(queue.error().code, queue.error().message, "queue");
        auto added = store_account(transaction, clock.now(), user, hash);
        if (added)
            write_audit(transaction, clock.now(), "users/" + added->id, "create", "", described(*added));
        return added;
    });
}

Result<void> set_password(store::Database& database, Clock const& clock, std::string_view name,
                          std::string_view password, PasswordCost cost, PasswordLength length) {
    if (auto checked = check_password(password, length); !checked)
        return checked;
    auto const hash = hash_of_password(password, cost);
    return change(database, [&](store::Transaction& transaction) -> Result<void> {
        auto const user = store::find_user(transaction, name);
        if (!user)
            return fail(Code::not_found, "there is no user \"" + std::string(name) + "\"");
        constexpr bool must_change = true;
        store::update_password(transaction, user->id, hash, must_change);
        store::delete_sign_ins(transaction, user->id);
        store::put_there(transaction, user->id, clock.now());
        store::set_mark(transaction, store::passwords_set_beside,
                        store::mark(transaction, store::passwords_set_beside) + 1);
        write_audit(transaction, clock.now(), "users/" + user->id, "change", described(*user),
                    described(*user) + " password=new");
        return {};
    });
}

Result<types::Queue> ensure_queue(store::Database& database, Clock const& clock, std::string_view name) {
    return change(database,
                  [&](store::Transaction& transaction) { return queue_named(transaction, clock.now(), name); });
}

Result<void> import_history(store::Database& database, std::span<HistoricConversation const> conversations) {
    return change(database, [&](store::Transaction& transaction) -> Result<void> {
        if (store::has_conversations(transaction))
            return {};
        Names names(transaction);
        for (auto const& history : conversations) {
            auto conversation = closed_conversation(transaction, names, history);
            if (!conversation)
                return Unexpected(conversation.error());
            // nobody holds the token of a closed conversation
            store::insert_conversation(transaction, *conversation, hash_of_secret(conversation->id));
            HistoricSessions sessions(*conversation);
            for (auto const& entry : history.messages) {
                auto const message = historic_message(*conversation, entry);
                sessions.count_in(message);
                store::insert_message(transaction, message, conversation->mood.level, conversation->mood.pulse);
            }
            for (auto const& session : sessions.all())
                store::insert_session(transaction, session);
            store::update_conversation(transaction, *conversation);
        }
        return {};
    });
}

std::vector<std::pair<std::string, std::int64_t>> waiting_conversations(store::Database& database) {
    std::vector<std::pair<std::string, std::int64_t>> waiting;
    database.read([&](store::Transaction& transaction) { waiting = store::lengths_of_lines(transaction); });
    return waiting;
}

bool holds_data(store::Database& database) {
    bool holds = false;
    database.read([&](store::Transaction& transaction) {
        holds =
            store::has_users(transaction) || store::has_queues(transaction) || store::has_conversations(transaction);
    });
    return holds;
}

DemoMark demo_mark(store::Database& database) {
    std::int64_t mark = 0;
    database.read([&](store::Transaction& transaction) { mark = store::mark(transaction, "demo"); });
    return static_cast<DemoMark>(mark);
}

void mark_demo(store::Database& database, DemoMark mark) {
    database.write([&](store::Transaction& transaction) {
        store::set_mark(transaction, "demo", static_cast<std::int64_t>(mark));
        return true;
    });
}

} // namespace undertone::desk
