#include "desk_world.h"
#include "store/retention.h"
#include "store/transaction.h"

#include <algorithm>

namespace undertone::desk {
namespace {

using namespace std::chrono_literals;

class Retention : public World {
protected:
    Retention() : World({{"store.keep_days", "30"}, {"store.delete_at_once", "2"}}) {}

    std::string closed_one() {
        chat();
        talks().accept(agent_, id_).value();
        thresholds(Level::negative, Level::negative);
        say(visitor_, "10 that is bad");
        talks().monitor(supervisor_, id_).value();
        talks().end(agent_, id_).value();
        talks().close(agent_, id_).value();
        return id_;
    }

    std::size_t closed() { return talks().list(root_, {.states = {types::State::closed}}, {}).value().items.size(); }
};

TEST_F(Retention, what_was_closed_long_ago_is_deleted_with_all_that_belongs_to_it_and_audited) {
    for (int count = 0; count < 5; ++count)
        closed_one();
    ASSERT_FALSE(alerts(supervisor_).empty());
    clock_.advance(24h * 29);
    auto const young = closed_one();
    desk().tidy();
    EXPECT_EQ(closed(), 6U);
    clock_.advance(24h * 2);
    chat();
    desk().tidy();
    EXPECT_EQ(closed(), 1U);
    EXPECT_TRUE(talks().find(root_, young));
    EXPECT_TRUE(talks().find(root_, id_)) << "one that is not closed stays";
    auto const audit = people().audit(root_, {}).value().items;
    ASSERT_GE(audit.size(), 3U);
    EXPECT_EQ(audit[0].who.name, "retention");
    EXPECT_EQ(audit[0].action, "delete");
    EXPECT_EQ(audit[0].before, "closed=1");
    EXPECT_EQ(audit[2].before, "closed=2");
}

TEST_F(Retention, goes_no_further_than_a_step_when_the_program_ends) {
    for (int count = 0; count < 5; ++count)
        closed_one();
    clock_.advance(24h * 31);
    ending_ = true;
    desk().tidy();
    EXPECT_EQ(closed(), 3U);
    ending_ = false;
    desk().tidy();
    EXPECT_EQ(closed(), 0U);
}

TEST_F(Retention, the_first_closed_goes_first_however_long_ago_it_began) {
    auto const begun_first = chat().id;
    auto const closed_first = closed_one();
    clock_.advance(24h);
    talks().accept(agent_, begun_first).value();
    talks().end(agent_, begun_first).value();
    talks().close(agent_, begun_first).value();
    database_->write([&](store::Transaction& transaction) {
        EXPECT_EQ(store::delete_closed(transaction, clock_.now() + 1h, 1), 1U);
        return true;
    });
    EXPECT_FALSE(talks().find(root_, closed_first));
    EXPECT_TRUE(talks().find(root_, begun_first));
}

class SmallSteps : public World {
protected:
    SmallSteps() : World({{"desk.timer_batch", "2"}}) {}

    std::size_t present() {
        auto const all = people().users(root_, {}).value().items;
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [](auto const& user) { return user.presence != types::Presence::offline; }));
    }
};

TEST_F(SmallSteps, who_is_signed_in_nowhere_is_sent_away_some_at_a_time) {
    for (auto const& person : {admin_, supervisor_, agent_, second_, other_})
        presence(person, types::Presence::available);
    database_->write([](store::Transaction& transaction) {
        store::Query(transaction, "DELETE FROM sign_ins");
        return true;
    });
    ending_ = true;
    desk().tidy();
    EXPECT_EQ(present(), 3U);
    ending_ = false;
    desk().tidy();
    EXPECT_EQ(present(), 0U);
}

class Forever : public World {};

TEST_F(Forever, without_a_period_nothing_is_deleted) {
    chat();
    talks().end(visitor_, id_).value();
    clock_.advance(24h * 5000);
    desk().tidy();
    EXPECT_TRUE(talks().find(root_, id_));
}

TEST_F(Retention, a_presence_is_forgotten_when_it_ended_long_ago) {
    auto const presences = [&] {
        std::vector<types::Presence> found;
        auto const work = people().work(root_, agent_.id, 24h * 400).value();
        for (auto const& period : work.presences)
            found.push_back(period.presence);
        return found;
    };
    using enum types::Presence;
    people().set_presence(agent_, do_not_disturb).value();
    people().set_presence(agent_, busy).value();
    clock_.advance(24h * 60);
    people().set_presence(agent_, away).value();
    clock_.advance(24h * 60);
    auto const before = presences();
    ASSERT_GE(before.size(), 3U);
    EXPECT_EQ(before.at(2), do_not_disturb);
    desk().timers().run(); // the sign-in is over as well
    desk().tidy();
    EXPECT_EQ(presences(), std::vector({offline, away, busy})) << "busy was so when the kept time began";
}

TEST_F(Retention, all_presences_that_ended_long_ago_go_at_once) {
    using enum types::Presence;
    for (int count = 0; count < 10; ++count) {
        people().set_presence(agent_, busy).value();
        people().set_presence(agent_, away).value();
    }
    clock_.advance(24h * 120);
    desk().tidy();
    EXPECT_EQ(people().work(root_, agent_.id, 24h * 400).value().presences.size(), 1U);
}

} // namespace
} // namespace undertone::desk
