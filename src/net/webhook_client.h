#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace undertone::net {

/// One POST of a JSON body.
struct Post {
    std::string id; ///< by which its end is told
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body;
};

/// How a POST ended: the status when there was an answer, else why there was none.
struct Posted {
    std::string id;
    std::optional<std::int64_t> status;
    std::string error;
};

/// Posts to other systems over HTTP and HTTPS, many at the same time on the caller's thread: the caller bounds them,
/// none waits for the end of another. Redirects are not followed; of an answer only the status is taken, and one that
/// is long is cut off. For one thread, but for wake().
class WebhookClient {
public:
    struct Options {
        std::chrono::milliseconds answer{10000}; ///< for connecting, sending and the answer together
        std::string ca_file = {};                ///< PEM; empty: the system's
        std::string proxy = {};                  ///< empty: none
    };

    explicit WebhookClient(Options options);

    /// Posts that run are cut off.
    ~WebhookClient();
    WebhookClient(WebhookClient const&) = delete;
    WebhookClient& operator=(WebhookClient const&) = delete;

    void start(Post post);

    /// Works until a post ends, wake() is called or the time is over; what ended.
    std::vector<Posted> wait(std::chrono::milliseconds most);

    /// Makes wait() return. From any thread.
    void wake();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace undertone::net
