#include "repository_model.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

/// A text that asks for every second look: cries, thanks, friendly signs, words of others, sentences that tell nothing.
std::string troublesome(std::size_t bytes) {
    std::string text = "\"he said that it is a box\" ";
    while (text.size() < bytes) {
        text += "I got it! It is a box. We saw it! :) ";
    }
    return text + "Thanks! Kind regards";
}

/// The tokens that are read for a text.
std::size_t tokens_read(std::string const& text, Request request = {}) {
    std::size_t tokens = 0;
    request.go_on = [&](std::size_t more) {
        tokens += more;
        return true;
    };
    scorer().score(text, request);
    return tokens;
}

TEST(Effort, phrases_cost_no_more_tokens_than_they_may) {
    Request request;
    request.explain_passes = 32;
    request.explain_tokens = 4000;
    for (std::size_t const bytes : {200U, 1000U, 8000U}) {
        auto const text = troublesome(bytes);
        auto const alone = tokens_read(text);
        EXPECT_LE(tokens_read(text, request), alone + request.explain_tokens + alone) << bytes;
    }
}

TEST(Effort, a_long_text_is_looked_at_a_few_times) {
    for (std::size_t const bytes : {8000U, 16000U, 60000U}) {
        EXPECT_LE(tokens_read(troublesome(bytes)), 3 * bytes) << bytes;
    }
}

TEST(Effort, a_reading_that_nobody_wants_is_given_up) {
    Request request;
    request.go_on = [](std::size_t) { return false; };
    EXPECT_THROW(scorer().score("I am really angry", request), GivenUp);
    EXPECT_LE(scorer().score("I am really angry").level, Level::negative) << "and the next one is made";
}

TEST(Effort, a_reading_that_is_made_is_not_lost_for_its_phrases) {
    std::string const text = "I am really angry about your response times";
    auto const alone = tokens_read(text);
    std::size_t tokens = 0;
    Request request;
    request.explain_passes = 32;
    request.go_on = [&](std::size_t more) { return (tokens += more) <= alone; };
    EXPECT_EQ(scorer().score(text, request), scorer().score(text));
    EXPECT_GT(tokens, alone);
}

} // namespace
} // namespace undertone::sentiment
