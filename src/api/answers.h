#pragma once

#include "api/context.h"
#include "api/form.h"
#include "api/json.h"
#include "api/query.h"
#include "types/names.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <optional>
#include <vector>

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

template <class T, class View>
Result<net::Response> list_answer(Result<types::Page<T>> const& page, View view) {
    if (!page)
        return Unexpected(page.error());
    return list_answer(*page, view);
}

/// The page of a list that the query asks for, as `find` finds it.
template <class Find, class View>
Result<net::Response> page_answer(Call const& call, Find find, View view) {
    Query const query(call.request);
    auto const page = query.page();
    if (query.failed())
        return query.refusal();
    return list_answer(find(page), view);
}

/// A page, newest first, out of a list that its bound keeps short enough to be read whole; items have an id.
template <class T>
Result<types::Page<T>> page_out_of(Result<std::vector<T>> all, types::PageRequest const& wanted) {
    if (!all)
        return Unexpected(all.error());
    std::sort(all->begin(), all->end(), [](T const& left, T const& right) { return left.id > right.id; });
    if (!wanted.cursor.empty())
        std::erase_if(*all, [&](T const& item) { return item.id >= wanted.cursor; });
    types::Page<T> page{*std::move(all), std::nullopt};
    if (page.items.size() > wanted.limit) {
        page.items.resize(wanted.limit);
        page.next = page.items.back().id;
    }
    return page;
}

/// A result as an answer: `view` of its value with this status, or its error.
template <class T, class View>
Result<net::Response> answer(Result<T> const& result, int status, View view) {
    if (!result)
        return Unexpected(result.error());
    return json(status, view(*result));
}

template <class T, class View>
Result<net::Response> answer_with_secret(Result<T> const& result, int status, View view) {
    if (!result)
        return Unexpected(result.error());
    return json_with_secret(status, view(*result));
}

inline Result<net::Response> empty_answer(Result<void> const& result) {
    if (!result)
        return Unexpected(result.error());
    return no_content();
}

} // namespace undertone::api
