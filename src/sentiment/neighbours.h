#pragma once

#include <string_view>

namespace undertone::sentiment {

/// Is `scored`, one of the 41, easily taken for `language`, which is not? Dutch for Afrikaans, Portuguese and Spanish
/// for Galician, Bulgarian for Macedonian.
bool is_neighbour(std::string_view language, std::string_view scored);

/// Whether a text (valid UTF-8, NFC) holds a word or letter that such a `language` has and that neighbour has not.
bool has_own_word(std::string_view text, std::string_view language, std::string_view scored);

} // namespace undertone::sentiment
