#include "store/transaction.h"

#include "store/alerts.h"
#include "store/conversations.h"
#include "store/database.h"
#include "store/people.h"
#include "store/settings.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace undertone::store {
namespace {

using namespace std::chrono_literals;
using sentiment::Level;

/// A database with the queue q1 and the users a1 (agent) and s1 (supervisor), both its members.
class Rows : public ::testing::Test {
protected:
    Rows() {
        Options options;
        options.folder = folder_.path();
        database_ = Database::open(options).value();
        write([](Transaction& transaction) {
            insert_queue(transaction, {"q1", "billing", Time(1s)});
            insert_user(transaction,
                        {"a1", "agent1", types::Role::agent, types::Presence::offline, false, false, {}, Time(1s)},
                        "hash");
            insert_user(
                transaction,
                {"s1", "supervisor1", types::Role::supervisor, types::Presence::busy, false, false, {}, Time(2s)},
                "hash");
            add_member(transaction, "q1", "a1");
            add_member(transaction, "q1", "s1");
        });
    }

    void write(std::function<void(Transaction&)> const& work) {
        database_->write([&](Transaction& transaction) {
            work(transaction);
            return true;
        });
    }

    void read(std::function<void(Transaction&)> const& work) { database_->read(work); }

    static types::Conversation conversation(std::string id) {
        types::Conversation c;
        c.id = std::move(id);
        c.queue = {"q1", "billing"};
        c.customer.name = "Visitor 1";
        c.created_at = Time(5s);
        c.queued_at = Time(5s);
        return c;
    }

    TemporaryFolder folder_;
    std::unique_ptr<Database> database_;
};

std::size_t kept_statements(Transaction& transaction) {
    auto* const connection = static_cast<soci::sqlite3_session_backend&>(*transaction.session().get_backend()).conn_;
    std::size_t count = 0;
    for (auto* statement = sqlite_api::sqlite3_next_stmt(connection, nullptr); statement != nullptr;
         statement = sqlite_api::sqlite3_next_stmt(connection, statement))
        ++count;
    return count;
}

TEST_F(Rows, statements_with_many_values_are_not_kept) {
    Scope everything;
    everything.everything = true;
    read([&](Transaction& transaction) {
        types::ConversationFilter filter;
        list_conversations(transaction, everything, filter, {}, 10);
        auto const before = kept_statements(transaction);
        for (int number = 0; number < 100; ++number)
            filter.languages.push_back("l" + std::to_string(number));
        for (; filter.languages.size() > 70; filter.languages.pop_back())
            EXPECT_TRUE(list_conversations(transaction, everything, filter, {}, 10).empty());
        EXPECT_EQ(kept_statements(transaction), before);
        filter.languages.resize(2);
        list_conversations(transaction, everything, filter, {}, 10);
        EXPECT_EQ(kept_statements(transaction), before + 1);
    });
}

TEST_F(Rows, a_conversation_comes_back_whole) {
    auto c = conversation("c1");
    c.channel = "sms";
    c.customer = {"Visitor 7", "crm-7"};
    c.locale = "de-DE";
    c.subject = "An invoice";
    c.bot = true;
    c.consent = false;
    c.language = "zh-Hant";
    write([&](Transaction& transaction) { insert_conversation(transaction, c, "hash1"); });
    c.version = 9;
    c.visitor_version = 4;
    c.state = types::State::active;
    c.agent = types::Reference{"a1", "agent1"};
    c.bot = false;
    c.mood.count = 3;
    c.mood.samples[0] = {12.34, true};
    c.mood.samples[1] = {100, false};
    c.mood.samples[2] = {0.1, true};
    c.mood.pulse = 22.41;
    c.mood.level = Level::negative;
    c.told_agent = Level::negative;
    c.told_supervisor = Level::very_negative;
    c.messages = 12;
    c.unanswered = 2;
    c.accepted_at = Time(8s);
    c.ended_at = Time(9s);
    c.last_message_at = Time(10125ms);
    c.participants = {{{"s1", "supervisor1"}, types::Mode::joined}};
    c.awaiting = true;
    c.raised_at = c.created_at;
    c.customer_read = "m3";
    c.agent_read = "m5";
    c.agent_read_shown = "m4";
    write([&](Transaction& transaction) {
        update_conversation(transaction, c);
        put_participant(transaction, "c1", "s1", types::Mode::joined, Time(11s));
    });
    read([&](Transaction& transaction) {
        EXPECT_EQ(find_conversation(transaction, "c1"), c);
        EXPECT_EQ(visitor_with_hash(transaction, "hash1").value().id, c.id);
        EXPECT_FALSE(visitor_with_hash(transaction, "hash2"));
        EXPECT_FALSE(find_conversation(transaction, "c2"));
    });
}

TEST_F(Rows, large_messages_are_read_until_there_is_text_enough_and_one_more) {
    write([&](Transaction& transaction) {
        insert_conversation(transaction, conversation("c1"), "hash1");
        types::Message m;
        m.conversation = "c1";
        m.text = "ten bytes.";
        for (m.number = 1; m.number <= 5; ++m.number) {
            m.id = "m" + std::to_string(m.number);
            insert_message(transaction, m, Level::none, 0);
        }
    });
    read([&](Transaction& transaction) {
        auto const count = [&](std::uint64_t after, std::size_t limit, std::size_t texts) {
            return list_messages(transaction, "c1", Messages::all, after, limit, texts).size();
        };
        EXPECT_EQ(count(0, 10, 1), 2U);
        EXPECT_EQ(count(0, 10, 20), 3U);
        EXPECT_EQ(count(0, 10, 21), 4U);
        EXPECT_EQ(count(0, 1, 1000), 2U);
        EXPECT_EQ(count(4, 10, 1), 1U);
        EXPECT_EQ(count(0, 10, 1000), 5U);
    });
}

TEST_F(Rows, a_message_comes_back_whole_and_is_found_by_its_client_id) {
    types::Message m;
    m.id = "m1";
    m.conversation = "c1";
    m.number = 1;
    m.sender_id = "c1";
    m.text = "text with 'quotes' and \xe2\x82\xac";
    m.client_id = "client-1";
    m.created_at = Time(6s);
    m.version = 2;
    m.visitor_version = 2;
    m.reading = sentiment::Reading{22.41, Level::negative, 0.93, "en", true, true, true, "2026.1", 0.25, {}};
    m.reading->phrases = std::vector<sentiment::Phrase>{{"with 'quotes'", 5, 18, -0.52}, {"text", 0, 4, 0.08}};
    auto quiet = m;
    quiet.id = "m2";
    quiet.number = 2;
    quiet.client_id.reset();
    quiet.reading.reset();
    quiet.visibility = types::Visibility::internal;
    quiet.text.clear();
    quiet.attachment =
        types::Attachment{"rechnung \xe2\x82\xac.pdf", "application/pdf", 26214400, "https://files.example/1"};
    write([&](Transaction& transaction) {
        insert_conversation(transaction, conversation("c1"), "hash1");
        insert_message(transaction, m, Level::slightly_negative, 40.5);
        insert_message(transaction, quiet, Level::slightly_negative, 40.5);
    });
    read([&](Transaction& transaction) {
        EXPECT_EQ(list_messages(transaction, "c1", Messages::all, 0, 10), (std::vector{m, quiet}));
        EXPECT_EQ(list_messages(transaction, "c1", Messages::without_internal, 0, 10), std::vector{m});
        EXPECT_EQ(find_repeated(transaction, "c1", types::Sender::customer, "c1", "client-1"), m);
        EXPECT_FALSE(find_repeated(transaction, "c1", types::Sender::agent, "c1", "client-1"));
        auto const points = list_sentiment(transaction, "c1", 0, 10);
        ASSERT_EQ(points.size(), 1U);
        EXPECT_EQ(points[0].point, (types::SentimentPoint{Time(6s), "m1", Level::slightly_negative, 40.5}));
    });
}

TEST_F(Rows, an_alert_comes_back_with_the_people_it_tells) {
    types::Alert alert;
    alert.id = "al1";
    alert.audience = types::AlertAudience::supervisor;
    alert.conversation = "c1";
    alert.queue = {"q1", "billing"};
    alert.customer = "Visitor 1";
    alert.agent = types::Reference{"a1", "agent1"};
    alert.message = "m1";
    alert.before = Level::neutral;
    alert.level = Level::negative;
    alert.threshold = Level::slightly_negative;
    alert.created_at = Time(7s);
    alert.told = {{"s1", {"supervisor1", true}}};
    alert.escalate_at = Time(20s);
    write([&](Transaction& transaction) {
        insert_conversation(transaction, conversation("c1"), "hash1");
        insert_alert(transaction, alert);
    });
    read([&](Transaction& transaction) {
        EXPECT_EQ(find_alert(transaction, "al1"), alert);
        EXPECT_EQ(untaken_alerts(transaction, "c1"), std::vector{alert});
        EXPECT_EQ(list_alerts(transaction, {false, "s1", true}, {}, "", 10), std::vector{alert});
        EXPECT_TRUE(list_alerts(transaction, {false, "a1", false}, {}, "", 10).empty());
        EXPECT_TRUE(list_alerts(transaction, {true, "", false}, {{types::AlertState::ignored}}, "", 10).empty());
        EXPECT_EQ(list_alerts(transaction, {true, "", false}, {.running = true}, "", 10), std::vector{alert});
    });
    write([&](Transaction& transaction) {
        auto closed = find_conversation(transaction, "c1").value();
        closed.state = types::State::closed;
        update_conversation(transaction, closed);
        EXPECT_TRUE(list_alerts(transaction, {true, "", false}, {.running = true}, "", 10).empty());
    });
    alert.state = types::AlertState::resolved;
    alert.handled_by = types::Reference{"s1", "supervisor1"};
    alert.handled_at = Time(8s);
    alert.reason = "called back";
    alert.taken_by = alert.handled_by;
    alert.acknowledged_at = Time(8s);
    alert.acknowledged_by = types::Reference{"a1", "agent1"};
    alert.escalated_at = Time(20s);
    alert.escalate_at.reset();
    write([&](Transaction& transaction) { update_alert(transaction, alert); });
    read([&](Transaction& transaction) { EXPECT_EQ(find_alert(transaction, "al1"), alert); });
}

TEST_F(Rows, a_user_is_found_by_id_and_name_with_queues) {
    read([](Transaction& transaction) {
        auto const user = find_user(transaction, "agent1");
        ASSERT_TRUE(user);
        EXPECT_EQ(find_user(transaction, "a1"), user);
        EXPECT_EQ(user->queues, (std::vector<types::Reference>{{"q1", "billing"}}));
        EXPECT_EQ(members_of(transaction, "q1").size(), 2U);
        ASSERT_EQ(supervisors_of(transaction, "q1").size(), 1U);
        EXPECT_EQ(supervisors_of(transaction, "q1")[0].id, "s1");
    });
}

TEST_F(Rows, a_deleted_queue_gives_its_name_free) {
    write([](Transaction& transaction) {
        delete_queue(transaction, "q1", Time(9s));
        insert_queue(transaction, {"q2", "billing", Time(9s)});
    });
    read([](Transaction& transaction) {
        EXPECT_EQ(find_queue(transaction, "billing")->id, "q2");
        EXPECT_FALSE(find_queue(transaction, "q1"));
        EXPECT_TRUE(find_user(transaction, "a1")->queues.empty());
    });
}

TEST_F(Rows, a_fresh_database_scores_and_tells_nobody) {
    read([](Transaction& transaction) {
        EXPECT_EQ(sentiment_settings(transaction), types::SentimentSettings{}); // A4, A9
        auto const values = settings_in_force(transaction, "q1", "live_chat");
        EXPECT_TRUE(values.enabled);
        EXPECT_EQ(values.agent_threshold, Level::none);
        EXPECT_EQ(values.supervisor_threshold, Level::none);
        EXPECT_EQ(values.consent, types::ConsentMode::not_required);
    });
}

} // namespace
} // namespace undertone::store
