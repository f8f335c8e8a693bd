#include "sentiment/formulas.h"

#include "sentiment/formula_lists.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <unicode/uchar.h>
#include <utility>
#include <vector>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_bytes = 600; ///< at each end of a text that are looked at
constexpr std::size_t most_words_at_end = 48;
constexpr std::size_t most_words = 16;        ///< of a formula
constexpr std::size_t most_name_words = 3;    ///< with a capital
constexpr std::size_t most_small_in_name = 2; ///< "van der" between them
constexpr std::size_t most_name_letters = 20; ///< of each
constexpr std::size_t most_words_of_call = 12;
constexpr std::size_t most_bytes_of_question = 300;
constexpr std::size_t most_bytes_of_thanks = 160;
constexpr std::size_t most_thanks = 1; ///< who thanks more often than this means it
constexpr std::size_t fewest_letters_of_korean = 4;
constexpr char32_t last_with_capitals = 0x52F; ///< of Latin, Greek and Cyrillic

/// The network must be this sure of thanks, and surer than of the rest by so much.
constexpr double sure_of_thanks = 0.96;
constexpr double surer_of_thanks = 0.05;

/// What stands between two words.
struct Gap {
    bool ends_line = false, ends_sentence = false, parts = false;
    std::size_t calls = 0, asks = 0; ///< "!" and "?"

    /// Nobody raises the voice or asks here.
    bool calm() const { return calls <= 1 && asks == 0; }
};

Gap gap_of(std::string_view between) {
    constexpr std::u32string_view ends = U".…。．।";
    Gap gap;
    while (!between.empty()) {
        CodePoint const point = first_code_point(between);
        between.remove_prefix(point.bytes);
        bool const calls = point.value == U'!' || point.value == U'！';
        bool const asks = point.value == U'?' || point.value == U'？' || point.value == U'؟';
        bool const blank = point.value == U' ' || point.value == U'\t' || point.value == 0xA0 || point.value == U'/';
        gap.calls += calls ? 1 : 0;
        gap.asks += asks ? 1 : 0;
        gap.ends_line = gap.ends_line || point.value == U'\n';
        gap.ends_sentence = gap.ends_sentence || calls || asks || ends.find(point.value) != ends.npos;
        gap.parts = gap.parts || !blank;
    }
    gap.ends_sentence = gap.ends_sentence || gap.ends_line;
    return gap;
}

/// The words of a text, or of one end of it.
class Wording {
public:
    Wording(std::string_view text, FormulaWords& words) : text_(text), words_(words) { words.read(text); }

    std::size_t size() const { return words_.size(); }
    FormulaWord const& word(std::size_t number) const { return words_[number]; }
    std::u32string_view letters(std::size_t number) const { return words_.letters(number); }
    bool are_equal(std::size_t one, std::size_t other) const { return words_.letters(one) == words_.letters(other); }

    /// How many words from `from` on, at most `most`, are such a formula.
    std::size_t match(std::size_t from, Formula kind, std::size_t most = most_words) const {
        return FormulaLists::built_in().match(words_, from, most, kind);
    }

    /// What stands before a word, or behind the last.
    std::string_view before(std::size_t number) const {
        std::size_t const from = number == 0 ? 0 : words_[number - 1].end;
        return text_.substr(from, (number == words_.size() ? text_.size() : words_[number].start) - from);
    }
    Gap gap(std::size_t number) const { return gap_of(before(number)); }

    /// Is the word parted from the one before? In scripts without blanks between words a blank does it.
    bool begins_part(std::size_t number) const {
        if (number == 0 || number == size() || gap(number).parts) {
            return true;
        }
        return words_[number - 1].without_blanks && words_[number].without_blanks && !before(number).empty();
    }

    /// Can a formula begin or end here? Words that stand side by side without a blank are no help in Thai and Chinese.
    bool is_seam(std::size_t number) const {
        return number == 0 || number == size() || !before(number).empty() || words_[number].without_blanks ||
               words_[number - 1].without_blanks;
    }

private:
    std::string_view text_;
    FormulaWords const& words_;
};

/// A greeting with whom it greets: "hello team".
std::size_t match_greeting(Wording const& words, std::size_t from) {
    std::size_t const count = words.match(from, Formula::greeting);
    return count == 0 ? 0 : count + words.match(from + count, Formula::address);
}

/// "de" and "von": small words between those of a name.
bool is_small_in_name(std::u32string_view word) {
    constexpr auto small = std::to_array<std::u32string_view>(
        {U"de",  U"da",  U"do",  U"dos", U"das", U"del", U"della", U"di",  U"der", U"den", U"des",
         U"du",  U"la",  U"las", U"le",  U"los", U"van", U"von",   U"vom", U"zu",  U"zum", U"zur",
         U"ten", U"ter", U"af",  U"av",  U"e",   U"i",   U"bin",   U"ibn", U"al",  U"el"});
    return std::find(small.begin(), small.end(), word) != small.end();
}

bool is_name(Wording const& words, std::size_t from) {
    std::size_t const last = words.size();
    if (from == last || last - from > most_name_words + most_small_in_name) {
        return false;
    }
    std::size_t capitals = 0;
    for (std::size_t i = from; i < last; ++i) {
        bool const between = i > from && i + 1 < last && is_small_in_name(words.letters(i));
        if ((!words.word(i).capital && !between) || words.word(i).count > most_name_letters) {
            return false;
        }
        capitals += words.word(i).capital ? 1 : 0;
    }
    bool const fits = capitals <= most_name_words && last - from - capitals <= most_small_in_name;
    return fits && words.gap(last).calls == 0;
}

/// Is all of a text formulas? Thanks that are amplified, called out or said twice are more than that; those that custom
/// amplifies are none where a goodbye or regards follow ("many thanks, bye").
class FormulasAlone {
public:
    explicit FormulasAlone(Wording const& words) : words_(words) {}

    bool are_all() {
        std::size_t at = 0;
        while (at < words_.size() && !(signs_ && has_capitals(at) && is_name(words_, at))) {
            std::size_t const count = count_at(at);
            at += count;
            if (count == 0 || !words_.is_seam(at)) {
                return false;
            }
        }
        return words_.size() > 0 && (!amplified_ || parts_);
    }

private:
    /// How many words from `at` on are the next formula; 0 where there is none, or more than one.
    std::size_t count_at(std::size_t at) {
        std::size_t const greeting = match_greeting(words_, at);
        auto const [kind, count] = longest_at(at);
        if (std::max(greeting, count) == 0) {
            return at > 0 ? joint_at(at) : 0;
        }
        thanked_ = count > greeting && (kind == Formula::thanks || kind == Formula::many);
        thanks_ += thanked_ ? 1 : 0;
        amplified_ = amplified_ || (thanked_ && kind == Formula::many);
        parts_ = parts_ || kind == Formula::closing || kind == Formula::farewell;
        signs_ = signs_ || kind == Formula::closing;
        std::size_t const longest = std::max(greeting, count);
        Gap const gap = words_.gap(at + longest);
        std::size_t const calls = thanked_ && kind == Formula::many ? 0 : 1;
        return thanks_ <= most_thanks && gap.calls <= calls && gap.asks <= 1 ? longest : 0;
    }

    std::pair<Formula, std::size_t> longest_at(std::size_t at) const {
        constexpr std::array kinds{Formula::thanks, Formula::many, Formula::farewell, Formula::answer,
                                   Formula::closing};
        bool const goes_on = thanked_ && !words_.begins_part(at); // "grazie di niente"
        std::pair<Formula, std::size_t> longest{Formula::greeting, 0};
        for (Formula const kind : kinds) {
            std::size_t const count = goes_on && kind == Formula::answer ? 0 : words_.match(at, kind);
            longest = count > longest.second ? std::pair(kind, count) : longest;
        }
        return longest;
    }

    /// In a script without capitals any two words would be a name.
    bool has_capitals(std::size_t at) const { return words_.letters(at).front() <= last_with_capitals; }

    /// "and" between two formulas.
    std::size_t joint_at(std::size_t at) const {
        std::size_t const count = words_.match(at, Formula::joint);
        return at + count < words_.size() && words_.match(at + count, Formula::joint) == 0 ? count : 0;
    }

    Wording const& words_;
    std::size_t thanks_ = 0;
    bool thanked_ = false;   ///< just now
    bool amplified_ = false; ///< by custom
    bool parts_ = false;     ///< there is a goodbye or are regards
    bool signs_ = false;     ///< a name may follow
};

bool is_formulas_alone(Wording const& words) {
    return FormulasAlone(words).are_all();
}

/// Formulas at one end of a text.
struct End {
    std::size_t word = 0; ///< the first behind them, or of them
    bool thanks = false;  ///< are thanks among them?
};

/// The greetings at the begin of the text. Thanks there are a sentence: "Thanks, but" and "Danke, dass" go on.
End find_greeting(Wording const& words) {
    End end;
    while (end.word < words.size()) {
        FormulaWord const& first = words.word(end.word);
        std::size_t count = match_greeting(words, end.word);
        bool const korean = count > 0 && first.hangul && first.count >= fewest_letters_of_korean;
        if (count == 0 || !(words.begins_part(end.word + count) || korean)) {
            count = std::max(words.match(end.word, Formula::thanks), words.match(end.word, Formula::many));
            if (count == 0 || !words.gap(end.word + count).ends_sentence) {
                break;
            }
            end.thanks = true;
        }
        if (!words.gap(end.word + count).calm()) {
            break;
        }
        end.word += count;
    }
    return end;
}

/// Looks for the formulas that end a text, from the last word on.
class EndFinder {
public:
    EndFinder(Wording const& words, std::vector<char>& closes) : words_(words), closes_(closes) {
        closes.assign(words.size() + 1, 0);
        closes[words.size()] = words.gap(words.size()).calm() ? 1 : 0;
    }

    End find() {
        std::size_t const size = words_.size();
        std::size_t const first = size > most_words_at_end ? size - most_words_at_end : 1;
        End end{size, false};
        bool thanks = false;
        for (std::size_t at = size; at-- > first;) {
            auto const kind = formula_at(at);
            bool const custom = kind == Formula::many && !(words_.gap(at).ends_sentence && words_.gap(size).calls == 0);
            closes_[at] = kind && !custom ? 1 : 0;
            thanks = thanks || (closes_[at] != 0 && (kind == Formula::thanks || kind == Formula::many));
            if (closes_[at] != 0 && words_.begins_part(at)) {
                end = {at, thanks};
            }
        }
        return end;
    }

private:
    /// One behind which there are formulas alone.
    std::optional<Formula> formula_at(std::size_t at) const {
        for (Formula const kind : {Formula::thanks, Formula::many, Formula::closing, Formula::farewell}) {
            std::size_t most = words_.size() - at;
            while (std::size_t const count = words_.match(at, kind, most)) {
                if (ends_with(at, at + count, kind)) {
                    return kind;
                }
                most = count - 1;
            }
        }
        std::size_t const left = words_.size() - at;
        bool const signs =
            left >= 2 && left <= most_name_words && words_.match(words_.size() - 1, Formula::signing) == 1;
        return signs ? std::optional(Formula::signing) : std::nullopt;
    }

    bool ends_with(std::size_t at, std::size_t next, Formula kind) const {
        bool const again =
            kind == Formula::thanks && next < words_.size() && words_.are_equal(at, next); // who thanks twice means it
        std::size_t const joint = words_.match(next, Formula::joint, words_.size() - next);
        bool const goes_on = joint > 0 && next + joint < words_.size() && closes_[next + joint] != 0;
        bool const closed = closes_[next] != 0 || goes_on || (kind == Formula::closing && is_name(words_, next));
        return closed && !again && words_.is_seam(next) && words_.gap(next).calm();
    }

    Wording const& words_;
    std::vector<char>& closes_; ///< from here on are formulas alone
};

/// The first byte of the last `most_bytes` of a text.
std::size_t begin_of_last_bytes(std::string_view text) {
    std::size_t at = text.size() > most_bytes ? text.size() - most_bytes : 0;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return at;
}

bool says_something(std::string_view text) {
    Content const kind = content_of(text);
    return kind == Content::words || kind == Content::signs;
}

/// Does the text begin with a large letter and a small one? Only such words are names for sure.
bool is_titled_word(std::string_view text) {
    CodePoint const first = first_code_point(text);
    CodePoint const second = text.size() > first.bytes ? first_code_point(text.substr(first.bytes)) : first;
    return u_isupper(static_cast<UChar32>(first.value)) != 0 && u_islower(static_cast<UChar32>(second.value)) != 0;
}

bool is_formulas_alone(std::string_view text, FormulaWords& words) {
    return text.size() <= most_bytes && is_formulas_alone(Wording(text, words));
}

} // namespace

LeftOut leave_out_formulas(std::string& text, FormulaWorkspace& workspace) {
    std::string_view const whole = text;
    if (is_formulas_alone(whole, workspace.words)) {
        return LeftOut::all;
    }
    Wording const front(cut_utf8(whole, most_bytes), workspace.words);
    End const greeting = find_greeting(front);
    bool const greets = greeting.word > 0 && greeting.word < front.size();
    std::size_t const begin = greets ? front.word(greeting.word).start : 0;
    std::size_t const from = std::max(begin, begin_of_last_bytes(whole));
    Wording const back(whole.substr(from), workspace.words);
    End const closing = EndFinder(back, workspace.closes).find();
    std::size_t end = whole.size();
    if (closing.word < back.size()) {
        std::string_view const before = back.before(closing.word);
        end = from + back.word(closing.word - 1).end + before.substr(0, before.find_first_of(",;:-\n ")).size();
    }
    std::string_view const rest = whole.substr(begin, end - begin);
    if (rest.size() == text.size() || !says_something(rest)) {
        return LeftOut::nothing;
    }
    if (is_formulas_alone(rest, workspace.words)) {
        return LeftOut::all;
    }
    text.erase(end).erase(0, begin);
    bool const thanks = (greets && greeting.thanks) || closing.thanks;
    return thanks ? LeftOut::thanks : LeftOut::formulas;
}

bool is_thanks_with_name(std::string_view text, FormulaWorkspace& workspace) {
    if (text.size() > most_bytes_of_thanks) {
        return false;
    }
    Wording const words(text, workspace.words);
    std::size_t at = match_greeting(words, 0);
    std::size_t const thanks = std::max(words.match(at, Formula::thanks), words.match(at, Formula::many));
    at += thanks;
    bool const named = thanks > 0 && at < words.size() && words.gap(at).parts && is_name(words, at);
    for (std::size_t i = at; named && i < words.size(); ++i) {
        if (!is_titled_word(text.substr(words.word(i).start))) {
            return false;
        }
    }
    return named;
}

bool leave_out_requests(std::string& text, FormulaWorkspace& workspace) {
    if (text.size() > most_bytes) {
        return false; // one word among many
    }
    FormulaWords& words = workspace.words;
    words.read(text);
    workspace.rest.clear();
    std::size_t from = 0;
    for (std::size_t at = 0; at < words.size();) {
        std::size_t const count = FormulaLists::built_in().match(words, at, most_words, Formula::request);
        if (count > 0) {
            workspace.rest.append(text, from, words[at].start - from);
            from = words[at + count - 1].end;
        }
        at += std::max<std::size_t>(count, 1);
    }
    workspace.rest.append(text, from);
    if (from == 0 || !says_something(workspace.rest)) {
        return false;
    }
    text.swap(workspace.rest);
    return true;
}

bool end_question(std::string& text, FormulaWorkspace& workspace) {
    if (text.size() > most_bytes_of_question) {
        return false;
    }
    Wording const words(text, workspace.words);
    if (words.size() == 0) {
        return false;
    }
    auto const last = words.word(words.size() - 1);
    bool const marked = words.before(words.size()).find_first_not_of(" \t\r\n") != std::string::npos ||
                        content_of(std::string_view(text).substr(last.start, last.end - last.start)) == Content::signs;
    if (marked || words.match(0, Formula::question) == 0) {
        return false;
    }
    text.resize(last.end);
    text.push_back('?');
    return true;
}

bool leave_out_calls(std::string& text, FormulaWorkspace& workspace) {
    if (text.size() > most_bytes) {
        return false;
    }
    Wording const words(text, workspace.words);
    std::size_t const size = words.size();
    std::size_t const first = words.match(0, Formula::call);
    bool const opens = first > 0 && first < size && words.begins_part(first);
    std::size_t last = size;
    for (std::size_t at = size - std::min(size, most_words_of_call); at < size && last == size; ++at) {
        bool const closes =
            at > first && words.begins_part(at) && at + words.match(at, Formula::call, size - at) == size;
        last = closes ? at : size;
    }
    if (!opens && last == size) {
        return false;
    }
    std::size_t const begin = opens ? words.word(first).start : 0;
    std::size_t const end = last < size ? words.word(last - 1).end : text.size();
    workspace.rest.assign(text, begin, end - begin);
    if (!says_something(workspace.rest)) {
        return false;
    }
    text.swap(workspace.rest);
    return true;
}

bool are_thanks_meant(Reading const& with_thanks, Reading const& rest) {
    return with_thanks.level > Level::neutral && rest.level > Level::very_negative &&
           with_thanks.confidence >= sure_of_thanks && with_thanks.confidence - rest.confidence >= surer_of_thanks;
}

} // namespace undertone::sentiment
