#include "base/log.h"
#include "bus/nats_protocol.h"
#include "command/commands.h"
#include "desk/commands.h"
#include "net/address.h"
#include "net/proxies.h"
#include "store/backup.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <set>
#include <unistd.h>

namespace undertone::command {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> models_in(fs::path const& folder) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".bin" && entry.path().filename().string().starts_with("undertone-"))
            found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

/// A subject of NATS that is one: "undertone.events".
bool is_subject(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == text.npos &&
           std::none_of(text.begin(), text.end(), [](char letter) {
               return static_cast<unsigned char>(letter) <= ' ' || letter == '*' || letter == '>';
           });
}

/// "image/* text/plain", or nothing.
bool is_list_of_types(std::string_view list) {
    while (!list.empty()) {
        auto const word = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(list.size(), word.size() + 1));
        auto const slash = word.find('/');
        bool const odd = word.find_first_of(";,\"") != word.npos || word.find('/', slash + 1) != word.npos;
        if (!word.empty() && (slash == word.npos || slash == 0 || slash + 1 == word.size() || odd))
            return false;
    }
    return true;
}

/// A variable of one of our sections, or with the name of a short flag, that names no setting is a slip of the pen; all
/// others are not ours to judge.
void warn_of_variables() {
    std::set<std::string, std::less<>> names;
    std::set<std::string, std::less<>> sections;
    std::set<std::string, std::less<>> short_names;
    for (auto const& setting : settings()) {
        names.insert(environment_name(setting.name));
        sections.insert(environment_name(setting.name.substr(0, setting.name.find('.') + 1)));
        if (!setting.short_flag.empty())
            short_names.insert(environment_name(setting.short_flag.substr(2)));
    }
    for (char** variable = environ; *variable != nullptr; ++variable) {
        std::string_view const text(*variable);
        auto const name = text.substr(0, text.find('='));
        bool const ours = std::any_of(sections.begin(), sections.end(),
                                      [&](std::string const& section) { return name.starts_with(section); });
        if ((ours || short_names.contains(name)) && !names.contains(name))
            log::warn("no setting has this name", {{"variable", std::string(name)}});
    }
}

} // namespace

int complain(std::string_view message) {
    std::fprintf(stderr, "undertone: %.*s\n", static_cast<int>(message.size()), message.data());
    return 1;
}

fs::path data_folder(Config const& config, bool demo) {
    if (auto const& chosen = config.text("server.data"); !chosen.empty())
        return chosen;
    auto const* const home = std::getenv("HOME");
    return fs::path(home == nullptr || *home == '\0' ? "." : home) / ".local/share" /
           (demo ? "undertone-demo" : "undertone");
}

Result<std::unique_ptr<store::Database>> open_beside(Config const& config) {
    return desk::open_store(config.with("server.data", data_folder(config, false).string()), store::Lock::none);
}

Result<std::unique_ptr<store::Database>> open_present(Config const& config) {
    auto const folder = data_folder(config, false);
    if (config.text("store.database").empty() && !store::holds_database(folder))
        return fail(Code::failed, "the data folder " + folder.string() +
                                      " holds no database; name the right one with --data or --config");
    return open_beside(config);
}

Result<void> check_places(Config const& config) {
    warn_of_variables();
    if (auto checked = desk::check_database(config); !checked)
        return checked;
    auto const& bus = config.text("bus.address");
    if (!bus.empty() && !bus::nats_address(bus))
        return fail(Code::invalid, "bus.address must be empty (one node) or nats://[USER:PASSWORD@]HOST[:PORT]",
                    "bus.address");
    if (!is_subject(config.text("bus.subject")))
        return fail(Code::invalid, "bus.subject must be words divided by dots, without blanks, * and >", "bus.subject");
    if (!is_list_of_types(config.text("attachments.types")))
        return fail(Code::invalid,
                    "attachments.types must be media types like image/* or text/plain, divided by blanks",
                    "attachments.types");
    if (!bus.empty() && config.number("store.busy_milliseconds") < 2 * config.number("bus.answer_milliseconds"))
        log::warn(
            "store.busy_milliseconds is less than twice bus.answer_milliseconds: a node that waits for the bus may "
            "be cut off by the others");
    if (!bus.empty() && config.text("store.database").empty())
        return fail(Code::invalid, "bus.address needs a database that nodes can share: set store.database",
                    "bus.address");
    for (auto const* const setting : {"server.listen", "server.management"})
        if (auto const& text = config.text(setting); !text.empty())
            if (auto const address = net::read_address(setting, text); !address)
                return Unexpected(address.error());
    if (auto const proxies = net::Proxies::read(config.text("server.trusted_proxies")); !proxies)
        return Unexpected(proxies.error());
    auto const& certificates = config.text("webhooks.ca_file");
    if (std::error_code ignored; !certificates.empty() && !fs::is_regular_file(certificates, ignored))
        return fail(Code::invalid, "webhooks.ca_file: there is no file " + certificates, "webhooks.ca_file");
    auto const& proxy = config.text("webhooks.proxy");
    if (!proxy.empty() && !proxy.starts_with("http://"))
        return fail(Code::invalid, "webhooks.proxy must be empty (none) or begin with http://", "webhooks.proxy");
    return {};
}

Result<fs::path> model_file(Config const& config, Build const& build) {
    if (auto const& chosen = config.text("scoring.model"); !chosen.empty())
        return fs::path(chosen);
    std::error_code ignored;
    auto const beside = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    for (auto const& folder : {beside, beside / "../share/undertone", build.models}) {
        auto const found = models_in(folder);
        if (found.size() == 1)
            return fs::weakly_canonical(found.front(), ignored);
        if (found.size() > 1)
            return fail(Code::failed,
                        folder.string() + " holds more than one model file; name one with --scoring-model",
                        "scoring.model");
    }
    return fail(
        Code::failed,
        "no model file (undertone-*.bin) was found beside the program, in ../share/undertone from there, or in " +
            build.models.string() + "; name one with --scoring-model",
        "scoring.model");
}

Result<sentiment::Scorer> load_scorer(Config const& config, fs::path const& model) {
    auto const& rule = config.text("scoring.profanity_rule");
    sentiment::ProfanityOptions profanity;
    profanity.folder = config.text("scoring.profanity_folder");
    profanity.rule = rule == "all"    ? sentiment::ProfanityRule::all
                     : rule == "none" ? sentiment::ProfanityRule::none
                                      : sentiment::ProfanityRule::english;
    auto scorer = sentiment::Scorer::load(model, config.bound("scoring.tokens_per_message"), profanity);
    if (!scorer && scorer.error().field.empty() && !config.text("scoring.model").empty())
        return fail(scorer.error().code, "scoring.model: " + scorer.error().message, "scoring.model");
    return scorer;
}

Result<sentiment::Scorer> load_scorer(Config const& config, Build const& build,
                                      std::optional<fs::path> const& instead) {
    auto const file = instead ? Result<fs::path>(*instead) : model_file(config, build);
    if (!file)
        return Unexpected(file.error());
    return load_scorer(config, *file);
}

} // namespace undertone::command
