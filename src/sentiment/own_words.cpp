#include "sentiment/own_words.h"

#include "base/text.h"
#include "sentiment/lines.h"
#include "sentiment/mail.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>

namespace undertone::sentiment {
namespace {

constexpr std::string_view fence = "```";
constexpr std::size_t longest_tag = 300;        ///< bytes of "<…>"
constexpr std::size_t longest_snippet = 200;    ///< bytes of `…`
constexpr std::size_t longest_in_brackets = 64; ///< bytes behind a bracket that are looked at for machine text
constexpr std::size_t signature_lines = 12;     ///< what follows "--" and is longer is no signature
constexpr std::size_t separator_signs = 3;      ///< at each end of "---- Forwarded message ----"
constexpr std::size_t code_signs = 4;           ///< from so many on a line may be code
constexpr std::size_t letters_a_code_sign = 6;

/// How mail programs of telephones begin their last line.
constexpr std::array<std::string_view, 24> sent_from{
    "sent from my",     "get outlook for", "gesendet von", "von meinem iphone", "envoyé de mon",   "envoyé depuis",
    "enviado desde mi", "enviado do meu",  "inviato da",   "verzonden vanaf",   "verstuurd vanaf", "skickat från",
    "sendt fra min",    "lähetetty",       "odesláno z",   "odoslané z",        "wysłane z",       "trimis de pe",
    "отправлено с",     "надіслано з",     "στάλθηκε από", "iphoneから送信",    "发自我的",        "從我的"};

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "> what was written before"; ">:(" and ">_<" are faces.
bool is_quoted(std::string_view line) {
    line = trimmed(line);
    return line.starts_with('>') && (line.size() == 1 || line[1] == ' ' || line[1] == '>' || is_ascii_letter(line[1]) ||
                                     static_cast<unsigned char>(line[1]) >= 0x80);
}

/// "On 3 February 2025 at 09:12 the support wrote:", above a quoted line.
bool announces_quote(std::string_view line) {
    line = trimmed(line);
    bool const colon = line.ends_with(':') || line.ends_with("：");
    return colon && std::any_of(line.begin(), line.end(), [](char c) { return (c >= '0' && c <= '9') || c == '@'; });
}

std::size_t leading(std::string_view line, char sign) {
    return std::min(line.find_first_not_of(sign), line.size());
}

/// "-----Original Message-----", "____ Weitergeleitet ____", or ten such signs and nothing else.
bool begins_old_mail(std::string_view line) {
    line = trimmed(line);
    if (line.empty() || (line.front() != '-' && line.front() != '_' && line.front() != '=')) {
        return false;
    }
    char const sign = line.front();
    std::size_t const first = leading(line, sign);
    if (first == line.size()) {
        return first >= 10;
    }
    auto const last = line.size() - 1 - line.find_last_not_of(sign);
    return first >= separator_signs && last >= separator_signs;
}

bool begins_signature(std::string_view line, std::string_view rest) {
    return trimmed(line) == "--" &&
           static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n')) < signature_lines;
}

bool is_sent_from(std::string_view line) {
    line = trimmed(line);
    return std::any_of(sent_from.begin(), sent_from.end(), [&](std::string_view start) {
        return line.size() >= start.size() &&
               std::equal(start.begin(), start.end(), line.begin(), [](char a, char b) { return a == lowered(b); });
    });
}

/// How many signs of the line belong to no sentence: braces, operators, calls, names with dots.
std::size_t count_code_signs(std::string_view line) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        char const before = i > 0 ? line[i - 1] : ' ';
        char const after = i + 1 < line.size() ? line[i + 1] : ' ';
        bool const inside = is_ascii_letter(before) && (is_ascii_letter(after) || after == '_');
        switch (line[i]) {
        case '{':
        case '}':
        case '[':
        case ']':
        case '\\':
        case '|': ++count; break;
        case '=': count += before != ' ' || after != ' ' || line.find(';') != line.npos ? 1U : 0U; break;
        case ';': count += i + 1 == line.size() ? 1U : 0U; break;
        case '_':
        case '.': count += inside ? 1U : 0U; break;
        case ':': count += before == '"' || before == ':' ? 2U : 0U; break;
        case '(': count += is_ascii_letter(before) ? 1U : 0U; break;
        case '<':
        case '>': count += before == '-' || after == '=' ? 1U : 0U; break;
        default: break;
        }
    }
    return count;
}

/// "at com.shop.Basket.add(Basket.java:42)".
bool is_stack_frame(std::string_view line) {
    line = trimmed(line);
    return line.starts_with("at ") && line.ends_with(')') && line.find('.') < line.find('(') &&
           line.find(' ', 3) == std::string_view::npos;
}

bool is_code(std::string_view line) {
    if (is_stack_frame(line)) {
        return true;
    }
    std::size_t const signs = count_code_signs(line);
    auto const letters = static_cast<std::size_t>(std::count_if(
        line.begin(), line.end(), [](char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80; }));
    return signs >= code_signs && letters <= signs * letters_a_code_sign;
}

/// The bytes of the "<b>", "</div>", "<br />" or "<a href=…>" that `text` begins with, or 0; "<I am angry>" is none.
std::size_t tag_at(std::string_view text) {
    std::size_t const name = text.size() > 1 && text[1] == '/' ? 2 : 1;
    if (text.size() <= name || text.front() != '<' || !is_ascii_letter(text[name])) {
        return 0;
    }
    auto const end = text.substr(0, longest_tag).find_first_of("<>", 1);
    if (end == std::string_view::npos || text[end] != '>') {
        return 0;
    }
    std::string_view const inside = text.substr(0, end);
    bool const marked = inside.find(' ') == inside.npos || inside.find('=') != inside.npos || inside.ends_with('/');
    return marked ? end + 1 : 0;
}

/// The bytes of the `snippet` or ```snippet``` that `text` begins with, or 0; words between two marks that stand for
/// apostrophes are none.
std::size_t snippet_at(std::string_view text, char before) {
    auto const closes = text.starts_with(fence) ? text.find(fence, fence.size()) : text.npos;
    if (closes != text.npos) {
        return closes + fence.size();
    }
    if (text.front() != '`' || is_ascii_letter(before)) {
        return 0;
    }
    auto const end = text.substr(0, longest_snippet).find('`', 1);
    if (end == std::string_view::npos) {
        return 0;
    }
    std::string_view const inside = text.substr(1, end - 1);
    return inside.find(' ') == std::string_view::npos || count_code_signs(inside) > 0 ? end + 1 : 0;
}

/// The bytes of machine text that `text` begins with. Behind a bracket only so much is looked at: there may be as many
/// brackets as bytes.
std::size_t machine_text_at(std::string_view text, char before) {
    bool const in_brackets = before == '(' || before == '<';
    if (!is_blank(before) && !in_brackets) {
        return 0;
    }
    auto const run = [&](std::size_t most) {
        return text.substr(0, std::min(text.substr(0, most).find_first_of(" \t\r"), std::min(most, text.size())));
    };
    std::string_view const near = run(in_brackets ? longest_in_brackets : text.size());
    std::size_t const found = machine_bytes(near);
    bool const is_cut = near.size() == longest_in_brackets;
    return found > 0 && is_cut ? machine_bytes(run(text.size())) : found;
}

/// The bytes of a link behind a letter of a script without blanks; such a letter itself begins none, and a text may be
/// made of them.
std::size_t link_behind_unspaced(std::string_view rest) {
    return is_unspaced(first_code_point(rest).value) ? 0 : link_bytes(rest);
}

/// Copies a line without tags, snippets, links and long identifiers; returns whether anything was left out.
bool copy_line(std::string_view line, std::string& result) {
    bool changed = false;
    for (std::size_t at = 0; at < line.size();) {
        char const before = at > 0 ? line[at - 1] : ' ';
        std::size_t skipped = std::max(tag_at(line.substr(at)), snippet_at(line.substr(at), before));
        if (skipped == 0) {
            std::string_view const rest = line.substr(at);
            bool const unspaced = static_cast<unsigned char>(before) >= 0x80 && ends_unspaced(line.substr(0, at));
            skipped = unspaced ? link_behind_unspaced(rest) : machine_text_at(rest, before);
        }
        if (skipped > 0) {
            result.push_back(' ');
            at += skipped;
            changed = true;
        } else {
            result.push_back(line[at++]);
        }
    }
    return changed;
}

/// What the lines of a text belong to, one after the other.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text), one_(text.find('\n') == std::string_view::npos) {}

    bool done() const { return text_.empty(); }

    /// Takes the next line; false when it is not the writer's.
    bool take(std::string_view& line) {
        std::string_view const rest = text_;
        line = take_line(text_);
        if (seen_ && blank_before_ && !trimmed(line).empty() && is_disclaimer(rest)) {
            text_ = {};
            return false;
        }
        blank_before_ = trimmed(line).empty();
        bool const closed = trimmed(line).find(fence, fence.size()) != std::string_view::npos;
        if (trimmed(line).starts_with(fence) && (fenced_ || !closed)) {
            fenced_ = !fenced_;
            return false;
        }
        if (fenced_ || is_code(line)) {
            return false;
        }
        if (one_) {
            return true;
        }
        if (seen_ && (begins_signature(line, text_) || closes_letter(line, text_))) {
            text_ = {};
            return false;
        }
        if (begins_old_mail(line) || begins_mail_head(line, text_)) {
            leave_out_mail(line);
            return false;
        }
        bool const machine = is_quoted(line) || (announces_quote(line) && is_quoted(next_line())) ||
                             (is_sent_from(line) && trimmed(text_).empty());
        seen_ = seen_ || !trimmed(line).empty();
        return !machine;
    }

private:
    /// Below the writer's own words, and below a line that says so and a head, stands another mail. A head or such a
    /// line alone at the top belongs to a form that somebody filled in.
    void leave_out_mail(std::string_view line) {
        bool const is_line = begins_old_mail(line);
        std::string_view rest = text_;
        std::string_view const next = is_line ? take_line(rest) : line;
        if (seen_ || (is_line && begins_mail_head(next, rest))) {
            text_ = {};
        } else if (!is_line) {
            text_.remove_prefix(rest_of_mail_head(text_));
        }
    }

    std::string_view next_line() const {
        std::string_view rest = text_;
        std::string_view line;
        while (!rest.empty() && trimmed(line).empty()) {
            line = take_line(rest);
        }
        return line;
    }

    std::string_view text_;
    bool one_;
    bool fenced_ = false;
    bool seen_ = false;
    bool blank_before_ = false;
};

} // namespace

void own_words(std::string_view text, std::string& result) {
    result.clear();
    bool changed = false;
    for (Lines lines(text); !lines.done();) {
        std::string_view line;
        bool const own = lines.take(line);
        changed = (own ? copy_line(line, result) : true) || changed;
        result.push_back('\n');
    }
    if (!changed) {
        result.assign(text);
    }
}

} // namespace undertone::sentiment
