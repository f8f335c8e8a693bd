#pragma once

#include "base/result.h"
#include "net/http.h"

#include <boost/json/value.hpp>
#include <string>

namespace undertone::api {

/// The value as JSON; numbers with a fraction in plain decimals ("22.41", not "2.241E1").
std::string text_of(boost::json::value const& value);

net::Response json(int status, boost::json::value const& value);

/// The same with a secret in it: it comes compressed neither from here nor from a proxy, so that nobody who can put
/// text beside the secret learns from the length what it is like.
net::Response json_with_secret(int status, boost::json::value const& value);
net::Response no_content();

/// RFC 9457: status, title, detail, and the field at fault.
net::Response problem(Error const& error);

/// 426: the live socket was asked for like a page.
net::Response only_live();

/// 405: the path is there, the method is not; `allowed` as the header Allow lists them.
net::Response wrong_method(std::string_view method, std::string_view allowed);

/// Each code's HTTP status: the one table.
int status_of(Code code);

} // namespace undertone::api
