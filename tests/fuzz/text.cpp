#include "sentiment/text.h"
#include "api/reading_json.h"
#include "fuzz.h"
#include "sentiment/scorer.h"
#include "sentiment/utf8.h"

#include <boost/json/serialize.hpp>

/// Any bytes as a customer's text: repaired, cut, and read by the whole engine with a tiny model.
namespace undertone::fuzz {
namespace {

sentiment::Scorer const& scorer() {
    static auto const loaded = sentiment::Scorer::load(UNDERTONE_TINY_MODEL, 64);
    promise(loaded.has_value(), loaded ? "" : loaded.error().message);
    return *loaded;
}

std::string repaired(std::string_view text) {
    std::string result;
    sentiment::repair_utf8(text, result);
    promise(sentiment::is_valid_utf8(result), "a repaired text is UTF-8");
    bool const valid = sentiment::is_valid_utf8(text);
    promise(!valid || result == text, "a valid text is repaired to itself");
    return result;
}

void cut(std::string const& text) {
    for (std::size_t const bytes : {0u, 1u, 2u, 3u, 7u, 64u}) {
        auto const part = sentiment::cut_utf8(text, bytes);
        promise(part.size() <= bytes && text.starts_with(part) && sentiment::is_valid_utf8(part),
                "a cut text is a valid prefix");
    }
    std::size_t whole = 0;
    for (auto const sentence : sentiment::sentences_of(text, 40)) {
        promise(sentence.size() <= 40 && sentiment::is_valid_utf8(sentence), "a sentence has its bound and is UTF-8");
        promise(text.compare(whole, sentence.size(), sentence) == 0, "sentences are the text in its order");
        whole += sentence.size();
    }
    promise(whole == text.size(), "sentences are the whole text");
}

void score(std::string_view text, sentiment::PhraseBook const* own_phrases) {
    sentiment::Request const request{.own_phrases = own_phrases};
    auto const reading = scorer().score(text, request);
    bool const none = reading.level == sentiment::Level::none;
    promise(none || (reading.pulse >= 0 && reading.pulse <= 100), "a pulse lies between 0 and 100");
    promise(none || sentiment::level_of(reading.pulse) == reading.level, "the level is that of the pulse");
    promise(reading.confidence >= 0 && reading.confidence <= 1, "a confidence lies between 0 and 1");
    promise(!reading.language.empty(), "a language is named");
    promise(scorer().score(text, request) == reading, "the same text is read alike");
    promise(!boost::json::serialize(api::to_json(reading)).empty(), "a reading is JSON");
}

/// A piece of the text as a phrase of the organisation's own is taken out of it wherever it stands as whole words.
void take_out(std::string const& composed) {
    sentiment::PhraseBook const book({{"", std::string(sentiment::cut_utf8(composed, 7)), sentiment::Level::negative},
                                      {"", composed, sentiment::Level::positive}});
    auto rest = composed;
    auto const* const phrase = book.take_out(rest, "en");
    promise(sentiment::is_valid_utf8(rest), "what a phrase leaves is UTF-8");
    promise(phrase != nullptr || rest == composed, "without a phrase the text stays");
    promise(rest.size() <= composed.size() + 1, "what a phrase leaves is no longer");
    score(composed, &book);
}

} // namespace
} // namespace undertone::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace undertone;
    auto const text = fuzz::text_of(data, size);
    auto const valid = fuzz::repaired(text);
    fuzz::cut(valid);
    sentiment::content_of(valid);
    std::string composed;
    sentiment::compose(valid, composed);
    fuzz::promise(sentiment::is_valid_utf8(composed), "a composed text is UTF-8");
    fuzz::score(text, nullptr);
    fuzz::take_out(composed);
    return 0;
}
