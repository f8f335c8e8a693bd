#pragma once

#include <algorithm>
#include <string_view>

/// Lines of what people write. For the files of sentiment/ alone.
namespace undertone::sentiment {

/// Without blanks at both ends.
inline std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blanks = " \t\r";
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    return line.substr(0, line.find_last_not_of(blanks) + 1); // none: npos + 1 is 0
}

/// Takes the first line off `text`, without its end.
inline std::string_view take_line(std::string_view& text) {
    auto const end = std::min(text.find('\n'), text.size());
    std::string_view const line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    return line;
}

} // namespace undertone::sentiment
