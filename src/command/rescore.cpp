#include "desk/rescore.h"
#include "command/commands.h"
#include "desk/commands.h"

#include <cinttypes>
#include <cstdio>

namespace undertone::command {
namespace {

/// "2026-11-28" is the midnight of UTC with which the day begins.
Result<std::optional<Time>> read_time(std::string_view flag, std::string const& text) {
    constexpr std::size_t length_of_date = 10;
    if (text.empty())
        return std::optional<Time>();
    auto const time = time_from(text.size() == length_of_date ? text + "T00:00:00Z" : text);
    if (!time)
        return fail(Code::invalid, std::string(flag) + " must be a date (2026-11-28) or an RFC 3339 time");
    return time;
}

Result<desk::RescoreWish> read_wish(Config const& config, RescoreOptions const& options) {
    desk::RescoreWish wish;
    auto const from = read_time("--from", options.from);
    if (!from)
        return Unexpected(from.error());
    auto const to = read_time("--to", options.to);
    if (!to)
        return Unexpected(to.error());
    wish.from = *from;
    wish.to = *to;
    if (!options.queue.empty())
        wish.queue = options.queue;
    wish.dry = options.dry;
    wish.messages = config.bound("rescore.messages");
    wish.sessions = config.bound("rescore.sessions");
    return wish;
}

void tell(desk::RescoreSums const& sums, std::string const& model, bool dry) {
    std::printf("%" PRIu64 " messages of %" PRIu64 " conversations were read by %s: %" PRIu64
                " %s another reading, %" PRIu64 " of them another level, %" PRIu64 " another side.\n",
                sums.messages, sums.conversations, model.c_str(), sums.other_reading, dry ? "would have" : "have",
                sums.other_level, sums.other_zone);
    if (sums.not_closed > 0)
        std::printf("%" PRIu64 " conversations that are not closed yet were left as they are.\n", sums.not_closed);
}

} // namespace

int rescore(Config const& config, Build const& build, RescoreOptions const& options) {
    auto const wish = read_wish(config, options);
    if (!wish)
        return complain(wish.error().message);
    auto const scorer = load_scorer(config, build);
    if (!scorer)
        return complain(scorer.error().message);
    auto const database = open_present(config);
    if (!database)
        return complain(database.error().message);
    auto const score = [&](std::string_view text, std::string_view earlier, sentiment::PhraseBook const& own_phrases,
                           std::size_t explain_passes) {
        sentiment::Request request;
        request.earlier_language = earlier;
        request.own_phrases = &own_phrases;
        request.explain_passes = explain_passes;
        return scorer->score(text, request);
    };
    auto const sums = desk::rescore(**database, SystemClock(), score, *wish);
    if (!sums)
        return complain(sums.error().message);
    tell(*sums, scorer->version(), options.dry);
    return 0;
}

} // namespace undertone::command
