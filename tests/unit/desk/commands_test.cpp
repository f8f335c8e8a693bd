#include "desk_world.h"

#include "desk/throttle.h"

#include <algorithm>
#include <thread>

namespace undertone::desk {
namespace {

class Commands : public World {};

TEST_F(Commands, an_account_is_added_while_the_server_runs_with_queues_that_are_missing) {
    auto const beside = open_store(config_, store::Lock::none).value();
    NewUser const wanted{"agent9", "a password", types::Role::agent, {"billing", "returns"}};
    EXPECT_EQ(add_user(*beside, clock_, wanted).value().queues.size(), 2U);
    EXPECT_TRUE(people().sign_in("agent9", "a password", "127.0.0.1"));
    EXPECT_TRUE(people().queue(admin_, "returns"));
    EXPECT_EQ(code_of(add_user(*beside, clock_, wanted)), Code::conflict);
    EXPECT_EQ(field_of(add_user(*beside, clock_, {"agent8", ""})), "password");
    EXPECT_EQ(field_of(add_user(*beside, clock_, {"agent8", "seven b"}, PasswordCost::least, {.least = 8})),
              "password");
}

TEST_F(Commands, what_they_change_is_audited_as_done_at_the_command_line) {
    NewUser const wanted{"agent9", "a password", types::Role::agent, {"billing", "returns"}};
    auto const added = add_user(*database_, clock_, wanted).value();
    ASSERT_TRUE(set_password(*database_, clock_, "agent9", "another password"));
    auto const entries = people().audit(admin_, {3, ""}).value().items;
    ASSERT_EQ(entries.size(), 3U);
    for (auto const& entry : entries)
        EXPECT_EQ(entry.who.name, "command line");
    EXPECT_EQ(entries[0].object, "users/" + added.id);
    EXPECT_EQ(entries[0].after, entries[0].before + " password=new");
    EXPECT_EQ(entries[1].action, "create");
    EXPECT_EQ(entries[1].after, "name=agent9 role=agent disabled=false queues=billing,returns");
    EXPECT_EQ(entries[2].after, "name=returns");
}

TEST_F(Commands, a_password_is_set_and_ends_the_sign_ins) {
    auto const secret = token("agent1");
    ASSERT_TRUE(set_password(*database_, clock_, "agent1", "another password"));
    EXPECT_FALSE(people().authenticate(secret));
    EXPECT_TRUE(people().sign_in("agent1", "another password", "127.0.0.1").value().user.must_change_password);
    EXPECT_EQ(code_of(set_password(*database_, clock_, "nobody", "another password")), Code::not_found);
}

TEST_F(Commands, who_got_another_password_is_away_once_that_is_seen) {
    EXPECT_TRUE(people().ended_beside()) << "it may have been before the start";
    EXPECT_FALSE(people().ended_beside());
    ASSERT_TRUE(set_password(*database_, clock_, "agent1", "another password"));
    EXPECT_TRUE(people().ended_beside());
    desk().send_away();
    EXPECT_EQ(people().user(admin_, "agent1").value().presence, types::Presence::offline);
    EXPECT_EQ(people().user(admin_, "agent2").value().presence, types::Presence::available);
}

TEST_F(Commands, a_queue_is_made_once) {
    auto const made = ensure_queue(*database_, clock_, "returns").value();
    EXPECT_EQ(ensure_queue(*database_, clock_, "returns").value(), made);
}

TEST_F(Commands, history_looks_as_if_it_had_been_received) {
    HistoricConversation history;
    history.queue = "billing";
    history.agent = "agent1";
    history.created_at = clock_.now() - 48h;
    history.accepted_at = history.created_at + 30s;
    history.ended_at = history.created_at + 5min;
    history.closed_at = history.created_at + 6min;
    for (int index = 0; index < 3; ++index)
        history.messages.push_back(
            {types::Sender::customer, "20", history.created_at + std::chrono::minutes(index), read_pulse("20")});
    history.messages.push_back({types::Sender::agent, "hello", history.created_at + 4min, std::nullopt});
    auto const old = history;
    std::vector<HistoricConversation> all(50, history);
    ASSERT_TRUE(import_history(*database_, all));
    auto const listed = talks().list(admin_, {.states = {types::State::closed}}, {500, ""}).value().items;
    ASSERT_EQ(listed.size(), 50U);
    auto const& conversation = listed[0];
    EXPECT_EQ(conversation.mood.level, Level::negative);
    EXPECT_EQ(conversation.mood.count, 3);
    EXPECT_EQ(conversation.agent->name, "agent1");
    EXPECT_EQ(conversation.language, "en");
    EXPECT_EQ(conversation.unanswered, 0U);
    EXPECT_EQ(types::wait_seconds(conversation, clock_.now()), 30);
    EXPECT_EQ(talks().messages(admin_, conversation.id, {}).value().items.size(), 4U);
    EXPECT_EQ(talks().sentiment(admin_, conversation.id, {}).value().items.size(), 3U);
    auto const sessions = talks().sessions(admin_, conversation.id, {}).value().sessions.items;
    ASSERT_EQ(sessions.size(), 2U);
    EXPECT_EQ(sessions[0].agent->name, "agent1");
    EXPECT_EQ(sessions[0].course.messages + sessions[1].course.messages, 3U);
    EXPECT_TRUE(take_events().empty());
    EXPECT_TRUE(alerts(admin_).empty());
    auto const fresh = chat().id;
    EXPECT_GT(fresh, conversation.id);
    EXPECT_EQ(now().customer.name, "Visitor 51");
}

TEST_F(Commands, a_history_with_a_fault_is_not_written_at_all) {
    HistoricConversation good;
    good.queue = "billing";
    auto bad = good;
    bad.queue = "nowhere";
    std::vector<HistoricConversation> const all{good, bad};
    EXPECT_EQ(field_of(import_history(*database_, all)), "queue");
    EXPECT_TRUE(talks().list(admin_, {.states = {types::State::closed}}, {}).value().items.empty());
}

TEST_F(Commands, a_history_is_written_once_where_two_nodes_bring_one) {
    HistoricConversation first;
    first.queue = "billing";
    auto second = first;
    second.queue = "returns";
    ASSERT_TRUE(import_history(*database_, std::vector{first, first}));
    ASSERT_TRUE(import_history(*database_, std::vector{second}));
    EXPECT_EQ(talks().list(admin_, {.states = {types::State::closed}}, {}).value().items.size(), 2U);
}

TEST_F(Commands, another_database_than_sqlite_is_refused_by_its_setting) {
    auto const config = load_config(std::nullopt, {{"store.database", "mysql://localhost/x"}}, [](auto const&) {
                            return std::nullopt;
                        }).value();
    auto const opened = open_store(config, store::Lock::none);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().field, "store.database");
}

TEST_F(Commands, a_deleted_queue_has_no_line_any_more) {
    chat();
    using Lines = std::vector<std::pair<std::string, std::int64_t>>;
    EXPECT_EQ(waiting_conversations(*database_), (Lines{{"billing", 1}, {"support", 0}}));
    ASSERT_TRUE(people().delete_queue(admin_, "support"));
    EXPECT_EQ(waiting_conversations(*database_), (Lines{{"billing", 1}}));
}

TEST_F(Commands, trouble_names_the_part_that_does_not_answer) {
    EXPECT_EQ(desk().trouble(), "");
    bus_->trouble_ = "the bus is lost";
    EXPECT_EQ(desk().trouble(), "the bus is lost");
}

TEST(DemoMark, tells_the_demos_database_from_others) {
    TemporaryFolder folder;
    auto const database = store::Database::open({folder.path()}).value();
    EXPECT_FALSE(holds_data(*database));
    EXPECT_EQ(demo_mark(*database), DemoMark::none);
    for (auto const mark : {DemoMark::begun, DemoMark::filled}) {
        mark_demo(*database, mark);
        EXPECT_EQ(demo_mark(*database), mark);
    }
    EXPECT_FALSE(holds_data(*database));
    ManualClock const clock;
    ensure_queue(*database, clock, "billing").value();
    EXPECT_TRUE(holds_data(*database));
}

TEST(Throttle, lets_the_limit_through_each_minute_and_says_when_to_come_back) {
    Throttle throttle(2, 100);
    Time const now(1000s);
    EXPECT_EQ(throttle.try_count("a", now), 0);
    EXPECT_EQ(throttle.try_count("a", now + 10s), 0);
    EXPECT_EQ(throttle.try_count("a", now + 10500ms), 50);
    EXPECT_EQ(throttle.try_count("b", now + 10s), 0);
    EXPECT_EQ(throttle.try_count("a", now + 60s), 0);
}

TEST(Throttle, a_clock_that_is_set_back_begins_a_new_minute) {
    Throttle throttle(1, 1);
    Time const now(10000s);
    EXPECT_EQ(throttle.try_count("a", now + 1h), 0);
    EXPECT_EQ(throttle.try_count("a", now), 0);
    EXPECT_EQ(throttle.try_count("a", now + 10s), 50);
    EXPECT_EQ(throttle.try_count("a", now + 60s), 0);
}

/// Attempts that are tested at the same time count in the order in which they end, not in that of their times.
TEST(Throttle, who_asked_a_moment_before_others_is_in_their_minute) {
    Throttle throttle(2, 1);
    Time const now(10000s);
    EXPECT_EQ(throttle.try_count("a", now + 2s), 0);
    EXPECT_EQ(throttle.try_count("a", now), 0);
    EXPECT_GT(throttle.try_count("a", now + 1s), 0);
}

TEST(Throttle, an_attempt_counts_when_it_fails_and_clears_the_count_when_it_succeeds) {
    ManualClock const clock;
    Throttle throttle(2, 100);
    auto const attempt = [&](auto end) {
        Attempt made(throttle, "a", clock);
        if (made.seconds_to_wait() == 0)
            end(made);
        return made.seconds_to_wait();
    };
    auto const fails = [](Attempt& made) { made.fail(); };
    EXPECT_EQ(attempt(fails), 0);
    EXPECT_EQ(attempt([](Attempt&) {}), 0);
    EXPECT_EQ(attempt([](Attempt& made) { made.succeed(); }), 0);
    EXPECT_EQ(attempt(fails), 0);
    EXPECT_EQ(attempt(fails), 0);
    EXPECT_EQ(attempt(fails), 60);
}

TEST(Throttle, attempts_at_once_fail_no_more_often_than_the_limit_and_succeed_all) {
    ManualClock const clock;
    auto const at_once = [&](int number, bool succeeds) {
        Throttle throttle(5, 100);
        std::atomic<int> made = 0;
        std::atomic<int> running = 0;
        std::atomic<int> most_running = 0;
        std::vector<std::jthread> threads;
        for (int index = 0; index < number; ++index)
            threads.emplace_back([&] {
                Attempt attempt(throttle, "a", clock);
                if (attempt.seconds_to_wait() > 0)
                    return;
                most_running = std::max(most_running.load(), ++running);
                std::this_thread::yield();
                --running;
                ++made;
                succeeds ? attempt.succeed() : attempt.fail();
            });
        threads.clear();
        EXPECT_LE(most_running, 5);
        return made.load();
    };
    EXPECT_EQ(at_once(24, false), 5);
    EXPECT_EQ(at_once(24, true), 24);
}

TEST(Throttle, zero_is_off) {
    Throttle throttle(0, 100);
    for (int index = 0; index < 1000; ++index)
        EXPECT_EQ(throttle.try_count("a", Time(1s)), 0);
}

TEST(Throttle, beyond_its_keys_it_forgets_the_oldest_alone) {
    Throttle throttle(1, 100);
    for (int index = 0; index <= 100; ++index)
        EXPECT_EQ(throttle.try_count(std::to_string(index), Time(1s)), 0);
    EXPECT_EQ(throttle.try_count("50", Time(1s)), 60);
    EXPECT_EQ(throttle.try_count("100", Time(1s)), 60);
    EXPECT_EQ(throttle.try_count("0", Time(1s)), 0);
}

} // namespace
} // namespace undertone::desk
