#pragma once

#include "sentiment/level.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// A part of a text that moved its pulse.
struct Phrase {
    std::string text;
    std::size_t start = 0, end = 0; ///< bytes of the text
    double weight = 0;              ///< (pulse with it − pulse without it) / 100; negative: it lowers the pulse

    bool operator==(Phrase const&) const = default;
};

/// How coarse a word is.
enum class Grade : std::uint8_t {
    none,
    mild, ///< "damn", "idiot": listed, but no profanity in the sense of the rule
    coarse,
    strong
};

/// What a coarse word is aimed at.
enum class Aim : std::uint8_t {
    none,  ///< at nothing: "damn it"
    thing, ///< at the matter: "this shit"
    person ///< at whoever reads it
};

/// The coarsest word of a text.
struct Profanity {
    Grade grade = Grade::none;
    Aim aim = Aim::none;
    std::size_t words = 1; ///< that it is written with

    /// The profanity rule (B14) speaks of this.
    bool counts() const { return grade >= Grade::coarse; }

    bool operator==(Profanity const& other) const { return grade == other.grade && aim == other.aim; }
};

/// The coarser of two; of equally coarse ones that which is aimed at somebody rather than at something or nothing,
/// and then the longer one.
Profanity coarser(Profanity const& a, Profanity const& b);

std::string_view name_of(Grade grade);
std::string_view name_of(Aim aim);

/// What one text says of its writer's feeling.
struct Reading {
    double pulse = 50;            ///< 0…100, two decimals; without meaning when `level` is none
    Level level = Level::none;    ///< none: unsupported language, or a text without content
    double confidence = 0;        ///< 0…1: how sure the model is of the zone
    std::string language = "und"; ///< one of the 41 codes, the best guess outside them, or "und"
    bool profane = false;         ///< the text holds profanity, `profanity.counts()`
    bool enters_window = true;    ///< false: no words and no feeling (ids, numbers, links alone; or no level)
    bool partial = false;         ///< only a bounded part of a very long text was scored
    std::string model;            ///< version of the model
    /// 0…1: how likely praise and complaint stand together; absent where nothing was scored.
    std::optional<double> mixed = std::nullopt;
    Profanity profanity = {}; ///< the coarsest word by the list of its language
    /// The phrase of the organisation's own that stands in the text and was read as its book says; empty: none.
    std::string own_phrase = {};
    bool profanity_rule = false; ///< the profanity rule holds for it: it keeps the level at negative or below
    /// What moved the pulse, strongest first; absent where it was not looked for.
    std::optional<std::vector<Phrase>> phrases = std::nullopt;

    bool operator==(Reading const&) const = default;
};

} // namespace undertone::sentiment
