#pragma once

#include "base/config.h"
#include "base/result.h"
#include "sentiment/scorer.h"
#include "store/database.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the program can be asked to do. Each command gives the exit status of the process; errors are one line on
/// standard error.
namespace undertone::command {

/// Facts that the build puts into the program.
struct Build {
    std::string version;
    std::filesystem::path models; ///< folder that holds the one model file
};

struct ScoreOptions {
    std::vector<std::string> texts; ///< empty: standard input, one text a line
    std::optional<std::string> language;
    std::optional<std::filesystem::path> model;
    bool phrases = true;
    bool pretty = false;
};

struct EvalOptions {
    std::filesystem::path folder;
    std::optional<std::filesystem::path> model;
    bool json = false;
};

struct UserOptions {
    std::string name;
    std::string role;
    std::vector<std::string> queues;
};

struct RescoreOptions {
    std::string from; ///< a date or an RFC 3339 time; empty: from the first on
    std::string to;
    std::string queue;
    bool dry = false;
};

/// The whole service until SIGTERM or SIGINT; `demo` fills it with people, history and moving conversations.
int serve(Config const& config, Build const& build, bool demo);

int score(Config const& config, Build const& build, ScoreOptions const& options);
int eval(Config const& config, Build const& build, EvalOptions const& options);
int rescore(Config const& config, Build const& build, RescoreOptions const& options);
int user_add(Config const& config, UserOptions const& options);
int user_password(Config const& config, std::string const& name);
int backup(Config const& config, std::string const& file);
int restore(Config const& config, std::string const& file);
int check(Config const& config, Build const& build);
int version(Config const& config, Build const& build);

/// The model file in force: scoring.model, else the one *.bin beside the program or in the folder of the build.
Result<std::filesystem::path> model_file(Config const& config, Build const& build);

/// The model of that file, with the bounds and the lists of profanity that the configuration names.
Result<sentiment::Scorer> load_scorer(Config const& config, std::filesystem::path const& model);

/// The model `instead`, or without it the one in force.
Result<sentiment::Scorer> load_scorer(Config const& config, Build const& build,
                                      std::optional<std::filesystem::path> const& instead = std::nullopt);

/// server.data, or `~/.local/share/undertone` (`…/undertone-demo` for the demo).
std::filesystem::path data_folder(Config const& config, bool demo);

/// The database, also while a server works on it; made when it is missing.
Result<std::unique_ptr<store::Database>> open_beside(Config const& config);

/// The same for a command that has nothing to do in an empty one: a folder without a database is refused.
Result<std::unique_ptr<store::Database>> open_present(Config const& config);

/// Whether what names another place or a kind of thing is well formed and goes together: database, bus, addresses,
/// proxies, files. Warns of variables that look like settings and are none.
Result<void> check_places(Config const& config);

/// Says what went wrong in one line on standard error and gives the exit status 1.
int complain(std::string_view message);

} // namespace undertone::command
