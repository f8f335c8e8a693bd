#pragma once

#include "base/result.h"
#include "types/feedback.h"
#include "types/hours.h"
#include "types/notification.h"
#include "types/person.h"
#include "types/routing.h"
#include "types/settings.h"
#include "types/wrap_up.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace undertone::desk {

class Core;

/// Sentiment settings of the organisation and of queues, and the consent of queues. Staff reads, administrators write;
/// every change is audited and told by an event; a threshold that is none of the four is invalid with its field.
/// Thread-safe.
class Settings {
public:
    explicit Settings(Core& core) : core_(core) {}

    Result<types::SentimentSettings> sentiment(types::Caller const& caller);
    Result<types::SentimentSettings> change_sentiment(types::Caller const& caller,
                                                      types::SentimentChange const& change);

    /// Of a queue, or of one channel in it.
    Result<types::QueueSentimentSettings> sentiment_of(types::Caller const& caller, std::string_view queue,
                                                       std::optional<std::string> const& channel = std::nullopt);
    Result<types::QueueSentimentSettings> change_sentiment_of(types::Caller const& caller, std::string_view queue,
                                                              types::QueueSentimentChange const& change,
                                                              std::optional<std::string> const& channel = std::nullopt);

    /// Of a queue, or of one channel in it. A queue must have a mode, a channel has no notice of its own.
    Result<types::Consent> consent(types::Caller const& caller, std::string_view queue,
                                   std::optional<std::string> const& channel = std::nullopt);
    Result<types::Consent> change_consent(types::Caller const& caller, std::string_view queue,
                                          types::ConsentChange const& wanted,
                                          std::optional<std::string> const& channel = std::nullopt);

    /// What the visitor's page must show before a conversation begins on this channel; needs no caller. not_found for
    /// an unknown queue.
    Result<types::Consent> consent_for_visitor(std::string_view queue, std::string_view channel);

    /// When the queue is open. The overflow is named by id or name.
    Result<types::Hours> hours(types::Caller const& caller, std::string_view queue);
    Result<types::Hours> change_hours(types::Caller const& caller, std::string_view queue, types::Hours const& hours,
                                      std::optional<std::uint64_t> version);

    /// The rules that place conversations before somebody has them: administrators alone. Queues by id or name.
    Result<types::RoutingRules> routing(types::Caller const& caller);
    Result<types::RoutingRules> change_routing(types::Caller const& caller, types::RoutingRules const& rules,
                                               std::optional<std::uint64_t> version);

    /// What the rules, or those that are given instead, would do, and who would be alerted; stores nothing.
    Result<types::Placement> try_routing(types::Caller const& caller, types::RoutingTrial const& trial,
                                         std::optional<types::RoutingRules> const& instead);

    /// The codes of wrap-ups. A stale version is a conflict.
    Result<types::WrapUpCodes> wrap_up_codes(types::Caller const& caller);
    Result<types::WrapUpCodes> change_wrap_up_codes(types::Caller const& caller, std::vector<std::string> const& codes,
                                                    std::optional<std::uint64_t> version);

    /// The phrases that the organisation reads its own way; they hold from the next message on. A stale version is a
    /// conflict.
    Result<types::OwnPhrases> own_phrases(types::Caller const& caller);
    Result<types::OwnPhrases> change_own_phrases(types::Caller const& caller,
                                                 std::vector<sentiment::OwnPhrase> const& phrases,
                                                 std::optional<std::uint64_t> version);

    /// The phrases in force, for who scores a text that is not stored.
    std::shared_ptr<sentiment::PhraseBook const> phrase_book();

    /// How supervisors are told of a low sentiment (E8). An unknown placeholder is invalid, a stale version a
    /// conflict.
    Result<types::NotificationTemplate> notification(types::Caller const& caller);
    Result<types::NotificationTemplate> change_notification(types::Caller const& caller,
                                                            types::NotificationChange const& change);

    /// What supervisors may do (F14). A stale version is a conflict.
    Result<types::SupervisorActions> supervisor(types::Caller const& caller);
    Result<types::SupervisorActions> change_supervisor(types::Caller const& caller,
                                                       types::SupervisorActionsChange const& change);

private:
    Core& core_;
};

} // namespace undertone::desk
