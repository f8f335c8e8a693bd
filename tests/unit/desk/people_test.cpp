#include "desk_world.h"

namespace undertone::desk {
namespace {

using types::Presence;
using types::Role;

class Accounts : public World {};

TEST_F(Accounts, a_sign_in_opens_the_desk_until_it_ends) {
    auto const signed_in = people().sign_in("agent1", "password of agent1", "127.0.0.1").value();
    EXPECT_EQ(signed_in.user.name, "agent1");
    EXPECT_EQ(signed_in.expires_at, clock_.now() + 12h);
    auto const caller = people().authenticate(signed_in.token).value();
    EXPECT_EQ(caller.kind, types::Caller::Kind::agent);
    EXPECT_EQ(caller.queues.size(), 1U);
    clock_.advance(12h - 1ms);
    EXPECT_TRUE(people().authenticate(signed_in.token));
    clock_.advance(1ms);
    EXPECT_EQ(code_of(people().authenticate(signed_in.token)), Code::unauthenticated);
}

TEST_F(Accounts, the_name_of_a_device_is_cut_between_two_letters) {
    auto const made =
        people()
            .sign_in("agent1", "password of agent1", "127.0.0.1", std::string(199, 'a') + "\u00fc and more")
            .value();
    auto const found = people().sign_ins(agent_, made.token, {}).value().items;
    EXPECT_EQ(found.front().device, std::string(199, 'a'));
}

TEST_F(Accounts, a_token_survives_a_restart_and_is_stored_hashed) {
    auto const secret = token("agent1");
    open();
    EXPECT_TRUE(people().authenticate(secret));
    desk_.reset();
    database_.reset();
    std::string bytes;
    for (auto const* const name : {"undertone.db", "undertone.db-wal"}) {
        auto* const file = std::fopen((folder_.path() / name).c_str(), "r");
        if (file == nullptr)
            continue;
        std::array<char, 4096> part{};
        while (auto const size = std::fread(part.data(), 1, part.size(), file))
            bytes.append(part.data(), size);
        std::fclose(file);
    }
    EXPECT_NE(bytes.find("agent1"), std::string::npos);
    EXPECT_EQ(bytes.find(secret), std::string::npos);
    EXPECT_EQ(bytes.find("password of agent1"), std::string::npos);
    EXPECT_NE(bytes.find("$argon2id$"), std::string::npos);
}

TEST_F(Accounts, a_wrong_name_and_a_wrong_password_give_one_answer) {
    auto const wrong = people().sign_in("agent1", "guess", "127.0.0.1");
    auto const unknown = people().sign_in("nobody", "guess", "127.0.0.1");
    EXPECT_EQ(code_of(wrong), Code::unauthenticated);
    EXPECT_EQ(code_of(unknown), Code::unauthenticated);
    EXPECT_EQ(wrong.error().message, unknown.error().message);
    for (auto const* const token : {"", "s_", "s_wrong", "x_something", "k_wrong"})
        EXPECT_EQ(code_of(people().authenticate(token)), Code::unauthenticated);
}

TEST_F(Accounts, failures_are_limited_for_each_account_and_address) {
    for (int index = 0; index < 5; ++index)
        EXPECT_EQ(code_of(people().sign_in("agent1", "guess", "192.0.2.1")), Code::unauthenticated);
    clock_.advance(10s);
    auto const refused = people().sign_in("agent1", "guess", "192.0.2.1");
    EXPECT_EQ(code_of(refused), Code::too_many);
    EXPECT_EQ(refused.error().retry_after_seconds, 50);
    EXPECT_EQ(code_of(people().sign_in("agent1", "password of agent1", "192.0.2.1")), Code::too_many);
    EXPECT_TRUE(people().sign_in("agent1", "password of agent1", "192.0.2.2"));
    EXPECT_TRUE(people().sign_in("agent2", "password of agent2", "192.0.2.1"));
    clock_.advance(50s);
    EXPECT_TRUE(people().sign_in("agent1", "password of agent1", "192.0.2.1"));
}

class AccountsFewFromAnAddress : public World {
protected:
    AccountsFewFromAnAddress() : World({{"limits.address_sign_in_failures_per_minute", "6"}}) {}
};

TEST_F(AccountsFewFromAnAddress, failures_with_many_names_are_limited_for_their_address_alone) {
    for (int index = 0; index < 6; ++index)
        EXPECT_EQ(code_of(people().sign_in("guess" + std::to_string(index), "guess", "192.0.2.1")),
                  Code::unauthenticated);
    auto const refused = people().sign_in("agent1", "guess", "192.0.2.1");
    EXPECT_EQ(code_of(refused), Code::too_many);
    EXPECT_EQ(refused.error().retry_after_seconds, 60);
    EXPECT_TRUE(people().sign_in("agent1", "password of agent1", "192.0.2.2"));
    clock_.advance(60s);
    for (int index = 0; index < 20; ++index)
        EXPECT_TRUE(people().sign_in("agent1", "password of agent1", "192.0.2.1"));
}

TEST_F(Accounts, successful_sign_ins_are_not_limited_and_clear_the_count) {
    for (int index = 0; index < 4; ++index)
        EXPECT_EQ(code_of(people().sign_in("agent1", "guess", "192.0.2.1")), Code::unauthenticated);
    for (int index = 0; index < 20; ++index)
        EXPECT_TRUE(people().sign_in("agent1", "password of agent1", "192.0.2.1"));
    for (int index = 0; index < 4; ++index)
        EXPECT_EQ(code_of(people().sign_in("agent1", "guess", "192.0.2.1")), Code::unauthenticated);
}

TEST_F(Accounts, signing_in_makes_available_signing_out_offline_and_what_is_set_holds) {
    auto const secret = token("agent1");
    auto const caller = people().authenticate(secret).value();
    EXPECT_EQ(people().me(caller).value().presence, Presence::available);
    take_events();
    presence(caller, Presence::do_not_disturb);
    EXPECT_EQ(people().me(caller).value().presence, Presence::do_not_disturb);
    auto const events = take_events();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].kind, types::EventKind::presence);
    EXPECT_EQ(events[0].person->presence, Presence::do_not_disturb);
    ASSERT_TRUE(people().sign_out(caller, secret, SignOut::here));
    EXPECT_EQ(people().user(admin_, "agent1").value().presence, Presence::offline);
    EXPECT_EQ(code_of(people().authenticate(secret)), Code::unauthenticated);
}

TEST_F(Accounts, signing_out_everywhere_ends_all) {
    auto const first = token("agent1");
    auto const second = token("agent1");
    auto const caller = people().authenticate(first).value();
    ASSERT_TRUE(people().sign_out(caller, first, SignOut::here));
    EXPECT_TRUE(people().authenticate(second));
    ASSERT_TRUE(people().sign_out(caller, second, SignOut::everywhere));
    EXPECT_FALSE(people().authenticate(second));
    EXPECT_EQ(take_events().back().kind, types::EventKind::rights);
}

TEST_F(Accounts, a_sign_in_that_expires_takes_who_is_gone_offline_and_is_told) {
    auto const secret = token("agent1");
    clock_.advance(13h);
    auto const fresh = token("agent2");
    take_events();
    desk().timers().run();
    EXPECT_EQ(people().user(root_, "agent1").value().presence, Presence::offline);
    EXPECT_EQ(people().user(root_, "agent2").value().presence, Presence::available);
    EXPECT_TRUE(people().authenticate(fresh));
    EXPECT_FALSE(people().authenticate(secret));
    EXPECT_EQ(take_events().back().kind, types::EventKind::rights) << "open sockets are closed";
}

TEST_F(Accounts, ones_own_password_needs_the_present_one_and_ends_the_other_sign_ins) {
    auto const mine = token("agent1");
    auto const elsewhere = token("agent1");
    auto const caller = people().authenticate(mine).value();
    EXPECT_EQ(field_of(people().change_password(caller, mine, "guess", "another password")), "current_password");
    EXPECT_EQ(field_of(people().change_password(caller, mine, "password of agent1", "abc")), "password");
    ASSERT_TRUE(people().change_password(caller, mine, "password of agent1", "another password"));
    auto const entry = people().audit(admin_, {1, ""}).value().items.at(0);
    EXPECT_EQ(entry.who.name, "agent1");
    EXPECT_EQ(entry.object, "users/" + caller.id);
    EXPECT_EQ(entry.after, entry.before + " password=new");
    EXPECT_TRUE(people().authenticate(mine));
    EXPECT_FALSE(people().authenticate(elsewhere));
    EXPECT_FALSE(people().sign_in("agent1", "password of agent1", "127.0.0.1"));
    EXPECT_TRUE(people().sign_in("agent1", "another password", "127.0.0.1"));
}

TEST_F(Accounts, guessing_ones_present_password_is_limited_too) {
    for (int index = 0; index < 5; ++index)
        EXPECT_EQ(code_of(people().change_password(agent_, "s_x", "guess", "another password")), Code::invalid);
    EXPECT_EQ(code_of(people().change_password(agent_, "s_x", "password of agent1", "another password")),
              Code::too_many);
}

TEST_F(Accounts, bad_accounts_name_their_field) {
    EXPECT_EQ(field_of(people().create_user(admin_, {"", "a password"})), "name");
    EXPECT_EQ(field_of(people().create_user(admin_, {" agent9", "a password"})), "name");
    EXPECT_EQ(field_of(people().create_user(admin_, {"agent9", ""})), "password");
    EXPECT_EQ(field_of(people().create_user(admin_, {"agent9", "a password", Role::agent, {"nowhere"}})), "queues");
    EXPECT_EQ(code_of(people().create_user(admin_, {"agent1", "a password"})), Code::conflict);
    EXPECT_EQ(code_of(people().create_user(supervisor_, {"agent9", "a password"})), Code::forbidden);
    EXPECT_EQ(code_of(people().change_user(admin_, "nobody", {})), Code::not_found);
    EXPECT_EQ(code_of(people().change_user(admin_, "agent1", {.name = "agent2"})), Code::conflict);
}

TEST_F(Accounts, a_change_touches_only_what_it_names) {
    auto const changed = people().change_user(admin_, "agent1", {.name = "agent one"}).value();
    EXPECT_EQ(changed.name, "agent one");
    EXPECT_EQ(changed.role, Role::agent);
    EXPECT_EQ(changed.queues.size(), 1U);
    UserChange moved;
    moved.role = Role::supervisor;
    moved.queues = {"support"};
    auto const promoted = people().change_user(admin_, agent_.id, moved).value();
    EXPECT_EQ(promoted.role, Role::supervisor);
    ASSERT_EQ(promoted.queues.size(), 1U);
    EXPECT_EQ(promoted.queues[0].name, "support");
    EXPECT_EQ(take_events().back().kind, types::EventKind::rights);
}

TEST_F(Accounts, a_new_password_ends_the_sign_ins) {
    auto const secret = token("agent1");
    ASSERT_TRUE(people().change_user(admin_, "agent1", {.password = "a new password"}));
    EXPECT_FALSE(people().authenticate(secret));
    EXPECT_TRUE(people().sign_in("agent1", "a new password", "127.0.0.1"));
}

TEST_F(Accounts, who_is_disabled_loses_sign_ins_and_gives_conversations_back) {
    auto const secret = token("agent1");
    auto const caller = people().authenticate(secret).value();
    auto const running = chat().id;
    talks().accept(caller, running).value();
    auto const ending = chat().id;
    talks().accept(caller, ending).value();
    talks().end(caller, ending).value();
    take_events();
    ASSERT_TRUE(people().change_user(admin_, "agent1", {.disabled = true}));
    EXPECT_FALSE(people().authenticate(secret));
    EXPECT_EQ(code_of(people().sign_in("agent1", "password of agent1", "127.0.0.1")), Code::unauthenticated);
    auto const returned = talks().find(admin_, running).value();
    EXPECT_EQ(returned.state, types::State::open);
    EXPECT_FALSE(returned.agent);
    EXPECT_EQ(talks().find(admin_, ending).value().state, types::State::closed);
    auto const kinds = take_kinds();
    EXPECT_EQ(kinds, (std::vector<std::string>{"presence", "conversation", "conversation", "rights"}));
    EXPECT_EQ(code_of(people().create_user(admin_, {"agent1", "a password"})), Code::conflict);
    EXPECT_FALSE(people().change_user(admin_, "agent1", {.disabled = false}).value().disabled);
    EXPECT_TRUE(people().sign_in("agent1", "password of agent1", "127.0.0.1"));
}

TEST_F(Accounts, a_disabled_supervisor_watches_no_more) {
    chat();
    talks().accept(agent_, id_).value();
    talks().monitor(supervisor_, id_).value();
    ASSERT_TRUE(people().delete_user(admin_, "supervisor"));
    EXPECT_TRUE(now().participants.empty());
}

TEST_F(Accounts, who_is_deleted_is_found_no_more_and_leaves_the_name) {
    auto const secret = token("agent1");
    ASSERT_TRUE(people().delete_user(admin_, "agent1"));
    EXPECT_FALSE(people().authenticate(secret));
    EXPECT_EQ(code_of(people().user(admin_, "agent1")), Code::not_found);
    EXPECT_EQ(code_of(people().create_user(admin_, {"agent1 (deleted)", "a password"})), Code::conflict);
    EXPECT_TRUE(people().create_user(admin_, {"agent1", "a password"}));
}

TEST_F(Accounts, the_last_administrator_stays) {
    EXPECT_EQ(code_of(people().delete_user(admin_, "admin")), Code::conflict);
    EXPECT_EQ(code_of(people().change_user(admin_, "admin", {.role = Role::agent})), Code::conflict);
    add("admin2", Role::administrator, {});
    EXPECT_TRUE(people().delete_user(admin_, "admin"));
}

TEST_F(Accounts, staff_sees_the_colleagues_of_its_queues) {
    auto names = [&](types::Caller const& caller) {
        std::vector<std::string> found;
        auto const page = people().users(caller, {}).value();
        for (auto const& user : page.items)
            found.push_back(user.name);
        std::sort(found.begin(), found.end());
        return found;
    };
    EXPECT_EQ(names(agent_), (std::vector<std::string>{"agent1", "agent2", "supervisor"}));
    EXPECT_EQ(names(other_), std::vector<std::string>{"agent3"});
    EXPECT_EQ(names(admin_).size(), 5U);
    EXPECT_EQ(code_of(people().users(visitor_, {})), Code::forbidden);
    EXPECT_EQ(code_of(people().user(other_, "agent1")), Code::not_found);
    EXPECT_EQ(people().user(agent_, "agent2").value().id, second_.id);
}

class Queues : public World {};

TEST_F(Queues, have_unique_names_and_members_by_name) {
    EXPECT_EQ(code_of(people().create_queue(admin_, "billing")), Code::conflict);
    EXPECT_EQ(code_of(people().create_queue(agent_, "sales")), Code::forbidden);
    EXPECT_EQ(field_of(people().create_queue(admin_, "")), "name");
    people().create_queue(admin_, "sales").value();
    take_events();
    EXPECT_EQ(people().add_member(admin_, "sales", "agent1").value().queues.size(), 2U);
    EXPECT_EQ(take_kinds(), (std::vector<std::string>{"presence", "rights"}));
    EXPECT_TRUE(people().add_member(admin_, "sales", "agent1"));
    EXPECT_TRUE(take_kinds().empty());
    EXPECT_EQ(people().members(admin_, "sales").value().size(), 1U);
    EXPECT_EQ(field_of(people().add_member(admin_, "sales", "nobody")), "user");
    EXPECT_EQ(code_of(people().add_member(admin_, "nowhere", "agent1")), Code::not_found);
    ASSERT_TRUE(people().remove_member(admin_, "sales", agent_.id));
    EXPECT_EQ(code_of(people().remove_member(admin_, "sales", agent_.id)), Code::not_found);
    EXPECT_EQ(code_of(people().members(agent_, "sales")), Code::not_found);
    EXPECT_EQ(people().members(agent_, "billing").value().size(), 3U);
}

TEST_F(Queues, are_listed_to_their_members) {
    EXPECT_EQ(people().queues(admin_, {}).value().items.size(), 2U);
    EXPECT_EQ(people().queues(agent_, {}).value().items.size(), 1U);
    EXPECT_EQ(code_of(people().queue(agent_, "support")), Code::not_found);
    EXPECT_EQ(people().change_queue(admin_, "support", {"help"}).value().name, "help");
    EXPECT_EQ(people().queue(other_, "help").value().name, "help");
    EXPECT_EQ(code_of(people().change_queue(admin_, "help", {"billing"})), Code::conflict);
}

TEST_F(Queues, are_deleted_when_all_is_closed_and_keep_their_history) {
    chat();
    EXPECT_EQ(code_of(people().delete_queue(admin_, "billing")), Code::conflict);
    talks().end(visitor_, id_).value();
    ASSERT_TRUE(people().delete_queue(admin_, "billing"));
    EXPECT_EQ(now().queue.name, "billing");
    EXPECT_EQ(code_of(people().queue(admin_, "billing")), Code::not_found);
    EXPECT_TRUE(people().me(agent_).value().queues.empty());
    EXPECT_TRUE(people().create_queue(admin_, "billing"));
}

class Keys : public World {};

TEST_F(Keys, open_the_channel_until_they_are_deleted) {
    auto const made = people().create_key(admin_, "shop2", "channel").value();
    EXPECT_EQ(people().authenticate(made.key).value().kind, types::Caller::Kind::key);
    EXPECT_EQ(people().keys(admin_, {}).value().items.size(), 2U);
    EXPECT_EQ(code_of(people().keys(agent_, {})), Code::forbidden);
    EXPECT_EQ(field_of(people().create_key(admin_, "shop3", "everything")), "scope");
    ASSERT_TRUE(people().delete_key(admin_, made.id));
    EXPECT_EQ(code_of(people().delete_key(admin_, made.id)), Code::not_found);
    EXPECT_EQ(code_of(people().authenticate(made.key)), Code::unauthenticated);
}

TEST(SetUp, makes_the_first_administrator_once) {
    TemporaryFolder folder;
    auto const config = load_config(std::nullopt, {{"server.data", folder.path().string()}}, [](auto const&) {
                            return std::nullopt;
                        }).value();
    auto const database = open_store(config, store::Lock::held).value();
    ManualClock clock;
    ImmediateBus bus;
    Desk desk({*database, bus, clock, config, read_pulse, PasswordCost::least});
    EXPECT_TRUE(desk.people().needs_set_up());
    EXPECT_EQ(field_of(desk.people().set_up("admin", "")), "password");
    EXPECT_EQ(desk.people().set_up("admin", "a password").value().role, Role::administrator);
    EXPECT_FALSE(desk.people().needs_set_up());
    EXPECT_EQ(code_of(desk.people().set_up("admin2", "a password")), Code::conflict);
}

TEST(Passwords, are_argon2id_with_a_salt_of_their_own) {
    auto const first = hash_of_password("a password", PasswordCost::least);
    EXPECT_TRUE(first.starts_with("$argon2id$"));
    EXPECT_NE(first, hash_of_password("a password", PasswordCost::least));
    EXPECT_TRUE(is_password(first, "a password"));
    EXPECT_FALSE(is_password(first, "A password"));
    EXPECT_FALSE(is_password("", "a password"));
    EXPECT_FALSE(is_password(std::string(1000, 'x'), "a password"));
    EXPECT_NE(hash_of_password("a password", PasswordCost::interactive).find("m=65536"), std::string::npos);
}

} // namespace
} // namespace undertone::desk
