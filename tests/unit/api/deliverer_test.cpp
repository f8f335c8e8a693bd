#include "api/deliverer.h"
#include "net/server.h"
#include "store/webhooks.h"
#include "world.h"

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

/// How what webhooks are to be told comes to its end with the program.
namespace undertone::api {
namespace {

using namespace world;
using namespace std::chrono_literals;

/// Another system, which answers as many requests as it is let.
class Receiver {
public:
    explicit Receiver(Metrics& metrics)
        : server_(net::Server::open(config_with({{"server.listen", "127.0.0.1:0"}}), metrics).value()) {
        server_->start([this](net::Request const& request) { return take(request); }, std::string(live_path), {});
    }

    ~Receiver() {
        answer(1000);
        server_->stop();
    }

    Receiver(Receiver const&) = delete;
    Receiver& operator=(Receiver const&) = delete;

    std::string url() const { return "http://" + server_->address() + "/hooks"; }

    void answer(int more) {
        std::lock_guard const lock(mutex_);
        answers_ += more;
        changed_.notify_all();
    }

    /// Whether so many have come before twenty seconds are over.
    bool has(int requests) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 20s, [&] { return requests_ >= requests; });
    }

    int requests() {
        std::lock_guard const lock(mutex_);
        return requests_;
    }

private:
    net::Response take(net::Request const&) {
        std::unique_lock lock(mutex_);
        ++requests_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return answers_ > 0; });
        --answers_;
        return {};
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    int requests_ = 0;
    int answers_ = 0;
    std::unique_ptr<net::Server> server_;
};

class TheEnd : public ::testing::Test {
protected:
    explicit TheEnd(Config::Values const& changes = {}) : house(changes) {
        house.context.ending = [this] { return ending.load(); };
        auto const body = R"({"url":")" + receiver.url() + R"(","events":["message_scored"]})";
        webhook = house.post("/api/v1/webhooks", house.admin, body).text("id");
        for (auto const* const name : {"d1", "d2", "d3"})
            put(name);
    }

    /// One that waits, of a conversation of its own.
    void put(std::string const& name) {
        types::Delivery delivery;
        delivery.id = name;
        delivery.webhook = webhook;
        delivery.conversation = Visit(house).id;
        delivery.body = "{}";
        delivery.created_at = delivery.next_at = house.clock.now();
        house.database->write([&](store::Transaction& transaction) {
            store::insert_delivery(transaction, delivery);
            return true;
        });
    }

    std::size_t count(std::string const& state) {
        return house.get("/api/v1/webhooks/" + webhook + "/deliveries?state=" + state, house.admin).items();
    }

    bool are_delivered(std::size_t wanted) {
        auto const end = std::chrono::steady_clock::now() + 20s;
        while (count("delivered") < wanted && std::chrono::steady_clock::now() < end)
            std::this_thread::yield();
        return count("delivered") == wanted;
    }

    House house;
    Receiver receiver{house.metrics};
    std::string webhook;
    std::atomic<bool> ending = false;
};

TEST_F(TheEnd, keeps_the_answer_to_every_request_that_runs) {
    auto deliverer = std::make_unique<Deliverer>(house.context);
    ASSERT_TRUE(receiver.has(3));
    auto const end = std::async(std::launch::async, [&] { deliverer.reset(); });
    for (std::size_t answered = 1; answered < 3; ++answered) {
        receiver.answer(1);
        EXPECT_TRUE(are_delivered(answered));
    }
    receiver.answer(1);
    end.wait();
    EXPECT_EQ(count("delivered"), 3U);
}

class TheEndOfMany : public TheEnd {
protected:
    TheEndOfMany() : TheEnd({{"webhooks.at_once", "1"}}) {}
};

TEST_F(TheEndOfMany, begins_none_that_waits) {
    auto deliverer = std::make_unique<Deliverer>(house.context);
    ASSERT_TRUE(receiver.has(1));
    ending = true;
    receiver.answer(3);
    deliverer.reset();
    EXPECT_EQ(receiver.requests(), 1);
    EXPECT_EQ(count("delivered"), 1U);
    EXPECT_EQ(count("pending"), 2U);
}

} // namespace
} // namespace undertone::api
