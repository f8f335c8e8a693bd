#pragma once

#include "api/first_error.h"
#include "net/http.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

namespace undertone::api {

/// No name has more bytes; what is longer is looked for in vain.
inline constexpr std::size_t longest_name = 400;

/// Each once, in the order in which they came.
std::vector<std::string> distinct(std::vector<std::string> names);

/// A JSON object that came from outside, read field by field into plain values. The first field that is wrong is
/// remembered by its path ("customer.name"); from then on every field reads as absent, so a reader is a table of its
/// fields and asks once, at the end: then a field that nothing asked for is wrong too, for it was meant to do something
/// that it does not do. Null is the same as absent.
class Form : public FirstError {
public:
    /// The request's body; one that is no JSON object fails as malformed.
    static Form of_body(net::Request const& request);
    /// The same, but an empty body is {}.
    static Form of_optional_body(net::Request const& request);

    bool has(std::string_view name) const;        ///< present and not null
    bool names_null(std::string_view name) const; ///< present and null
    bool says(std::string_view name, std::string_view text) const;

    /// A text of at most `most` bytes; a missing one is an error. A longer one is `too_long`: a message may make the
    /// request too large, any other field is merely wrong.
    std::string text(std::string_view name, std::size_t most, Code too_long = Code::invalid) const;
    std::optional<std::string> optional_text(std::string_view name, std::size_t most,
                                             Code too_long = Code::invalid) const;

    /// A name that is given: the desk measures it, in characters.
    std::string name(std::string_view field) const;
    std::optional<std::string> optional_name(std::string_view field) const;

    /// Something by its name or id, or as answers show it, `{"id","name"}`: the text or the id.
    std::optional<std::string> optional_reference(std::string_view name, std::size_t most) const;

    /// A text as `from` understands it, for instance types::role_from; one that it does not understand is an error,
    /// whose sentence ends with `demand`: "must be public or internal."
    template <class From>
    auto parsed(std::string_view name, std::size_t most, From from, std::string_view demand) const {
        require(name);
        auto const value = optional_parsed(name, most, from, demand);
        return value ? *value : std::decay_t<decltype(*value)>();
    }
    template <class From>
    std::invoke_result_t<From, std::string const&> optional_parsed(std::string_view name, std::size_t most, From from,
                                                                   std::string_view demand) const {
        auto const text = optional_text(name, most);
        if (!text)
            return std::nullopt;
        auto const value = from(*text);
        if (!value)
            demand_of(path_of(name), demand);
        return value;
    }

    std::optional<bool> optional_flag(std::string_view name) const;
    std::optional<std::int64_t> optional_number(std::string_view name) const;
    std::optional<double> optional_real(std::string_view name) const;
    /// "version": a whole number that is not negative; without it the one that If-Match asks for, if any.
    std::optional<std::uint64_t> optional_version(std::optional<std::uint64_t> met) const;

    std::vector<std::string> texts(std::string_view name, std::size_t most_items, std::size_t most_bytes,
                                   Code too_many = Code::invalid) const;
    std::optional<std::vector<std::string>> optional_texts(std::string_view name, std::size_t most_items,
                                                           std::size_t most_bytes) const;
    /// The same as a set: each once, in the order in which they came.
    std::optional<std::vector<std::string>> optional_set(std::string_view name, std::size_t most_items,
                                                         std::size_t most_bytes) const;
    /// A list of lists of two texts.
    std::vector<std::array<std::string, 2>> pairs(std::string_view name, std::size_t most_items,
                                                  std::size_t most_bytes) const;

    /// Nested objects; what is wrong in them is wrong in the whole form.
    std::vector<Form> objects(std::string_view name, std::size_t most_items) const;
    std::optional<Form> optional_object(std::string_view name) const;

    /// The names of all fields.
    std::vector<std::string> names() const;

    /// Takes fields that say nothing here: those that answers show and clients send back.
    void pass_over(std::initializer_list<std::string_view> names) const;

    /// Whether something was wrong, or a field is here or in a part that nothing asked for. To be asked once all is
    /// read.
    bool refused() const;

    /// The value, unless the form is refused.
    template <class T>
    Result<T> result(T value) const {
        if (refused())
            return refusal();
        return value;
    }

    /// "customer.name": the field as errors name it.
    std::string path_of(std::string_view name) const;

private:
    struct Part {
        boost::json::object const* object;
        std::string path;
    };

    struct Whole {
        boost::json::object object;
        std::vector<Part> parts;                             ///< that are forms, itself first
        std::unordered_set<boost::json::value const*> asked; ///< what was asked for in them
    };

    explicit Form(boost::json::object object);
    Form(Form const& whole, boost::json::object const& part, std::string path);

    /// The field as it came; absent when something was wrong before.
    boost::json::value const* ask(std::string_view name) const;
    boost::json::value const* find(std::string_view name) const;
    void require(std::string_view name) const;
    void demand_of(std::string const& path, std::string_view demand, Code code = Code::invalid) const;
    std::string clean_text(boost::json::value const& value, std::string const& path, std::size_t most,
                           Code too_long = Code::invalid) const;
    boost::json::array const* list(std::string_view name, std::size_t most_items, std::string_view demand,
                                   Code too_many = Code::invalid) const;

    std::shared_ptr<Whole> whole_;
    boost::json::object const* object_; ///< this form's part of the whole
    std::string path_;
};

} // namespace undertone::api
