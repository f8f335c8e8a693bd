#include "base/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <toml++/toml.h>

namespace undertone {
namespace {

using Kind = Setting::Kind;

constexpr std::array table{
    Setting{"server.listen",
            Kind::text,
            "127.0.0.1:8080",
            0,
            0,
            {},
            "address and port; port 0 picks a free one",
            "--listen"},
    Setting{"server.management",
            Kind::text,
            "",
            0,
            0,
            {},
            "a second address and port for /metrics; without it /metrics answers to loopback only",
            "--management"},
    Setting{"server.data",
            Kind::text,
            "",
            0,
            0,
            {},
            "folder of the SQLite database; empty: ~/.local/share/undertone",
            "--data"},
    Setting{"server.threads", Kind::number, "2", 1, 64, {}, "threads that serve sockets"},
    Setting{"server.workers", Kind::number, "4", 1, 256, {}, "threads that handle requests"},
    Setting{"server.waiting_requests",
            Kind::number,
            "1024",
            1,
            100000,
            {},
            "requests that may wait for a worker; more get 503"},
    Setting{"server.connections", Kind::number, "10000", 1, 1000000, {}, "open connections; more are closed at once"},
    Setting{"server.header_bytes", Kind::number, "16384", 1024, 1048576, {}, "size of a request's head"},
    Setting{"server.body_bytes", Kind::number, "1048576", 1024, 1073741824, {}, "size of a request's body"},
    Setting{"server.request_seconds", Kind::number, "30", 1, 3600, {}, "time to receive one whole request"},
    Setting{"server.idle_seconds", Kind::number, "75", 1, 3600, {}, "time between two requests of a connection"},
    Setting{
        "server.shutdown_seconds", Kind::number, "10", 1, 600, {}, "time for running requests when the server ends"},
    Setting{"live.frames", Kind::number, "1024", 8, 1000000, {}, "events that may wait for one slow reader"},
    Setting{"live.bytes", Kind::number, "4194304", 65536, 1073741824, {}, "bytes that may wait for one slow reader"},
    Setting{"live.frame_bytes", Kind::number, "65536", 1024, 16777216, {}, "size of a frame that a client sends"},
    Setting{"live.topics", Kind::number, "512", 1, 100000, {}, "subscriptions of one socket"},
    Setting{"live.sockets_per_user", Kind::number, "20", 1, 10000, {}, "live sockets of one user or visitor"},
    Setting{"live.heartbeat_seconds", Kind::number, "20", 1, 3600, {}, "time between two pings"},
    Setting{"store.database",
            Kind::text,
            "",
            0,
            0,
            {},
            "postgresql://…; empty: the SQLite file in server.data",
            "--database"},
    Setting{"store.synchronous", Kind::choice, "normal", 0, 0, "normal full",
            "full: an answered message survives a power cut too"},
    Setting{"store.readers", Kind::number, "4", 1, 64, {}, "connections that read while another writes"},
    Setting{"store.busy_milliseconds", Kind::number, "5000", 10, 600000, {}, "wait for a lock of the database"},
    Setting{"store.statement_milliseconds",
            Kind::number,
            "30000",
            100,
            3600000,
            {},
            "time for one statement of PostgreSQL"},
    Setting{"store.keep_days",
            Kind::number,
            "0",
            0,
            36500,
            {},
            "closed conversations older than this are deleted; 0: kept for ever"},
    Setting{"store.delete_at_once",
            Kind::number,
            "50",
            1,
            10000,
            {},
            "conversations that one step of the deletion takes; other writers work between two steps"},
    Setting{
        "bus.address", Kind::text, "", 0, 0, {}, "nats://… shares the work with other nodes; empty: one node", "--bus"},
    Setting{"bus.subject",
            Kind::text,
            "undertone.events",
            0,
            0,
            {},
            "the subject that the nodes of one database share on the bus"},
    Setting{"bus.answer_milliseconds",
            Kind::number,
            "2000",
            50,
            60000,
            {},
            "wait for the bus; one that takes longer is taken as lost"},
    Setting{"scoring.model", Kind::text, "", 0, 0, {}, "the model file; empty: the one the program was built with"},
    Setting{"scoring.tokens_per_message", Kind::number, "4096", 64, 65536, {}, "tokens of one message that are scored"},
    Setting{"scoring.texts_per_request", Kind::number, "100", 1, 1000, {}, "texts of one POST /score"},
    Setting{"scoring.explanation_passes",
            Kind::number,
            "32",
            0,
            256,
            {},
            "readings that the phrases of one text may cost; 0: no phrases"},
    Setting{"scoring.explained_texts",
            Kind::number,
            "10",
            0,
            1000,
            {},
            "a POST /score with more texts is answered without phrases"},
    Setting{"scoring.profanity_folder",
            Kind::text,
            "",
            0,
            0,
            {},
            "a folder of <language>.txt with further profanity; empty: the program's own lists alone"},
    Setting{"scoring.profanity_rule", Kind::choice, "english", 0, 0, "none english all",
            "in which languages a profane message is negative or worse"},
    Setting{"messages.bytes", Kind::number, "65536", 256, 1048576, {}, "size of one message's text"},
    Setting{"limits.visitor_messages_per_minute",
            Kind::number,
            "60",
            0,
            100000,
            {},
            "messages of one visitor in one conversation; 0: no limit"},
    Setting{"limits.visitor_conversations_per_minute",
            Kind::number,
            "20",
            0,
            100000,
            {},
            "new conversations of one address; 0: no limit"},
    Setting{"limits.sign_in_failures_per_minute",
            Kind::number,
            "5",
            0,
            100000,
            {},
            "failed sign-ins of one account from one address; 0: no limit"},
    Setting{"passwords.passes", Kind::number, "2", 1, 64, {}, "argon2id: passes over the memory of one password check"},
    Setting{"passwords.kibibytes", Kind::number, "65536", 8192, 4194304, {}, "argon2id: memory of one password check"},
    Setting{"passwords.after_reset", Kind::choice, "told", 0, 0, "told enforced",
            "a user whose password somebody else has set is told to change it, or can do nothing else before"},
    Setting{"sessions.hours", Kind::number, "12", 1, 8760, {}, "how long a sign-in lasts"},
    Setting{"desk.capacity", Kind::number, "10", 1, 1000, {}, "capacity of an agent, as shown at /me and on the page"},
    Setting{"desk.channel_settings",
            Kind::number,
            "1000",
            0,
            100000,
            {},
            "channels of queues that may have sentiment settings of their own"},
    Setting{"desk.considered_waits",
            Kind::number,
            "50",
            1,
            10000,
            {},
            "latest waits of a queue whose median, times the position, is the expected wait"},
    Setting{
        "desk.told_places",
        Kind::number,
        "200",
        0,
        10000,
        {},
        "waiting visitors of a queue who hear of their new place when the line moves, the first ones first, at most "
        "once a second; the others are told when they come that far"},
    Setting{"desk.timer_seconds",
            Kind::number,
            "5",
            1,
            60,
            {},
            "time between two looks at what is due: everything below happens at most so much later"},
    Setting{"desk.timer_batch", Kind::number, "50", 1, 10000, {}, "conversations or people that one step of it takes"},
    Setting{
        "desk.wrap_up_seconds", Kind::number, "0", 0, 86400, {}, "after so long a wrap-up closes by itself; 0: never"},
    Setting{"desk.offer_seconds",
            Kind::number,
            "120",
            0,
            86400,
            {},
            "an offered conversation that the agent does not answer goes back; 0: never"},
    Setting{"desk.inactivity_seconds",
            Kind::number,
            "0",
            0,
            31536000,
            {},
            "an active or waiting conversation of another channel than live chat without a message closes; 0: never"},
    Setting{"desk.assigned_presences", Kind::choice, "available_busy", 0, 0, "available available_busy any",
            "presences in which an agent may be assigned a conversation unless the supervisor overrides it"},
    Setting{"desk.agents_see_monitoring", Kind::choice, "no", 0, 0, "no yes",
            "agents hear live that a supervisor monitors their conversation"},
    Setting{"desk.agent_lost_seconds",
            Kind::number,
            "120",
            1,
            86400,
            {},
            "after so long without a live socket an agent who had one is offline, what the agent talks about goes back "
            "to the queue"},
    Setting{"desk.visitor_lost_seconds",
            Kind::number,
            "300",
            0,
            86400,
            {},
            "after so long without a live socket a visitor who had one has left the live chat; 0: never"},
    Setting{"routing.rulesets", Kind::number, "10", 1, 100, {}, "rulesets that place conversations"},
    Setting{"routing.rules", Kind::number, "100", 1, 1000, {}, "rules of one ruleset"},
    Setting{"routing.skills", Kind::number, "50", 1, 1000, {}, "skills of a user, a queue or a conversation"},
    Setting{"routing.agents", Kind::number, "1000", 1, 100000, {}, "agents of a queue among whom one is chosen"},
    Setting{"routing.offers_at_once",
            Kind::number,
            "50",
            1,
            10000,
            {},
            "waiting conversations of a queue that one change looks at to offer them"},
    Setting{"routing.declined_seconds",
            Kind::number,
            "60",
            0,
            86400,
            {},
            "an agent who did not take a conversation is not offered it again for so long"},
    Setting{"blocks.most", Kind::number, "100000", 1, 10000000, {}, "blocked visitors"},
    Setting{"search.words", Kind::number, "300", 0, 10000, {}, "words of one message that can be found; 0: no search"},
    Setting{"search.asked_words", Kind::number, "10", 1, 50, {}, "words of one search"},
    Setting{"search.candidates",
            Kind::number,
            "20000",
            100,
            10000000,
            {},
            "latest messages with the last word of a search that are looked at"},
    Setting{"search.filled_at_once",
            Kind::number,
            "20",
            1,
            10000,
            {},
            "conversations of before the search whose messages one step makes searchable"},
    Setting{"live.typing_milliseconds",
            Kind::number,
            "1000",
            100,
            60000,
            {},
            "at most one typing event a socket in this time"},
    Setting{"desk.wrap_up_codes", Kind::number, "200", 0, 1000, {}, "codes of wrap-ups to choose from"},
    Setting{"desk.wrap_up_note_bytes", Kind::number, "8000", 100, 1000000, {}, "size of a wrap-up's note"},
    Setting{"hours.spans", Kind::number, "10", 1, 100, {}, "spans of opening hours a day"},
    Setting{"hours.closed_days", Kind::number, "400", 1, 10000, {}, "days on which a queue is closed"},
    Setting{"hours.languages", Kind::number, "100", 1, 1000, {}, "languages of a queue's text outside its hours"},
    Setting{"insights.days", Kind::number, "400", 1, 4000, {}, "longest period of a dashboard"},
    Setting{"insights.points", Kind::number, "1000", 24, 10000, {}, "hours or days of one series"},
    Setting{"insights.rows", Kind::number, "100000", 1, 10000000, {}, "conversations of one CSV file"},
    Setting{"insights.csv_bytes", Kind::number, "67108864", 1024, 2147483647, {}, "size of one CSV file"},
    Setting{"insights.read",
            Kind::number,
            "1000000",
            1,
            1000000000,
            {},
            "conversations, and as many sessions, that one answer of the figures reads, those of the period before "
            "included"},
    Setting{"insights.trend_messages",
            Kind::number,
            "10000",
            6,
            1000000,
            {},
            "customer messages that the trend of one conversation reads; of more the latest"},
    Setting{"insights.minimum_sample",
            Kind::number,
            "5",
            1,
            1000,
            {},
            "an agent with fewer scored conversations is shown without feelings"},
    Setting{"insights.service_level_seconds",
            Kind::number,
            "60",
            1,
            86400,
            {},
            "conversations accepted within it count for the service level"},
    Setting{"alerts.rules", Kind::number, "100", 0, 10000, {}, "alert rules beside the two thresholds"},
    Setting{"alerts.simulated_conversations",
            Kind::number,
            "5000",
            1,
            1000000,
            {},
            "conversations that one simulation of a rule replays"},
    Setting{
        "alerts.simulated_alerts", Kind::number, "1000", 1, 100000, {}, "alerts that one simulation of a rule lists"},
    Setting{"webhooks.most", Kind::number, "20", 0, 1000, {}, "webhooks of the installation"},
    Setting{"webhooks.attempts", Kind::number, "10", 1, 100, {}, "attempts of one delivery before it is given up"},
    Setting{"webhooks.answer_milliseconds", Kind::number, "10000", 50, 300000, {}, "wait for the answer of a webhook"},
    Setting{"webhooks.first_wait_milliseconds",
            Kind::number,
            "5000",
            1,
            3600000,
            {},
            "from a failed delivery to the second attempt; doubled for each further one"},
    Setting{"webhooks.longest_wait_seconds", Kind::number, "3600", 1, 86400, {}, "between two attempts of a delivery"},
    Setting{"webhooks.at_once", Kind::number, "8", 1, 256, {}, "deliveries to one webhook that run at the same time"},
    Setting{"webhooks.waiting",
            Kind::number,
            "100000",
            1,
            10000000,
            {},
            "deliveries that may wait for one webhook; the oldest beyond are given up"},
    Setting{"webhooks.keep_days", Kind::number, "14", 1, 3650, {}, "deliveries that ended are deleted after it"},
    Setting{
        "webhooks.delete_at_once", Kind::number, "1000", 1, 100000, {}, "deliveries that one step deletes or replays"},
    Setting{"webhooks.ca_file",
            Kind::text,
            "",
            0,
            0,
            {},
            "certificates (PEM) that webhooks over https are trusted by; empty: the system's"},
    Setting{"webhooks.proxy", Kind::text, "", 0, 0, {}, "HTTP proxy for webhooks; empty: none"},
    Setting{"alerts.escalate_after_seconds",
            Kind::number,
            "0",
            0,
            86400,
            {},
            "after so long without anybody's care an alert for supervisors is told to the next audience; 0: never"},
    Setting{"alerts.missed_at_return",
            Kind::number,
            "500",
            1,
            100000,
            {},
            "missed alerts that are told to a person who comes back"},
    Setting{"alerts.due_at_once",
            Kind::number,
            "200",
            1,
            100000,
            {},
            "alerts that are looked at in one second because time has passed"},
    Setting{"log.level", Kind::choice, "info", 0, 0, "debug info warn error", "what is logged to standard error"},
};

Setting const* find(std::string_view name) {
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
    try {
        document = toml::parse_file(path);
    } catch (toml::parse_error const& error) {
        auto const line = error.source().begin.line;
        return fail(Code::invalid, path + ":" + std::to_string(line) + ": " + std::string(error.description()),
                    "line " + std::to_string(line));
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

std::span<Setting const> settings() {
    return table;
}

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
    for (auto const& entry : table)
        values[std::string(entry.name)] = std::string(entry.standard);
    if (file)
        if (auto read = read_file(values, *file); !read)
            return Unexpected(read.error());
    for (auto const& entry : table) {
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
    for (auto const& entry : table) {
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
