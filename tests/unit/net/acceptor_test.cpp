#include "wire.h"

#include <atomic>
#include <cerrno>
#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<bool> watches_no_more = false; ///< the system refuses the next descriptor, once

} // namespace

/// Stands before the system's own.
extern "C" int epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) noexcept {
    if (operation == EPOLL_CTL_ADD && watches_no_more.exchange(false)) {
        errno = ENOSPC;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

namespace undertone::net {
namespace {

TEST(Acceptor, GoesOnWhereAConnectionCannotBeServed) {
    wire::Running const running(wire::Set{{"server.threads", "1"}});
    auto const is_served = [&] {
        wire::Tcp client(running.port());
        client.send(wire::get("/"));
        auto const seen = client.answer();
        return seen && seen->status == 200;
    };
    ASSERT_TRUE(is_served());
    watches_no_more = true;
    wire::Tcp refused(running.port());
    EXPECT_TRUE(refused.ends());
    EXPECT_FALSE(watches_no_more);
    EXPECT_TRUE(is_served());
}

} // namespace
} // namespace undertone::net
