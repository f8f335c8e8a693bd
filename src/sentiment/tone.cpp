#include "sentiment/tone.h"

#include "sentiment/level.h"
#include "sentiment/utf8.h"

#include <cstddef>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t drawn_letters = 3; ///< as many as `write_plain` leaves

/// What a reading with exclamation marks must reach to turn one without. Of 179 complaints that one mark made positive
/// 160 stay below the first, of 118 words of praise that are read so only with their marks 91 reach it.
constexpr double strong_praise = 82;
constexpr double praise_of_the_calm = 73; ///< where the words alone tell no feeling, with one mark
constexpr double praise_in_calls = 86;    ///< and with several
constexpr double strong_complaint = 18;
constexpr double complaint_of_the_calm = 27;

bool is_call(char32_t value) {
    return value == U'!' || value == U'！' || value == 0x203C || value == 0x2757 || value == 0x2755;
}

/// A letter that is drawn out to be heard: of an alphabet, not of "哈哈哈" or "555".
bool is_drawable(char32_t value) {
    UErrorCode status = U_ZERO_ERROR;
    auto const script = uscript_getScript(static_cast<UChar32>(value), &status);
    return u_isalpha(static_cast<UChar32>(value)) != 0 && script != USCRIPT_HANGUL &&
           uscript_breaksBetweenLetters(script) == 0;
}

/// Equal letters side by side, at the front of a text that is not empty.
struct Run {
    std::size_t letters = 0, bytes = 0;
    std::size_t first = 0; ///< bytes of the first letter

    explicit Run(std::string_view text) {
        auto const small = [](char32_t value) { return u_foldCase(static_cast<UChar32>(value), U_FOLD_CASE_DEFAULT); };
        CodePoint const begin = first_code_point(text);
        first = begin.bytes;
        while (bytes < text.size()) {
            CodePoint const point = first_code_point(text.substr(bytes));
            if (small(point.value) != small(begin.value)) {
                break;
            }
            ++letters;
            bytes += point.bytes;
        }
    }

    bool is_drawn() const { return letters >= drawn_letters; }
};

/// Most texts have none.
bool has_drawn_letters(std::string_view text) {
    while (!text.empty()) {
        Run const run(text);
        if (run.is_drawn() && is_drawable(first_code_point(text).value)) {
            return true;
        }
        text.remove_prefix(run.bytes);
    }
    return false;
}

/// The word with `kept` letters of each run that is drawn out.
std::string cut(std::string_view word, std::size_t kept) {
    std::string result;
    while (!word.empty()) {
        Run const run(word);
        for (std::size_t i = 0; i < kept && run.is_drawn(); ++i) {
            result += word.substr(0, run.first);
        }
        result += run.is_drawn() ? std::string_view() : word.substr(0, run.bytes);
        word.remove_prefix(run.bytes);
    }
    return result;
}

/// The bytes of the word of an alphabet at the front of the text.
std::size_t word_bytes(std::string_view text) {
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        CodePoint const point = first_code_point(text.substr(bytes));
        if (!is_drawable(point.value)) {
            break;
        }
        bytes += point.bytes;
    }
    return bytes;
}

/// A full stop behind the last sign, unless it ends a sentence already.
void end_sentence(std::string& text) {
    std::size_t const last = text.find_last_not_of(" \n\t");
    if (last != std::string::npos && std::string_view(".?:;").find(text[last]) == std::string_view::npos) {
        text.insert(last + 1, ".");
    }
}

/// How often the text calls: its runs of exclamation marks count each mark.
std::size_t count_calls(std::string_view text) {
    std::size_t calls = 0;
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        calls += is_call(point.value) ? 1 : 0;
    }
    return calls;
}

} // namespace

bool write_short(std::string_view text, WordScore const& score, std::string& result) {
    if (!has_drawn_letters(text)) {
        return false;
    }
    result.clear();
    while (!text.empty()) {
        std::size_t const bytes = word_bytes(text);
        std::string_view const word = text.substr(0, bytes);
        std::string const once = cut(word, 1);
        std::string const twice = cut(word, 2);
        result += once == twice || score(once) >= score(twice) ? once : twice;
        text.remove_prefix(bytes);
        if (!text.empty()) {
            std::size_t const sign = first_code_point(text).bytes;
            result += text.substr(0, sign);
            text.remove_prefix(sign);
        }
    }
    return true;
}

bool write_calm(std::string_view text, std::string& result) {
    result.clear();
    bool any = false;
    bool called = false; // a mark stands before what comes
    while (!text.empty()) {
        CodePoint const point = first_code_point(text);
        std::string_view const bytes = text.substr(0, point.bytes);
        text.remove_prefix(point.bytes);
        if (is_call(point.value)) {
            any = called = true;
            continue;
        }
        bool const goes_on = u_isalnum(static_cast<UChar32>(point.value)) != 0;
        if (called && goes_on) {
            end_sentence(result);
        }
        called = called && !goes_on;
        result += bytes;
    }
    return any;
}

Reading const& heard(Reading const& called, Reading const& calm, std::string_view text) {
    Zone const with = zone_of(called.level);
    Zone const without = zone_of(calm.level);
    if (with == without) {
        return called;
    }
    bool const once = count_calls(text) == 1;
    if (with == Zone::positive) {
        double const least = without == Zone::negative ? strong_praise : once ? praise_of_the_calm : praise_in_calls;
        return called.pulse >= least ? called : calm;
    }
    if (with == Zone::negative && without == Zone::positive) {
        return called.pulse <= strong_complaint ? called : calm;
    }
    if (with == Zone::negative) {
        return !once || called.pulse <= complaint_of_the_calm ? called : calm;
    }
    return calm;
}

} // namespace undertone::sentiment
