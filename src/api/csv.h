#pragma once

#include <string>
#include <vector>

namespace undertone::api {

/// One record of RFC 4180 with its line end. What a spreadsheet would take for a formula gets an apostrophe in front,
/// at the begin of a cell and after a semicolon, tab or line break in it, at which some begin another one: opening the
/// file never runs what a customer wrote.
std::string csv_line(std::vector<std::string> const& cells);

} // namespace undertone::api
