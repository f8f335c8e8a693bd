#pragma once

#include "api/first_error.h"
#include "net/http.h"
#include "types/names.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace undertone::api {

/// Whether the query string can be read, as UTF-8 without U+0000: one that cannot is malformed, never taken as none.
bool is_query(net::Request const& request);

/// The items of a list in the query string, parted by commas that stand for themselves: an encoded one (%2C) is part of
/// its item. Empty when the string cannot be read; of two lists of one name the first counts.
std::vector<std::string> list_in(net::Request const& request, std::string_view name);

/// The values of a query string that can be read, percent-decoded. As in a Form the first one that is wrong is
/// remembered, and from then on every value reads as absent. Empty is the same as absent; of two values of one name the
/// first counts.
class Query : public FirstError {
public:
    explicit Query(net::Request const& request);

    /// Values that came another way, by their names.
    explicit Query(std::vector<std::pair<std::string, std::string>> values) : values_(std::move(values)) {}

    std::string text(std::string_view name) const;
    std::optional<std::string> optional_text(std::string_view name) const;

    /// A value as `from` understands it; for one that it does not understand the error's sentence ends with `demand`.
    template <class From>
    std::invoke_result_t<From, std::string const&>
    optional_parsed(std::string_view name, From from, std::string_view demand, Code code = Code::invalid) const {
        auto const text = optional_text(name);
        if (!text)
            return std::nullopt;
        auto const value = from(*text);
        if (!value)
            refuse(std::string(name), std::string(name) + " " + std::string(demand), code);
        return value;
    }

    /// True or false; false unless said.
    bool flag(std::string_view name) const;

    /// The words of a comma-separated value, each as `from` understands it and each once; more than `most` are refused.
    template <class From>
    auto words(std::string_view name, From from, std::size_t most = std::numeric_limits<std::size_t>::max()) const {
        std::vector<typename std::invoke_result_t<From, std::string const&>::value_type> values;
        auto const text = this->text(name);
        for (std::size_t begin = 0; begin < text.size();) {
            auto const word = text.substr(begin, text.find(',', begin) - begin);
            auto const value = from(word);
            if (!value) {
                refuse(std::string(name), std::string(name) + " has the unknown value \"" + word + "\".");
                return decltype(values)();
            }
            begin += word.size() + 1;
            if (std::find(values.begin(), values.end(), *value) != values.end())
                continue;
            if (values.size() == most) {
                refuse(std::string(name), std::string(name) + " names at most " + std::to_string(most) + " values.");
                return decltype(values)();
            }
            values.push_back(*value);
        }
        return values;
    }

    /// `limit` and `cursor` of a list: 50 unless said, 500 at most.
    types::PageRequest page() const;

private:
    std::vector<std::pair<std::string, std::string>> values_;
};

} // namespace undertone::api
