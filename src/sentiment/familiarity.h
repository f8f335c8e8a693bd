#pragma once

#include "sentiment/model_file.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace undertone::sentiment {

/// 0…1: the share of the letters of a text that stand in words which the vocabulary does not know: words of four
/// letters or more that it can only put together from pieces as rare as chance letters are, by their scores in the
/// unigram model. `ids` are the pieces of the text.
double unknown_share(ModelContent const& content, std::span<std::uint32_t const> ids);

/// 1, or less the more unknown words a text holds than messages of its language usually do: what the confidence in a
/// reading is multiplied by. `language` is that of the reading. In some languages pieces do not tell: they give 1.
double familiarity(double unknown_share, std::string_view language);

} // namespace undertone::sentiment
