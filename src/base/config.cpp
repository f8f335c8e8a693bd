#include "base/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <toml++/toml.h>

namespace undertone {
namespace {

using Kind = Setting::Kind;

Setting const* find(std::string_view name) {
    auto const table = settings();
    auto const found =
        std::find_if(table.begin(), table.end(), [&](Setting const& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

Unexpected wrong(Setting const& entry, std::string const& value, std::string const& reason) {
    return fail(Code::invalid, std::string(entry.name) + " = \"" + value + "\": " + reason, std::string(entry.name));
}

bool is_choice(std::string_view choices, std::string_view value) {
    std::size_t begin = 0;
    while (begin < choices.size()) {
        auto const end = std::min(choices.find(' ', begin), choices.size());
        if (choices.substr(begin, end - begin) == value)
            return true;
        begin = end + 1;
    }
    return false;
}

/// Nothing when the value fits the setting.
std::optional<Error> check(Setting const& entry, std::string const& value) {
    if (entry.kind == Kind::choice && !is_choice(entry.choices, value))
        return wrong(entry, value, "must be one of: " + std::string(entry.choices)).value();
    if (entry.kind != Kind::number)
        return std::nullopt;
    std::int64_t number = 0;
    auto const read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (read.ec != std::errc{} || read.ptr != value.data() + value.size())
        return wrong(entry, value, "must be a whole number").value();
    if (number < entry.least || number > entry.most)
        return wrong(entry, value,
                     "must lie between " + std::to_string(entry.least) + " and " + std::to_string(entry.most))
            .value();
    return std::nullopt;
}

Result<void> take(Config::Values& values, std::string const& name, std::string const& value, std::string const& where) {
    auto const* const entry = find(name);
    if (entry == nullptr)
        return fail(Code::invalid, "unknown setting \"" + name + "\"" + where, name);
    if (auto error = check(*entry, value)) {
        error->message += where;
        return Unexpected(*error);
    }
    values[name] = value;
    return {};
}

std::optional<std::string> text_of(toml::node const& node) {
    if (auto const text = node.value_exact<std::string>())
        return *text;
    if (auto const number = node.value_exact<std::int64_t>())
        return std::to_string(*number);
    return std::nullopt;
}

Result<void> read_file(Config::Values& values, std::string const& path) {
    toml::table document;
    if (std::error_code ignored; std::filesystem::is_directory(path, ignored))
        return fail(Code::invalid, path + " is a folder, not a file of settings", "--config");
    try {
        document = toml::parse_file(path);
    } catch (toml::parse_error const& error) {
        auto const line = error.source().begin.line; // 0: it could not even be opened
        return fail(Code::invalid,
                    path + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + std::string(error.description()),
                    line == 0 ? "--config" : "line " + std::to_string(line));
    }
    for (auto const& [section, content] : document) {
        auto const* const keys = content.as_table();
        if (keys == nullptr)
            return fail(Code::invalid, path + ": \"" + std::string(section.str()) + "\" stands outside a [section]",
                        std::string(section.str()));
        for (auto const& [key, node] : *keys) {
            auto const name = std::string(section.str()) + "." + std::string(key.str());
            auto const where = " (" + path + ":" + std::to_string(node.source().begin.line) + ")";
            auto const value = text_of(node);
            if (!value)
                return fail(Code::invalid, name + " must be a text or a whole number" + where, name);
            if (auto taken = take(values, name, *value, where); !taken)
                return taken;
        }
    }
    return {};
}

std::string transformed(std::string_view setting, std::string_view prefix, char separator, bool upper) {
    std::string text(prefix);
    for (char const letter : setting) {
        if (letter == '.' || letter == '_')
            text += separator;
        else
            text += upper && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return text;
}

} // namespace

std::string const& Config::text(std::string_view name) const {
    auto const found = values_.find(name);
    if (found == values_.end())
        throw std::logic_error("no setting is called " + std::string(name));
    return found->second;
}

std::int64_t Config::number(std::string_view name) const {
    return std::stoll(text(name));
}

Config Config::with(std::string_view name, std::string value) const {
    Config changed(*this);
    changed.values_[std::string(name)] = std::move(value);
    return changed;
}

Result<Config> load_config(std::optional<std::string> const& file, Config::Values const& flags,
                           std::function<std::optional<std::string>(std::string const&)> const& environment) {
    Config::Values values;
    for (auto const& entry : settings())
        values[std::string(entry.name)] = std::string(entry.standard);
    if (file)
        if (auto read = read_file(values, *file); !read)
            return Unexpected(read.error());
    for (auto const& entry : settings()) {
        auto const variable = environment_name(entry.name);
        if (auto const value = environment(variable))
            if (auto taken = take(values, std::string(entry.name), *value, " (" + variable + ")"); !taken)
                return Unexpected(taken.error());
    }
    for (auto const& [name, value] : flags)
        if (auto taken = take(values, name, value, " (" + flag_name(name) + ")"); !taken)
            return Unexpected(taken.error());
    return Config(std::move(values));
}

std::optional<std::string> from_environment(std::string const& name) {
    auto const* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string environment_name(std::string_view setting) {
    return transformed(setting, "UNDERTONE_", '_', true);
}

std::string flag_name(std::string_view setting) {
    return transformed(setting, "--", '-', false);
}

std::string configuration_reference() {
    std::string text =
        "# Configuration\n\nA setting is `[section] key` in the TOML file of `--config`, a variable of the "
        "environment, or a flag. A flag wins over the\nenvironment, which wins over the file. `undertone "
        "check` says whether all is well and names what is not.\n\n| setting | variable | flag | default | "
        "values | meaning |\n|---|---|---|---|---|---|\n";
    for (auto const& entry : settings()) {
        text +=
            "| `" + std::string(entry.name) + "` | `" + environment_name(entry.name) + "` | `" + flag_name(entry.name);
        text += entry.short_flag.empty() ? "`" : "` `" + std::string(entry.short_flag) + "`";
        text += " | " + (entry.standard.empty() ? std::string("") : "`" + std::string(entry.standard) + "`") + " | ";
        if (entry.kind == Kind::number)
            text += std::to_string(entry.least) + " … " + std::to_string(entry.most);
        else
            text += entry.kind == Kind::choice ? std::string(entry.choices) : "text";
        text += " | " + std::string(entry.help) + " |\n";
    }
    return text;
}

} // namespace undertone
