#include "api/csv.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace undertone::api {
namespace {

/// What a spreadsheet takes for the begin of a formula; some take the full-width signs as well.
constexpr std::array<std::string_view, 10> begins_of_formulas{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

/// "-8.38"
bool is_negative_number(std::string_view text) {
    return text.size() > 1 && text.front() == '-' && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

std::string cell(std::string const& text) {
    bool const may_run = std::any_of(begins_of_formulas.begin(), begins_of_formulas.end(),
                                     [&](std::string_view begin) { return text.starts_with(begin); });
    auto const harmless = may_run && !is_negative_number(text) ? "'" + text : text;
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
