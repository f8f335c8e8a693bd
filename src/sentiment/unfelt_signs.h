#pragma once

#include <string>

namespace undertone::sentiment {

/// Leaves out of a valid UTF-8 text the signs that tell no feeling but that the network takes for one: emoji of things,
/// flags, arrows and pointing hands, marks of markup ("**", "- ", "# "); three dots become a full stop. Names
/// that are called ("@support") stay: they tell the network that it reads a public post. A text of such emoji alone
/// stays as it is. `space` is written over.
void leave_out_unfelt(std::string& text, std::string& space);

/// Writes a text that consists of emoticons alone, which the network does not know, with the emoji of the same meaning.
void draw_emoticons(std::string& text);

} // namespace undertone::sentiment
