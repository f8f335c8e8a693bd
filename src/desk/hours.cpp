#include "store/hours.h"
#include "desk/core.h"
#include "desk/opening_hours.h"
#include "desk/quiet_hours.h"
#include "desk/settings.h"
#include "sentiment/utf8.h"
#include "store/people.h"
#include "types/bounds.h"

/// The opening hours of queues as administrators set them.
namespace undertone::desk {
namespace {

using types::Caller;
using types::Hours;

std::string described(Hours const& hours) {
    std::string text = "time_zone=" + hours.time_zone + " weekly=";
    if (!hours.weekly)
        text += "always";
    for (std::size_t day = 0; hours.weekly && day < hours.weekly->size(); ++day)
        for (auto const& span : hours.weekly->at(day))
            text += std::string(types::weekdays[day].substr(0, 3)) + ":" + std::to_string(span.from) + "-" +
                    std::to_string(span.to) + ",";
    text += " closed_on=";
    for (auto const& date : hours.closed_on)
        text += date + ",";
    text += " message=";
    for (auto const& [language, words] : hours.message)
        text += language + ":\"" + words + "\",";
    return text + " overflow=" + (hours.overflow ? hours.overflow->name : "");
}

Result<void> check_week(types::Week const& week, std::size_t most_spans) {
    for (std::size_t day = 0; day < week.size(); ++day) {
        auto const field = "weekly." + std::string(types::weekdays[day]);
        if (week[day].size() > most_spans)
            return fail(Code::invalid, "has at most " + std::to_string(most_spans) + " spans", field);
        int free_from = 0;
        for (auto const& span : week[day]) {
            if (span.from < free_from || span.to <= span.from || span.to > minutes_a_day)
                return fail(Code::invalid, "must be spans from an earlier to a later time, one after the other", field);
            free_from = span.to;
        }
    }
    return {};
}

Result<void> check_hours(Core const& core, Hours const& hours) {
    if (!is_time_zone(hours.time_zone))
        return fail(Code::invalid, "must be a time zone like Europe/Berlin", "time_zone");
    if (hours.weekly)
        if (auto checked = check_week(*hours.weekly, core.config.bound("hours.spans")); !checked)
            return checked;
    if (hours.closed_on.size() > core.config.bound("hours.closed_days"))
        return fail(Code::invalid, "has at most " + std::to_string(core.config.bound("hours.closed_days")) + " days",
                    "closed_on");
    for (auto const& date : hours.closed_on)
        if (!is_date(date))
            return fail(Code::invalid, "must be days like 2026-12-25", "closed_on");
    if (hours.message.size() > core.config.bound("hours.languages"))
        return fail(Code::invalid, "has at most " + std::to_string(core.config.bound("hours.languages")) + " languages",
                    "message");
    for (auto const& [language, text] : hours.message) {
        if (language.empty() || language.size() > types::longest_language_tag || !wrong_in_name(language).empty())
            return fail(Code::invalid, "must have language tags as its names", "message");
        if (text.empty() || text.size() > types::longest_notice || !sentiment::is_plain_text(text))
            return fail(Code::invalid, "must be a text of 1 to 4,000 bytes", "message." + language);
    }
    return {};
}

} // namespace

Result<Hours> Settings::hours(Caller const& caller, std::string_view name) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    return core_.read([&](store::Transaction& transaction) -> Result<Hours> {
        auto const queue = store::find_queue(transaction, name);
        if (!queue || !may_listen_to_queue(caller, queue->id))
            return fail(Code::not_found, "there is no such queue");
        return store::hours_of(transaction, queue->id);
    });
}

Result<Hours> Settings::change_hours(Caller const& caller, std::string_view name, Hours const& wanted,
                                     std::optional<std::uint64_t> version) {
    if (!may(caller, Action::write_settings))
        return fail(Code::forbidden, "only administrators may change the opening hours");
    if (auto checked = check_hours(core_, wanted); !checked)
        return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<Hours> {
        auto const queue = store::find_queue(change.transaction, name);
        if (!queue)
            return fail(Code::not_found, "there is no such queue");
        auto const before = store::hours_of(change.transaction, queue->id);
        if (auto const present = check_version(version, before.version, "the hours"); !present)
            return Unexpected(present.error());
        auto hours = wanted;
        if (wanted.overflow) {
            auto const overflow = store::find_queue(change.transaction, wanted.overflow->name);
            if (!overflow || overflow->id == queue->id)
                return fail(Code::invalid, overflow ? "must be another queue" : "there is no such queue", "overflow");
            hours.overflow = types::Reference{overflow->id, overflow->name};
        }
        hours.version = before.version;
        if (hours == before)
            return before;
        ++hours.version;
        store::put_hours(change.transaction, queue->id, hours);
        write_audit(change, caller, "queues/" + queue->id + "/hours", "change", described(before), described(hours));
        return hours;
    });
}

} // namespace undertone::desk
