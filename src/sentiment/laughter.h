#pragma once

#include <cstddef>
#include <string_view>

namespace undertone::sentiment {

/// How many bytes of a text (valid UTF-8) are laughter before a sentence ("haha", "jajaja", "ㅋㅋ", "555"), with what
/// parts it from the sentence; 0 where it does not begin so, or nothing follows.
std::size_t laughter_before(std::string_view text);

} // namespace undertone::sentiment
