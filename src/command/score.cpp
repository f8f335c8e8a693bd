#include "api/json.h"
#include "api/reading_json.h"
#include "command/commands.h"
#include "sentiment/language.h"
#include "sentiment/scorer.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>
#include <unistd.h>

namespace undertone::command {
namespace {

/// A line longer than this is scored on its first part, so that memory stays bounded.
constexpr std::size_t longest_line = 16u << 20;

/// So much of a text stands behind its reading in --pretty.
constexpr std::size_t shown_bytes = 200;

/// Lines that are scored before the first of them is written.
constexpr std::size_t lines_at_once = 4096;

class Printer {
public:
    Printer(sentiment::Scorer const& scorer, ScoreOptions const& options, Config const& config)
        : scorer_(scorer), options_(options) {
        request_.language = options.language;
        request_.explain_passes = options.phrases && !options.pretty ? config.bound("scoring.explanation_passes") : 0;
        request_.explain_tokens = config.bound("scoring.explanation_tokens");
    }

    /// Scores all lines on all cores and writes one line for each, in order.
    bool print(std::vector<std::string> const& lines) const {
        std::vector<std::string> results(lines.size());
        std::atomic<std::size_t> next = 0;
        auto const work = [&] {
            for (auto index = next++; index < lines.size(); index = next++)
                results[index] = result(lines[index]);
        };
        auto const helpers = std::min<std::size_t>(std::thread::hardware_concurrency(), (lines.size() + 7) / 8);
        {
            std::vector<std::jthread> threads;
            for (std::size_t index = 1; index < helpers; ++index)
                threads.emplace_back(work);
            work();
        }
        for (auto const& line : results)
            if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size())
                return false;
        return std::fflush(stdout) == 0;
    }

private:
    std::string result(std::string const& text) const {
        auto const reading = scorer_.score(text, request_);
        if (!options_.pretty)
            return api::text_of(api::to_json(reading)) + "\n";
        std::array<char, 96> head{};
        if (reading.level == sentiment::Level::none)
            std::snprintf(head.data(), head.size(), "%-18s      -  %-8s ", "no score", reading.language.c_str());
        else
            std::snprintf(head.data(), head.size(), "%-18s %6.2f  %-8s ",
                          std::string(sentiment::name_of(reading.level)).c_str(), reading.pulse,
                          reading.language.c_str());
        std::string shown(sentiment::cut_utf8(text, shown_bytes));
        std::replace(shown.begin(), shown.end(), '\n', ' ');
        return head.data() + shown + "\n";
    }

    sentiment::Scorer const& scorer_;
    ScoreOptions const& options_;
    sentiment::Request request_;
};

/// Cuts what standard input brings into lines, as soon as it brings them.
class Lines {
public:
    /// The lines that are complete now, at least one unless the input ended.
    std::vector<std::string> next() {
        std::vector<std::string> lines;
        while (lines.empty() && !ended_)
            read_some(lines);
        return lines;
    }

    /// Why the input ended early ("Is a directory"); empty when it did not.
    std::string failure() const { return failure_ == 0 ? "" : std::strerror(failure_); }

private:
    void read_some(std::vector<std::string>& lines) {
        std::array<char, 65536> buffer; // NOLINT: filled by read
        auto const got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            return;
        if (got <= 0) {
            ended_ = true;
            failure_ = got < 0 ? errno : 0;
            if (!pending_.empty())
                finish(lines);
            return;
        }
        for (auto const* at = buffer.data(); at != buffer.data() + got; ++at) {
            if (*at == '\n')
                finish(lines);
            else if (pending_.size() < longest_line)
                pending_ += *at;
        }
    }

    void finish(std::vector<std::string>& lines) {
        if (!pending_.empty() && pending_.back() == '\r')
            pending_.pop_back();
        lines.push_back(std::move(pending_));
        pending_.clear();
    }

    std::string pending_;
    bool ended_ = false;
    int failure_ = 0;
};

} // namespace

int score(Config const& config, Build const& build, ScoreOptions const& options) {
    if (options.language && !sentiment::is_language_tag(*options.language)) {
        complain("--language " + *options.language + ": is no code of a language, such as en or pt-BR");
        return 2;
    }
    auto const scorer = load_scorer(config, build, options.model);
    if (!scorer)
        return complain(scorer.error().message);
    Printer const printer(*scorer, options, config);
    if (!options.texts.empty())
        return printer.print(options.texts) ? 0 : complain("standard output cannot be written");
    Lines input;
    for (auto lines = input.next(); !lines.empty(); lines = input.next()) {
        for (std::size_t begin = 0; begin < lines.size(); begin += lines_at_once) {
            auto const end = std::min(begin + lines_at_once, lines.size());
            std::vector<std::string> const part(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                                lines.begin() + static_cast<std::ptrdiff_t>(end));
            if (!printer.print(part))
                return complain("standard output cannot be written");
        }
    }
    auto const failure = input.failure();
    return failure.empty() ? 0 : complain("standard input cannot be read: " + failure);
}

} // namespace undertone::command
