#pragma once

#include "types/event.h"

#include <optional>
#include <string>
#include <string_view>

namespace undertone::desk {

/// An event as the bytes that travel on the bus: a format number, then every field in the order of its struct, texts
/// and lists with their length.
std::string encode(types::Event const& event);

/// Nothing when the bytes are not exactly one event of this format.
std::optional<types::Event> decode(std::string_view bytes);

} // namespace undertone::desk
