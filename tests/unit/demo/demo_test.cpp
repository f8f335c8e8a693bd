#include "../sentiment/repository_model.h"
#include "../store/temporary_folder.h"
#include "bus/bus.h"
#include "demo/demo.h"
#include "demo/script.h"
#include "desk/commands.h"

#include <condition_variable>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <set>

namespace undertone::demo {
namespace {

using namespace std::chrono_literals;

/// A demo database, filled once for all tests that only look.
class Demo : public ::testing::Test {
protected:
    static void SetUpTestSuite() { stage = std::make_unique<Stage>(); }
    static void TearDownTestSuite() { stage.reset(); }

    struct Stage {
        Stage() {
            if (auto const filled = fill(*database, clock, sentiment::scorer()); !filled)
                throw std::runtime_error(filled.error().message);
            desk = std::make_unique<desk::Desk>(desk::Parts{
                *database, *bus, clock, config, [](std::string_view text, std::string_view, auto const&, std::size_t) {
                    return sentiment::scorer().score(text);
                }});
            desk->on_event([this](types::Event const& event) { hear(event); });
        }

        void hear(types::Event const& event) {
            std::lock_guard const lock(mutex);
            if (event.message)
                ++messages[types::name_of(event.message->sender)];
            if (event.message && event.message->reading)
                ++readings;
            if (event.settings)
                ++settings;
            heard.notify_all();
        }

        types::Caller caller(std::string_view name) {
            return desk->people().authenticate(desk->people().sign_in(name, password, "test").value().token).value();
        }

        /// Every conversation of this state.
        std::vector<types::Conversation> all(types::State state) {
            auto const admin = caller("admin");
            types::ConversationFilter filter;
            filter.states = {state};
            std::vector<types::Conversation> found;
            types::PageRequest page{types::PageRequest::most, {}};
            for (std::optional<std::string> next = ""; next; page.cursor = next.value_or("")) {
                auto part = desk->conversations().list(admin, filter, page).value();
                found.insert(found.end(), part.items.begin(), part.items.end());
                next = part.next;
            }
            return found;
        }

        TemporaryFolder folder;
        SystemClock clock;
        Config config = load_config(std::nullopt, {}, [](std::string const&) { return std::nullopt; }).value();
        std::mutex mutex;
        std::condition_variable heard;
        std::map<std::string_view, int> messages; ///< heard, by sender
        int readings = 0;
        int settings = 0;
        std::unique_ptr<bus::Bus> bus = bus::local();
        std::unique_ptr<store::Database> database = store::Database::open({folder.path()}).value();
        std::unique_ptr<desk::Desk> desk;
    };

    static inline std::unique_ptr<Stage> stage;
};

TEST_F(Demo, thirty_days_with_eight_closed_conversations_each) {
    auto const closed = stage->all(types::State::closed);
    EXPECT_EQ(closed.size(), 240u);
    std::map<std::int64_t, int> days;
    std::set<std::string> locales;
    auto const now = stage->clock.now();
    for (auto const& conversation : closed) {
        EXPECT_LT(conversation.created_at, now);
        EXPECT_LT(now - conversation.created_at, 24h * 31);
        ++days[std::chrono::floor<std::chrono::days>(now - conversation.created_at).count()];
        locales.insert(conversation.locale);
        EXPECT_TRUE(conversation.closed_at && *conversation.closed_at > conversation.created_at);
    }
    EXPECT_GE(days.size(), 30u);
    EXPECT_GE(locales.size(), 10u);
}

TEST_F(Demo, history_is_scored_already) {
    auto const admin = stage->caller("admin");
    auto const conversation = stage->all(types::State::closed).front();
    auto const messages = stage->desk->conversations().messages(admin, conversation.id, {}).value();
    ASSERT_FALSE(messages.items.empty());
    for (auto const& message : messages.items) {
        EXPECT_EQ(message.reading.has_value(), message.sender == types::Sender::customer) << message.text;
        EXPECT_GE(message.created_at, conversation.created_at);
    }
}

TEST_F(Demo, its_people_sign_in_with_the_printed_password) {
    EXPECT_EQ(stage->caller("admin").kind, types::Caller::Kind::administrator);
    EXPECT_EQ(stage->caller("supervisor").kind, types::Caller::Kind::supervisor);
    for (auto const* name : {"agent1", "agent2"}) {
        EXPECT_EQ(stage->caller(name).kind, types::Caller::Kind::agent);
        EXPECT_EQ(stage->caller(name).queues.size(), 2u);
    }
}

TEST_F(Demo, a_second_fill_changes_nothing) {
    auto const before = stage->all(types::State::closed);
    ASSERT_TRUE(fill(*stage->database, stage->clock, sentiment::scorer()));
    EXPECT_EQ(stage->all(types::State::closed), before);
    EXPECT_EQ(desk::demo_mark(*stage->database), desk::DemoMark::filled);
}

TEST_F(Demo, players_set_the_thresholds_and_move_conversations) {
    {
        Players const players(*stage->desk, stage->clock);
        std::unique_lock lock(stage->mutex);
        EXPECT_TRUE(
            stage->heard.wait_for(lock, 120s, [] { return stage->messages["customer"] >= 3 && stage->settings >= 1; }));
        EXPECT_GE(stage->readings, 3);
        EXPECT_TRUE(stage->heard.wait_for(lock, 120s, [] { return stage->messages["agent"] >= 6; }));
    }
    std::set<std::string> locales;
    for (auto const state : {types::State::open, types::State::active})
        for (auto const& conversation : stage->all(state))
            locales.insert(conversation.locale);
    EXPECT_GE(locales.size(), 10u);
    EXPECT_FALSE(stage->all(types::State::active).empty());
    auto const settings = stage->desk->settings().sentiment(stage->caller("admin")).value();
    EXPECT_EQ(settings.agent_threshold, sentiment::Level::slightly_negative);
    EXPECT_EQ(settings.supervisor_threshold, sentiment::Level::negative);
    EXPECT_FALSE(stage->all(types::State::open).empty());
}

} // namespace
} // namespace undertone::demo
