#pragma once

#include <string>
#include <string_view>

namespace undertone::sentiment {

/// Writes to `result` what the writer of a message says in own words: without quoted replies, signatures, code, markup,
/// links, addresses and long identifiers, none of which tells a feeling. `text` must be valid UTF-8; a text that holds
/// nothing of the kind is written as it is.
void own_words(std::string_view text, std::string& result);

} // namespace undertone::sentiment
