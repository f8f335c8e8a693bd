#include "net/timer.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <utility>

namespace undertone::net {

/// Outlives the timer until the wait that was under way has ended; `turn` tells an old wait from the present one.
struct Timer::State {
    explicit State(boost::asio::io_context& context) : clock(context) {}

    boost::asio::steady_timer clock;
    std::function<void()> due;
    std::uint64_t turn = 0;
};

Timer::Timer(boost::asio::io_context& context) : state_(std::make_shared<State>(context)) {}

Timer::~Timer() {
    cancel();
}

void Timer::start(std::chrono::milliseconds time, std::function<void()> due) {
    auto const turn = ++state_->turn;
    state_->due = std::move(due);
    state_->clock.expires_after(time);
    state_->clock.async_wait([state = state_, turn](boost::system::error_code const& error) {
        if (error || turn != state->turn || !state->due)
            return;
        auto const call = std::exchange(state->due, nullptr);
        call();
    });
}

void Timer::cancel() {
    ++state_->turn;
    state_->due = nullptr;
    state_->clock.cancel();
}

} // namespace undertone::net
