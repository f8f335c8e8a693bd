#include "api/router.h"

#include "api/cookie.h"
#include "api/entity_tag.h"
#include "api/json.h"
#include "api/query.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <boost/url/pct_string_view.hpp>

namespace undertone::api {
namespace {

/// A path's segments; "/a/" has an empty one at its end.
std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    for (auto end = path.find('/'); end != std::string_view::npos; end = path.find('/')) {
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end + 1);
    }
    segments.push_back(path);
    return segments;
}

std::optional<std::string> decoded(std::string_view segment) {
    auto const checked = boost::urls::make_pct_string_view(segment);
    if (!checked || segment.empty())
        return std::nullopt;
    auto text = checked->decode();
    return sentiment::is_plain_text(text) ? std::optional(std::move(text)) : std::nullopt;
}

bool safe(std::string_view method) {
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

/// What is open also to somebody who must first choose a password: to see that it is so, to do it, to leave.
bool leads_to_own_password(std::string_view path) {
    path.remove_prefix(base_path.size());
    return path == "/me" || path == "/me/password" || path == "/logout";
}

/// HEAD is answered as GET.
std::string_view method_of(net::Request const& request) {
    return request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
}

bool allowed(Who who, types::Caller const& caller) {
    switch (who) {
    case Who::stranger:
    case Who::anyone:
    case Who::signed_in: return true;
    case Who::staff: return caller.staff();
    case Who::staff_or_key: return caller.staff() || caller.kind == types::Caller::Kind::key;
    case Who::administrator: return caller.kind == types::Caller::Kind::administrator;
    }
    return false;
}

} // namespace

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    auto const wanted = segments_of(pattern);
    auto const given = segments_of(path);
    if (wanted.size() != given.size())
        return std::nullopt;
    std::vector<std::string> parameters;
    for (std::size_t index = 0; index < wanted.size(); ++index) {
        if (!wanted[index].starts_with('{')) {
            if (wanted[index] != given[index])
                return std::nullopt;
            continue;
        }
        auto text = decoded(given[index]);
        if (!text)
            return std::nullopt;
        parameters.push_back(std::move(*text));
    }
    return parameters;
}

bool is_in(Lane lane, net::Request const& request) {
    std::string_view path = request.path;
    if (!path.starts_with(base_path))
        return false;
    path.remove_prefix(base_path.size());
    auto const all = routes();
    return std::any_of(all.begin(), all.end(), [&](Route const& route) {
        return route.lane == lane && route.method == method_of(request) && match(route.path, path) &&
               (route.waits == nullptr || route.waits(Query(request)));
    });
}

net::Response Router::handle(net::Request const& request) const {
    if (auto response = root_answer(context_, request))
        return std::move(*response);
    std::string_view path = request.path;
    if (request.management || !path.starts_with(base_path) || !path.substr(base_path.size()).starts_with('/'))
        return problem({Code::not_found, "There is nothing at " + request.path + ".", {}, 0});
    auto answered = call(request, path.substr(base_path.size()));
    auto response = answered ? std::move(*answered) : problem(answered.error());
    answer_conditionally(request, response);
    return response;
}

Result<net::Response> Router::call(net::Request const& request, std::string_view path) const {
    std::string methods;
    std::string_view pattern; // the first that fits: "/rules/simulate" is no rule with the id "simulate"
    auto const method = method_of(request);
    for (auto const& route : routes()) {
        if (!pattern.empty() && route.path != pattern)
            continue;
        auto parameters = match(route.path, path);
        if (!parameters)
            continue;
        pattern = route.path;
        if (route.method != method) {
            methods += (methods.empty() ? "" : ", ") + std::string(route.method == "GET" ? "GET, HEAD" : route.method);
            continue;
        }
        if (!is_query(request))
            return fail(Code::malformed, "The part of the address after the '?' is not a valid query.");
        Call call{request, std::move(*parameters), std::nullopt, {}};
        if (auto identified = identify(call, route.who); !identified)
            return Unexpected(identified.error());
        if (auto met = meet(call, pattern); !met)
            return Unexpected(met.error());
        auto answered = route.function(context_, call);
        bool const late = !answered && call.met && answered.error().field == "version";
        if (auto met = late ? meet(call, pattern) : Result<void>(); !met) // somebody was faster
            return Unexpected(met.error());
        return answered;
    }
    if (methods.empty() && request.path == live_path) {
        if (method == "GET")
            return only_live();
        methods = "GET, HEAD";
    }
    if (methods.empty())
        return fail(Code::not_found, "There is no call " + request.path + ".");
    return wrong_method(request.method, methods);
}

Result<void> Router::identify(Call& call, Who who) const {
    if (who == Who::stranger)
        return {};
    auto presented = presented_token(call.request);
    if (presented && presented->by_cookie && who == Who::anyone)
        presented.reset(); // a page of a signed-in agent may also be a visitor's
    if (!presented) {
        if (who == Who::anyone)
            return {};
        return fail(Code::unauthenticated,
                    "This call needs a token: Authorization: Bearer …, or the cookie of the pages.");
    }
    if (presented->by_cookie && !safe(call.request.method) && !same_origin(call.request))
        return fail(Code::forbidden, "With the cookie this call needs an Origin of this site.");
    auto caller = context_.desk.people().authenticate(presented->token);
    if (!caller)
        return Unexpected(caller.error());
    if (!allowed(who, *caller))
        return fail(Code::forbidden,
                    who == Who::administrator ? "Only administrators may do this." : "Only staff may do this.");
    if (caller->must_change_password && !leads_to_own_password(call.request.path) && context_.enforces_own_password())
        return fail(Code::forbidden, "Your password was set by somebody else: choose your own with PUT /me/password.");
    call.signed_in = std::move(*caller);
    call.token = std::move(presented->token);
    return {};
}

/// A change that asks for a certain state by If-Match is made only while what it changes, as GET at the same address
/// shows it, is in that state.
Result<void> Router::meet(Call& call, std::string_view pattern) const {
    if (!call.signed_in || !asks_for_state(call.request))
        return {};
    auto const all = routes();
    auto const reading = std::find_if(all.begin(), all.end(), [&](Route const& route) {
        return route.path == pattern && route.method == "GET" && allowed(route.who, call.caller());
    });
    if (reading == all.end())
        return {};
    net::Request request = call.request;
    request.method = "GET";
    request.body.clear();
    auto const present = reading->function(context_, Call{request, call.parameters, call.signed_in, call.token});
    if (!present)
        return {}; // the change itself says why
    auto const version = version_to_meet(call.request, *present);
    if (!version)
        return Unexpected(version.error());
    call.met = *version;
    return {};
}

} // namespace undertone::api
