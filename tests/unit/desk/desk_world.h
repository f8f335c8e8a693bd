#pragma once

#include "../store/temporary_folder.h"
#include "desk/commands.h"
#include "desk/desk.h"

#include <atomic>
#include <charconv>
#include <functional>
#include <gtest/gtest.h>
#include <mutex>
#include <string>
#include <vector>

namespace undertone::desk {

using namespace std::chrono_literals;
using sentiment::Level;

/// A clock whose hands the test moves.
class ManualClock final : public Clock {
public:
    Time now() const override { return Time(std::chrono::milliseconds(milliseconds_)); }
    void advance(std::chrono::milliseconds time) { milliseconds_ += time.count(); }

private:
    std::atomic<std::int64_t> milliseconds_ = 1'800'000'000'000;
};

/// A bus that is heard before publish() returns, so that a test need not wait.
class ImmediateBus final : public bus::Bus {
public:
    void publish(std::string payload) override {
        for (auto const& hear : hearers_)
            hear(payload);
    }
    void subscribe(Hear hear) override { hearers_.push_back(std::move(hear)); }
    std::string trouble() const override { return trouble_; }

    std::string trouble_;

private:
    std::vector<Hear> hearers_;
};

/// Reads the pulse that a test writes at the begin of a text: "22.5 words"; "!" before it is profane English, "?" a
/// language without sentiment, "#" a text of numbers alone.
inline sentiment::Reading read_pulse(std::string_view text, std::string_view /*earlier*/ = {},
                                     sentiment::PhraseBook const& = {}, std::size_t /*passes*/ = 0) {
    sentiment::Reading reading;
    reading.model = "test";
    reading.language = "en";
    reading.confidence = 1;
    if (text.starts_with('?')) {
        reading.language = "sw";
        reading.enters_window = false;
        return reading;
    }
    if (text.starts_with('#'))
        reading.enters_window = false;
    if (text.starts_with('!'))
        reading.profane = reading.profanity_rule = true;
    auto const digits = text.substr(text.starts_with('!') ? 1 : 0);
    std::from_chars(digits.data(), digits.data() + digits.size(), reading.pulse);
    reading.level = sentiment::level_of(reading.pulse);
    return reading;
}

/// A desk with the queues billing and support, an administrator, a supervisor and two agents of billing, and one agent
/// of support.
class World : public ::testing::Test {
protected:
    explicit World(Config::Values const& flags = {})
        : config_(load_config(std::nullopt, with_folder(flags), [](auto const&) { return std::nullopt; }).value()) {
        open();
        root_ = types::Caller{types::Caller::Kind::administrator, "root", "root"};
        admin_ = add("admin", types::Role::administrator, {});
        desk().people().create_queue(admin_, "billing").value();
        desk().people().create_queue(admin_, "support").value();
        supervisor_ = add("supervisor", types::Role::supervisor, {"billing"});
        agent_ = add("agent1", types::Role::agent, {"billing"});
        second_ = add("agent2", types::Role::agent, {"billing"});
        other_ = add("agent3", types::Role::agent, {"support"});
        key_ = key("shop");
        events_.clear();
    }

    Desk& desk() { return *desk_; }
    Conversations& talks() { return desk_->conversations(); }
    People& people() { return desk_->people(); }

    /// As after a restart of the program: nothing is remembered but what the database holds.
    void open() {
        desk_.reset();
        bus_.reset();
        database_.reset();
        database_ = open_store(config_, store::Lock::held, &metrics_).value();
        bus_ = std::make_unique<ImmediateBus>();
        desk_ = std::make_unique<Desk>(Parts{*database_,
                                             *bus_,
                                             clock_,
                                             config_,
                                             [this](std::string_view text, auto, auto const&, std::size_t passes) {
                                                 ++scored_;
                                                 while_scoring_(passes);
                                                 return read_pulse(text);
                                             },
                                             PasswordCost::least,
                                             {},
                                             [this] { return ending_.load(); }});
        desk_->on_event([this](types::Event const& event) {
            std::lock_guard const lock(events_mutex_);
            events_.push_back(event);
        });
    }

    types::Caller add(std::string const& name, types::Role role, std::vector<std::string> const& queues) {
        people().create_user(root_, {name, "password of " + name, role, queues}).value();
        return sign_in(name);
    }

    types::Caller sign_in(std::string const& name) { return people().authenticate(token(name)).value(); }

    std::string token(std::string const& name) {
        return people().sign_in(name, "password of " + name, "127.0.0.1").value().token;
    }

    types::Caller key(std::string const& name) {
        return people().authenticate(people().create_key(root_, name, "channel").value().key).value();
    }

    void presence(types::Caller const& caller, types::Presence presence) {
        people().set_presence(caller, presence).value();
    }

    void thresholds(Level agent, Level supervisor) {
        types::SentimentChange change;
        change.agent_threshold = agent;
        change.supervisor_threshold = supervisor;
        desk().settings().change_sentiment(admin_, change).value();
    }

    /// A visitor's conversation; `visitor_` and `id_` are its own.
    types::Conversation chat(std::string const& queue = "billing") {
        types::NewConversation wanted;
        wanted.queue = queue;
        return begin(std::nullopt, wanted);
    }

    types::Conversation bot_chat() {
        types::NewConversation wanted;
        wanted.queue = "billing";
        wanted.bot = true;
        return begin(key_, wanted);
    }

    types::Conversation begin(std::optional<types::Caller> const& caller, types::NewConversation const& wanted) {
        auto created = talks().create(caller, wanted).value();
        id_ = created.conversation.id;
        visitor_ = people().authenticate(created.visitor_token).value();
        return created.conversation;
    }

    types::Message say(types::Caller const& caller, std::string text) {
        clock_.advance(1ms);
        return talks().receive(caller, id_, {std::move(text)}).value().message;
    }

    types::Conversation now() { return talks().find(admin_, id_).value(); }

    std::vector<types::Alert> alerts(types::Caller const& caller) {
        return desk().alerts().list(caller, {}, {}).value().items;
    }

    std::vector<types::Event> take_events() {
        std::lock_guard const lock(events_mutex_);
        return std::exchange(events_, {});
    }

    std::vector<std::string> take_kinds() {
        std::vector<std::string> kinds;
        for (auto const& event : take_events())
            kinds.emplace_back(types::name_of(event.kind));
        return kinds;
    }

    TemporaryFolder folder_;
    ManualClock clock_;
    Config config_;
    Metrics metrics_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<ImmediateBus> bus_;
    std::unique_ptr<Desk> desk_;
    std::mutex events_mutex_;
    std::vector<types::Event> events_;
    std::atomic<int> scored_ = 0;
    std::atomic<bool> ending_ = false;
    std::function<void(std::size_t passes)> while_scoring_ = [](std::size_t) {};
    types::Caller root_, admin_, supervisor_, agent_, second_, other_, key_, visitor_;
    std::string id_;

private:
    Config::Values with_folder(Config::Values flags) const {
        flags["server.data"] = folder_.path().string();
        return flags;
    }
};

/// The code of a result that must be an error.
template <class T>
Code code_of(Result<T> const& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Code::failed : result.error().code;
}

template <class T>
std::string field_of(Result<T> const& result) {
    EXPECT_FALSE(result.has_value());
    return result ? "" : result.error().field;
}

} // namespace undertone::desk
