#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/metrics.h"
#include "base/result.h"
#include "desk/desk.h"
#include "net/http.h"
#include "sentiment/scorer.h"
#include "types/person.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::api {

/// The one-time secret of the set-up link: there is one while the database holds no account.
class SetUpLink {
public:
    void open(std::string secret);

    /// True once for the right secret, until it is opened anew.
    bool is(std::string_view secret) const;
    void close();

private:
    mutable std::mutex mutex_;
    std::string secret_;
};

/// What every call may use; all of it outlives the server.
struct Context {
    desk::Desk& desk;
    sentiment::Scorer const& scorer;
    Config const& config;
    Clock const& clock;
    Metrics& metrics;
    SetUpLink& set_up;
    std::string version;                                 ///< of the program
    std::function<bool()> ending = [] { return false; }; ///< the server ends: long work gives up
    std::function<bool()> late = [] { return false; };   ///< and its time to end is running out: readings, too

    bool enforces_own_password() const { return desk::enforces_own_password(config); }
};

/// One call on its way to its function.
struct Call {
    net::Request const& request;
    std::vector<std::string> parameters;    ///< the path's {…}, percent-decoded, in order
    std::optional<types::Caller> signed_in; ///< who calls; absent only where the route lets anyone in
    std::string token;                      ///< by which the caller was recognised
    std::optional<std::uint64_t> met = {};  ///< the present version, where If-Match asks for it

    types::Caller const& caller() const { return *signed_in; }
    std::string const& id() const { return parameters.at(0); }
};

} // namespace undertone::api
