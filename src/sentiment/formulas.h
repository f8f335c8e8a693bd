#pragma once

#include "sentiment/formula_lists.h"
#include "sentiment/reading.h"

#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

enum class LeftOut {
    nothing,
    formulas, ///< no thanks among them
    thanks,   ///< thanks, with others or alone
    all       ///< the text says nothing else and is as it was
};

/// To be used again: looking then allocates nothing.
struct FormulaWorkspace {
    FormulaWords words;
    std::vector<char> closes;
    std::string rest;
};

/// Takes the greeting off the begin of a text (valid UTF-8, NFC), and thanks, goodbyes and "kind regards" with a name
/// off its end, each where punctuation or the end of a line parts it from the rest: politeness is no feeling, but it
/// turns readings round. A text that is nothing but such formulas, a yes or a no stays as it is.
LeftOut leave_out_formulas(std::string& text, FormulaWorkspace& workspace);

/// Is a text (valid UTF-8, NFC) nothing but formulas, thanks among them, and the name of whoever is thanked?
bool is_thanks_with_name(std::string_view text, FormulaWorkspace& workspace);

/// Takes the words that make a request of a sentence out of a text (valid UTF-8, NFC): "please" says no feeling and is
/// heard as one. False where there are none, or nothing else.
bool leave_out_requests(std::string& text, FormulaWorkspace& workspace);

/// Puts a question mark behind a text (valid UTF-8, NFC) that begins as a question does and ends without any mark.
/// False for others.
bool end_question(std::string& text, FormulaWorkspace& workspace);

/// Takes praise as "bravo" and "congratulations" off the edges of a text (valid UTF-8, NFC) where punctuation parts it
/// from the rest. False where there is none, or nothing else.
bool leave_out_calls(std::string& text, FormulaWorkspace& workspace);

/// Were the thanks that were left out more than politeness, to which the network gives in too easily? `rest` is the
/// reading without them.
bool are_thanks_meant(Reading const& with_thanks, Reading const& rest);

} // namespace undertone::sentiment
