#include "store/mapping.h"

#include <algorithm>
#include <charconv>

namespace undertone::store {

std::string text_of(sentiment::Mood const& mood) {
    std::string text;
    for (std::size_t index = 0; index < mood.count; ++index) {
        char digits[32];
        auto const written = std::to_chars(digits, digits + sizeof digits, mood.samples[index].pulse);
        if (index > 0)
            text += ' ';
        text.append(digits, written.ptr);
        if (mood.samples[index].profane)
            text += '!';
    }
    return text;
}

void read_samples(std::string const& text, sentiment::Mood& mood) {
    char const* place = text.data();
    char const* const end = place + text.size();
    while (place < end && mood.count < sentiment::Mood::size) {
        auto& sample = mood.samples[mood.count++];
        place = std::from_chars(place, end, sample.pulse).ptr;
        sample.profane = place < end && *place == '!';
        place += sample.profane ? 2 : 1;
    }
}

std::string lines_of(std::vector<std::string> const& names) {
    std::string lines;
    for (auto const& name : names)
        lines += (lines.empty() ? "" : "\n") + name;
    return lines;
}

std::vector<std::string> names_in(std::string_view lines) {
    std::vector<std::string> names;
    while (!lines.empty()) {
        auto const end = std::min(lines.find('\n'), lines.size());
        names.emplace_back(lines.substr(0, end));
        lines.remove_prefix(std::min(lines.size(), end + 1));
    }
    return names;
}

} // namespace undertone::store
