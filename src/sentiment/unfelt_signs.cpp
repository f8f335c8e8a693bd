#include "sentiment/unfelt_signs.h"

#include "sentiment/disguises.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

struct Range {
    char32_t first, last;
};

/// Things, places, flags, arrows, pointing hands and marks. Not here: faces, hearts, thumbs, clapping, fire, stars,
/// food, knives, alarms, the snail, the rubbish bin and whatever else people say a feeling with.
constexpr std::array<Range, 45> unfelt{
    {{0x2139, 0x2139},   {0x2190, 0x21FF},   {0x231A, 0x231B},   {0x23CF, 0x23CF},   {0x23E9, 0x23FA},
     {0x24C2, 0x24C2},   {0x25AA, 0x25FE},   {0x260E, 0x260E},   {0x2611, 0x2611},   {0x261D, 0x261D},
     {0x267B, 0x267B},   {0x2699, 0x2699},   {0x2702, 0x2702},   {0x2705, 0x2705},   {0x2708, 0x2709},
     {0x270B, 0x270B},   {0x270F, 0x270F},   {0x2712, 0x2712},   {0x2714, 0x2714},   {0x27A1, 0x27A1},
     {0x2934, 0x2935},   {0x2B05, 0x2B07},   {0x2B1B, 0x2B1C},   {0x1F170, 0x1F197}, {0x1F199, 0x1F251},
     {0x1F30D, 0x1F310}, {0x1F3E0, 0x1F3F4}, {0x1F446, 0x1F449}, {0x1F44B, 0x1F44B}, {0x1F454, 0x1F462},
     {0x1F4B0, 0x1F4B7}, {0x1F4BA, 0x1F4C8}, {0x1F4CA, 0x1F4FF}, {0x1F500, 0x1F524}, {0x1F526, 0x1F529},
     {0x1F52C, 0x1F53D}, {0x1F550, 0x1F567}, {0x1F590, 0x1F590}, {0x1F5A5, 0x1F5D0}, {0x1F5D2, 0x1F5FF},
     {0x1F681, 0x1F6A7}, {0x1F6AA, 0x1F6AA}, {0x1F6B2, 0x1F6FC}, {0x1F91A, 0x1F91A}, {0x1F9F0, 0x1F9FF}}};

constexpr char32_t joiner = 0x200D;

bool is_in(std::array<Range, 45> const& ranges, char32_t value) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [value](Range const& range) { return value >= range.first && value <= range.last; });
}

/// Variation selectors, the frame of a key, tones of skin, and the letters of a flag.
bool continues(char32_t value) {
    return value == 0xFE0E || value == 0xFE0F || value == 0x20E3 || (value >= 0x1F3FB && value <= 0x1F3FF) ||
           (value >= 0xE0020 && value <= 0xE007F);
}

bool is_letter_of_flag(char32_t value) {
    return value >= 0x1F1E6 && value <= 0x1F1FF;
}

/// Whether a sign may be part of an emoji without feeling, as its first or behind a joiner ("♀").
bool is_unfelt(char32_t value, bool first) {
    bool const heart = value == 0x2764 || value == 0x1F525;
    bool const sign = !first && value >= 0x2000 && u_isalpha(static_cast<UChar32>(value)) == 0;
    return !heart && (sign || is_in(unfelt, value));
}

/// The emoji that a text begins with, all that is joined to it included.
struct Emoji {
    std::size_t bytes = 0;
    bool unfelt = false;
};

/// Nothing where the text begins with no emoji that could be without feeling.
Emoji emoji_at(std::string_view text) {
    CodePoint const start = first_code_point(text);
    std::size_t bytes = start.bytes;
    if (is_letter_of_flag(start.value)) {
        bool const two = bytes < text.size() && is_letter_of_flag(first_code_point(text.substr(bytes)).value);
        return {two ? 2 * bytes : bytes, true};
    }
    if (!is_unfelt(start.value, true)) {
        return {};
    }
    bool unfelt = true;
    bool joined = false;
    while (bytes < text.size()) {
        char32_t const value = first_code_point(text.substr(bytes)).value;
        if (!joined && value != joiner && !continues(value)) {
            break;
        }
        unfelt = unfelt && (!joined || is_unfelt(value, false));
        joined = value == joiner;
        bytes += first_code_point(text.substr(bytes)).bytes;
    }
    return {bytes, unfelt};
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_word_byte(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The bytes of "**" or "__" at `at` that stands at one end of a word; inside one ("f**k") they hide letters.
std::size_t mark_at(std::string_view text, std::size_t at) {
    char const sign = text[at];
    if ((sign != '*' && sign != '_') || at + 1 == text.size() || text[at + 1] != sign) {
        return 0;
    }
    if (at > 0 && text[at - 1] == sign) {
        return 0; // within a longer run, of which each sign would search the rest
    }
    std::size_t const end = std::min(text.find_first_not_of(sign, at), text.size());
    bool const before = at > 0 && !is_blank(text[at - 1]);
    bool const after = end < text.size() && !is_blank(text[end]);
    bool const inside = at > 0 && is_word_byte(text[at - 1]) && end < text.size() && is_word_byte(text[end]);
    return end - at <= 3 && (before || after) && !inside ? end - at : 0;
}

/// Whether each run of "**" or "__" has a second one: only then are they markup.
bool is_marked(std::string_view text) {
    std::size_t runs = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const bytes = mark_at(text, at);
        runs += bytes > 0 ? 1 : 0;
        at += std::max<std::size_t>(bytes, 1);
    }
    return runs > 0 && runs % 2 == 0;
}

/// The bytes of "- ", "* ", "• " or "## " that a line begins with, or 0.
std::size_t bullet_at(std::string_view line) {
    constexpr std::array<std::string_view, 5> bullets{"- ", "* ", "\u2022 ", "\u2013 ", "\u2014 "};
    for (std::string_view const bullet : bullets) {
        if (line.starts_with(bullet)) {
            return bullet.size();
        }
    }
    std::size_t const marks = std::min(line.find_first_not_of('#'), line.size());
    return marks > 0 && marks <= 6 && marks < line.size() && line[marks] == ' ' ? marks + 1 : 0;
}

/// The bytes of two and more dots or of "…", or 0.
std::size_t dots_at(std::string_view text) {
    constexpr std::string_view ellipsis = "\u2026";
    std::size_t end = 0;
    std::size_t dots = 0;
    while (end < text.size()) {
        bool const three = text.substr(end).starts_with(ellipsis);
        if (!three && text[end] != '.') {
            break;
        }
        end += three ? ellipsis.size() : 1;
        dots += three ? 3 : 1;
    }
    return dots > 1 ? end : 0;
}

/// Does a circle between letters begin `rest`? It hides one ("ク○アプリ").
bool hides_letter(char before, std::string_view rest) {
    CodePoint const point = first_code_point(rest);
    rest.remove_prefix(point.bytes);
    return one_circle(point.value) == hiding_circle && is_word_byte(before) && !rest.empty() &&
           is_word_byte(rest.front());
}

/// One pass over a text.
class Cleaner {
public:
    Cleaner(std::string_view text, std::string& result) : text_(text), marked_(is_marked(text)), result_(result) {}

    void clean() {
        result_.clear();
        for (at_ = 0; at_ < text_.size();) {
            std::string_view const rest = text_.substr(at_);
            char const before = at_ > 0 ? text_[at_ - 1] : '\n';
            std::size_t skipped = before == '\n' ? bullet_at(rest) : 0;
            skipped = skipped == 0 && marked_ ? mark_at(text_, at_) : skipped;
            bool const asked = before == '?' || before == '!';
            std::size_t const dots = skipped == 0 && (asked || is_word_byte(before)) ? dots_at(rest) : 0;
            bool const sign = static_cast<unsigned char>(rest.front()) >= 0xE2 && !hides_letter(before, rest);
            Emoji const emoji = skipped + dots == 0 && sign ? emoji_at(rest) : Emoji();
            result_.append(dots > 0 && !asked ? "." : emoji.unfelt ? " " : "");
            skipped += dots + (emoji.unfelt ? emoji.bytes : 0);
            if (skipped == 0) {
                skipped = std::max<std::size_t>(emoji.bytes, first_code_point(rest).bytes);
                result_.append(rest.substr(0, skipped));
            }
            at_ += skipped;
        }
    }

private:
    std::string_view text_;
    bool marked_;
    std::size_t at_ = 0;
    std::string& result_;
};

struct Emoticon {
    std::string_view typed, drawn;
};

constexpr std::array<Emoticon, 33> emoticons{
    {{":)", "🙂"}, {":-)", "🙂"}, {"=)", "🙂"},   {":))", "😄"}, {";)", "😉"},  {";-)", "😉"},
     {":D", "😄"},    {":-D", "😄"},    {"=D", "😄"},      {"xD", "😆"},  {"XD", "😆"},  {":P", "😛"},
     {":-P", "😛"},   {":*", "😘"},     {"<3", "❤️"}, {"^^", "😊"},  {"^_^", "😊"}, {":')", "🥲"},
     {":(", "🙁"}, {":-(", "🙁"}, {"=(", "🙁"},   {":((", "😢"}, {":/", "😕"},  {":-/", "😕"},
     {":'(", "😢"},   {":'-(", "😢"},   {"</3", "💔"},     {"-_-", "😑"}, {">:(", "😠"}, {"T_T", "😭"},
     {">_<", "😣"},   {":O", "😮"},     {":|", "😐"}}};

} // namespace

void leave_out_unfelt(std::string& text, std::string& space) {
    Cleaner(text, space).clean();
    if (space.size() != text.size() && (content_of(space) == content_of(text) || content_of(text) == Content::words)) {
        std::swap(text, space);
    }
}

void draw_emoticons(std::string& text) {
    std::string drawn;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::size_t const blanks = std::min(rest.find_first_not_of(" \t\r\n"), rest.size());
        rest.remove_prefix(blanks);
        std::string_view const run = rest.substr(0, std::min(rest.find_first_of(" \t\r\n"), rest.size()));
        auto const known =
            std::find_if(emoticons.begin(), emoticons.end(), [run](Emoticon const& one) { return one.typed == run; });
        if (known == emoticons.end() && !run.empty()) {
            return;
        }
        drawn.append(run.empty() ? "" : known->drawn);
        rest.remove_prefix(run.size());
    }
    text = std::move(drawn);
}

} // namespace undertone::sentiment
