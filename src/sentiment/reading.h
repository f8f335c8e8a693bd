#pragma once

#include "sentiment/level.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace undertone::sentiment {

/// A part of a text that moved its pulse.
struct Phrase {
    std::string text;
    std::size_t start = 0, end = 0; ///< bytes of the text
    double weight = 0;              ///< (pulse with it − pulse without it) / 100; negative: it lowers the pulse

    bool operator==(Phrase const&) const = default;
};

/// What one text says of its writer's feeling.
struct Reading {
    double pulse = 50;            ///< 0…100, two decimals; without meaning when `level` is none
    Level level = Level::none;    ///< none: unsupported language, or a text without content
    double confidence = 0;        ///< 0…1: how sure the model is of the zone
    std::string language = "und"; ///< one of the 41 codes, the best guess outside them, or "und"
    bool profane = false;         ///< the text holds profanity
    bool enters_window = true;    ///< false: no words and no feeling (ids, numbers, links alone; or no level)
    bool partial = false;         ///< only a bounded part of a very long text was scored
    std::string model;            ///< version of the model
    /// 0…1: how likely praise and complaint stand together; absent where nothing was scored.
    std::optional<double> mixed = std::nullopt;
    std::vector<Phrase> phrases = {}; ///< what moved the pulse, strongest first, where it was asked for

    bool operator==(Reading const&) const = default;
};

} // namespace undertone::sentiment
