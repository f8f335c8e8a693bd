#include "store/notification.h"
#include "desk/access.h"
#include "desk/core.h"
#include "desk/settings.h"
#include "sentiment/utf8.h"

#include <algorithm>

/// How supervisors are told of a low sentiment (E7, E8).
namespace undertone::desk {
namespace {

using types::Caller;
using types::NotificationTemplate;

std::string described(NotificationTemplate const& value) {
    auto const flag = [](bool is) { return is ? "true" : "false"; };
    std::string text = "title=" + value.title + " show_timeout=" + flag(value.show_timeout) +
                       " countdown_seconds=" + std::to_string(value.countdown_seconds) +
                       " accept_label=" + value.accept_label + " reject_label=" + value.reject_label +
                       " reject_visible=" + flag(value.reject_visible) +
                       " desktop_notification=" + std::string(types::name_of(value.desktop)) + " fields=";
    for (auto const& field : value.fields)
        text += field.header + ":" + field.value + ",";
    return text;
}

/// A text that people read: of one line, neither empty nor longer than the bound.
Result<void> check_text(std::string const& text, std::string field, std::size_t most) {
    bool const printable =
        std::none_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 32; });
    if (text.empty() || text.size() > most || !printable || !sentiment::is_plain_text(text))
        return fail(Code::invalid, "must be a text of one line with at most " + std::to_string(most) + " bytes",
                    std::move(field));
    return {};
}

/// The same for a text with placeholders.
Result<void> check_pattern(std::string const& text, std::string field, std::size_t most) {
    if (auto const unknown = types::unknown_placeholder(text))
        return fail(Code::invalid, "there is no placeholder {" + std::string(*unknown) + "}", std::move(field));
    return check_text(text, std::move(field), most);
}

Result<void> check(Core const& core, NotificationTemplate const& wanted) {
    auto const most = core.config.bound("notifications.text_bytes");
    auto const longest = core.config.number("notifications.countdown_seconds");
    if (wanted.countdown_seconds < 1 || wanted.countdown_seconds > longest)
        return fail(Code::invalid, "must be from 1 to " + std::to_string(longest), "countdown_seconds");
    if (wanted.fields.size() > core.config.bound("notifications.fields"))
        return fail(Code::invalid,
                    "must be at most " + std::to_string(core.config.bound("notifications.fields")) + " fields",
                    "fields");
    auto checked = check_pattern(wanted.title, "title", most);
    if (checked)
        checked = check_text(wanted.accept_label, "accept_label", most);
    if (checked)
        checked = check_text(wanted.reject_label, "reject_label", most);
    for (std::size_t index = 0; checked && index < wanted.fields.size(); ++index) {
        auto const place = "fields[" + std::to_string(index) + "]";
        checked = check_text(wanted.fields[index].header, place + ".header", most);
        if (checked)
            checked = check_pattern(wanted.fields[index].value, place + ".value", most);
    }
    return checked;
}

/// With the version of `before`.
NotificationTemplate changed(NotificationTemplate const& before, types::NotificationChange const& wanted) {
    return {.title = wanted.title.value_or(before.title),
            .show_timeout = wanted.show_timeout.value_or(before.show_timeout),
            .countdown_seconds = wanted.countdown_seconds.value_or(before.countdown_seconds),
            .accept_label = wanted.accept_label.value_or(before.accept_label),
            .reject_label = wanted.reject_label.value_or(before.reject_label),
            .reject_visible = wanted.reject_visible.value_or(before.reject_visible),
            .desktop = wanted.desktop.value_or(before.desktop),
            .fields = wanted.fields.value_or(before.fields),
            .version = before.version};
}

} // namespace

Result<NotificationTemplate> Settings::notification(Caller const& caller) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    return core_.read([](store::Transaction& transaction) { return store::notification_template(transaction); });
}

Result<NotificationTemplate> Settings::change_notification(Caller const& caller,
                                                           types::NotificationChange const& wanted) {
    if (!may(caller, Action::write_settings))
        return may_not_change_settings();
    return core_.change([&](Change& change) -> Result<NotificationTemplate> {
        auto const before = store::notification_template(change.transaction);
        if (auto const present = check_version(wanted.version, before.version, "the notification"); !present)
            return Unexpected(present.error());
        auto now = changed(before, wanted);
        if (auto checked = check(core_, now); !checked)
            return Unexpected(checked.error());
        if (now == before)
            return before;
        ++now.version;
        store::replace_notification_template(change.transaction, now);
        write_audit(change, caller, "settings/notification", "change", described(before), described(now));
        tell_of_settings(change);
        return now;
    });
}

} // namespace undertone::desk
