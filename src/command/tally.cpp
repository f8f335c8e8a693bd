#include "command/tally.h"

#include <cstdlib>

namespace undertone::command {
namespace {

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

std::optional<Truth> truth_from(std::string_view word) {
    if (word == "neg")
        return Truth{sentiment::Zone::negative, sentiment::Level::none};
    if (word == "neu")
        return Truth{sentiment::Zone::neutral, sentiment::Level::none};
    if (word == "pos")
        return Truth{sentiment::Zone::positive, sentiment::Level::none};
    auto const level = sentiment::level_from(word);
    if (!level || *level == sentiment::Level::none)
        return std::nullopt;
    return Truth{sentiment::zone_of(*level), *level};
}

void Tally::add(Truth const& truth, sentiment::Level read, bool language_right, double milliseconds) {
    ++rows_;
    ++confusion_[static_cast<std::size_t>(truth.zone)][static_cast<std::size_t>(sentiment::zone_of(read))];
    language_right_ += language_right ? 1 : 0;
    milliseconds_ += milliseconds;
    if (truth.level == sentiment::Level::none)
        return;
    ++level_rows_;
    level_exact_ += truth.level == read ? 1 : 0;
    if (read != sentiment::Level::none && std::abs(static_cast<int>(truth.level) - static_cast<int>(read)) <= 1)
        ++level_near_;
}

void Tally::add(Tally const& other) {
    for (std::size_t truth = 0; truth < zones; ++truth)
        for (std::size_t read = 0; read < zones; ++read)
            confusion_[truth][read] += other.confusion_[truth][read];
    rows_ += other.rows_;
    level_rows_ += other.level_rows_;
    level_exact_ += other.level_exact_;
    level_near_ += other.level_near_;
    language_right_ += other.language_right_;
    milliseconds_ += other.milliseconds_;
}

double Tally::macro_f1() const {
    double sum = 0;
    std::size_t present = 0;
    for (std::size_t zone = 1; zone < zones; ++zone) {
        std::size_t truths = 0;
        std::size_t reads = 0;
        for (std::size_t other = 0; other < zones; ++other) {
            truths += confusion_[zone][other];
            reads += confusion_[other][zone];
        }
        if (truths == 0)
            continue;
        ++present;
        sum += 2 * share(confusion_[zone][zone], truths + reads);
    }
    return present == 0 ? 0.0 : sum / static_cast<double>(present);
}

double Tally::accuracy() const {
    std::size_t right = 0;
    for (std::size_t zone = 1; zone < zones; ++zone)
        right += confusion_[zone][zone];
    return share(right, rows_);
}

double Tally::level_accuracy() const {
    return share(level_exact_, level_rows_);
}

double Tally::level_within_one() const {
    return share(level_near_, level_rows_);
}

double Tally::language_accuracy() const {
    return share(language_right_, rows_);
}

double Tally::milliseconds() const {
    return rows_ == 0 ? 0.0 : milliseconds_ / static_cast<double>(rows_);
}

} // namespace undertone::command
