#include "api/asked_readings.h"

#include <algorithm>

namespace undertone::api {
namespace {

/// What the phrases of each of so many texts may cost: together no more than those of `scoring.explained_texts`, but
/// something each.
std::size_t share_of_each(std::size_t most, std::size_t explained_texts, std::size_t texts) {
    return std::min(most, std::max<std::size_t>(most * explained_texts / std::max<std::size_t>(texts, 1), 1));
}

} // namespace

sentiment::Request asked_reading(Context const& context, sentiment::PhraseBook const* own_phrases, std::size_t texts) {
    auto const explained = context.bound("scoring.explained_texts");
    auto const alone = texts == 1;
    auto const passes = context.bound("scoring.explanation_passes");
    auto const tokens = context.bound("scoring.explanation_tokens");
    sentiment::Request request;
    request.own_phrases = own_phrases;
    request.explain_passes = alone ? passes : share_of_each(passes, explained, texts);
    request.explain_tokens = alone ? tokens : share_of_each(tokens, explained, texts);
    request.go_on = [&context](std::size_t) { return !context.late(); };
    return request;
}

} // namespace undertone::api
