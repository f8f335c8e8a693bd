#include "api/csv.h"

#include <string_view>

namespace undertone::api {
namespace {

constexpr std::string_view begins_a_formula = "=+-@\t\r";

std::string cell(std::string const& text) {
    auto harmless = !text.empty() && begins_a_formula.find(text.front()) != std::string_view::npos ? "'" + text : text;
    if (harmless.find_first_of(",\"\r\n") == std::string::npos)
        return harmless;
    std::string quoted = "\"";
    for (char const letter : harmless)
        quoted.append(letter == '"' ? 2 : 1, letter);
    return quoted + '"';
}

} // namespace

std::string csv_line(std::vector<std::string> const& cells) {
    std::string line;
    for (std::size_t index = 0; index < cells.size(); ++index)
        line += (index == 0 ? "" : ",") + cell(cells[index]);
    return line + "\r\n";
}

} // namespace undertone::api
