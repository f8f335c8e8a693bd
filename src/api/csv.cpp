#include "api/csv.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace undertone::api {
namespace {

/// What a spreadsheet takes for the begin of a formula; some take the full-width signs as well.
constexpr std::array<std::string_view, 8> begins_of_formulas{"=", "+", "-", "@", "＝", "＋", "－", "＠"};

/// Where some spreadsheet begins a new cell within one of ours: in many languages the semicolon parts cells, and no
/// comma; then our quotes mean nothing there.
constexpr std::string_view parts_cells = ";\t\r\n";

/// Blanks and quotes that a spreadsheet passes over before a formula.
constexpr std::string_view passed_over = " \"";

/// "-8.38"
bool is_negative_number(std::string_view text) {
    return text.size() > 1 && text.front() == '-' && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

bool may_run(std::string_view text) {
    auto const begin = text.find_first_not_of(passed_over);
    if (begin == std::string_view::npos || is_negative_number(text))
        return false;
    return std::any_of(begins_of_formulas.begin(), begins_of_formulas.end(),
                       [&](std::string_view formula) { return text.substr(begin).starts_with(formula); });
}

/// With an apostrophe before each formula, at the begin and wherever a spreadsheet might begin another cell.
std::string harmless(std::string_view text) {
    std::string shown;
    for (std::size_t begin = 0; begin <= text.size();) {
        auto const end = std::min(text.find_first_of(parts_cells, begin), text.size());
        auto const part = text.substr(begin, end - begin);
        shown += may_run(part) ? "'" : "";
        shown += text.substr(begin, end + 1 - begin);
        begin = end + 1;
    }
    return shown;
}

std::string cell(std::string const& text) {
    auto const shown = harmless(text);
    if (shown.find_first_of(",\"\r\n") == std::string::npos)
        return shown;
    std::string quoted = "\"";
    for (char const letter : shown)
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
