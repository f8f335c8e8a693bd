#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace undertone {

/// Small for a capital letter of ASCII; every other byte stays as it is.
constexpr char lowered(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

inline std::string lowered(std::string_view text) {
    std::string all(text);
    for (char& letter : all)
        letter = lowered(letter);
    return all;
}

/// Equal but for capitals of ASCII.
inline bool equal_letters(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lowered(a) == lowered(b); });
}

/// "billing, french"
inline std::string joined(std::vector<std::string> const& texts, std::string_view separator) {
    std::string all;
    for (auto const& text : texts) {
        if (!all.empty())
            all += separator;
        all += text;
    }
    return all;
}

} // namespace undertone
