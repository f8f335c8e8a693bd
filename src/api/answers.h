#pragma once

#include "api/json.h"
#include "types/names.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <optional>
#include <string>
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

/// A page, newest first, out of a list that its bound keeps short enough to be read whole; items have an id.
template <class T>
types::Page<T> page_out_of(std::vector<T> all, types::PageRequest const& wanted) {
    std::sort(all.begin(), all.end(), [](T const& left, T const& right) { return left.id > right.id; });
    if (!wanted.cursor.empty())
        std::erase_if(all, [&](T const& item) { return item.id >= wanted.cursor; });
    types::Page<T> page{std::move(all), std::nullopt};
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

inline Result<net::Response> empty_answer(Result<void> const& result) {
    if (!result)
        return Unexpected(result.error());
    return no_content();
}

/// Each word of a comma-separated query value through `read`; a word it does not know is an error of that parameter.
template <class Value, class Read>
Result<std::vector<Value>> values_of(net::Request const& request, std::string_view name, Read read) {
    std::vector<Value> values;
    auto const text = query_value(request, name);
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find(',', begin), text.size());
        auto const value = read(std::string_view(text).substr(begin, end - begin));
        if (!value)
            return fail(Code::invalid,
                        std::string(name) + " has the unknown value \"" + text.substr(begin, end - begin) + "\".",
                        std::string(name));
        values.push_back(*value);
        begin = end + 1;
    }
    return values;
}

inline std::optional<std::string> optional_query(net::Request const& request, std::string_view name) {
    auto text = query_value(request, name);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

} // namespace undertone::api
