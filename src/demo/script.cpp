#include "demo/script.h"

#include <stdexcept>

namespace undertone::demo {
namespace {

/// Takes `name: ` off the front of a line; nothing when it begins otherwise.
bool take(std::string_view& line, std::string_view name) {
    if (!line.starts_with(name))
        return false;
    line.remove_prefix(name.size());
    return !line.empty();
}

bool add_line(Script& script, std::string_view line) {
    if (take(line, "queue: ")) {
        script.queue = line;
        return script.lines.empty();
    }
    bool const customer = take(line, "customer: ");
    if (!customer && !take(line, "agent: "))
        return false;
    script.lines.push_back({customer, std::string(line)});
    return !script.queue.empty();
}

} // namespace

Result<std::vector<Script>> read_scripts(std::string_view language, std::string_view text) {
    std::vector<Script> found;
    Script script;
    script.language = language;
    std::size_t number = 0;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty())
            continue;
        if (line == "---") {
            if (script.lines.empty())
                return fail(Code::invalid, "an empty conversation", "line " + std::to_string(number));
            found.push_back(script);
            script.lines.clear();
            script.queue.clear();
        } else if (!add_line(script, line)) {
            return fail(Code::invalid,
                        "needs queue: first, then customer: or agent:", "line " + std::to_string(number));
        }
    }
    if (!script.lines.empty())
        found.push_back(std::move(script));
    return found;
}

std::vector<Script> const& scripts() {
    static std::vector<Script> const all = [] {
        std::vector<Script> read;
        for (auto const& file : script_files()) {
            auto part = read_scripts(file.language, file.text);
            if (!part)
                throw std::logic_error("demo script " + std::string(file.language) + ", " + part.error().field + ": " +
                                       part.error().message);
            read.insert(read.end(), part->begin(), part->end());
        }
        return read;
    }();
    return all;
}

} // namespace undertone::demo
