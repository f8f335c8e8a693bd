#pragma once

#include "base/log.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace undertone::api {

/// What an answer says beside what it is about; nothing when the database does not tell it just then. A change is
/// stored already: a 503 would say that it is not, and lose what is told but once, as a visitor's token.
template <class Ask>
auto if_told(std::string_view what, Ask ask) -> std::optional<decltype(ask())> {
    try {
        return ask();
    } catch (store::Unavailable const& error) {
        log::warn("an answer goes without what the database did not tell",
                  {{"what", std::string(what)}, {"reason", error.what()}});
        return std::nullopt;
    }
}

} // namespace undertone::api
