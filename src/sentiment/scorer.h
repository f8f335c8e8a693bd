#pragma once

#include "base/result.h"
#include "sentiment/effort.h"
#include "sentiment/phrase_book.h"
#include "sentiment/reading.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace undertone::sentiment {

/// The 41 languages that are scored, by code.
std::span<std::string_view const> supported_languages();

/// In which languages a profane text is negative or worse.
enum class ProfanityRule : std::uint8_t { none, english, all };

struct ProfanityOptions {
    std::filesystem::path folder = {}; ///< further lists; empty: those of the program alone
    ProfanityRule rule = ProfanityRule::english;
};

/// What the caller knows or wants.
struct Request {
    std::optional<std::string> language = std::nullopt; ///< stated: not identified
    std::string_view earlier_language = {};             ///< of the conversation's earlier messages, if it is known
    bool profanity_rule = true;                         ///< B14: a profane text is negative or worse
    PhraseBook const* own_phrases = nullptr;            ///< read in the organisation's own way; it outlives the call
    std::size_t explain_passes = 0;    ///< readings of the text that the phrases may cost; 0: without phrases
    std::size_t explain_tokens = 8192; ///< and tokens that may be read for them
    GoOn go_on = {};                   ///< where it says no the phrases are left out, or the reading is given up
};

/// Reads texts. Loading verifies the file and its self-test samples; afterwards it is const and thread-safe, and
/// allocates nothing lasting.
class Scorer {
public:
    /// Fails with one sentence when the file is missing, damaged, of another format, or does not pass its own samples.
    static Result<Scorer> load(std::filesystem::path const& file, std::size_t tokens_per_message,
                               ProfanityOptions const& profanity = {});

    Scorer(Scorer&&) noexcept;
    Scorer& operator=(Scorer&&) noexcept;
    ~Scorer();

    /// Any bytes are accepted: broken UTF-8 is read with replacement characters. Throws GivenUp when `go_on` says no
    /// before the reading is made.
    Reading score(std::string_view text, Request const& request = {}) const;

    std::string const& version() const;

    /// Which kernels run here: "avx512_vnni", "avx2", "sse4", "neon", "portable". UNDERTONE_KERNEL forces one.
    std::string_view kernel() const;

private:
    struct Model;
    explicit Scorer(std::unique_ptr<Model> model);
    std::unique_ptr<Model> model_;
};

} // namespace undertone::sentiment
