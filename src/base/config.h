#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace undertone {

/// One setting: `[section] key` in the file, UNDERTONE_SECTION_KEY in the environment, --section-key as a flag.
struct Setting {
    enum class Kind { text, number, choice };

    std::string_view name; ///< "section.key"
    Kind kind;
    std::string_view standard; ///< the value when nobody sets it
    std::int64_t least = 0;    ///< of a number
    std::int64_t most = 0;
    std::string_view choices = {}; ///< of a choice, separated by spaces
    std::string_view help;
    std::string_view short_flag = {}; ///< a second flag, e.g. "--listen"
};

/// Every setting there is: the table from which flags, checks and docs/configuration.md are made.
std::span<Setting const> settings();

/// The values in force. A name that is not in the table is a bug and throws std::logic_error.
class Config {
public:
    using Values = std::map<std::string, std::string, std::less<>>;

    Config() = default;
    explicit Config(Values values) : values_(std::move(values)) {}

    std::string const& text(std::string_view name) const;
    std::int64_t number(std::string_view name) const;

    /// A number that bounds a size or a count.
    std::size_t bound(std::string_view name) const { return static_cast<std::size_t>(number(name)); }

    /// The same with one value replaced; the caller vouches for it.
    Config with(std::string_view name, std::string value) const;

private:
    Values values_;
};

/// Reads file (if any), environment and flags; a flag wins over the environment, which wins over the file. An unknown
/// or wrong value is an error whose `field` is the setting's name.
Result<Config> load_config(std::optional<std::string> const& file, Config::Values const& flags,
                           std::function<std::optional<std::string>(std::string const&)> const& environment);

/// The variable's value in this process's environment.
std::optional<std::string> from_environment(std::string const& name);

/// "server.listen" -> "UNDERTONE_SERVER_LISTEN" and "--server-listen".
std::string environment_name(std::string_view setting);
std::string flag_name(std::string_view setting);

/// The reference of all settings as Markdown: what docs/configuration.md holds.
std::string configuration_reference();

} // namespace undertone
