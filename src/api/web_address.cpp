#include "api/web_address.h"

#include <boost/url/parse.hpp>
#include <boost/url/scheme.hpp>
#include <boost/url/url_view.hpp>

namespace undertone::api {

bool is_web_address(std::string_view text) {
    auto const url = boost::urls::parse_uri(text);
    if (!url || url->host().empty() || url->has_userinfo())
        return false;
    return url->scheme_id() == boost::urls::scheme::http || url->scheme_id() == boost::urls::scheme::https;
}

} // namespace undertone::api
