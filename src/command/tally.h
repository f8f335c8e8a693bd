#pragma once

#include "sentiment/level.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace undertone::command {

/// The right answer of one row: one of seven levels, or only its zone.
struct Truth {
    sentiment::Zone zone = sentiment::Zone::none;
    sentiment::Level level = sentiment::Level::none; ///< none: the row tells the zone only
};

/// "slightly_negative", or "neg", "neu", "pos"; nothing for another word.
std::optional<Truth> truth_from(std::string_view word);

/// Counts right and wrong readings of one language, or of all.
class Tally {
public:
    void add(Truth const& truth, sentiment::Level read, bool language_right, double milliseconds);
    void add(Tally const& other);

    std::size_t rows() const { return rows_; }

    /// Mean over the zones that occur of F1 = 2·TP / (2·TP + FP + FN); a reading without level is a miss of its zone.
    double macro_f1() const;

    /// Share of rows whose zone was read; 0 without rows.
    double accuracy() const;

    std::size_t level_rows() const { return level_rows_; }
    double level_accuracy() const;   ///< share of exact levels among rows that tell one
    double level_within_one() const; ///< share of levels at most one step off
    double language_accuracy() const;
    double milliseconds() const; ///< mean of one text

private:
    static constexpr std::size_t zones = 4; ///< none, negative, neutral, positive

    std::array<std::array<std::size_t, zones>, zones> confusion_{}; ///< [truth][read]
    std::size_t rows_ = 0;
    std::size_t level_rows_ = 0;
    std::size_t level_exact_ = 0;
    std::size_t level_near_ = 0;
    std::size_t language_right_ = 0;
    double milliseconds_ = 0;
};

} // namespace undertone::command
