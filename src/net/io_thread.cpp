#include "net/io_thread.h"

#include "base/log.h"
#include "net/timer.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <future>

namespace undertone::net {

Endpoint::Endpoint(IoThread& thread) : thread_(thread) {
    thread_.add(*this);
}

Endpoint::~Endpoint() {
    thread_.remove(*this);
}

/// Keeps the thread running while nothing is to be done.
struct IoThread::Work {
    explicit Work(boost::asio::io_context& context) : guard(context.get_executor()) {}
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard;
};

IoThread::IoThread()
    : context_(std::make_unique<boost::asio::io_context>()), work_(std::make_unique<Work>(*context_)) {}

IoThread::~IoThread() {
    stop();
    timers_.clear();
    work_.reset();
    context_.reset();
}

void IoThread::start() {
    thread_ = std::thread([this] {
        while (!context_->stopped()) {
            try {
                context_->run();
            } catch (std::exception const& error) {
                log::error("a connection failed", {{"reason", error.what()}});
            }
        }
    });
}

void IoThread::stop() {
    context_->stop();
    if (thread_.joinable())
        thread_.join();
}

void IoThread::post(std::function<void()> call) {
    boost::asio::post(*context_, std::move(call));
}

void IoThread::wake(SocketId socket) {
    {
        std::lock_guard const lock(woken_mutex_);
        woken_.push_back(socket);
        if (woken_.size() > 1)
            return;
    }
    post([this] { wake_sockets(); });
}

void IoThread::wake_sockets() {
    std::vector<SocketId> woken;
    {
        std::lock_guard const lock(woken_mutex_);
        woken.swap(woken_);
    }
    for (auto const socket : woken) {
        auto const found = sockets_.find(socket);
        if (found == sockets_.end())
            continue;
        if (auto const endpoint = found->second->weak_from_this().lock())
            endpoint->awake();
    }
}

void IoThread::every(int seconds, std::function<void()> call) {
    post([this, seconds, call = std::move(call)] {
        if (draining_)
            return;
        timers_.push_back(std::make_unique<Timer>(*context_));
        repeat(*timers_.back(), seconds, call);
    });
}

void IoThread::repeat(Timer& timer, int seconds, std::function<void()> const& call) {
    timer.start(std::chrono::seconds(seconds), [this, &timer, seconds, call] {
        call();
        repeat(timer, seconds, call);
    });
}

std::vector<std::shared_ptr<Endpoint>> IoThread::endpoints() const {
    std::vector<std::shared_ptr<Endpoint>> all;
    all.reserve(endpoints_.size());
    for (auto* const endpoint : endpoints_)
        if (auto held = endpoint->weak_from_this().lock())
            all.push_back(std::move(held));
    return all;
}

void IoThread::run_and_wait(std::function<void()> const& call) {
    auto const done = std::make_shared<std::promise<void>>();
    auto const ended = done->get_future();
    post([&call, done] {
        call();
        done->set_value();
    });
    ended.wait();
}

void IoThread::drain() {
    run_and_wait([this] {
        draining_ = true;
        timers_.clear();
        for (auto const& endpoint : endpoints())
            endpoint->drain();
    });
}

void IoThread::abort() {
    run_and_wait([this] {
        for (auto const& endpoint : endpoints())
            endpoint->abort();
    });
}

} // namespace undertone::net
