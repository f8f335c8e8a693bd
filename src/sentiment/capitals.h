#pragma once

#include <string>
#include <string_view>

namespace undertone::sentiment {

/// True for a valid UTF-8 text whose letters are capitals but for a few: its words mean what they mean in small
/// letters, only louder.
bool is_shouted(std::string_view text);

/// True for a valid UTF-8 text of several words nearly all of which begin with a capital, Like a Headline.
bool is_titled(std::string_view text);

/// Writes a valid UTF-8 text in small letters as `language` has them (the Turkish "I", the Greek sigma).
void write_small(std::string_view text, std::string_view language, std::string& result);

/// The pulse of a shouted text from that of its words: farther from 50, unless it is neutral. Of two pulses the farther
/// one stays so, so that what moves a shouted text can be told.
double louder(double pulse);

} // namespace undertone::sentiment
