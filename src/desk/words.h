#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Words by which messages are found. For the files of desk/ alone.
namespace undertone::desk {

/// The words of a text, folded (compatibility forms and case), each once, in order, at most `most`, each of at most 30
/// code points. Chinese, Japanese and Thai, which are written without blanks, are cut into pairs of signs, and the last
/// sign of a run stands alone as well.
std::vector<std::string> words_of(std::string_view text, std::size_t most);

} // namespace undertone::desk
