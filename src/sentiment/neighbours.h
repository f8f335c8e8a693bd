#pragma once

#include <string_view>

namespace undertone::sentiment {

/// The scored language that is easily taken for `language`, which is not: Dutch for Afrikaans, Portuguese for Galician,
/// Bulgarian for Macedonian; empty for others.
std::string_view scored_neighbour(std::string_view language);

/// Whether a text (valid UTF-8, NFC) holds a word or letter that such a `language` has and its neighbour has not.
bool has_own_word(std::string_view text, std::string_view language);

} // namespace undertone::sentiment
