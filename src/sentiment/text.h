#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// What there is to read in a text.
enum class Content {
    nothing,    ///< empty, or white space and punctuation alone
    references, ///< ids, numbers and links alone: neutral, and no place in the window
    signs,      ///< emoji or emoticons without words: a feeling without a language
    words
};

/// `text` must be valid UTF-8.
Content content_of(std::string_view text);

/// True for letters and signs of Chinese, Japanese, Korean and Thai: no blank need stand between them and an address.
bool is_unspaced(char32_t letter);

/// True when the last letter of a valid UTF-8 text is such a one.
bool ends_unspaced(std::string_view text);

/// The bytes at the start of a text that are a link or an address, or 0.
std::size_t link_bytes(std::string_view text);

/// The bytes at the start of a run of characters without white space that are a link, an address or a long identifier
/// ("9f86d081", "#AB-12345", a card or telephone number), or 0; what follows them is punctuation.
std::size_t machine_bytes(std::string_view run);

/// Writes the text in Unicode normal form C; `text` must be valid UTF-8.
void compose(std::string_view text, std::string& result);

/// How many runs of signs that may end a sentence a valid UTF-8 text holds before its last letter.
std::size_t count_sentence_ends(std::string_view text);

/// The sentences of a valid UTF-8 text, in order and together the whole text; none is longer than `most_bytes`.
std::vector<std::string_view> sentences_of(std::string_view text, std::size_t most_bytes);

/// The words of a valid UTF-8 text and what stands between them, in order and together the whole text: by the rules of
/// Unicode (UAX 29) and ICU's dictionaries for scripts without spaces.
std::vector<std::string_view> words_of(std::string_view text);

} // namespace undertone::sentiment
