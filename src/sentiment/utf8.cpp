#include "sentiment/utf8.h"

namespace undertone::sentiment {
namespace {

struct Lead {
    std::uint8_t length = 0; ///< 0: no lead byte
    std::uint8_t bits = 0;
    unsigned char least = 0x80; ///< of the second byte: shuts out long forms and surrogates
    unsigned char most = 0xBF;
};

Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) {
        return {2, static_cast<std::uint8_t>(byte & 0x1F)};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        Lead lead{3, static_cast<std::uint8_t>(byte & 0x0F)};
        lead.least = byte == 0xE0 ? 0xA0 : 0x80;
        lead.most = byte == 0xED ? 0x9F : 0xBF;
        return lead;
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        Lead lead{4, static_cast<std::uint8_t>(byte & 0x07)};
        lead.least = byte == 0xF0 ? 0x90 : 0x80;
        lead.most = byte == 0xF4 ? 0x8F : 0xBF;
        return lead;
    }
    return {};
}

} // namespace

CodePoint first_code_point(std::string_view text) {
    auto const byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80) {
        return {byte, 1, true};
    }
    Lead const lead = lead_of(byte);
    char32_t value = lead.bits;
    for (std::uint8_t i = 1; i < lead.length; ++i) {
        unsigned char const next = i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
        unsigned char const least = i == 1 ? lead.least : 0x80;
        unsigned char const most = i == 1 ? lead.most : 0xBF;
        if (next < least || next > most) {
            return {replacement_character, i, false};
        }
        value = (value << 6) | (next & 0x3FU);
    }
    if (lead.length == 0) {
        return {replacement_character, 1, false};
    }
    return {value, lead.length, true};
}

void append_code_point(std::string& text, char32_t value) {
    auto const tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
    if (value < 0x80) {
        text += static_cast<char>(value);
    } else if (value < 0x800) {
        text += static_cast<char>(0xC0 | (value >> 6));
        text += tail(value);
    } else if (value < 0x10000) {
        text += static_cast<char>(0xE0 | (value >> 12));
        text += tail(value >> 6);
        text += tail(value);
    } else {
        text += static_cast<char>(0xF0 | (value >> 18));
        text += tail(value >> 12);
        text += tail(value >> 6);
        text += tail(value);
    }
}

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        if (!point.valid) {
            return false;
        }
        text.remove_prefix(point.bytes);
    }
    return true;
}

bool is_plain_text(std::string_view text) {
    return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

void repair_utf8(std::string_view text, std::string& result) {
    result.clear();
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        if (point.valid) {
            result.append(text.data(), point.bytes);
        } else {
            append_code_point(result, replacement_character);
        }
        text.remove_prefix(point.bytes);
    }
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) {
        --bytes;
    }
    return text.substr(0, bytes);
}

} // namespace undertone::sentiment
