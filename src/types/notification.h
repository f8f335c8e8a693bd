#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::types {

/// When the browser shows a notification of its own beside the page's.
enum class DesktopNotification : std::uint8_t { never, in_background, always };

inline constexpr std::array desktop_notifications{DesktopNotification::never, DesktopNotification::in_background,
                                                  DesktopNotification::always};

std::string_view name_of(DesktopNotification choice);
std::optional<DesktopNotification> desktop_notification_from(std::string_view name);

/// What a title or a value may hold in braces; the page puts in what the alert is about. `caseTitle` is another word
/// for the subject, `customerRecordId` the customer's id in the system that holds the channel key.
inline constexpr std::array notification_placeholders{
    std::string_view("customerName"), std::string_view("customerRecordId"), std::string_view("agentName"),
    std::string_view("queueId"),      std::string_view("queueName"),        std::string_view("conversationId"),
    std::string_view("level"),        std::string_view("threshold"),        std::string_view("visitorLanguage"),
    std::string_view("channel"),      std::string_view("subject"),          std::string_view("caseTitle")};

/// The first "{word}" of a text that is no placeholder; the word alone.
std::optional<std::string_view> unknown_placeholder(std::string_view text);

struct NotificationField {
    std::string header;
    std::string value;

    bool operator==(NotificationField const&) const = default;
};

/// How a supervisor is told of a low sentiment: the template "Sentiment threshold alert - supervisor" (E7, E8).
struct NotificationTemplate {
    static constexpr std::string_view name = "Sentiment threshold alert - supervisor";

    std::string title = "Low customer sentiment";
    bool show_timeout = true; ///< the time that is left is seen; it runs in either case
    std::int64_t countdown_seconds = 120;
    std::string accept_label = "Monitor";
    std::string reject_label = "Ignore";
    bool reject_visible = true;
    DesktopNotification desktop = DesktopNotification::never;
    std::vector<NotificationField> fields; ///< beside agent, customer and level, which always stand there
    std::uint64_t version = 1;

    bool operator==(NotificationTemplate const&) const = default;
};

/// What to change; absent values stay. A `version` that is not the present one is a conflict.
struct NotificationChange {
    std::optional<std::string> title = std::nullopt;
    std::optional<bool> show_timeout = std::nullopt;
    std::optional<std::int64_t> countdown_seconds = std::nullopt;
    std::optional<std::string> accept_label = std::nullopt;
    std::optional<std::string> reject_label = std::nullopt;
    std::optional<bool> reject_visible = std::nullopt;
    std::optional<DesktopNotification> desktop = std::nullopt;
    std::optional<std::vector<NotificationField>> fields = std::nullopt;
    std::optional<std::uint64_t> version = std::nullopt;
};

} // namespace undertone::types
