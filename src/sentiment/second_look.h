#pragma once

#include "sentiment/reading.h"

#include <functional>
#include <string>
#include <string_view>

namespace undertone::sentiment {

/// Reads a part of a message as if it were all of it.
using ReadPart = std::function<Reading(std::string const& part)>;

/// Whether a text holds words of others in quotation marks, or friendly signs ("🙏", "😊", ":)") beside its words.
bool needs_second_look(std::string_view own);

/// The reading of such a text. Friendly signs strengthen what the words say but never turn it: a complaint with "🙏" is
/// a complaint, and a plain request with it is neutral. Words of others that carry the whole reading by themselves are
/// left out of it; scornful ones ("your call is important to us" in a complaint) and strong ones stay.
Reading look_again(std::string const& own, ReadPart const& read);

} // namespace undertone::sentiment
