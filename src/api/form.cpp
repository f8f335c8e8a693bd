#include "api/form.h"

#include <boost/json/parse.hpp>

namespace undertone::api {
namespace {

constexpr std::size_t deepest = 16;

std::string member_path(std::string_view path, std::string_view name) {
    return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

} // namespace

std::vector<std::string> distinct(std::vector<std::string> names) {
    std::unordered_set<std::string> seen;
    std::erase_if(names, [&](std::string const& name) { return !seen.insert(name).second; });
    return names;
}

Form::Form(boost::json::object object) : whole_(std::make_shared<Whole>()), object_(&whole_->object) {
    whole_->object = std::move(object);
    whole_->parts.push_back({object_, {}});
}

Form::Form(Form const& whole, boost::json::object const& part, std::string path)
    : FirstError(whole), whole_(whole.whole_), object_(&part), path_(std::move(path)) {
    whole_->parts.push_back({object_, path_});
}

Form Form::of_body(net::Request const& request) {
    if (auto const coding = request.header("content-encoding"); !coding.empty() && coding != "identity") {
        Form compressed(boost::json::object{});
        compressed.refuse({}, "The body must come as it is, without Content-Encoding.", Code::malformed);
        return compressed;
    }
    boost::json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    auto body = request.body.empty() ? boost::json::value() : boost::json::parse(request.body, error, {}, options);
    if (auto* const object = body.if_object())
        return Form(std::move(*object));
    Form unreadable(boost::json::object{});
    if (request.body.empty())
        unreadable.refuse({}, "The body is empty; a JSON object is needed.", Code::malformed);
    else if (error)
        unreadable.refuse({}, "The body is not valid JSON in UTF-8: " + error.message() + ".", Code::malformed);
    else
        unreadable.refuse({}, "The body must be a JSON object.", Code::malformed);
    return unreadable;
}

Form Form::of_optional_body(net::Request const& request) {
    return request.body.empty() ? Form(boost::json::object{}) : of_body(request);
}

std::string Form::path_of(std::string_view name) const {
    return member_path(path_, name);
}

boost::json::value const* Form::ask(std::string_view name) const {
    auto const* const value = failed() ? nullptr : object_->if_contains(name);
    if (value != nullptr)
        whole_->asked.insert(value);
    return value;
}

boost::json::value const* Form::find(std::string_view name) const {
    auto const* const value = ask(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

void Form::require(std::string_view name) const {
    if (find(name) == nullptr)
        demand_of(path_of(name), "is missing.");
}

void Form::demand_of(std::string const& path, std::string_view demand, Code code) const {
    if (!failed())
        refuse(path, path + " " + std::string(demand), code);
}

bool Form::has(std::string_view name) const {
    return find(name) != nullptr;
}

bool Form::names_null(std::string_view name) const {
    auto const* const value = ask(name);
    return value != nullptr && value->is_null();
}

bool Form::says(std::string_view name, std::string_view text) const {
    auto const* const value = find(name);
    return value != nullptr && value->is_string() && std::string_view(value->get_string()) == text;
}

std::string Form::clean_text(boost::json::value const& value, std::string const& path, std::size_t most,
                             Code too_long) const {
    auto const* const text = value.if_string();
    if (text == nullptr)
        demand_of(path, "must be a text.");
    else if (text->size() > most)
        demand_of(path, "is longer than " + std::to_string(most) + " bytes.", too_long);
    else if (std::string_view(*text).find('\0') != std::string_view::npos)
        demand_of(path, "holds the character U+0000, which cannot be kept.");
    return failed() ? std::string() : std::string(*text);
}

std::string Form::text(std::string_view name, std::size_t most, Code too_long) const {
    require(name);
    return optional_text(name, most, too_long).value_or("");
}

std::optional<std::string> Form::optional_text(std::string_view name, std::size_t most, Code too_long) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::nullopt;
    auto text = clean_text(*value, path_of(name), most, too_long);
    return failed() ? std::nullopt : std::optional(std::move(text));
}

std::string Form::name(std::string_view field) const {
    return text(field, std::string::npos);
}

std::optional<std::string> Form::optional_name(std::string_view field) const {
    return optional_text(field, std::string::npos);
}

std::optional<std::string> Form::optional_reference(std::string_view name, std::size_t most) const {
    auto const* const value = find(name);
    if (value == nullptr || !value->is_object())
        return optional_text(name, most);
    auto const shown = optional_object(name);
    shown->pass_over({"name"});
    return shown->text("id", most);
}

std::optional<bool> Form::optional_flag(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_bool())
        return value->get_bool();
    demand_of(path_of(name), "must be true or false.");
    return std::nullopt;
}

std::optional<std::int64_t> Form::optional_number(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::nullopt;
    boost::system::error_code error;
    auto const number = value->is_number() ? value->to_number<std::int64_t>(error) : 0;
    if (value->is_number() && !error)
        return number;
    demand_of(path_of(name), "must be a whole number.");
    return std::nullopt;
}

std::optional<double> Form::optional_real(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_number())
        return value->to_number<double>();
    demand_of(path_of(name), "must be a number.");
    return std::nullopt;
}

std::optional<std::uint64_t> Form::optional_version(std::optional<std::uint64_t> met) const {
    auto const number = optional_number("version");
    if (!number)
        return met;
    if (*number >= 0)
        return static_cast<std::uint64_t>(*number);
    refuse("version", "version must not be negative.");
    return std::nullopt;
}

/// A list of at most `most_items`; nullptr when it is missing or wrong.
boost::json::array const* Form::list(std::string_view name, std::size_t most_items, std::string_view demand,
                                     Code too_many) const {
    auto const* const value = find(name);
    auto const* const array = value == nullptr ? nullptr : value->if_array();
    if (array == nullptr)
        demand_of(path_of(name), demand);
    else if (array->size() > most_items)
        demand_of(path_of(name), "holds more than " + std::to_string(most_items) + " entries.", too_many);
    return failed() ? nullptr : array;
}

std::vector<std::string> Form::texts(std::string_view name, std::size_t most_items, std::size_t most_bytes,
                                     Code too_many) const {
    std::vector<std::string> texts;
    auto const* const array = list(name, most_items, "must be a list of texts.", too_many);
    for (std::size_t index = 0; array != nullptr && !failed() && index < array->size(); ++index)
        texts.push_back(
            clean_text((*array)[index], path_of(name) + "[" + std::to_string(index) + "]", most_bytes, too_many));
    return texts;
}

std::optional<std::vector<std::string>> Form::optional_texts(std::string_view name, std::size_t most_items,
                                                             std::size_t most_bytes) const {
    return has(name) ? std::optional(texts(name, most_items, most_bytes)) : std::nullopt;
}

std::optional<std::vector<std::string>> Form::optional_set(std::string_view name, std::size_t most_items,
                                                           std::size_t most_bytes) const {
    return has(name) ? std::optional(distinct(texts(name, most_items, most_bytes))) : std::nullopt;
}

std::vector<std::array<std::string, 2>> Form::pairs(std::string_view name, std::size_t most_items,
                                                    std::size_t most_bytes) const {
    constexpr std::string_view demand = "must be a list of pairs of texts.";
    std::vector<std::array<std::string, 2>> pairs;
    auto const* const entries = list(name, most_items, demand);
    for (std::size_t index = 0; entries != nullptr && !failed() && index < entries->size(); ++index) {
        auto const* const pair = (*entries)[index].if_array();
        if (pair == nullptr || pair->size() != 2)
            demand_of(path_of(name), demand);
        else
            pairs.push_back(
                {clean_text((*pair)[0], path_of(name), most_bytes), clean_text((*pair)[1], path_of(name), most_bytes)});
    }
    return pairs;
}

std::vector<Form> Form::objects(std::string_view name, std::size_t most_items) const {
    std::vector<Form> objects;
    auto const* const array = list(name, most_items, "must be a list of objects.");
    for (std::size_t index = 0; array != nullptr && !failed() && index < array->size(); ++index) {
        auto const path = path_of(name) + "[" + std::to_string(index) + "]";
        if (auto const* const object = (*array)[index].if_object())
            objects.push_back(Form(*this, *object, path));
        else
            demand_of(path, "must be an object.");
    }
    return objects;
}

std::optional<Form> Form::optional_object(std::string_view name) const {
    auto const* const value = find(name);
    if (value == nullptr)
        return std::nullopt;
    if (auto const* const object = value->if_object())
        return Form(*this, *object, path_of(name));
    demand_of(path_of(name), "must be an object.");
    return std::nullopt;
}

std::vector<std::string> Form::names() const {
    std::vector<std::string> names;
    for (auto const& member : *object_)
        names.emplace_back(member.key());
    return names;
}

void Form::pass_over(std::initializer_list<std::string_view> names) const {
    for (auto const name : names)
        ask(name);
}

bool Form::refused() const {
    for (auto const& part : whole_->parts)
        for (auto const& member : *part.object)
            if (!whole_->asked.contains(&member.value()))
                demand_of(member_path(part.path, member.key()), "is not a field that is known here.");
    return failed();
}

} // namespace undertone::api
