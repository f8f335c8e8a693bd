#include "sentiment/normaliser.h"

#include "sentiment/utf8.h"

#include <algorithm>

namespace undertone::sentiment {
namespace {

constexpr std::string_view word_mark = "\u2581";

/// The replacement of every code point of `text` by `map`, one after the other.
std::string mapped(std::string_view text, std::unordered_map<char32_t, std::string> const& map) {
    std::string result;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        auto const found = map.find(point.value);
        result += found != map.end() ? std::string_view(found->second) : text.substr(0, point.bytes);
        text.remove_prefix(point.bytes);
    }
    return result;
}

} // namespace

Normaliser::Normaliser(ModelContent const& content) {
    for (std::size_t i = 0; i < content.norm_key.size(); ++i) {
        std::string value;
        for (auto at = content.norm_offset[i]; at < content.norm_offset[i + 1]; ++at) {
            append_code_point(value, content.norm_value[at]);
        }
        replacement_.emplace(content.norm_key[i], std::move(value));
    }
    std::string_view lines = content.emoji_alias;
    while (!lines.empty()) {
        std::string_view const line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        auto const tab = line.find('\t');
        if (tab == std::string_view::npos || tab == 0 || first_code_point(line).bytes != tab) {
            continue;
        }
        replacement_[first_code_point(line).value] = mapped(line.substr(tab + 1), replacement_);
    }
}

void Normaliser::normalise(std::string_view text, std::string& line) const {
    line.clear();
    bool word = false;
    auto const append = [&](std::string_view part) {
        while (!part.empty()) {
            std::size_t const size = std::min(part.find(' '), part.size());
            if (size == 0) {
                word = false;
                part.remove_prefix(1);
                continue;
            }
            line += word ? std::string_view() : word_mark;
            line += part.substr(0, size);
            word = true;
            part.remove_prefix(size);
        }
    };
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        auto const found = replacement_.find(point.value);
        append(found != replacement_.end() ? std::string_view(found->second) : text.substr(0, point.bytes));
        text.remove_prefix(point.bytes);
    }
}

} // namespace undertone::sentiment
