#include "sentiment/text.h"

#include "base/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

namespace undertone::sentiment {
namespace {

constexpr std::array emoticons{
    std::string_view(":)"),  std::string_view(":-)"), std::string_view(":("),  std::string_view(":-("),
    std::string_view(";)"),  std::string_view(";-)"), std::string_view(":))"), std::string_view(":(("),
    std::string_view("=)"),  std::string_view("=("),  std::string_view(":/"),  std::string_view(":-/"),
    std::string_view(":'("), std::string_view("<3"),  std::string_view("</3"), std::string_view("^^"),
    std::string_view("^_^"), std::string_view("-_-"), std::string_view(">:("), std::string_view(":D"),
    std::string_view(":-D"), std::string_view(":P"),  std::string_view(":-P"), std::string_view("xD"),
    std::string_view("XD"),  std::string_view("T_T"), std::string_view(">_<"), std::string_view(":O"),
    std::string_view(":|"),  std::string_view(":*"),  std::string_view(":')"), std::string_view(":'-("),
    std::string_view("=D")};

bool is_space(char32_t value) {
    return u_isUWhiteSpace(static_cast<UChar32>(value)) != 0;
}

bool is_letter(char32_t value) {
    return u_isalpha(static_cast<UChar32>(value)) != 0;
}

/// "‼" and "⁉" have a picture of their own and are punctuation all the same.
bool is_double_mark(char32_t value) {
    return value == 0x203C || value == 0x2049;
}

bool is_emoji(char32_t value) {
    if (is_double_mark(value)) {
        return false;
    }
    auto const point = static_cast<UChar32>(value);
    return u_hasBinaryProperty(point, UCHAR_EMOJI_PRESENTATION) != 0 ||
           (value > 0x2000 && value != 0x2122 && u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) != 0);
}

/// Digits from which on a number is an identifier, alone and among letters.
constexpr std::size_t digits_of_number = 5;
constexpr std::size_t digits_of_identifier = 4;

/// What one run of characters between white space consists of.
struct Run {
    std::size_t letters = 0, foreign_letters = 0, capitals = 0, digits = 0, emoji = 0;
};

Run count(std::string_view run) {
    Run result;
    while (!run.empty()) {
        CodePoint const point = first_code_point(run);
        run.remove_prefix(point.bytes);
        if (is_letter(point.value)) {
            ++result.letters;
            result.foreign_letters += point.value >= 0x80 ? 1 : 0;
            result.capitals += point.value >= 'A' && point.value <= 'Z' ? 1 : 0;
        } else if (u_isdigit(static_cast<UChar32>(point.value)) != 0) {
            ++result.digits;
        } else if (is_emoji(point.value)) {
            ++result.emoji;
        }
    }
    return result;
}

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.size() > prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) { return a == lowered(b); });
}

/// "status.shop.example", "shop.com": names of small letters, digits and hyphens between dots; with one dot alone it
/// may be the end of a sentence, so only what nobody begins one with counts.
bool is_domain(std::string_view run) {
    constexpr std::array<std::string_view, 7> known{"com", "net", "org", "info", "eu", "app", "dev"};
    std::size_t dots = 0;
    std::string_view label;
    while (true) {
        label = run.substr(0, run.find('.'));
        bool const named = !label.empty() && std::all_of(label.begin(), label.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
        if (!named) {
            return false;
        }
        if (label.size() == run.size()) {
            break;
        }
        ++dots;
        run.remove_prefix(label.size() + 1);
    }
    bool const lettered = label.size() >= 2 && std::all_of(label.begin(), label.end(), [](char c) { return c >= 'a'; });
    return lettered && (dots > 1 || (dots == 1 && std::find(known.begin(), known.end(), label) != known.end()));
}

/// Where in `run` from `from` on a dot stands between two letters, digits or hyphens, as in names of hosts.
std::size_t find_dot(std::string_view run, std::size_t from) {
    auto const is_named = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c < 0; };
    auto dot = run.find('.', from);
    while (dot != run.npos &&
           (dot == 0 || dot + 1 == run.size() || !is_named(run[dot - 1]) || !is_named(run[dot + 1]))) {
        dot = run.find('.', dot + 1);
    }
    return dot;
}

/// "https://…", "www.…", "name@host.org", "shop.example/path", "status.shop.example".
bool is_link(std::string_view run) {
    if (starts_with(run, "http://") || starts_with(run, "https://") || starts_with(run, "www.") ||
        starts_with(run, "mailto:")) {
        return true;
    }
    if (auto const at = run.find('@'); at != run.npos) {
        return at > 0 && find_dot(run, at) != run.npos;
    }
    auto const slash = run.find('/');
    return (slash != run.npos && find_dot(run, 0) < slash) || is_domain(run);
}

/// A number, an amount, a date, or letters and digits mixed as only an identifier does: "AB-1234", "E17", "9f86d081".
bool is_reference(std::string_view run, Run const& parts) {
    if (parts.digits == 0) {
        return false;
    }
    if (parts.letters == 0) {
        return true;
    }
    return parts.foreign_letters == 0 && (parts.digits >= 3 || parts.letters == parts.capitals || run.front() == '#');
}

/// The bytes at the start of `text` up to white space, or to where letters that are written without spaces begin or
/// end.
std::size_t run_bytes(std::string_view text) {
    std::size_t at = 0;
    bool unspaced = false;
    while (at < text.size()) {
        CodePoint const point = first_code_point(text.substr(at));
        bool const now = is_unspaced(point.value);
        if (is_space(point.value) || (at > 0 && now != unspaced)) {
            break;
        }
        unspaced = now;
        at += point.bytes;
    }
    return at;
}

/// Without the punctuation behind it.
std::string_view without_end_signs(std::string_view run) {
    return run.substr(0, run.find_last_not_of(".,;:!?)\"'>") + 1); // none: npos + 1 is 0
}

/// Calls `take` with each such run, until it returns false.
template <class Take>
void for_each_run(std::string_view text, Take const& take) {
    while (!text.empty()) {
        std::size_t const bytes = run_bytes(text);
        if (bytes == 0) {
            text.remove_prefix(first_code_point(text).bytes);
        } else if (take(text.substr(0, bytes))) {
            text.remove_prefix(bytes);
        } else {
            return;
        }
    }
}

} // namespace

Content content_of(std::string_view text) {
    bool signs = false;
    bool references = false;
    bool words = false;
    for_each_run(text, [&](std::string_view run) {
        Run const parts = count(run);
        bool const emoticon = std::find(emoticons.begin(), emoticons.end(), run) != emoticons.end();
        signs = signs || emoticon || parts.emoji > 0;
        if (!emoticon && (is_link(run) || is_reference(run, parts))) {
            references = true;
        } else if (!emoticon && parts.letters > 0) {
            words = true;
        }
        return !words;
    });
    if (words) {
        return Content::words;
    }
    if (signs) {
        return Content::signs;
    }
    return references ? Content::references : Content::nothing;
}

bool is_unspaced(char32_t letter) {
    struct Block {
        char32_t first, last;
    };
    constexpr std::array blocks{Block{0x0E00, 0x0EFF}, Block{0x1100, 0x11FF}, Block{0x2E80, 0x9FFF},
                                Block{0xA960, 0xA97F}, Block{0xAC00, 0xD7FF}, Block{0xF900, 0xFAFF},
                                Block{0xFE30, 0xFE4F}, Block{0xFF00, 0xFFEF}, Block{0x20000, 0x3FFFF}};
    return std::any_of(blocks.begin(), blocks.end(),
                       [&](Block const& block) { return letter >= block.first && letter <= block.last; });
}

bool ends_unspaced(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0U) == 0x80) {
    }
    return !text.empty() && is_unspaced(first_code_point(text.substr(at)).value);
}

std::size_t link_bytes(std::string_view text) {
    std::string_view const core = without_end_signs(text.substr(0, run_bytes(text)));
    return is_link(core) ? core.size() : 0;
}

std::size_t machine_bytes(std::string_view run) {
    if (std::size_t const link = link_bytes(run); link > 0) {
        return link;
    }
    std::string_view const core = without_end_signs(run);
    Run const parts = count(core);
    bool const number = parts.letters == 0 && parts.digits >= digits_of_number;
    bool const mixed = parts.letters > 0 && parts.foreign_letters == 0 && parts.digits >= digits_of_identifier &&
                       parts.letters <= parts.digits + parts.digits / 2;
    return parts.emoji == 0 && (number || mixed) ? core.size() : 0;
}

void compose(std::string_view text, std::string& result) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Normalizer2 const* const normalizer = icu::Normalizer2::getNFCInstance(status);
    icu::StringPiece const piece(text.data(), static_cast<std::int32_t>(text.size()));
    if (U_FAILURE(status) || normalizer->isNormalizedUTF8(piece, status)) {
        result.assign(text);
        return;
    }
    result.clear();
    icu::StringByteSink<std::string> sink(&result);
    normalizer->normalizeUTF8(0, piece, sink, nullptr, status);
    if (U_FAILURE(status)) {
        result.assign(text);
    }
}

namespace {

using MakeBreaks = icu::BreakIterator* (*)(icu::Locale const&, UErrorCode&);

/// The pieces between the breaks of a valid UTF-8 text, in order; the whole text when ICU fails.
std::vector<std::string_view> pieces_of(std::string_view text, MakeBreaks make) {
    std::vector<std::string_view> result;
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> const breaks(make(icu::Locale::getRoot(), status));
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (U_SUCCESS(status)) {
        breaks->setText(&source, status);
    }
    if (U_FAILURE(status)) {
        result.push_back(text);
    } else {
        std::int32_t start = breaks->first();
        for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE; start = end, end = breaks->next()) {
            result.push_back(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
        }
    }
    utext_close(&source);
    return result;
}

} // namespace

std::size_t count_sentence_ends(std::string_view text) {
    constexpr std::u32string_view ends = U".!?\n\u2026\u3002\uFF01\uFF1F\uFF0E\u061F\u06D4\u0964";
    std::size_t count = 0;
    bool ended = false;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (ends.find(point.value) != ends.npos) {
            ended = true;
        } else if (ended && is_letter(point.value)) {
            ++count;
            ended = false;
        }
    }
    return count;
}

std::vector<std::string_view> sentences_of(std::string_view text, std::size_t most_bytes) {
    std::vector<std::string_view> result;
    for (std::string_view sentence : pieces_of(text, icu::BreakIterator::createSentenceInstance)) {
        while (!sentence.empty()) {
            std::string_view part = cut_utf8(sentence, most_bytes);
            if (part.size() < sentence.size()) {
                auto const blank = part.rfind(' ');
                part = blank != std::string_view::npos && blank > 0 ? part.substr(0, blank) : part;
            }
            result.push_back(part);
            sentence.remove_prefix(part.size());
        }
    }
    return result;
}

std::vector<std::string_view> words_of(std::string_view text) {
    return pieces_of(text, icu::BreakIterator::createWordInstance);
}

} // namespace undertone::sentiment
