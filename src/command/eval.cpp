#include "api/json.h"
#include "command/commands.h"
#include "command/tally.h"
#include "sentiment/scorer.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>

namespace undertone::command {
namespace {

namespace fs = std::filesystem;
using Tallies = std::map<std::string, Tally, std::less<>>;

struct Row {
    Truth truth;
    std::string text;
};

/// The row of a line `id TAB level TAB text`; nothing for another line.
std::optional<Row> row_of(std::string_view line) {
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    auto const first = line.find('\t');
    auto const second = first == line.npos ? first : line.find('\t', first + 1);
    if (second == line.npos)
        return {};
    auto const truth = truth_from(line.substr(first + 1, second - first - 1));
    if (!truth)
        return {};
    auto const third = std::min(line.find('\t', second + 1), line.size());
    return Row{*truth, std::string(line.substr(second + 1, third - second - 1))};
}

/// The rows of one file; figures without what could not be read would be of another set of texts. What is no row is
/// skipped, and standard error says how many lines that were.
Result<std::vector<Row>> rows_of(fs::path const& file) {
    std::vector<Row> rows;
    std::size_t number = 0, skipped = 0, first_skipped = 0;
    std::ifstream input(file, std::ios::binary);
    for (std::string line; std::getline(input, line);) {
        ++number;
        if (auto row = row_of(line)) {
            rows.push_back(std::move(*row));
        } else if (skipped++ == 0) {
            first_skipped = number;
        }
    }
    if (!input.eof())
        return fail(Code::failed, file.string() + " cannot be read");
    if (skipped > 0)
        std::fprintf(stderr,
                     "undertone: %s: %zu of %zu lines skipped, line %zu first: they hold no id, level and text\n",
                     file.c_str(), skipped, number, first_skipped);
    return rows;
}

Tally tally_of(sentiment::Scorer const& scorer, std::string const& language, std::vector<Row> const& rows) {
    Tally tally;
    sentiment::Request request;
    request.profanity_rule = false;
    for (auto const& row : rows) {
        auto const begin = std::chrono::steady_clock::now();
        auto const reading = scorer.score(row.text, request);
        std::chrono::duration<double, std::milli> const taken = std::chrono::steady_clock::now() - begin;
        tally.add(row.truth, reading.level, reading.language == language, taken.count());
    }
    return tally;
}

double mean_macro_f1(Tallies const& tallies) {
    double sum = 0;
    for (auto const& [language, tally] : tallies)
        sum += tally.macro_f1();
    return tallies.empty() ? 0 : sum / static_cast<double>(tallies.size());
}

double shown(double value) {
    return std::round(value * 10000) / 10000;
}

boost::json::object to_json(Tally const& tally) {
    boost::json::object object;
    object["rows"] = tally.rows();
    object["macro_f1"] = shown(tally.macro_f1());
    object["accuracy"] = shown(tally.accuracy());
    if (tally.level_rows() > 0) {
        object["level_accuracy"] = shown(tally.level_accuracy());
        object["level_within_one"] = shown(tally.level_within_one());
    }
    object["language_accuracy"] = shown(tally.language_accuracy());
    object["milliseconds"] = shown(tally.milliseconds());
    return object;
}

void print_json(Tallies const& tallies, Tally const& overall, std::string const& model) {
    boost::json::object object;
    object["model"] = model;
    object["mean_macro_f1"] = shown(mean_macro_f1(tallies));
    object["overall"] = to_json(overall);
    auto& languages = object["languages"].emplace_object();
    for (auto const& [language, tally] : tallies)
        languages[language] = to_json(tally);
    std::printf("%s\n", api::text_of(object).c_str());
}

void print_row(char const* name, Tally const& tally, double macro_f1) {
    std::printf("%-9s %6zu  %8.3f  %8.3f", name, tally.rows(), macro_f1, tally.accuracy());
    if (tally.level_rows() > 0)
        std::printf("  %7.3f  %10.3f", tally.level_accuracy(), tally.level_within_one());
    else
        std::printf("  %7s  %10s", "-", "-");
    std::printf("  %8.3f  %7.2f\n", tally.language_accuracy(), tally.milliseconds());
}

} // namespace

int eval(Config const& config, Build const& build, EvalOptions const& options) {
    std::error_code error;
    if (!fs::is_directory(options.folder, error))
        return complain(options.folder.string() + " is not a folder");
    auto const scorer = load_scorer(config, build, options.model);
    if (!scorer)
        return complain(scorer.error().message);
    auto const known = sentiment::supported_languages();
    Tallies tallies;
    Tally overall;
    for (auto const& entry : fs::directory_iterator(options.folder, error)) {
        auto const language = entry.path().stem().string();
        if (entry.path().extension() != ".tsv")
            continue;
        if (std::find(known.begin(), known.end(), language) == known.end()) {
            std::fprintf(stderr, "undertone: %s skipped: \"%s\" is none of the 41 languages\n", entry.path().c_str(),
                         language.c_str());
            continue;
        }
        auto const rows = rows_of(entry.path());
        if (!rows)
            return complain(rows.error().message);
        auto const tally = tally_of(*scorer, language, *rows);
        if (tally.rows() == 0)
            continue;
        overall.add(tally);
        tallies.emplace(language, tally);
    }
    if (tallies.empty())
        return complain(options.folder.string() + " holds no <language>.tsv with rows of id, level and text");
    if (options.json) {
        print_json(tallies, overall, scorer->version());
        return 0;
    }
    std::printf("%-9s %6s  %8s  %8s  %7s  %10s  %8s  %7s\n", "language", "rows", "macro F1", "accuracy", "7 exact",
                "within one", "language", "ms/text");
    for (auto const& [language, tally] : tallies)
        print_row(language.c_str(), tally, tally.macro_f1());
    print_row("mean/all", overall, mean_macro_f1(tallies));
    return 0;
}

} // namespace undertone::command
