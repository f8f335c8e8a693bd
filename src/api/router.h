#pragma once

#include "api/context.h"
#include "api/routes.h"

namespace undertone::api {

/// Answers every request but live sockets: finds the route, finds out who calls, asks whether that is allowed, calls
/// the function. Any bytes get an answer; only infrastructure that broke throws.
class Router {
public:
    explicit Router(Context& context) : context_(context) {}

    net::Response handle(net::Request const& request) const;

private:
    Result<net::Response> call(net::Request const& request, std::string_view path) const;
    Result<void> identify(Call& call, Who who) const;
    Result<void> meet(Call& call, std::string_view pattern) const;

    Context& context_;
};

/// The path's segments when they fit the route's pattern ("/queues/{queue}/consent"), those in braces percent-decoded;
/// nothing else.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);

/// Whether it is a call in this lane.
bool is_in(Lane lane, net::Request const& request);

/// What stands outside /api/v1: health, metrics, the description, the pages. Nothing when it is none of these.
std::optional<net::Response> root_answer(Context& context, net::Request const& request);

/// What is answered also while every worker is busy: that the program is alive. Never waits.
std::optional<net::Response> prompt_answer(Context const& context, net::Request const& request);

} // namespace undertone::api
