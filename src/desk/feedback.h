#pragma once

#include "base/result.h"
#include "types/feedback.h"
#include "types/person.h"

#include <functional>
#include <string_view>

namespace undertone::desk {

class Core;

/// What staff says of readings: whoever may see a reading may say how the customer felt, and take it back; supervisors
/// read what was said in their queues, administrators all. No reading is changed by it. Thread-safe.
class Feedback {
public:
    explicit Feedback(Core& core) : core_(core) {}

    /// Takes the place of what the caller said of the message before. A conflict for a message without a reading.
    Result<types::Feedback> give(types::Caller const& caller, std::string_view conversation, std::string_view message,
                                 types::NewFeedback const& wanted);

    /// Not found when the caller had said nothing.
    Result<void> take_back(types::Caller const& caller, std::string_view conversation, std::string_view message);

    /// Newest first.
    Result<types::Page<types::Feedback>> of_conversation(types::Caller const& caller, std::string_view conversation,
                                                         types::PageRequest const& page);
    Result<types::Page<types::Feedback>> list(types::Caller const& caller, types::FeedbackFilter const& filter,
                                              types::PageRequest const& page);

    Result<types::AgreementReport> agreement(types::Caller const& caller, types::FeedbackFilter const& filter);

    /// Calls `each` for the newest feedback of every message, newest first, for administrators; audited. Fails when
    /// there is more than `feedback.exported`, or `each` says that it has no room for more.
    Result<void> export_each(types::Caller const& caller, types::FeedbackFilter const& filter,
                             std::function<bool(types::Feedback const&)> const& each);

    /// The reading of a message and those before it, at most `feedback.earlier_readings`.
    Result<types::Readings> readings(types::Caller const& caller, std::string_view conversation,
                                     std::string_view message);

private:
    Core& core_;
};

} // namespace undertone::desk
