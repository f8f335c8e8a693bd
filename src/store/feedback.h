#pragma once

#include "types/feedback.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What staff says of readings, and the organisation's own phrases, as rows.
namespace undertone::store {

class Transaction;

/// Takes the place of what the same person said of the message before.
void put_feedback(Transaction& transaction, types::Feedback const& feedback);

/// False when the person had said nothing.
bool delete_feedback(Transaction& transaction, std::string_view message, std::string_view user);

/// Of one conversation, newest first, with an id below `before` unless that is empty; one item more than `limit` says
/// that there is more.
std::vector<types::Feedback> feedback_of(Transaction& transaction, std::string_view conversation,
                                         std::string_view before, std::size_t limit);

/// Which feedback: `filter.queue` is an id; with a `member` only of that user's queues.
struct FeedbackReach {
    types::FeedbackFilter filter;
    std::optional<std::string> member;
};

/// The same over all conversations.
std::vector<types::Feedback> list_feedback(Transaction& transaction, FeedbackReach const& reach,
                                           std::string_view before, std::size_t limit);

/// How often a person said one level where another was read.
struct FeedbackCount {
    std::string language;
    std::string model;
    sentiment::Level level = sentiment::Level::none;
    sentiment::Level read_level = sentiment::Level::none;
    std::uint64_t times = 0;
};

/// By language and model.
std::vector<FeedbackCount> count_feedback(Transaction& transaction, FeedbackReach const& reach);

/// A number that grows with every change of the phrases.
std::uint64_t own_phrases_version(Transaction& transaction);

types::OwnPhrases own_phrases(Transaction& transaction);
void update_own_phrases(Transaction& transaction, types::OwnPhrases const& phrases);

} // namespace undertone::store
