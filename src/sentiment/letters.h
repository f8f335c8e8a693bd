#pragma once

namespace undertone::sentiment {

/// Accents and vowel points that many people leave out; the vowel signs of Hindi and Thai are none.
bool is_accent(char32_t letter);

/// The small letter without its accent ("É" → "e", "ł" → "l").
char32_t plain_letter(char32_t letter);

} // namespace undertone::sentiment
