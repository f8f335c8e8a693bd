#include "types/notification.h"

#include <algorithm>

namespace undertone::types {

std::string_view name_of(DesktopNotification choice) {
    switch (choice) {
    case DesktopNotification::never: return "never";
    case DesktopNotification::in_background: return "in_background";
    case DesktopNotification::always: return "always";
    }
    return "never";
}

std::optional<DesktopNotification> desktop_notification_from(std::string_view name) {
    for (auto const choice : desktop_notifications)
        if (name_of(choice) == name)
            return choice;
    return std::nullopt;
}

std::optional<std::string_view> unknown_placeholder(std::string_view text) {
    for (auto begin = text.find('{'); begin != std::string_view::npos; begin = text.find('{', begin + 1)) {
        auto const end = text.find('}', begin);
        if (end == std::string_view::npos)
            return std::nullopt;
        auto const word = text.substr(begin + 1, end - begin - 1);
        auto const& known = notification_placeholders;
        if (std::find(known.begin(), known.end(), word) == known.end())
            return word;
    }
    return std::nullopt;
}

} // namespace undertone::types
