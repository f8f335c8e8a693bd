#include "desk_world.h"
#include "store/transaction.h"
#include "store/webhooks.h"

namespace undertone::desk {
namespace {

/// A webhook, and deliveries that wait for it.
class WaitingDeliveries : public World {
protected:
    WaitingDeliveries() : World({{"webhooks.at_once", "4"}, {"webhooks.delete_at_once", "2"}}) {
        webhook_ = desk().webhooks().create(admin_, "http://127.0.0.1:1/hooks", {event}).value().id;
    }

    void put(std::string const& conversation, int number, std::chrono::milliseconds due = 0ms) {
        auto const digits = std::to_string(number);
        types::Delivery delivery;
        delivery.id = "d" + std::string(5 - digits.size(), '0') + digits;
        delivery.webhook = webhook_;
        delivery.event = event;
        delivery.conversation = conversation;
        delivery.created_at = clock_.now();
        delivery.next_at = clock_.now() + due;
        database_->write([&](store::Transaction& transaction) {
            store::insert_delivery(transaction, delivery);
            return true;
        });
    }

    /// Ids of what is taken, which is with its receiver from then on.
    std::vector<std::string> take(std::vector<DeliveryOutcome> const& outcomes = {}) {
        std::vector<std::string> taken;
        for (auto& job : desk().webhooks().exchange(outcomes, running_)) {
            taken.push_back(job.delivery.id);
            running_[webhook_].insert(job.delivery.conversation);
            jobs_.push_back(std::move(job));
        }
        return taken;
    }

    static constexpr auto event = types::WebhookEvent::message_scored;
    std::string webhook_;
    Webhooks::Running running_;
    std::vector<DeliveryJob> jobs_;
};

using Ids = std::vector<std::string>;

TEST_F(WaitingDeliveries, of_a_busy_conversation_let_those_of_others_pass) {
    auto const busy = chat().id;
    for (int number = 0; number < 200; ++number)
        put(busy, number);
    auto const other = chat().id;
    put(other, 200);
    EXPECT_EQ(take(), Ids({"d00000", "d00200"}));
    EXPECT_EQ(take(), Ids());
    running_.clear();
    EXPECT_EQ(take({{jobs_.front().delivery, 200, ""}}), Ids({"d00001"})) << "another node still tells the other one";
}

TEST_F(WaitingDeliveries, are_taken_when_they_are_due_the_oldest_of_each_conversation_first) {
    auto const one = chat().id;
    auto const another = chat().id;
    put(one, 1, 2s);
    put(one, 2, 1s);
    put(another, 3, 3s);
    EXPECT_EQ(take(), Ids());
    clock_.advance(1s);
    EXPECT_EQ(take(), Ids({"d00002"}));
    running_.clear();
    jobs_.clear();
    clock_.advance(2s);
    EXPECT_EQ(take(), Ids({"d00001", "d00003"}));
}

TEST_F(WaitingDeliveries, come_from_as_many_conversations_as_are_told_at_once) {
    for (int number = 0; number < 6; ++number)
        put(chat().id, number);
    EXPECT_EQ(take(), Ids({"d00000", "d00001", "d00002", "d00003"}));
    EXPECT_EQ(take(), Ids());
}

TEST_F(WaitingDeliveries, are_only_kept_while_the_server_ends) {
    auto const first = chat().id;
    put(first, 0);
    ASSERT_EQ(take(), Ids({"d00000"}));
    put(first, 1);
    put(chat().id, 2);
    desk().webhooks().keep({{jobs_.front().delivery, 200, ""}});
    auto const all = desk().webhooks().deliveries(admin_, webhook_, {}, {}).value().items;
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2].state, types::DeliveryState::delivered);
    EXPECT_EQ(all[1].attempts + all[0].attempts, 0);
}

TEST_F(WaitingDeliveries, go_in_steps_before_their_webhook_which_is_audited_once) {
    auto const conversation = chat().id;
    for (int number = 0; number < 5; ++number)
        put(conversation, number);
    ending_ = true;
    EXPECT_EQ(desk().webhooks().remove(admin_, webhook_).error().code, Code::unavailable);
    EXPECT_EQ(desk().webhooks().find(admin_, webhook_).value().pending, 3);
    ending_ = false;
    ASSERT_TRUE(desk().webhooks().remove(admin_, webhook_));
    EXPECT_EQ(desk().webhooks().find(admin_, webhook_).error().code, Code::not_found);
    EXPECT_EQ(desk().webhooks().remove(admin_, webhook_).error().code, Code::not_found);
    auto const audit = people().audit(root_, {}).value().items;
    EXPECT_EQ(audit.at(0).action, "delete");
    EXPECT_EQ(audit.at(1).action, "create");
}

} // namespace
} // namespace undertone::desk
