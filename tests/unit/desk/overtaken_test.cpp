#include "desk/passwords.h"
#include "desk_world.h"
#include "store/people.h"

#include <future>
#include <thread>

/// What was so when a call began may be so no longer when its turn to write comes.
namespace undertone::desk {
namespace {

using types::Caller;
using types::Role;
using types::State;

class Overtaken : public World {
protected:
    /// What `call` gives when `stored` is written after it has read and before it writes.
    template <class Call>
    auto overtaken(Call call, std::function<void(store::Transaction&)> const& stored) {
        std::future<decltype(call())> outcome;
        database_->write([&](store::Transaction& transaction) {
            auto const before = reads();
            outcome = std::async(std::launch::async, call);
            await_reads(before + 1);
            stored(transaction);
            return true;
        });
        return outcome.get();
    }

    /// Returns when so many reads have ended since the world began, or after ten seconds.
    void await_reads(int count) {
        auto const end = std::chrono::steady_clock::now() + 10s;
        while (reads() < count && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
        EXPECT_GE(reads(), count);
    }

    int reads() {
        std::string const line = "\nundertone_database_seconds_count{kind=\"read\"} ";
        auto const text = metrics_.text();
        auto const found = text.find(line);
        return found == std::string::npos ? 0 : std::stoi(text.substr(found + line.size()));
    }

    Result<void> replace_password(std::string const& token, std::string const& wanted) {
        return people().change_password(agent_, token, "password of agent1", wanted);
    }

    bool opens(std::string const& password) { return people().sign_in("agent1", password, "127.0.0.1").has_value(); }

    Result<types::Block> block(Caller const& caller) {
        return desk().blocks().create(caller, {types::BlockKind::conversation, id_, "abuse"});
    }

    /// What a supervisor's actions on the conversation answer.
    std::vector<Code> supervised_by(Caller const& caller) {
        return {code_of(talks().assign(caller, id_, {"agent1", {}})),
                code_of(talks().monitor(caller, id_)),
                code_of(talks().join(caller, id_)),
                code_of(talks().take_over(caller, id_)),
                code_of(talks().force_close(caller, id_)),
                code_of(block(caller))};
    }
};

TEST_F(Overtaken, of_two_replacements_of_a_password_one_counts_and_ends_the_other_sign_ins) {
    std::array const tokens{token("agent1"), token("agent1"), token("agent1")};
    std::array<std::future<Result<void>>, 2> outcomes;
    database_->write([&](store::Transaction&) {
        auto const before = reads();
        for (std::size_t each = 0; each < outcomes.size(); ++each)
            outcomes[each] = std::async(std::launch::async, [&, each] {
                return replace_password(tokens[each], "password " + std::to_string(each));
            });
        await_reads(before + 2);
        return false;
    });
    auto const first = outcomes[0].get();
    auto const second = outcomes[1].get();
    ASSERT_NE(first.has_value(), second.has_value());
    std::size_t const winner = first ? 0 : 1;
    EXPECT_EQ((first ? second : first).error().code, Code::unauthenticated);
    for (std::size_t each = 0; each < tokens.size(); ++each)
        EXPECT_EQ(people().authenticate(tokens[each]).has_value(), each == winner) << each;
    EXPECT_TRUE(opens("password " + std::to_string(winner)));
    EXPECT_FALSE(opens("password " + std::to_string(1 - winner)));
}

TEST_F(Overtaken, a_replacement_of_a_password_that_is_no_longer_the_present_one_is_a_conflict) {
    auto const mine = token("agent1");
    auto const outcome =
        overtaken([&] { return replace_password(mine, "mine"); },
                  [&](store::Transaction& transaction) {
                      store::update_password(transaction, agent_.id, hash_of_password("first", PasswordCost::least));
                  });
    EXPECT_EQ(code_of(outcome), Code::conflict);
    EXPECT_EQ(field_of(outcome), "current_password");
    EXPECT_TRUE(opens("first"));
    EXPECT_FALSE(opens("mine"));
}

TEST_F(Overtaken, nobody_signs_in_with_a_password_that_was_replaced_meanwhile) {
    auto const outcome =
        overtaken([&] { return people().sign_in("agent1", "password of agent1", "127.0.0.1"); },
                  [&](store::Transaction& transaction) {
                      store::update_password(transaction, agent_.id, hash_of_password("new", PasswordCost::least));
                      store::delete_sign_ins(transaction, agent_.id);
                  });
    EXPECT_EQ(code_of(outcome), Code::unauthenticated);
    database_->read([&](store::Transaction& transaction) {
        EXPECT_FALSE(store::has_sign_ins(transaction, agent_.id, clock_.now()));
    });
}

TEST_F(Overtaken, who_was_disabled_meanwhile_writes_no_message) {
    chat();
    talks().accept(agent_, id_).value();
    auto const outcome = overtaken([&] { return talks().receive(agent_, id_, {"hello"}); },
                                   [&](store::Transaction& transaction) {
                                       auto user = store::find_user(transaction, agent_.id).value();
                                       user.disabled = true;
                                       store::update_user(transaction, user);
                                   });
    EXPECT_EQ(code_of(outcome), Code::unauthenticated);
    EXPECT_TRUE(talks().messages(admin_, id_, {}).value().items.empty());
}

TEST_F(Overtaken, who_was_disabled_after_being_recognised_changes_no_conversation) {
    chat();
    people().change_user(admin_, "agent1", {.disabled = true}).value();
    people().change_user(admin_, "supervisor", {.disabled = true}).value();
    auto const before = now();
    EXPECT_EQ(code_of(talks().accept(agent_, id_)), Code::unauthenticated);
    EXPECT_EQ(code_of(talks().reject(agent_, id_)), Code::unauthenticated);
    EXPECT_EQ(supervised_by(supervisor_), std::vector(6, Code::unauthenticated));
    EXPECT_EQ(now(), before);
}

TEST_F(Overtaken, who_became_an_agent_after_being_recognised_supervises_no_more) {
    chat();
    people().change_user(admin_, "supervisor", {.role = Role::agent}).value();
    auto const before = now();
    EXPECT_EQ(supervised_by(supervisor_), std::vector(6, Code::forbidden));
    EXPECT_EQ(now(), before);
    EXPECT_EQ(talks().accept(supervisor_, id_).value().state, State::active); // as the agent that one is now
}

TEST_F(Overtaken, a_queue_that_was_taken_away_is_none_of_ones_business) {
    chat();
    ASSERT_TRUE(people().remove_member(admin_, "billing", "agent1"));
    ASSERT_TRUE(people().remove_member(admin_, "billing", "supervisor"));
    auto const before = now();
    EXPECT_EQ(code_of(talks().accept(agent_, id_)), Code::not_found);
    EXPECT_EQ(supervised_by(supervisor_), std::vector(6, Code::not_found));
    EXPECT_EQ(now(), before);
}

} // namespace
} // namespace undertone::desk
