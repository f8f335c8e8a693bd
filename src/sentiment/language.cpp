#include "sentiment/language.h"

#include "base/text.h"
#include "sentiment/hash.h"
#include "sentiment/neighbours.h"
#include "sentiment/scorer.h"
#include "sentiment/script.h"
#include "sentiment/usual_words.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <cmath>
#include <limits>
#include <numeric>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_code_points = 2000;
constexpr std::size_t longest_group = 4;

/// Letters below which nobody can tell that a text lies outside the 41 languages.
constexpr std::size_t letters_to_reject = 8;
constexpr std::size_t letters_to_reject_cyrillic = 16; ///< "одлична услуга" is Serbian and Macedonian
/// How likely all languages outside the 41 must be together.
constexpr double probability_to_reject = 0.5;

/// A second opinion counts when the text has so many letters and it is about so much of them. Of a language that the
/// linear model has learnt it is believed when that model finds the others at least so likely; of another one, unless
/// that model is so sure of one of the 41.
constexpr std::size_t letters_for_second = 12;

/// Short words of chat ("aha", "super", "uf") look to CLD2 like Kinyarwanda, Ganda or Chichewa.
constexpr std::size_t letters_for_seen_in_chat = 40;
bool is_seen_in_chat(std::string_view code) {
    return code == "rw" || code == "lg" || code == "ny";
}

/// "x", "ok" and "no" are written everywhere: in scripts of many languages fewer letters say nothing.
constexpr std::size_t letters_that_tell = 3;
constexpr int percent_for_second = 80;
constexpr double probability_to_believe = 0.003;
constexpr double probability_to_keep = 0.98;
constexpr double probability_to_name = 0.01; ///< of other languages that a text may be in

/// A text of so many words, of which fewer are usual in the likeliest language, is taken for one outside the 41 unless
/// the linear model is as sure as this: 12 of 100 texts in other languages, and 0.06 in the 41
/// (docs/model-card.md).
constexpr std::size_t words_that_tell = 6;
constexpr std::size_t words_that_tell_against_earlier = 8;
constexpr double least_usual = 0.4;
constexpr double probability_without_usual = 0.9;
constexpr auto latin_alone = static_cast<std::uint16_t>(Script::latin);

/// What the language of the earlier messages gains (logit), and the letters above which the text itself counts for
/// more.
constexpr double earlier_gain = 3;
constexpr double letters_to_tell = 16;

constexpr double no_logit = std::numeric_limits<double>::lowest();

constexpr std::array<std::string_view, 41> supported{
    "ar", "bg", "ca", "zh-HK",   "zh-Hans", "zh-Hant", "hr", "cs", "da", "nl", "en", "et", "fi", "fr",
    "de", "el", "he", "hi",      "hu",      "id",      "it", "ja", "ko", "lv", "lt", "ms", "nb", "pl",
    "pt", "ro", "ru", "sr-Cyrl", "sr-Latn", "sk",      "sl", "es", "sv", "th", "tr", "uk", "vi"};

struct Alias {
    std::string_view code, stands_for;
};

constexpr std::array aliases{Alias{"zh", "zh-Hans"},    Alias{"zh-cn", "zh-Hans"}, Alias{"zh-sg", "zh-Hans"},
                             Alias{"zh-tw", "zh-Hant"}, Alias{"zh-mo", "zh-HK"},   Alias{"zh-hant-hk", "zh-HK"},
                             Alias{"yue", "zh-HK"},     Alias{"no", "nb"},         Alias{"nn", "nb"},
                             Alias{"sr", "sr-Cyrl"},    Alias{"sh", "sr-Latn"},    Alias{"sr-me", "sr-Latn"},
                             Alias{"iw", "he"},         Alias{"jw", "jv"},         Alias{"in", "id"},
                             Alias{"zsm", "ms"}};

/// The code of the 41 that equals `code` but for capitals, or that it is another name of; else empty.
std::string_view exact(std::string_view code) {
    for (std::string_view const known : supported) {
        if (equal_letters(known, code)) {
            return known;
        }
    }
    for (Alias const& alias : aliases) {
        if (equal_letters(alias.code, code)) {
            return alias.stands_for;
        }
    }
    return {};
}

bool is_word_part(UChar32 point) {
    return (U_GET_GC_MASK(point) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

/// What CLD2 says of a text, when it is sure.
struct SecondOpinion {
    std::string code;
    bool sure = false;
};

SecondOpinion second_opinion(std::string_view text) {
    CLD2::Language languages[3];
    int percents[3];
    int bytes = 0;
    bool reliable = false;
    CLD2::CLDHints const hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    double scores[3];
    CLD2::Language const found =
        CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents,
                                       scores, nullptr, &bytes, &reliable);
    bool const known = found != CLD2::UNKNOWN_LANGUAGE && found != CLD2::TG_UNKNOWN_LANGUAGE;
    return {canonical_language(CLD2::LanguageCode(found)),
            known && reliable && languages[0] == found && percents[0] >= percent_for_second};
}

/// True for what CLD2 and the 41 call by different names or cannot tell apart.
bool near_supported(std::string_view code) {
    return canonical_language(code) == "bs" || is_supported(canonical_language(code));
}

/// True for a text that is taken for one outside the 41 although all its words are of the scored neighbour too.
bool is_plain_neighbour(std::string_view text, std::string_view outside, std::string_view scored) {
    return is_neighbour(outside, scored) && !has_own_word(text, outside, scored);
}

/// Takes a text in Latin letters that the linear model gives to one of the 41 for one outside them when hardly one of
/// its words is usual there, nor in a language of other letters that it may be typed without: the model has not learnt
/// most of the languages there are.
void look_for_usual_words(std::string_view text, std::string_view earlier, Guess& guess) {
    auto const& usual = UsualWords::built_in();
    auto const is_missing_in = [&](std::string_view language) {
        WordCount const count = usual.count(text, language);
        return count.words >= (language == earlier ? words_that_tell_against_earlier : words_that_tell) &&
               static_cast<double>(count.usual) <= least_usual * static_cast<double>(count.words);
    };
    auto const may_stay = [&](std::string_view language) {
        return usual.knows(language) && scripts_of(language) != latin_alone && !is_missing_in(language);
    };
    if (guess.probability < probability_without_usual && usual.knows(guess.code) && is_missing_in(guess.code) &&
        std::none_of(guess.maybe.begin(), guess.maybe.end(), may_stay)) {
        guess.outside = true;
        guess.code = "und";
    }
}

} // namespace

std::span<std::string_view const> supported_languages() {
    return supported;
}

bool is_supported(std::string_view code) {
    return std::find(supported.begin(), supported.end(), code) != supported.end();
}

bool is_language_tag(std::string_view stated) {
    constexpr std::size_t longest_part = 8;
    bool first = true;
    while (first || !stated.empty()) {
        std::string_view const part = stated.substr(0, stated.find_first_of("-_"));
        bool const letters = std::all_of(part.begin(), part.end(), [&](unsigned char c) {
            return c < 0x80 && (first ? std::isalpha(c) : std::isalnum(c)) != 0;
        });
        if (!letters || part.empty() || part.size() > longest_part || (first && (part.size() < 2 || part.size() > 3))) {
            return false;
        }
        stated.remove_prefix(std::min(stated.size(), part.size() + 1));
        first = false;
    }
    return true;
}

std::string canonical_language(std::string_view stated) {
    std::string code(stated);
    std::replace(code.begin(), code.end(), '_', '-');
    for (std::string_view part = code; !part.empty();) {
        if (auto const known = exact(part); !known.empty()) {
            return std::string(known);
        }
        auto const hyphen = part.rfind('-');
        part = hyphen == std::string_view::npos ? std::string_view() : part.substr(0, hyphen);
    }
    return code;
}

std::string canonical_language(std::string_view stated, std::string_view text) {
    std::string code = canonical_language(stated);
    constexpr std::string_view named = "sr-Cyrl";
    bool const names_script =
        stated.size() >= named.size() && equal_letters(stated.substr(3, 4), named.substr(3)); // also "sr_cyrl-RS"
    if (code == named && !names_script && count_scripts(text, most_code_points).main == Script::latin) {
        code = "sr-Latn";
    }
    return code;
}

LanguageIdentifier::LanguageIdentifier(ModelContent const& content) : content_(&content) {
    for (std::string const& language : content.languages) {
        languages_.push_back({scripts_of(language), is_supported(language)});
    }
}

/// Adds the weights of what `hash` stands for.
void LanguageIdentifier::add_feature(std::uint32_t hash, Workspace& workspace) const {
    std::size_t const languages = workspace.totals.size();
    auto const* const weights =
        content_->language_weight.data() + (hash & (content_->language_buckets - 1)) * languages;
    for (std::size_t i = 0; i < languages; ++i) {
        workspace.totals[i] += weights[i];
    }
    ++workspace.features;
}

/// Adds every group of 1 to 4 code points of the word, and a longer word as a whole.
void LanguageIdentifier::add_word(Workspace& workspace) const {
    auto const extend = [](std::uint32_t hash, char byte) { return extended(hash, static_cast<unsigned char>(byte)); };
    std::size_t const count = workspace.offsets.size() - 1;
    for (std::size_t first = 0; first < count; ++first) {
        std::uint32_t hash = hash_start;
        for (std::size_t last = first; last < std::min(count, first + longest_group); ++last) {
            for (auto at = workspace.offsets[last]; at < workspace.offsets[last + 1]; ++at) {
                hash = extend(hash, workspace.word[at]);
            }
            if (last != first || workspace.word[workspace.offsets[first]] != '_') {
                add_feature(hash, workspace);
            }
        }
    }
    if (count > longest_group) {
        add_feature(std::accumulate(workspace.word.begin(), workspace.word.end(), hash_start, extend), workspace);
    }
}

bool LanguageIdentifier::measure(std::string_view text, Workspace& workspace) const {
    workspace.totals.assign(content_->languages.size(), 0);
    workspace.features = 0;
    std::string letter;
    auto const add_code_point = [&](char32_t value) {
        letter.clear();
        append_code_point(letter, value);
        workspace.word.insert(workspace.word.end(), letter.begin(), letter.end());
        workspace.offsets.push_back(static_cast<std::uint32_t>(workspace.word.size()));
    };
    auto const open = [&] {
        workspace.word.clear();
        workspace.offsets.assign(1, 0);
        add_code_point(U'_');
    };
    auto const close = [&] {
        if (workspace.offsets.size() > 2) {
            add_code_point(U'_');
            add_word(workspace);
        }
    };
    open();
    for (std::size_t count = 0; count < most_code_points && !text.empty(); ++count) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (is_word_part(static_cast<UChar32>(point.value))) {
            add_code_point(static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))));
        } else {
            close();
            open();
        }
    }
    close();
    if (workspace.features == 0) {
        return false;
    }
    workspace.logits.resize(workspace.totals.size());
    for (std::size_t i = 0; i < workspace.totals.size(); ++i) {
        double const mean = static_cast<double>(workspace.totals[i]) / static_cast<double>(workspace.features);
        workspace.logits[i] =
            static_cast<double>(content_->language_bias[i]) + mean * static_cast<double>(content_->language_scale);
    }
    return true;
}

void LanguageIdentifier::favour(std::string_view language, std::size_t letters, Workspace& workspace) const {
    auto const found = std::find(content_->languages.begin(), content_->languages.end(), language);
    if (found != content_->languages.end()) {
        double const share = std::min(1.0, letters_to_tell / static_cast<double>(letters));
        workspace.logits[static_cast<std::size_t>(found - content_->languages.begin())] += earlier_gain * share;
    }
}

/// Turns the logits into probabilities among the languages that the script allows; the others get 0.
LanguageIdentifier::Likely LanguageIdentifier::weigh(std::uint16_t allowed, Workspace& workspace) const {
    auto& shares = workspace.logits;
    Likely likely;
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        auto& best = languages_[i].scored ? likely.scored : likely.other;
        if ((languages_[i].scripts & allowed) != 0 && (!best || shares[i] > shares[*best])) {
            best = i;
        }
    }
    if (!likely.scored && !likely.other) {
        return likely;
    }
    double const most =
        std::max(likely.scored ? shares[*likely.scored] : no_logit, likely.other ? shares[*likely.other] : no_logit);
    double total = 0;
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        shares[i] = (languages_[i].scripts & allowed) != 0 ? std::exp(shares[i] - most) : 0;
        total += shares[i];
    }
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        shares[i] /= total;
        likely.outside += languages_[i].scored ? 0 : shares[i];
        likely.english += content_->languages[i] == "en" ? shares[i] : 0;
    }
    return likely;
}

void LanguageIdentifier::name_others(Workspace const& workspace, Guess& guess) const {
    auto const& shares = workspace.logits;
    std::array<double, std::tuple_size_v<decltype(guess.maybe)>> named{};
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        auto const place = std::find_if(named.begin(), named.end(), [&](double share) { return share < shares[i]; });
        if (languages_[i].scored && shares[i] >= probability_to_name && content_->languages[i] != guess.code &&
            place != named.end()) {
            auto const at = place - named.begin();
            std::shift_right(place, named.end(), 1);
            std::shift_right(guess.maybe.begin() + at, guess.maybe.end(), 1);
            *place = shares[i];
            guess.maybe[static_cast<std::size_t>(at)] = content_->languages[i];
        }
    }
}

/// Asks whether a text that the linear model takes for one of the 41 lies outside them after all. CLD2 knows no
/// language in a script that is not its own, so it is not asked about one.
void LanguageIdentifier::hear_second_opinion(std::string_view text, std::size_t letters, double outside,
                                             Guess& guess) const {
    if (outside < probability_to_believe && guess.probability >= probability_to_keep) {
        return;
    }
    SecondOpinion const second = second_opinion(text);
    auto const& learnt = content_->languages;
    bool const known = std::find(learnt.begin(), learnt.end(), second.code) != learnt.end();
    if (is_seen_in_chat(second.code) && letters < letters_for_seen_in_chat) {
        return;
    }
    if (second.sure && !near_supported(second.code) && !is_plain_neighbour(text, second.code, guess.code) &&
        (known ? outside >= probability_to_believe : guess.probability < probability_to_keep)) {
        guess.code = second.code;
        guess.outside = true;
    }
}

Guess LanguageIdentifier::identify(std::string_view text, Workspace& workspace, std::string_view earlier) const {
    Guess guess;
    ScriptCount const script = count_scripts(text, most_code_points);
    if (script.letters == 0) {
        return guess;
    }
    if (script.main == Script::other) {
        guess.outside = !script.outside.empty();
        guess.code = guess.outside ? script.outside : "und";
        return guess;
    }
    if (script.letters < letters_that_tell && (script.main == Script::latin || script.main == Script::cyrillic)) {
        guess.code = is_supported(earlier) ? earlier : "und";
        return guess;
    }
    if (!measure(text, workspace)) {
        return guess;
    }
    favour(earlier, script.letters, workspace);
    Likely const likely = weigh(script.allowed, workspace);
    bool const goes_on = likely.other && content_->languages[*likely.other] == earlier;
    std::size_t const enough = script.main == Script::cyrillic ? letters_to_reject_cyrillic : letters_to_reject;
    bool const taken_for_outside = likely.outside >= probability_to_reject && (goes_on || script.letters >= enough);
    std::string_view const nearest = likely.scored ? content_->languages[*likely.scored] : std::string_view();
    bool const is_neighbour =
        !goes_on && likely.other && is_plain_neighbour(text, content_->languages[*likely.other], nearest);
    guess.outside = taken_for_outside && !is_neighbour;
    std::optional<std::size_t> const best = guess.outside || !likely.scored ? likely.other : likely.scored;
    if (!best) {
        return guess;
    }
    guess.nearest = nearest;
    guess.code = content_->languages[*best];
    guess.probability = workspace.logits[*best];
    guess.english = likely.english;
    name_others(workspace, guess);
    bool const in_own_script = script.main != Script::latin || languages_[*best].scripts == latin_alone;
    if (!guess.outside && in_own_script && script.letters >= std::max(letters_for_second, enough)) {
        hear_second_opinion(text, script.letters, likely.outside, guess);
    }
    if (!guess.outside && script.main == Script::latin && in_own_script) {
        look_for_usual_words(text, earlier, guess);
    }
    return guess;
}

} // namespace undertone::sentiment
