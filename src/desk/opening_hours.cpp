#include "desk/opening_hours.h"

#include "desk/core.h"
#include "desk/quiet_hours.h"
#include "desk/rightful.h"
#include "sentiment/language.h"
#include "store/hours.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace undertone::desk {
namespace {

constexpr std::string_view standard_text =
    "We are closed at the moment. Your message is kept, and we answer when we are back.";

std::string text_of(std::chrono::year_month_day const& date) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

} // namespace

bool is_date(std::string_view text) {
    auto number = [&](std::size_t from, std::size_t length) {
        int value = -1;
        auto const* const end = text.data() + from + length;
        return std::from_chars(text.data() + from, end, value).ptr == end ? value : -1;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int const year = number(0, 4);
    int const month = number(5, 2);
    int const day = number(8, 2);
    return year > 0 && month > 0 && day > 0 &&
           std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)))
               .ok();
}

bool is_open(types::Hours const& hours, Time now) {
    if (!hours.weekly && hours.closed_on.empty())
        return true;
    auto const minutes = local_minutes(hours.time_zone, now);
    std::chrono::sys_days const day{std::chrono::floor<std::chrono::days>(std::chrono::minutes(minutes))};
    auto const date = text_of(std::chrono::year_month_day(day));
    if (std::find(hours.closed_on.begin(), hours.closed_on.end(), date) != hours.closed_on.end())
        return false;
    if (!hours.weekly)
        return true;
    auto const minute = minute_of_day(minutes);
    auto const& spans = hours.weekly->at(std::chrono::weekday(day).iso_encoding() - 1);
    return std::any_of(spans.begin(), spans.end(),
                       [&](auto const& span) { return span.from <= minute && minute < span.to; });
}

std::string message_for(types::Hours const& hours, std::string_view locale) {
    auto const& texts = hours.message;
    for (std::string_view tag = locale; !tag.empty(); tag = tag.substr(0, tag.find_last_of("-_"))) {
        if (auto const found = texts.find(std::string(tag)); found != texts.end())
            return found->second;
        if (tag.find_first_of("-_") == std::string_view::npos)
            break;
    }
    auto const language = sentiment::canonical_language(locale); // "zh-TW" reads a text for "zh-Hant"
    auto const same = std::find_if(texts.begin(), texts.end(), [&](auto const& text) {
        return sentiment::canonical_language(text.first) == language;
    });
    if (same != texts.end())
        return same->second;
    if (auto const english = texts.find("en"); english != texts.end())
        return english->second;
    return texts.empty() ? std::string(standard_text) : texts.begin()->second;
}

bool mind_hours(store::Transaction& transaction, Time now, types::Conversation& conversation) {
    auto const hours = store::hours_of(transaction, conversation.queue.id);
    conversation.out_of_hours = false;
    if (is_open(hours, now))
        return false;
    if (hours.overflow && is_open(store::hours_of(transaction, hours.overflow->id), now))
        conversation.queue = *hours.overflow;
    else
        conversation.out_of_hours = true;
    return true;
}

types::Conversation say_closed(Change& change, types::Conversation conversation) {
    if (!conversation.out_of_hours)
        return conversation;
    auto text = message_for(store::hours_of(change.transaction, conversation.queue.id), conversation.locale);
    return say(change, std::move(conversation), std::move(text));
}

} // namespace undertone::desk
