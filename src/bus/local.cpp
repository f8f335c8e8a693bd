#include "bus/bus.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace undertone::bus {
namespace {

constexpr std::size_t most_waiting = 65536;

class LocalBus final : public Bus {
public:
    LocalBus() : thread_([this] { deliver(); }) {}

    ~LocalBus() override {
        {
            std::lock_guard const lock(mutex_);
            closed_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    LocalBus(LocalBus const&) = delete;
    LocalBus& operator=(LocalBus const&) = delete;

    void publish(std::string payload) override {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_.size() < most_waiting; });
        waiting_.push_back(std::move(payload));
        changed_.notify_all();
    }

    void subscribe(Hear hear) override {
        std::lock_guard const lock(mutex_);
        hearers_.push_back(std::move(hear));
    }

    std::size_t waiting() const override {
        std::lock_guard const lock(mutex_);
        return waiting_.size();
    }

    std::string trouble() const override { return {}; }

private:
    void deliver() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
            if (waiting_.empty())
                return;
            auto const payload = std::move(waiting_.front());
            waiting_.pop_front();
            auto const hearers = hearers_;
            lock.unlock();
            changed_.notify_all();
            for (auto const& hear : hearers)
                hear(payload);
            lock.lock();
        }
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> waiting_;
    std::vector<Hear> hearers_;
    bool closed_ = false;
    std::thread thread_;
};

} // namespace

std::unique_ptr<Bus> local() {
    return std::make_unique<LocalBus>();
}

} // namespace undertone::bus
