#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace undertone::net {

/// Calls a function once on its io thread when the time is over, unless it is started anew, cancelled or destroyed
/// before. For use on that thread alone.
class Timer {
public:
    explicit Timer(boost::asio::io_context& context);
    ~Timer();
    Timer(Timer const&) = delete;
    Timer& operator=(Timer const&) = delete;

    void start(std::chrono::milliseconds time, std::function<void()> due);
    void cancel();

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace undertone::net
