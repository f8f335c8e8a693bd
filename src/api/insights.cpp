#include "api/answers.h"
#include "api/csv.h"
#include "api/routes.h"
#include "api/time_zone.h"
#include "api/views.h"
#include "base/text.h"

#include <cmath>

namespace undertone::api {
namespace {

constexpr auto month = std::chrono::hours(24 * 30);

/// What every call of the figures reads from its query.
struct Wanted {
    types::InsightFilter filter;
    TimeZone zone;
};

Result<Wanted> read_wanted(Context const& context, Query const& query) {
    auto const zone = zone_of(query);
    auto const to = moment_of(query, "to", zone).value_or(context.clock.now());
    auto const from = moment_of(query, "from", zone).value_or(to - month);
    if (from >= to)
        query.refuse("from", "from must be before to.");
    auto const days = context.config.number("insights.days");
    if (to - from > std::chrono::hours(24 * days))
        query.refuse("from", "the period must not be longer than " + std::to_string(days) + " days.");
    auto states = query.words("state", types::state_from);
    if (query.failed())
        return query.refusal();
    return Wanted{{zone.previous_from(from, to), from, to, query.optional_text("queue"), query.optional_text("agent"),
                   query.optional_text("channel"), std::move(states)},
                  zone};
}

std::optional<Bucket> bucket_from(std::string_view word) {
    if (word == "hour")
        return Bucket::hour;
    return word == "day" ? std::optional(Bucket::day) : std::nullopt;
}

/// The same places in the period before.
std::vector<Time> earlier(Wanted const& wanted, std::vector<Time> starts, Bucket by) {
    auto const& filter = wanted.filter;
    auto const back = filter.from - filter.previous_from;
    if (back != filter.to - filter.from) // as many days with a change of the clock
        return wanted.zone.starts(filter.previous_from, filter.from, by, 2 * starts.size() + 1).value_or(starts);
    for (auto& start : starts)
        start -= back;
    return starts;
}

boost::json::value number_of(std::optional<double> value) {
    if (!value)
        return nullptr;
    auto const shown = sentiment::rounded(*value);
    if (shown == std::floor(shown))
        return static_cast<std::int64_t>(shown);
    return shown;
}

/// Writes rows; the feelings of customers of one agent are hidden while the sample is smaller than `least`, and the
/// figure says so.
class RowView {
public:
    explicit RowView(std::int64_t least = 0) : least_(least) {}

    boost::json::object operator()(desk::InsightRow const& row) const {
        auto view = figures(row, desk::service_kpis());
        view["sentiment"] = figures(row, desk::sentiment_kpis());
        view["sessions"] = figures(row, desk::session_kpis());
        view["bots"] = figures(row, desk::bot_kpis());
        if (!row.now.presence.times.empty() || !row.before.presence.times.empty())
            view["presence"] = figures(row, desk::presence_kpis());
        if (least_ > 0)
            view["minimum_sample"] = least_;
        return view;
    }

private:
    bool is_hidden(desk::Kpi const& kpi, desk::Totals const& totals) const {
        return kpi.sample != nullptr && kpi.sample(totals) < least_;
    }
    boost::json::value shown(desk::Kpi const& kpi, desk::Totals const& totals) const {
        return is_hidden(kpi, totals) ? boost::json::value(nullptr) : number_of(kpi.of(totals));
    }
    boost::json::object figure(desk::Kpi const& kpi, desk::InsightRow const& row) const {
        boost::json::object view{{"value", shown(kpi, row.now)}, {"previous", shown(kpi, row.before)}};
        if (is_hidden(kpi, row.now) && kpi.sample(row.now) > 0)
            view["hidden"] = true;
        return view;
    }
    boost::json::object figures(desk::InsightRow const& row, std::span<desk::Kpi const> kpis) const {
        boost::json::object view;
        for (auto const& kpi : kpis)
            view[kpi.name] = figure(kpi, row);
        return view;
    }

    std::int64_t least_;
};

RowView view_of(Context const& context, bool personal) {
    return RowView(personal ? context.config.number("insights.minimum_sample") : 0);
}

using Rows = Result<std::vector<desk::InsightRow>>;

template <class Name>
Result<net::Response> rows_answer(Rows rows, RowView const& view, Name name) {
    if (!rows)
        return Unexpected(rows.error());
    return list_answer(types::Page<desk::InsightRow>{std::move(*rows), std::nullopt}, [&](desk::InsightRow const& row) {
        auto item = view(row);
        name(item, row);
        return item;
    });
}

constexpr std::array columns{"id",
                             "created_at",
                             "state",
                             "queue",
                             "channel",
                             "customer",
                             "subject",
                             "agent",
                             "language",
                             "level",
                             "pulse",
                             "lowest",
                             "transition",
                             "transfers",
                             "messages",
                             "accepted_at",
                             "first_response_at",
                             "ended_at",
                             "closed_at",
                             "wrap_up_codes"};

/// Times are those of the zone.
std::vector<std::string> cells_of(types::ExportedConversation const& exported, TimeZone const& zone) {
    auto const& facts = exported.facts;
    auto const text = [&](std::optional<Time> time) { return time ? zone.text_of(*time) : std::string(); };
    bool const scored = facts.level != sentiment::Level::none;
    return {facts.id,
            text(facts.created_at),
            std::string(types::name_of(facts.state)),
            facts.queue.name,
            facts.channel,
            facts.customer,
            exported.subject,
            facts.agent ? facts.agent->name : "",
            facts.language,
            std::string(sentiment::name_of(facts.level)),
            scored ? text_of(sentiment::rounded(facts.pulse)) : "",
            std::string(sentiment::name_of(exported.lowest)),
            exported.transition ? text_of(*exported.transition) : "",
            std::to_string(facts.transfers),
            std::to_string(facts.messages),
            text(facts.accepted_at),
            text(facts.first_response_at),
            text(facts.ended_at),
            text(facts.closed_at),
            joined(facts.wrap_up_codes, "; ")};
}

} // namespace

Result<net::Response> get_insights_summary(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, Query(call.request));
    if (!wanted)
        return Unexpected(wanted.error());
    auto const view = view_of(context, wanted->filter.agent.has_value());
    return answer(context.desk.insights().summary(call.caller(), wanted->filter), 200,
                  [&](desk::InsightRow const& row) {
                      auto body = view(row);
                      body["from"] = to_text(wanted->filter.from);
                      body["to"] = to_text(wanted->filter.to);
                      return body;
                  });
}

Result<net::Response> get_insights_series(Context& context, Call const& call) {
    Query const query(call.request);
    auto const by = query.optional_parsed("by", bucket_from, "must be one of: hour day.").value_or(Bucket::day);
    auto const wanted = read_wanted(context, query);
    if (!wanted)
        return Unexpected(wanted.error());
    auto const& filter = wanted->filter;
    auto const starts = wanted->zone.starts(filter.from, filter.to, by, context.config.bound("insights.points"));
    if (!starts)
        return fail(Code::invalid, "the period has too many points: choose a shorter one, or by=day.", "from");
    return rows_answer(context.desk.insights().series(call.caller(), filter, *starts, earlier(*wanted, *starts, by)),
                       view_of(context, filter.agent.has_value()),
                       [](boost::json::object& item, desk::InsightRow const& row) { item["at"] = to_text(row.at); });
}

Result<net::Response> get_insights_queues(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, Query(call.request));
    if (!wanted)
        return Unexpected(wanted.error());
    return rows_answer(context.desk.insights().queues(call.caller(), wanted->filter),
                       view_of(context, wanted->filter.agent.has_value()),
                       [](boost::json::object& item, desk::InsightRow const& row) { item["queue"] = to_json(row.of); });
}

Result<net::Response> get_insights_agents(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, Query(call.request));
    if (!wanted)
        return Unexpected(wanted.error());
    return rows_answer(context.desk.insights().agents(call.caller(), wanted->filter), view_of(context, true),
                       [](boost::json::object& item, desk::InsightRow const& row) { item["agent"] = to_json(row.of); });
}

Result<net::Response> get_insights_conversations(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, Query(call.request));
    if (!wanted)
        return Unexpected(wanted.error());
    net::Response response;
    response.headers.emplace_back("Content-Type", "text/csv; charset=utf-8; header=present");
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"conversations.csv\"");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = csv_line({columns.begin(), columns.end()});
    auto const most = context.config.bound("insights.csv_bytes");
    auto const done =
        context.desk.insights().each(call.caller(), wanted->filter, [&](types::ExportedConversation const& exported) {
            if (response.body.size() <= most)
                response.body += csv_line(cells_of(exported, wanted->zone));
        });
    if (!done)
        return Unexpected(done.error());
    if (response.body.size() > most)
        return fail(Code::invalid, "the file would be larger than one export may be: choose a shorter period.", "from");
    return response;
}

} // namespace undertone::api
