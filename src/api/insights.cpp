#include "api/answers.h"
#include "api/csv.h"
#include "api/routes.h"
#include "api/time_zone.h"
#include "api/views.h"

#include <cmath>

namespace undertone::api {
namespace {

constexpr auto month = std::chrono::hours(24 * 30);

/// What every call of the figures reads from its query.
struct Wanted {
    types::InsightFilter filter;
    TimeZone zone;
};

std::optional<std::string> maybe_value(Call const& call, std::string_view name) {
    auto value = query_value(call.request, name);
    return value.empty() ? std::nullopt : std::optional(std::move(value));
}

Result<Time> read_time(Call const& call, TimeZone const& zone, std::string_view name, Time standard) {
    auto const text = maybe_value(call, name);
    if (!text)
        return standard;
    auto const time = text->size() == 10 ? zone.midnight(*text) : time_from(*text);
    if (!time)
        return fail(Code::malformed, std::string(name) + " must be a date (2026-11-28) or an RFC 3339 time.",
                    std::string(name));
    return *time;
}

Result<Wanted> read_wanted(Context const& context, Call const& call) {
    auto zone = TimeZone::named(maybe_value(call, "time_zone").value_or("UTC"));
    if (!zone)
        return fail(Code::malformed, "time_zone must be a name of the IANA list, for instance Europe/Berlin.",
                    "time_zone");
    auto const to = read_time(call, *zone, "to", context.clock.now());
    if (!to)
        return Unexpected(to.error());
    auto const from = read_time(call, *zone, "from", *to - month);
    if (!from)
        return Unexpected(from.error());
    if (*from >= *to)
        return fail(Code::invalid, "from must be before to.", "from");
    auto const days = context.config.number("insights.days");
    if (*to - *from > std::chrono::hours(24 * days))
        return fail(Code::invalid, "the period must not be longer than " + std::to_string(days) + " days.", "from");
    return Wanted{{*from, *to, maybe_value(call, "queue"), maybe_value(call, "agent"), maybe_value(call, "channel")},
                  *zone};
}

boost::json::value number_of(std::optional<double> value) {
    if (!value)
        return nullptr;
    auto const shown = sentiment::rounded(*value);
    if (shown == std::floor(shown))
        return static_cast<std::int64_t>(shown);
    return shown;
}

/// Writes rows; the feelings of customers of one agent are hidden while the sample is smaller than `least`.
class RowView {
public:
    explicit RowView(std::int64_t least = 0) : least_(least) {}

    boost::json::object operator()(desk::InsightRow const& row) const {
        auto view = figures(row, desk::service_kpis());
        view["sentiment"] = figures(row, desk::sentiment_kpis());
        view["sessions"] = figures(row, desk::session_kpis());
        return view;
    }

private:
    std::optional<double> shown(desk::Kpi const& kpi, desk::Totals const& totals) const {
        return kpi.sample != nullptr && kpi.sample(totals) < least_ ? std::nullopt : kpi.of(totals);
    }
    boost::json::object figures(desk::InsightRow const& row, std::span<desk::Kpi const> kpis) const {
        boost::json::object view;
        for (auto const& kpi : kpis)
            view[kpi.name] = boost::json::object{{"value", number_of(shown(kpi, row.now))},
                                                 {"previous", number_of(shown(kpi, row.before))}};
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

std::string joined(std::vector<std::string> const& texts) {
    std::string all;
    for (auto const& text : texts)
        all += (all.empty() ? "" : "; ") + text;
    return all;
}

std::vector<std::string> cells(types::ConversationFacts const& facts) {
    auto const text = [](std::optional<Time> time) { return time ? to_text(*time) : std::string(); };
    bool const scored = facts.level != sentiment::Level::none;
    return {facts.id,
            text(facts.created_at),
            std::string(types::name_of(facts.state)),
            facts.queue.name,
            facts.channel,
            facts.customer,
            facts.agent ? facts.agent->name : "",
            facts.language,
            std::string(sentiment::name_of(facts.level)),
            scored ? text_of(sentiment::rounded(facts.pulse)) : "",
            std::to_string(facts.messages),
            text(facts.accepted_at),
            text(facts.first_response_at),
            text(facts.ended_at),
            text(facts.closed_at),
            joined(facts.wrap_up_codes)};
}

} // namespace

Result<net::Response> get_insights_summary(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, call);
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
    auto const by = maybe_value(call, "by").value_or("day");
    if (by != "day" && by != "hour")
        return fail(Code::invalid, "by must be one of: hour day.", "by");
    auto const wanted = read_wanted(context, call);
    if (!wanted)
        return Unexpected(wanted.error());
    auto const& filter = wanted->filter;
    auto const starts = wanted->zone.starts(filter.from, filter.to, by == "day" ? Step::day : Step::hour,
                                            static_cast<std::size_t>(context.config.number("insights.points")));
    if (!starts)
        return fail(Code::invalid, "the period has too many points: choose a shorter one, or by=day.", "from");
    return rows_answer(context.desk.insights().series(call.caller(), filter, *starts),
                       view_of(context, filter.agent.has_value()),
                       [](boost::json::object& item, desk::InsightRow const& row) { item["at"] = to_text(row.at); });
}

Result<net::Response> get_insights_queues(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, call);
    if (!wanted)
        return Unexpected(wanted.error());
    return rows_answer(context.desk.insights().queues(call.caller(), wanted->filter),
                       view_of(context, wanted->filter.agent.has_value()),
                       [](boost::json::object& item, desk::InsightRow const& row) { item["queue"] = to_json(row.of); });
}

Result<net::Response> get_insights_agents(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, call);
    if (!wanted)
        return Unexpected(wanted.error());
    return rows_answer(context.desk.insights().agents(call.caller(), wanted->filter), view_of(context, true),
                       [](boost::json::object& item, desk::InsightRow const& row) { item["agent"] = to_json(row.of); });
}

Result<net::Response> get_insights_conversations(Context& context, Call const& call) {
    auto const wanted = read_wanted(context, call);
    if (!wanted)
        return Unexpected(wanted.error());
    net::Response response;
    response.headers.emplace_back("Content-Type", "text/csv; charset=utf-8; header=present");
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"conversations.csv\"");
    response.body =
        csv_line({"id", "created_at", "state", "queue", "channel", "customer", "agent", "language", "level", "pulse",
                  "messages", "accepted_at", "first_response_at", "ended_at", "closed_at", "wrap_up_codes"});
    auto const most = static_cast<std::size_t>(context.config.number("insights.csv_bytes"));
    auto const done =
        context.desk.insights().each(call.caller(), wanted->filter, [&](types::ConversationFacts const& facts) {
            if (response.body.size() <= most)
                response.body += csv_line(cells(facts));
        });
    if (!done)
        return Unexpected(done.error());
    if (response.body.size() > most)
        return fail(Code::invalid, "the file would be larger than one export may be: choose a shorter period.", "from");
    return response;
}

} // namespace undertone::api
