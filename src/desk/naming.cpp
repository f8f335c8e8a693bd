#include "desk/naming.h"

#include "desk/core.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace undertone::desk {
namespace {

constexpr std::size_t longest_name = 100;

bool is_control(char32_t sign) {
    return sign < U' ' || (sign >= 0x7f && sign <= 0x9f) || sign == 0x2028 || sign == 0x2029;
}

/// Behind one of these, "gpj.exe" reads "exe.jpg".
bool is_turning(char32_t sign) {
    return (sign >= 0x202a && sign <= 0x202e) || (sign >= 0x2066 && sign <= 0x2069);
}

bool is_invisible(char32_t sign) {
    return u_hasBinaryProperty(static_cast<UChar32>(sign), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

/// White space and signs without ink, which a reader cannot tell from it.
bool is_blank(char32_t sign) {
    constexpr char32_t braille_blank = 0x2800;
    return sign == braille_blank || is_invisible(sign) || u_isUWhiteSpace(static_cast<UChar32>(sign)) != 0;
}

/// The text in normal form C without its invisible signs: what is equal here looks the same.
std::string visible(std::string_view text) {
    std::string signs;
    while (!text.empty()) {
        auto const next = sentiment::first_code_point(text);
        if (!is_invisible(next.value))
            signs += text.substr(0, next.bytes);
        text.remove_prefix(next.bytes);
    }
    std::string composed;
    sentiment::compose(signs, composed);
    return composed;
}

std::size_t blank_bytes(std::string_view text) {
    auto const next = sentiment::first_code_point(text);
    return u_isUWhiteSpace(static_cast<UChar32>(next.value)) != 0 ? next.bytes : 0;
}

/// Where the last code point of a text that is not empty begins.
std::size_t last_begin(std::string_view text) {
    auto place = text.size() - 1;
    while (place > 0 && (static_cast<unsigned char>(text[place]) & 0xc0) == 0x80)
        --place;
    return place;
}

} // namespace

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && blank_bytes(text) > 0)
        text.remove_prefix(blank_bytes(text));
    while (!text.empty() && blank_bytes(text.substr(last_begin(text))) > 0)
        text = text.substr(0, last_begin(text));
    return std::string(text);
}

std::string_view wrong_in_signs(std::string_view text) {
    if (text.empty())
        return "must not be empty";
    bool is_seen = false;
    while (!text.empty()) {
        auto const next = sentiment::first_code_point(text);
        if (!next.valid)
            return "must be UTF-8";
        if (is_control(next.value))
            return "must not have control characters";
        if (is_turning(next.value))
            return "must not have signs that turn the direction of letters";
        is_seen = is_seen || !is_blank(next.value);
        text.remove_prefix(next.bytes);
    }
    return is_seen ? std::string_view() : "must have a sign that can be seen";
}

std::string_view wrong_in_line(std::string_view line) {
    if (!line.empty() && (line.front() == ' ' || line.back() == ' '))
        return "must not begin or end with a space";
    return wrong_in_signs(line);
}

std::string_view wrong_in_name(std::string_view name) {
    return count_characters(name) > longest_name ? "must have at most 100 characters" : wrong_in_line(name);
}

std::string_view wrong_in_channel(std::string_view name) {
    return name.size() > 40 || !wrong_in_name(name).empty() ? "must be the name of a channel, at most 40 bytes"
                                                            : std::string_view();
}

bool stands_alone(std::string_view name) {
    return name != "." && name != ".." && name != "-";
}

bool is_like_another(std::vector<types::Reference> const& present, std::string_view name, std::string_view own) {
    auto const wanted = visible(name);
    return std::any_of(present.begin(), present.end(),
                       [&](auto const& each) { return each.id != own && visible(each.name) == wanted; });
}

} // namespace undertone::desk
