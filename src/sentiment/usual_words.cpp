#include "sentiment/usual_words.h"

#include "sentiment/capitals.h"
#include "sentiment/hash.h"
#include "sentiment/letters.h"
#include "sentiment/lines.h"
#include "sentiment/scorer.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t letters_of_beginning = 5;      ///< as in train/usual_words.py
constexpr std::size_t fewest_letters_of_english = 4; ///< "no", "an" and "come" are words of many languages
constexpr std::size_t most_words = 64;
constexpr std::string_view english = "en";

/// A word as far as the lists go: its first letters, small and without marks, as a hash.
struct Beginning {
    std::uint32_t hash = hash_start;
    std::size_t letters = 0; ///< of the whole word
    bool large = false;      ///< begins with a capital

    void add(char32_t letter) {
        large = large || (letters == 0 && u_isupper(static_cast<UChar32>(letter)) != 0);
        if (++letters <= letters_of_beginning) {
            hash = extended(hash, static_cast<std::uint32_t>(plain_letter(letter)));
        }
    }
};

/// Takes the first word off `text`; one of no letters when there is none.
Beginning take_word(std::string_view& text) {
    Beginning word;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        if (u_isalpha(static_cast<UChar32>(point.value)) != 0) {
            word.add(point.value);
        } else if (word.letters > 0) {
            break;
        }
        text.remove_prefix(point.bytes);
    }
    return word;
}

} // namespace

UsualWords const& UsualWords::built_in() {
    static UsualWords const words;
    return words;
}

UsualWords::UsualWords() {
    for (std::string_view const language : supported_languages()) {
        std::string_view list = built_in_usual_words(language);
        Hashes hashes;
        while (!list.empty()) {
            std::string_view line = take_line(list);
            if (!line.empty() && !line.starts_with('#')) {
                hashes.push_back(take_word(line).hash);
            }
        }
        std::sort(hashes.begin(), hashes.end());
        if (!hashes.empty()) {
            beginnings_.emplace(language, std::move(hashes));
        }
    }
}

WordCount UsualWords::count(std::string_view text, std::string_view language) const {
    auto const has = [](Hashes const& list, Beginning const& word) {
        return std::binary_search(list.begin(), list.end(), word.hash);
    };
    Hashes const& own = beginnings_.at(language);
    Hashes const& borrowed = beginnings_.at(english);
    bool const shouted = is_shouted(text);
    WordCount count;
    for (Beginning word = take_word(text); word.letters > 0 && count.words < most_words; word = take_word(text)) {
        if (word.large && !shouted) {
            continue;
        }
        ++count.words;
        bool const is_english = word.letters >= fewest_letters_of_english && has(borrowed, word);
        count.usual += is_english || has(own, word) ? 1 : 0;
    }
    return count;
}

} // namespace undertone::sentiment
