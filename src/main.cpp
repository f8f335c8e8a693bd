#include "base/config.h"
#include "base/log.h"
#include "command/commands.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace undertone;

/// The flags that every command knows: --config and one for each setting.
class Settings {
public:
    explicit Settings(CLI::App& app) {
        app.add_option("--config", file_, "file of settings (TOML)")->type_name("FILE")->group("Settings");
        for (auto const& setting : settings()) {
            auto names = flag_name(setting.name);
            if (!setting.short_flag.empty())
                names = std::string(setting.short_flag) + "," + names;
            auto const name = std::string(setting.name);
            app.add_option_function<std::string>(
                   names, [this, name](std::string const& value) { flags_[name] = value; }, std::string(setting.help))
                ->type_name(setting.kind == Setting::Kind::number ? "NUMBER" : "TEXT")
                ->group("Settings");
        }
    }

    Result<Config> load() const {
        auto config = load_config(file_.empty() ? std::nullopt : std::optional(file_), flags_, from_environment);
        if (config)
            log::start(config->text("log.level"));
        return config;
    }

private:
    std::string file_;
    Config::Values flags_;
};

/// CLI11 would take a word in brackets apart as a list. Such a word is read with a letter before it that nobody writes;
/// every option takes it away again, so that each word is one value as it stands.
constexpr char shield = '\x1f';

std::string shielded(std::string word) {
    return word.starts_with('[') && word.ends_with(']') ? shield + word : word;
}

void unshield(CLI::App& app) {
    for (auto* const option : app.get_options())
        option->transform([](std::string word) { return word.starts_with(shield) ? word.substr(1) : word; }, "");
    for (auto* const command : app.get_subcommands([](CLI::App const*) { return true; }))
        unshield(*command);
}

enum class Prints : std::uint8_t {
    result, ///< nothing else came of the command, or nobody would know of it
    news    ///< a service runs without being heard
};

/// One command of the program: its flags, and what it does with the configuration in force.
struct Command {
    CLI::App* app = nullptr;
    std::unique_ptr<Settings> settings = nullptr;
    std::function<int(Config const&)> run = nullptr;
    Prints prints = Prints::result;
};

/// 1 with a line when what was to be printed did not get out: a full disk reads as success else.
int printed(int status) {
    bool const written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    return status == 0 && !written ? command::complain("standard output cannot be written") : status;
}

class Program {
public:
    Program() : app_("Undertone reads how your customers feel, message by message.", "undertone") {
        app_.require_subcommand(1);
        app_.failure_message([](CLI::App const*, CLI::Error const& error) {
            return std::string("undertone: ") + error.what() + " (see undertone --help)\n";
        });
        serve();
        score();
        eval();
        user();
        copies();
        rescore();
        simple("check", "validate the configuration and the model", command::check);
        simple("version", "program and model version, path of the model file", command::version);
        auto* const reference = app_.add_subcommand("configuration", "print the reference of all settings");
        commands_.push_back({reference, std::make_unique<Settings>(*reference), [](Config const&) {
                                 std::fputs(configuration_reference().c_str(), stdout);
                                 return 0;
                             }});
        unshield(app_);
    }

    int run(int count, char** words) {
        auto const known = [&](CLI::App const* command) { return command->check_name(words[1]); };
        if (count > 1 && *words[1] != '-' && app_.get_subcommands(known).empty()) {
            command::complain(std::string("there is no command \"") + words[1] + "\" (see undertone --help)");
            return 2;
        }
        std::vector<std::string> shielded_words;
        for (int index = count - 1; index > 0; --index) // CLI11 takes them from the back
            shielded_words.push_back(shielded(words[index]));
        try {
            app_.parse(std::move(shielded_words));
        } catch (CLI::ParseError const& error) {
            return app_.exit(error) == 0 ? printed(0) : 2;
        }
        for (auto const& command : commands_) {
            if (!command.app->parsed())
                continue;
            auto const config = command.settings->load();
            if (!config)
                return command::complain(config.error().message);
            auto const status = command.run(*config);
            return command.prints == Prints::news ? status : printed(status);
        }
        return 2;
    }

private:
    void serve() {
        auto* const app = app_.add_subcommand("serve", "run the service");
        app->add_flag("--demo", demo_, "with demo people and moving conversations; 127.0.0.1 only");
        commands_.push_back({app, std::make_unique<Settings>(*app),
                             [this](Config const& config) { return command::serve(config, build_, demo_); },
                             Prints::news});
    }

    void score() {
        auto* const app = app_.add_subcommand("score", "read texts: arguments, or standard input line by line");
        app->add_option("TEXT", score_.texts, "texts to read");
        app->add_option("--language", score_.language, "the language of the texts")->type_name("CODE");
        app->add_option("--model", score_.model, "another model file")->type_name("FILE");
        app->add_flag("!--no-phrases", score_.phrases, "leave the explanation out");
        app->add_flag("--pretty", score_.pretty, "for people");
        commands_.push_back({app, std::make_unique<Settings>(*app),
                             [this](Config const& config) { return command::score(config, build_, score_); }});
    }

    void eval() {
        auto* const app = app_.add_subcommand("eval", "measure on a folder of <language>.tsv");
        app->add_option("FOLDER", eval_.folder, "files of id, level and text, tab-separated")->required();
        app->add_option("--model", eval_.model, "another model file")->type_name("FILE");
        app->add_flag("--json", eval_.json, "for programs");
        commands_.push_back({app, std::make_unique<Settings>(*app),
                             [this](Config const& config) { return command::eval(config, build_, eval_); }});
    }

    void rescore() {
        auto* const app =
            app_.add_subcommand("rescore", "read closed conversations again; the earlier readings are kept");
        app->add_option("--from", rescore_.from, "those that began at this date or RFC 3339 time, or later")
            ->type_name("TIME");
        app->add_option("--to", rescore_.to, "those that began before it")->type_name("TIME");
        app->add_option("--queue", rescore_.queue, "those of one queue")->type_name("NAME");
        app->add_flag("--dry-run", rescore_.dry, "only say what would change");
        commands_.push_back({app, std::make_unique<Settings>(*app),
                             [this](Config const& config) { return command::rescore(config, build_, rescore_); }});
    }

    void user() {
        auto* const group = app_.add_subcommand("user", "people who sign in");
        group->require_subcommand(1);
        auto* const add = group->add_subcommand("add", "add one; the password is read from standard input");
        add->add_option("NAME", user_.name, "the name to sign in with")->required();
        add->add_option("--role", user_.role, "agent, supervisor or administrator")
            ->required()
            ->check(CLI::IsMember({"agent", "supervisor", "administrator"}));
        add->add_option("--queue", user_.queues, "a queue to be member of; made when it does not exist");
        commands_.push_back({add, std::make_unique<Settings>(*add),
                             [this](Config const& config) { return command::user_add(config, user_); }});
        auto* const password = group->add_subcommand("password", "set a password, read from standard input");
        password->add_option("NAME", user_.name, "whose")->required();
        commands_.push_back({password, std::make_unique<Settings>(*password),
                             [this](Config const& config) { return command::user_password(config, user_.name); }});
    }

    void copies() {
        auto* const backup =
            app_.add_subcommand("backup", "a consistent copy of the database, also of a running server");
        backup->add_option("FILE", copy_, "where to")->required();
        commands_.push_back({backup, std::make_unique<Settings>(*backup),
                             [this](Config const& config) { return command::backup(config, copy_); }});
        auto* const restore = app_.add_subcommand("restore", "put such a copy back; no server may run on the folder");
        restore->add_option("FILE", copy_, "a file of `undertone backup`")->required();
        commands_.push_back({restore, std::make_unique<Settings>(*restore),
                             [this](Config const& config) { return command::restore(config, copy_); }});
    }

    void simple(char const* name, char const* help, int (*perform)(Config const&, command::Build const&)) {
        auto* const app = app_.add_subcommand(name, help);
        commands_.push_back({app, std::make_unique<Settings>(*app),
                             [this, perform](Config const& config) { return perform(config, build_); }});
    }

    CLI::App app_;
    command::Build build_{UNDERTONE_VERSION, UNDERTONE_MODELS};
    bool demo_ = false;
    command::ScoreOptions score_;
    command::EvalOptions eval_;
    command::UserOptions user_;
    command::RescoreOptions rescore_;
    std::string copy_;
    std::vector<Command> commands_;
};

} // namespace

int main(int count, char** words) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of the write, and 503
    try {
        return Program().run(count, words);
    } catch (std::exception const& error) {
        return undertone::command::complain(error.what());
    }
}
