#pragma once

#include <boost/container/static_vector.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

/// How coarse words are hidden from lists: signs and digits for letters, letters of another script, letters drawn out.
/// For the files of sentiment/ alone.
namespace undertone::sentiment {

/// The letters of one word in small letters; what a longer one has more is left out.
using Letters = boost::container::static_vector<char32_t, 48>;

/// Stands for a letter that is not shown.
constexpr char32_t any_letter = U'*';

/// Stands for one in Japan: "ク○".
constexpr char32_t hiding_circle = U'○';

/// The hiding circle for all signs that look like it, and other characters as they are.
char32_t one_circle(char32_t value);

inline std::u32string_view view(Letters const& letters) {
    return {letters.data(), letters.size()};
}

void append(Letters& word, char32_t letter);

/// The letter without its accents.
char32_t without_accent(char32_t letter);

/// The word with its digits and signs read as letters of its script; nothing when it has none, or too few letters to be
/// a word.
std::optional<Letters> signs_read(std::u32string_view word);

/// A word of Cyrillic and Latin letters, written in those of which it has more.
std::optional<Letters> in_one_script(std::u32string_view word);

/// The word with `any_letter` for each sign within it; nothing where it has none, or shows fewer than two letters.
std::optional<Letters> signs_hidden(std::u32string_view word);

bool has_long_run(std::u32string_view word);

/// Runs of more than `most` of one letter are cut to `most`.
Letters drawn_together(std::u32string_view word, std::size_t most);

/// Has the text (valid UTF-8) a sign or digit behind a letter, as a disguised word has?
bool may_be_disguised(std::string_view text);

} // namespace undertone::sentiment
