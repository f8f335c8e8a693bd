#include "api/query.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <boost/url/parse_query.hpp>
#include <charconv>
#include <cstdint>

namespace undertone::api {
namespace {

/// What a `next` can be: the number of a message, or an id.
bool is_cursor(std::string_view text) {
    constexpr std::size_t id_letters = 26;
    constexpr std::size_t most_digits = 19;
    if (text.size() <= most_digits && text.find_first_not_of("0123456789") == std::string_view::npos)
        return true;
    return text.size() == id_letters &&
           text.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == std::string_view::npos;
}

/// A whole number of at least 1; one that is too large to be held is the largest page.
std::optional<std::size_t> limit_from(std::string_view text) {
    std::uint64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ptr != text.data() + text.size())
        return std::nullopt;
    if (read.ec == std::errc::result_out_of_range)
        return types::PageRequest::most;
    if (number == 0)
        return std::nullopt;
    return std::min<std::size_t>(number, types::PageRequest::most);
}

/// As forms are sent: "+" is a space.
boost::urls::encoding_opts as_form() {
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    return options;
}

} // namespace

bool is_query(net::Request const& request) {
    auto const query = boost::urls::parse_query(request.query);
    return query && std::all_of(query->begin(), query->end(), [](auto const& parameter) {
               return sentiment::is_plain_text(parameter.key.decode()) &&
                      sentiment::is_plain_text(parameter.value.decode());
           });
}

std::vector<std::string> list_in(net::Request const& request, std::string_view name) {
    std::vector<std::string> items;
    auto const query = boost::urls::parse_query(request.query);
    if (!query)
        return items;
    auto const found = std::find_if(query->begin(), query->end(), [&](auto const& parameter) {
        return parameter.has_value && parameter.key.decode(as_form()) == name;
    });
    if (found == query->end())
        return items;
    auto const value = (*found).value;
    std::string_view const list(value.data(), value.size());
    for (std::size_t begin = 0; begin < list.size();) {
        auto const item = list.substr(begin, list.find(',', begin) - begin);
        if (!item.empty())
            items.push_back(boost::urls::pct_string_view(item).decode(as_form()));
        begin += item.size() + 1;
    }
    return items;
}

Query::Query(net::Request const& request) {
    auto const query = boost::urls::parse_query(request.query);
    if (!query)
        return;
    for (auto const& parameter : *query)
        if (parameter.has_value)
            values_.emplace_back(parameter.key.decode(as_form()), parameter.value.decode(as_form()));
}

std::string Query::text(std::string_view name) const {
    auto const found =
        std::find_if(values_.begin(), values_.end(), [&](auto const& value) { return value.first == name; });
    return failed() || found == values_.end() ? std::string() : found->second;
}

std::optional<std::string> Query::optional_text(std::string_view name) const {
    auto text = this->text(name);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

bool Query::flag(std::string_view name) const {
    auto const from = [](std::string const& word) {
        return word == "true" ? std::optional(true) : word == "false" ? std::optional(false) : std::nullopt;
    };
    return optional_parsed(name, from, "must be true or false.").value_or(false);
}

types::PageRequest Query::page() const {
    types::PageRequest page;
    page.limit = optional_parsed("limit", limit_from, "must be a whole number of at least 1.").value_or(page.limit);
    page.cursor = text("cursor");
    if (!is_cursor(page.cursor))
        refuse("cursor", "cursor must be the \"next\" of an earlier answer.");
    return page;
}

} // namespace undertone::api
