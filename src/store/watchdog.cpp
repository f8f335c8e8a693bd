#include "store/watchdog.h"

#include <sys/socket.h>

namespace undertone::store {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds grace{1000}; ///< the database itself ends a statement that takes too long
constexpr std::chrono::milliseconds between_looks{250};

} // namespace

Watchdog::Watched::Watched(Watchdog& watchdog, int socket) : watchdog_(watchdog), socket_(socket) {
    std::lock_guard const lock(watchdog_.mutex_);
    watchdog_.all_.push_back(this);
}

Watchdog::Watched::~Watched() {
    std::lock_guard const lock(watchdog_.mutex_);
    std::erase(watchdog_.all_, this);
}

void Watchdog::Watched::begin() {
    until_ = steady_clock::now() + watchdog_.most_;
}

void Watchdog::Watched::end() {
    until_ = Instant::max();
}

Watchdog::Watchdog(std::chrono::milliseconds statement) : most_(statement + grace), thread_([this] { run(); }) {}

Watchdog::~Watchdog() {
    {
        std::lock_guard const lock(mutex_);
        over_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Watchdog::run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, between_looks, [this] { return over_; })) {
        auto const now = steady_clock::now();
        for (auto* const watched : all_) {
            auto const until = watched->until_.load();
            if (until == Instant::max() || (until > now && end_.load() > now))
                continue;
            watched->shut_ = true;
            ::shutdown(watched->socket_, SHUT_RDWR);
        }
    }
}

} // namespace undertone::store
