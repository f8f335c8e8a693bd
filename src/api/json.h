#pragma once

#include "base/result.h"
#include "net/http.h"
#include "types/names.h"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::api {

/// A JSON object that came from outside, read field by field; each getter's error names the field by its path
/// ("customer.name").
class Fields {
public:
    /// The request's body as an object; an empty body is malformed unless `optional`, then it is {}.
    static Result<Fields> of_body(net::Request const& request, bool optional = false);

    bool has(std::string_view name) const;        ///< present and not null
    bool names_null(std::string_view name) const; ///< present and null

    /// A text of at most `most` bytes; a missing one is an error.
    Result<std::string> text(std::string_view name, std::size_t most) const;
    Result<std::optional<std::string>> optional_text(std::string_view name, std::size_t most) const;
    Result<std::optional<bool>> optional_flag(std::string_view name) const;
    /// "version": a whole number that is not negative.
    Result<std::optional<std::uint64_t>> optional_version() const;
    Result<std::optional<std::int64_t>> optional_number(std::string_view name) const;
    Result<std::optional<double>> optional_real(std::string_view name) const;
    Result<std::vector<std::string>> texts(std::string_view name, std::size_t most_items, std::size_t most_bytes) const;

    /// A list of lists of two texts.
    Result<std::vector<std::array<std::string, 2>>> pairs(std::string_view name, std::size_t most_items,
                                                          std::size_t most_bytes) const;

    /// A list of objects.
    Result<std::vector<Fields>> objects(std::string_view name, std::size_t most_items) const;

    /// "customer.name": the field as errors name it.
    std::string path_of(std::string_view name) const;

    /// The names of all fields.
    std::vector<std::string> names() const;

    /// A nested object; nothing when it is absent.
    Result<std::optional<Fields>> optional_object(std::string_view name) const;

private:
    Fields(boost::json::object object, std::string path) : object_(std::move(object)), path_(std::move(path)) {}

    boost::json::value const* find(std::string_view name) const;
    Result<std::string> text_of(boost::json::value const& value, std::string const& path, std::size_t most) const;

    boost::json::object object_;
    std::string path_;
};

/// Whether the query string can be read: one that cannot is malformed, never taken as none.
bool is_query(net::Request const& request);

/// One value of a query string that can be read, percent-decoded; empty when it is absent.
std::string query_value(net::Request const& request, std::string_view name);

/// `limit` and `cursor` of a list: 50 unless said, 500 at most.
Result<types::PageRequest> page_of(net::Request const& request);

/// The value as JSON; numbers with a fraction in plain decimals ("22.41", not "2.241E1").
std::string text_of(boost::json::value const& value);

net::Response json(int status, boost::json::value const& value);
net::Response no_content();

/// RFC 9457: status, title, detail, and the field at fault.
net::Response problem(Error const& error);

/// Each code's HTTP status: the one table.
int status_of(Code code);

} // namespace undertone::api
