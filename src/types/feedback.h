#pragma once

#include "base/clock.h"
#include "sentiment/level.h"
#include "sentiment/phrase_book.h"
#include "sentiment/reading.h"
#include "types/names.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// How one member of staff says that the customer felt in a message that was read. It changes no reading.
struct Feedback {
    std::string id;
    Time at{};
    std::string conversation; ///< id
    std::string queue;        ///< id, of that moment
    std::string message;      ///< id
    std::string text;         ///< of the message
    Reference by;
    sentiment::Level level = sentiment::Level::neutral; ///< what the person says
    std::string note;
    sentiment::Level read_level = sentiment::Level::none; ///< what the reading said then
    double read_pulse = 50;
    std::string language; ///< of the reading
    std::string model;    ///< version, of the reading

    bool operator==(Feedback const&) const = default;
};

struct NewFeedback {
    sentiment::Level level = sentiment::Level::neutral; ///< none is invalid
    std::string note = {};
};

/// Which feedback is wanted: given in [from, to). The queue by id or name.
struct FeedbackFilter {
    std::optional<Time> from = std::nullopt;
    std::optional<Time> to = std::nullopt;
    std::optional<std::string> queue = std::nullopt;
    std::optional<std::string> language = std::nullopt;
};

/// How often people and readings of one language and model said the same.
struct Agreement {
    std::string language;
    std::string model;
    std::uint64_t judged = 0; ///< messages that a person judged, counted once for each person
    std::uint64_t same_level = 0;
    std::uint64_t within_one = 0; ///< the same level or a neighbour
    std::uint64_t same_zone = 0;

    bool operator==(Agreement const&) const = default;
};

struct AgreementReport {
    static constexpr std::size_t size = sentiment::levels.size();

    std::vector<Agreement> items; ///< by language, then model
    /// [what the person said][what was read], both from very negative to very positive; readings without a level count
    /// in none of them.
    std::array<std::array<std::uint64_t, size>, size> confusion{};
};

/// The phrases that the organisation reads its own way.
struct OwnPhrases {
    std::vector<sentiment::OwnPhrase> phrases;
    std::uint64_t version = 1;
};

/// A reading that another took the place of.
struct EarlierReading {
    sentiment::Reading reading;
    Time replaced_at{};
    sentiment::Level mood_level = sentiment::Level::none; ///< the running level after it
    double mood_pulse = 50;
};

/// All that was ever read in one message.
struct Readings {
    sentiment::Reading present;
    std::vector<EarlierReading> earlier; ///< newest first
};

} // namespace undertone::types
