#pragma once

#include <soci/soci.h>

#include <string>
#include <string_view>

/// What differs between the databases; for the files of store/ alone. All other SQL is one text for both.
namespace undertone::store {

struct Backend {
    soci::backend_factory const& factory;
    std::string_view begin_reading; ///< one snapshot for the whole piece of work
    std::string_view begin_writing;
    std::string_view take_turn; ///< waits until no other node writes; empty: this process is the only one
    std::string_view give_turn; ///< lets the next one write
    bool survives_errors;       ///< a failed statement leaves the connection as good as it was
};

Backend const& sqlite();
Backend const& postgresql();

} // namespace undertone::store
