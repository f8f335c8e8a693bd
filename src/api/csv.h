#pragma once

#include <string>
#include <vector>

namespace undertone::api {

/// One record of RFC 4180 with its line end. A cell that a spreadsheet would take for a formula gets an apostrophe in
/// front, so that opening the file never runs what a customer wrote.
std::string csv_line(std::vector<std::string> const& cells);

} // namespace undertone::api
