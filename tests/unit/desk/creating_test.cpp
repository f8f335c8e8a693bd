#include "desk_world.h"

namespace undertone::desk {
namespace {

class Creating : public World {};

TEST_F(Creating, a_queue_is_named_by_id_or_name) {
    auto const queue = people().queue(admin_, "support").value();
    EXPECT_EQ(chat("support").queue.id, queue.id);
    EXPECT_EQ(chat(queue.id).queue.name, "support");
    types::NewConversation wanted;
    wanted.queue = "nowhere";
    EXPECT_EQ(field_of(talks().create(std::nullopt, wanted)), "queue");
}

TEST_F(Creating, unnamed_visitors_are_numbered_also_after_a_restart) { // D7
    EXPECT_EQ(chat().customer.name, "Visitor 1");
    types::NewConversation wanted;
    wanted.queue = "billing";
    wanted.customer_name = "Visitor at the counter";
    EXPECT_EQ(begin(std::nullopt, wanted).customer.name, "Visitor at the counter");
    wanted.customer_name = "";
    EXPECT_EQ(begin(std::nullopt, wanted).customer.name, "Visitor 2");
    open();
    EXPECT_EQ(chat().customer.name, "Visitor 3");
}

TEST_F(Creating, only_a_channel_key_names_customer_ids_bots_and_other_channels) {
    types::NewConversation wanted;
    wanted.queue = "billing";
    wanted.channel = "whatsapp";
    EXPECT_EQ(code_of(talks().create(std::nullopt, wanted)), Code::forbidden);
    wanted.customer_id = "crm-7";
    wanted.bot = true;
    auto const created = begin(key_, wanted);
    EXPECT_EQ(created.channel, "whatsapp");
    EXPECT_EQ(created.customer.id, "crm-7");
    EXPECT_TRUE(created.bot);
    wanted.channel = "live_chat";
    EXPECT_EQ(field_of(talks().create(std::nullopt, wanted)), "customer.id");
    wanted.customer_id.reset();
    EXPECT_EQ(field_of(talks().create(std::nullopt, wanted)), "bot");
}

TEST_F(Creating, bad_values_name_their_field) {
    types::NewConversation wanted;
    wanted.queue = "billing";
    wanted.customer_name = std::string(101, 'x');
    EXPECT_EQ(field_of(talks().create(std::nullopt, wanted)), "customer.name");
    wanted.customer_name = "with\nline";
    EXPECT_EQ(field_of(talks().create(std::nullopt, wanted)), "customer.name");
    wanted.customer_name.reset();
    wanted.locale = std::string(36, 'x');
    EXPECT_EQ(field_of(talks().create(std::nullopt, wanted)), "locale");
    wanted.locale.clear();
    wanted.channel = "";
    EXPECT_EQ(field_of(talks().create(key_, wanted)), "channel");
}

TEST_F(Creating, a_visitors_token_opens_one_conversation) {
    chat();
    auto const first = visitor_;
    auto const first_id = id_;
    chat();
    EXPECT_TRUE(talks().find(first, first_id));
    EXPECT_EQ(code_of(talks().find(first, id_)), Code::not_found);
    EXPECT_EQ(code_of(talks().receive(first, id_, {"50 hello"})), Code::not_found);
    EXPECT_EQ(code_of(people().authenticate("v_" + std::string(43, 'A'))), Code::unauthenticated);
}

class FewConversations : public World {
protected:
    FewConversations() : World({{"limits.visitor_conversations_per_minute", "2"}}) {}
};

TEST_F(FewConversations, are_counted_for_each_address_and_keys_are_free) {
    types::NewConversation wanted;
    wanted.queue = "billing";
    wanted.address = "192.0.2.1";
    ASSERT_TRUE(talks().create(std::nullopt, wanted));
    ASSERT_TRUE(talks().create(std::nullopt, wanted));
    clock_.advance(20s);
    auto const refused = talks().create(std::nullopt, wanted);
    EXPECT_EQ(code_of(refused), Code::too_many);
    EXPECT_EQ(refused.error().retry_after_seconds, 40);
    EXPECT_TRUE(talks().create(key_, wanted));
    wanted.address = "192.0.2.2";
    EXPECT_TRUE(talks().create(std::nullopt, wanted));
    wanted.address = "192.0.2.1";
    clock_.advance(40s);
    EXPECT_TRUE(talks().create(std::nullopt, wanted));
}

class Listing : public World {};

TEST_F(Listing, is_newest_first_and_goes_on_at_the_cursor) {
    std::vector<std::string> ids;
    for (int index = 0; index < 5; ++index) {
        clock_.advance(2ms);
        ids.insert(ids.begin(), chat().id);
    }
    std::vector<std::string> listed;
    types::PageRequest request{2, ""};
    for (int page = 0; page < 3; ++page) {
        auto const found = talks().list(admin_, {}, request).value();
        for (auto const& conversation : found.items)
            listed.push_back(conversation.id);
        EXPECT_EQ(found.next.has_value(), page < 2);
        request.cursor = found.next.value_or("");
    }
    EXPECT_EQ(listed, ids);
}

TEST_F(Listing, shows_each_role_its_part) {
    chat("support");
    chat("billing");
    auto const taken = chat("billing").id;
    talks().accept(agent_, taken).value();
    auto count = [&](types::Caller const& caller) { return talks().list(caller, {}, {}).value().items.size(); };
    EXPECT_EQ(count(admin_), 3U);
    EXPECT_EQ(count(supervisor_), 2U);
    EXPECT_EQ(count(agent_), 2U);
    EXPECT_EQ(count(second_), 1U);
    EXPECT_EQ(count(other_), 1U);
    EXPECT_EQ(code_of(talks().list(visitor_, {}, {})), Code::forbidden);
    EXPECT_EQ(code_of(talks().list(key_, {}, {})), Code::forbidden);
}

TEST_F(Listing, filters_by_state_queue_agent_level_and_channel) {
    chat("support");
    auto const angry = chat("billing").id;
    talks().accept(agent_, angry).value();
    say(visitor_, "10 words");
    auto const closed = chat("billing").id;
    talks().end(visitor_, closed).value();
    auto ids = [&](types::ConversationFilter const& filter) {
        std::vector<std::string> found;
        auto const page = talks().list(admin_, filter, {}).value();
        for (auto const& conversation : page.items)
            found.push_back(conversation.id);
        return found;
    };
    EXPECT_EQ(ids({}).size(), 2U); // F2: closed ones only when asked for
    EXPECT_EQ(ids({.states = {types::State::closed}}), std::vector{closed});
    EXPECT_EQ(ids({.states = {types::State::active, types::State::wrap_up}}), std::vector{angry});
    EXPECT_EQ(ids({.queue = "billing"}), std::vector{angry});
    EXPECT_EQ(ids({.agent = "agent1"}), std::vector{angry});
    EXPECT_EQ(ids({.levels = {Level::very_negative, Level::negative}}), std::vector{angry});
    EXPECT_TRUE(ids({.channel = "sms"}).empty());
    EXPECT_EQ(field_of(talks().list(admin_, {.queue = "nowhere"}, {})), "queue");
    EXPECT_EQ(field_of(talks().list(admin_, {.agent = "nobody"}, {})), "agent");
}

TEST_F(Listing, a_limit_is_held_within_its_bounds) {
    for (int index = 0; index < 3; ++index)
        chat();
    EXPECT_EQ(talks().list(admin_, {}, {0, ""}).value().items.size(), 1U);
    EXPECT_EQ(talks().list(admin_, {}, {100000, ""}).value().items.size(), 3U);
}

} // namespace
} // namespace undertone::desk
