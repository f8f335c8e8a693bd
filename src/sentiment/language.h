#pragma once

#include "sentiment/model_file.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The 41 code that a caller's code stands for ("en-GB" → "en", "no" → "nb", "zh-TW" → "zh-Hant"), or the code itself
/// when it is none of them.
std::string canonical_language(std::string_view stated);

/// The same for what is said of a text: "sr" names no script, so the text's decides.
std::string canonical_language(std::string_view stated, std::string_view text);

bool is_supported(std::string_view code);

/// True for what has the form of a language's code: two or three letters, and further parts of letters and digits after
/// hyphens (BCP 47).
bool is_language_tag(std::string_view stated);

/// Which language a text is written in.
struct Guess {
    std::string code = "und";
    bool outside = false;   ///< recognised as none of the 41
    double probability = 0; ///< of `code`, among the languages that the script allows
    double english = 0;     ///< the probability of English

    std::string_view nearest; ///< the likeliest of the 41, empty where none is; it outlives the identifier's user

    /// Others of the 41 that it may be, the likeliest first; empty ones at the end. They outlive the identifier's user.
    std::array<std::string_view, 6> maybe{};
};

/// Identifies the language by script, by the file's linear model over letter groups and, for what may lie outside the
/// 41, by CLD2.
class LanguageIdentifier {
public:
    struct Workspace {
        std::vector<char> word;             ///< the UTF-8 of one word between underscores
        std::vector<std::uint32_t> offsets; ///< where each code point begins in `word`, and the end
        std::vector<std::int32_t> totals;   ///< sums of weights, by language
        std::vector<double> logits;
        std::size_t features = 0;
    };

    /// `content` must outlive the identifier.
    explicit LanguageIdentifier(ModelContent const& content);

    /// `text` must be valid UTF-8 in NFC. `earlier` is the language of the conversation so far, if it is known: it
    /// decides where the text is too short to tell.
    Guess identify(std::string_view text, Workspace& workspace, std::string_view earlier = {}) const;

    /// Leaves the logits of the linear model, in the order of the file, in `workspace.logits`; false when the text has
    /// no letter.
    bool measure(std::string_view text, Workspace& workspace) const;

private:
    struct Known {
        std::uint16_t scripts; ///< that it is written in, one bit each
        bool scored;           ///< one of the 41
    };

    /// The likeliest of the 41 and of the others (places in the file's list), and what else was asked.
    struct Likely {
        std::optional<std::size_t> scored, other;
        double outside = 0; ///< probability that it is none of the 41
        double english = 0;
    };

    Likely weigh(std::uint16_t allowed, Workspace& workspace) const;
    void name_others(Workspace const& workspace, Guess& guess) const;
    void hear_second_opinion(std::string_view text, std::size_t letters, double outside, Guess& guess) const;
    void add_feature(std::uint32_t hash, Workspace& workspace) const;
    void add_word(Workspace& workspace) const;
    void favour(std::string_view language, std::size_t letters, Workspace& workspace) const;

    ModelContent const* content_;
    std::vector<Known> languages_; ///< in the order of the file
};

} // namespace undertone::sentiment
