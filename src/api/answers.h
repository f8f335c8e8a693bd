#pragma once

#include "api/json.h"
#include "types/names.h"

#include <boost/json/array.hpp>

namespace undertone::api {

/// {"items":[…],"next":…} with each item as `view` writes it.
template <class T, class View>
net::Response list_answer(types::Page<T> const& page, View view) {
    boost::json::array items;
    for (auto const& item : page.items)
        items.push_back(view(item));
    boost::json::object body;
    body["items"] = std::move(items);
    if (page.next)
        body["next"] = *page.next;
    else
        body["next"] = nullptr;
    return json(200, body);
}

/// A result as an answer: `view` of its value with this status, or its error.
template <class T, class View>
Result<net::Response> answer(Result<T> const& result, int status, View view) {
    if (!result)
        return Unexpected(result.error());
    return json(status, view(*result));
}

inline Result<net::Response> empty_answer(Result<void> const& result) {
    if (!result)
        return Unexpected(result.error());
    return no_content();
}

} // namespace undertone::api
