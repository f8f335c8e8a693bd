#include "store/reading_row.h"

#include "store/mapping.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace undertone::store {
namespace {

using sentiment::Reading;

constexpr double hundredths = 100;

std::string profanity_text(Reading const& reading) {
    if (reading.profanity.grade == sentiment::Grade::none)
        return reading.profanity_rule ? "rule" : "";
    return std::string(name_of(reading.profanity.grade)) + " " + std::string(name_of(reading.profanity.aim)) +
           (reading.profanity_rule ? " rule" : "");
}

/// "5 17 -52\n23 29 8\n": begin, end and hundredths of each; the words stand in the message.
std::optional<std::string> phrases_text(Reading const& reading) {
    if (!reading.phrases)
        return std::nullopt;
    std::string text;
    for (auto const& phrase : *reading.phrases)
        text += std::to_string(phrase.start) + ' ' + std::to_string(phrase.end) + ' ' +
                std::to_string(std::lround(phrase.weight * hundredths)) + '\n';
    return text;
}

std::optional<std::vector<sentiment::Phrase>> phrases_of(std::optional<std::string> const& stored,
                                                         std::string_view text) {
    if (!stored)
        return std::nullopt;
    std::vector<sentiment::Phrase> phrases;
    std::istringstream rows(*stored);
    sentiment::Phrase phrase;
    for (long weight = 0; rows >> phrase.start >> phrase.end >> weight;) {
        if (phrase.start > phrase.end || phrase.end > text.size())
            return std::nullopt;
        phrase.text = text.substr(phrase.start, phrase.end - phrase.start);
        phrase.weight = static_cast<double>(weight) / hundredths;
        phrases.push_back(phrase);
    }
    return phrases;
}

} // namespace

void read_profanity(std::optional<std::string> const& stored, Reading& reading) {
    if (!stored) {
        reading.profanity_rule = reading.profane;
        return;
    }
    for (std::string_view rest = *stored; !rest.empty();) {
        std::string_view const word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        reading.profanity_rule = reading.profanity_rule || word == "rule";
        for (auto const grade : {sentiment::Grade::mild, sentiment::Grade::coarse, sentiment::Grade::strong})
            reading.profanity.grade = word == name_of(grade) ? grade : reading.profanity.grade;
        for (auto const aim : {sentiment::Aim::thing, sentiment::Aim::person})
            reading.profanity.aim = word == name_of(aim) ? aim : reading.profanity.aim;
    }
}

std::optional<Reading> read_reading(Query& row, std::string_view text) {
    auto const level = row.maybe_number();
    Reading reading;
    reading.level = level_of_code(level.value_or(0));
    reading.pulse = row.real();
    reading.confidence = row.real();
    reading.language = row.text();
    reading.profane = row.flag();
    reading.enters_window = row.flag();
    reading.partial = row.flag();
    reading.model = row.text();
    reading.mixed = row.maybe_real();
    read_profanity(row.maybe_text(), reading);
    reading.own_phrase = row.maybe_text().value_or("");
    reading.phrases = phrases_of(row.maybe_text(), text);
    return level ? std::optional(std::move(reading)) : std::nullopt;
}

void add_reading(std::vector<Value>& values, std::optional<Reading> const& reading, sentiment::Level mood_level,
                 double mood_pulse) {
    auto const number = [&](std::int64_t value) { values.emplace_back(reading ? std::optional(value) : std::nullopt); };
    auto const real = [&](double value) { values.emplace_back(reading ? std::optional(value) : std::nullopt); };
    auto const text = [&](std::string value) {
        values.emplace_back(reading ? std::optional(std::move(value)) : std::nullopt);
    };
    static Reading const none;
    auto const& r = reading ? *reading : none;
    number(stored(r.level));
    real(r.pulse);
    real(r.confidence);
    text(r.language);
    number(r.profane);
    number(r.enters_window);
    number(r.partial);
    text(r.model);
    values.emplace_back(r.mixed);
    text(profanity_text(r));
    values.emplace_back(r.own_phrase.empty() ? std::nullopt : std::optional(r.own_phrase));
    values.emplace_back(phrases_text(r));
    number(stored(mood_level));
    real(mood_pulse);
}

} // namespace undertone::store
