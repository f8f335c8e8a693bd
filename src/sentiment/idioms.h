#pragma once

#include "sentiment/formula_lists.h"
#include "sentiment/reading.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace undertone::sentiment {

/// Words that mean together what they do not say one by one.
struct Idiom {
    Level level;
    std::size_t start, end; ///< bytes of the text
    bool alone = false;     ///< a word that is all of the text
    bool ends = false;      ///< the last sentence says it and nothing else
    bool turned = false;    ///< "but" follows, and a few words
    bool asked = false;     ///< stands in a question that says more than it

    /// Did the network hear what it means?
    bool agrees(Level read) const;

    /// Is it asked whether it is so, where the network heard no feeling, or is praise taken back by what follows? Then
    /// the network knows better.
    bool is_left_open(Level read) const;

    /// Does what stands around it say the opposite? Who ends on an insult or a complaint has not meant the praise
    /// before.
    bool is_denied_by(Reading const& rest) const;

    /// Makes it the reading.
    void tell(Reading& reading) const;
};

/// The last idiom of a text (valid UTF-8, NFC) by one of `lists`, as "it could not have gone better" is one, or the
/// word of praise or complaint that is all of it or, of complaint, of its last sentence. Allocates nothing once `words`
/// was used for a text as long.
std::optional<Idiom> find_idiom(std::string_view text, FormulaWords& words, FormulaListSet lists = every_list);

/// Is all of a text (valid UTF-8, NFC) one idiom or word of the lists? Then it is in one of their languages.
bool is_saying(std::string_view text, FormulaWords& words);

} // namespace undertone::sentiment
