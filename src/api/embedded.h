#pragma once

#include <span>
#include <string_view>

namespace undertone::api {

/// One file of the pages inside the program: its path in the address, its bytes, and the same bytes gzip-compressed.
struct Embedded {
    std::string_view path;
    std::string_view bytes;
    std::string_view zipped;
};

/// All of them, ordered by path; generated when the program is built.
std::span<Embedded const> embedded_files();

} // namespace undertone::api
