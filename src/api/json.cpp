#include "api/json.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/parse_query.hpp>
#include <charconv>
#include <cmath>

namespace undertone::api {
namespace {

constexpr std::size_t deepest = 16;

std::string_view title_of(int status) {
    switch (status) {
    case 400: return "Malformed request";
    case 401: return "Not signed in";
    case 403: return "Not allowed";
    case 404: return "Not found";
    case 405: return "Method not allowed";
    case 409: return "Not possible now";
    case 412: return "Not the present version";
    case 413: return "Too large";
    case 422: return "Invalid input";
    case 429: return "Too many requests";
    case 503: return "Not available";
    default: return "Something broke";
    }
}

void append(std::string& text, boost::json::value const& value);

void append(std::string& text, double number) {
    std::array<char, 400> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
    text.append(digits.data(), end);
}

void append(std::string& text, boost::json::object const& object) {
    text += '{';
    bool first = true;
    for (auto const& member : object) {
        if (!first)
            text += ',';
        first = false;
        text += boost::json::serialize(member.key());
        text += ':';
        append(text, member.value());
    }
    text += '}';
}

void append(std::string& text, boost::json::array const& array) {
    text += '[';
    bool first = true;
    for (auto const& item : array) {
        if (!first)
            text += ',';
        first = false;
        append(text, item);
    }
    text += ']';
}

void append(std::string& text, boost::json::value const& value) {
    if (auto const* const object = value.if_object())
        append(text, *object);
    else if (auto const* const array = value.if_array())
        append(text, *array);
    else if (auto const* const number = value.if_double(); number != nullptr && std::isfinite(*number))
        append(text, *number);
    else
        text += boost::json::serialize(value);
}

/// What a `next` can be: the number of a message, or an id.
bool is_cursor(std::string_view text) {
    constexpr std::size_t id_letters = 26;
    constexpr std::size_t most_digits = 19;
    if (text.size() <= most_digits && text.find_first_not_of("0123456789") == std::string_view::npos)
        return true;
    return text.size() == id_letters &&
           text.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == std::string_view::npos;
}

} // namespace

std::string text_of(boost::json::value const& value) {
    std::string text;
    append(text, value);
    return text;
}

int status_of(Code code) {
    switch (code) {
    case Code::invalid: return 422;
    case Code::malformed: return 400;
    case Code::unauthenticated: return 401;
    case Code::forbidden: return 403;
    case Code::not_found: return 404;
    case Code::conflict: return 409;
    case Code::stale: return 412;
    case Code::too_large: return 413;
    case Code::too_many: return 429;
    case Code::unavailable: return 503;
    case Code::failed: break;
    }
    return 500;
}

net::Response json(int status, boost::json::value const& value) {
    net::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    response.body = text_of(value);
    return response;
}

net::Response no_content() {
    net::Response response;
    response.status = 204;
    response.headers = {{"Cache-Control", "no-store"}};
    return response;
}

net::Response problem(Error const& error) {
    auto const status = status_of(error.code);
    boost::json::object body;
    body["status"] = status;
    body["title"] = title_of(status);
    std::string detail; // it may quote what came from outside
    sentiment::repair_utf8(error.message, detail);
    body["detail"] = detail;
    if (!error.field.empty())
        body["field"] = error.field;
    auto response = json(status, body);
    response.headers[0].second = "application/problem+json";
    if (error.code == Code::unauthenticated)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (error.code == Code::too_many || error.code == Code::unavailable)
        response.headers.emplace_back("Retry-After", std::to_string(std::max(1, error.retry_after_seconds)));
    return response;
}

Result<Fields> Fields::of_body(net::Request const& request, bool optional) {
    if (request.body.empty()) {
        if (optional)
            return Fields({}, {});
        return fail(Code::malformed, "The body is empty; a JSON object is needed.");
    }
    boost::json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    auto value = boost::json::parse(request.body, error, {}, options);
    if (error)
        return fail(Code::malformed, "The body is not valid JSON in UTF-8: " + error.message() + ".");
    if (!value.is_object())
        return fail(Code::malformed, "The body must be a JSON object.");
    return Fields(std::move(value.get_object()), {});
}

std::string Fields::path_of(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

boost::json::value const* Fields::find(std::string_view name) const {
    auto const* const value = object_.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

bool Fields::has(std::string_view name) const {
    return find(name) != nullptr;
}

bool Fields::names_null(std::string_view name) const {
    auto const* const value = object_.if_contains(name);
    return value != nullptr && value->is_null();
}

Result<std::string> Fields::text_of(boost::json::value const& value, std::string const& path, std::size_t most) const {
    auto const* const text = value.if_string();
    if (text == nullptr)
        return fail(Code::invalid, path + " must be a text.", path);
    if (text->size() > most)
        return fail(Code::too_large, path + " is longer than " + std::to_string(most) + " bytes.", path);
    if (std::string_view(*text).find('\0') != std::string_view::npos)
        return fail(Code::invalid, path + " holds the character U+0000, which cannot be kept.", path);
    return std::string(*text);
}

Result<std::string> Fields::text(std::string_view name, std::size_t most) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return fail(Code::invalid, path_of(name) + " is missing.", path_of(name));
    return text_of(*value, path_of(name), most);
}

Result<std::optional<std::string>> Fields::optional_text(std::string_view name, std::size_t most) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::optional<std::string>();
    auto text = text_of(*value, path_of(name), most);
    if (!text)
        return Unexpected(text.error());
    return std::optional(std::move(*text));
}

Result<std::optional<bool>> Fields::optional_flag(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::optional<bool>();
    if (!value->is_bool())
        return fail(Code::invalid, path_of(name) + " must be true or false.", path_of(name));
    return std::optional(value->get_bool());
}

Result<std::optional<std::int64_t>> Fields::optional_number(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::optional<std::int64_t>();
    boost::system::error_code error;
    auto const number = value->is_number() ? value->to_number<std::int64_t>(error) : 0;
    if (!value->is_number() || error)
        return fail(Code::invalid, path_of(name) + " must be a whole number.", path_of(name));
    return std::optional(number);
}

Result<std::optional<std::uint64_t>> Fields::optional_version() const {
    auto const number = optional_number("version");
    if (!number)
        return Unexpected(number.error());
    if (!*number)
        return std::optional<std::uint64_t>();
    if (**number < 0)
        return fail(Code::invalid, "version must not be negative.", "version");
    return std::optional(static_cast<std::uint64_t>(**number));
}

Result<std::optional<double>> Fields::optional_real(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::optional<double>();
    if (!value->is_number())
        return fail(Code::invalid, path_of(name) + " must be a number.", path_of(name));
    return std::optional(value->to_number<double>());
}

Result<std::vector<std::string>> Fields::texts(std::string_view name, std::size_t most_items,
                                               std::size_t most_bytes) const {
    auto const path = path_of(name);
    auto const* const value = find(name);
    if (value == nullptr || !value->is_array())
        return fail(Code::invalid, path + " must be a list of texts.", path);
    auto const& array = value->get_array();
    if (array.size() > most_items)
        return fail(Code::too_large, path + " holds more than " + std::to_string(most_items) + " entries.", path);
    std::vector<std::string> texts;
    texts.reserve(array.size());
    for (std::size_t index = 0; index < array.size(); ++index) {
        auto text = text_of(array[index], path + "[" + std::to_string(index) + "]", most_bytes);
        if (!text)
            return Unexpected(text.error());
        texts.push_back(std::move(*text));
    }
    return texts;
}

Result<std::vector<std::array<std::string, 2>>> Fields::pairs(std::string_view name, std::size_t most_items,
                                                              std::size_t most_bytes) const {
    auto const path = path_of(name);
    auto const* const value = find(name);
    if (value == nullptr || !value->is_array())
        return fail(Code::invalid, path + " must be a list of pairs of texts.", path);
    auto const& list = value->get_array();
    if (list.size() > most_items)
        return fail(Code::too_large, path + " holds more than " + std::to_string(most_items) + " entries.", path);
    std::vector<std::array<std::string, 2>> pairs;
    for (auto const& entry : list) {
        if (!entry.is_array() || entry.get_array().size() != 2)
            return fail(Code::invalid, path + " must be a list of pairs of texts.", path);
        auto first = text_of(entry.get_array()[0], path, most_bytes);
        auto second = text_of(entry.get_array()[1], path, most_bytes);
        if (!first || !second)
            return Unexpected(first ? second.error() : first.error());
        pairs.push_back({std::move(*first), std::move(*second)});
    }
    return pairs;
}

Result<std::vector<Fields>> Fields::objects(std::string_view name, std::size_t most_items) const {
    auto const path = path_of(name);
    auto const* const value = find(name);
    if (value == nullptr || !value->is_array())
        return fail(Code::invalid, path + " must be a list of objects.", path);
    auto const& list = value->get_array();
    if (list.size() > most_items)
        return fail(Code::too_large, path + " holds more than " + std::to_string(most_items) + " entries.", path);
    std::vector<Fields> objects;
    for (std::size_t index = 0; index < list.size(); ++index) {
        auto const place = path + "[" + std::to_string(index) + "]";
        if (!list[index].is_object())
            return fail(Code::invalid, place + " must be an object.", place);
        objects.push_back(Fields(list[index].get_object(), place));
    }
    return objects;
}

std::vector<std::string> Fields::names() const {
    std::vector<std::string> names;
    for (auto const& member : object_)
        names.emplace_back(member.key());
    return names;
}

Result<std::optional<Fields>> Fields::optional_object(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::optional<Fields>();
    if (!value->is_object())
        return fail(Code::invalid, path_of(name) + " must be an object.", path_of(name));
    return std::optional(Fields(value->get_object(), path_of(name)));
}

bool is_query(net::Request const& request) {
    return boost::urls::parse_query(request.query).has_value();
}

std::string query_value(net::Request const& request, std::string_view name) {
    auto const query = boost::urls::parse_query(request.query);
    if (!query)
        return {};
    boost::urls::encoding_opts options;
    options.space_as_plus = true;
    for (auto const& parameter : *query)
        if (parameter.key.decode(options) == name && parameter.has_value)
            return parameter.value.decode(options);
    return {};
}

Result<types::PageRequest> page_of(net::Request const& request) {
    types::PageRequest page;
    if (auto const limit = query_value(request, "limit"); !limit.empty()) {
        std::uint64_t number = 0;
        auto const read = std::from_chars(limit.data(), limit.data() + limit.size(), number);
        bool const digits = read.ptr == limit.data() + limit.size();
        bool const huge = digits && read.ec == std::errc::result_out_of_range;
        if (!digits || (!huge && number == 0))
            return fail(Code::invalid, "limit must be a whole number of at least 1.", "limit");
        page.limit = huge ? types::PageRequest::most : std::min<std::size_t>(number, types::PageRequest::most);
    }
    page.cursor = query_value(request, "cursor");
    if (!is_cursor(page.cursor))
        return fail(Code::invalid, "cursor must be the \"next\" of an earlier answer.", "cursor");
    return page;
}

} // namespace undertone::api
