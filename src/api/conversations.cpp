#include "api/answers.h"
#include "api/conversation_filter.h"
#include "api/if_told.h"
#include "api/routes.h"
#include "api/views.h"
#include "types/bounds.h"

#include <algorithm>
#include <map>

namespace undertone::api {
namespace {

/// Its place in the line, where it waits and the database tells it.
std::optional<types::Place> place_of(Context const& context, types::Conversation const& conversation) {
    auto const place = if_told("place in the line", [&] { return context.desk.conversations().place(conversation); });
    return place.value_or(std::nullopt);
}

using Walk = Result<types::Conversation> (desk::Conversations::*)(types::Caller const&, std::string_view);

boost::json::object view_for(Context const& context, types::Caller const& caller,
                             types::Conversation const& conversation) {
    auto const now = context.clock.now();
    auto view =
        caller.kind == types::Caller::Kind::visitor ? visitor_view(conversation, now) : staff_view(conversation, now);
    add_place(view, place_of(context, conversation));
    if (!caller.staff())
        view.erase("wrap_up");
    return view;
}

/// Whether a reader asks how much is still to be read: no event tells it, so it is no part of what they are applied to.
bool asks_for_unread(Query const& query) {
    return query.flag("unread");
}

void add_unread(Context const& context, Call const& call, types::Conversation const& conversation,
                boost::json::object& view) {
    if (auto const unread = context.desk.conversations().unread(call.caller(), conversation))
        view["unread"] = *unread;
}

/// A conversation that goes to an agent or a queue; the answer says by how much the agent's capacity is exceeded.
Result<net::Response> hand_on(Context& context, Call const& call,
                              Result<types::Conversation> (desk::Conversations::*what)(types::Caller const&,
                                                                                       std::string_view,
                                                                                       types::Destination const&)) {
    auto const form = Form::of_optional_body(call.request);
    types::Destination const to{.agent = form.optional_text("agent", longest_name),
                                .queue = form.optional_text("queue", longest_name),
                                .override_presence = form.optional_flag("override").value_or(false)};
    if (form.refused())
        return form.refusal();
    auto& conversations = context.desk.conversations();
    return answer((conversations.*what)(call.caller(), call.id(), to), 200, [&](types::Conversation const& after) {
        auto view = view_for(context, call.caller(), after);
        if (auto const units = if_told("exceeded units", [&] { return conversations.exceeded_units(after); }))
            view["exceeded_units"] = *units;
        return view;
    });
}

/// A conversation as who calls sees it.
Result<net::Response> conversation_answer(Context const& context, Call const& call,
                                          Result<types::Conversation> const& conversation) {
    return answer(conversation, 200,
                  [&](types::Conversation const& found) { return view_for(context, call.caller(), found); });
}

/// One step of a conversation's life, of which nothing need be said; the answer is the conversation after it.
Result<net::Response> step(Context& context, Call const& call, Walk what) {
    if (auto const nothing = Form::of_optional_body(call.request); nothing.refused())
        return nothing.refusal();
    return conversation_answer(context, call, (context.desk.conversations().*what)(call.caller(), call.id()));
}

/// The number of each of `all`, by its name.
template <class All, class T>
boost::json::object numbers_of(All const& all, std::map<T, std::int64_t> const& numbers) {
    boost::json::object view;
    for (auto const each : all)
        view[name_of(each)] = numbers.contains(each) ? numbers.at(each) : 0;
    return view;
}

boost::json::object counts_view(types::ConversationCounts const& counts, Time now) {
    std::map<sentiment::Zone, std::int64_t> zones;
    for (auto const& [level, number] : counts.levels)
        zones[sentiment::zone_of(level)] += number;
    std::vector<sentiment::Level> levels{sentiment::Level::none};
    levels.insert(levels.end(), sentiment::levels.begin(), sentiment::levels.end());
    boost::json::object view{{"conversations", counts.conversations},
                             {"states", numbers_of(types::states, counts.states)},
                             {"levels", numbers_of(levels, counts.levels)},
                             {"zones", numbers_of(sentiment::zones, zones)},
                             {"waiting", counts.waiting},
                             {"longest_wait_seconds", nullptr}};
    if (counts.longest_since)
        view["longest_wait_seconds"] =
            std::chrono::duration_cast<std::chrono::seconds>(now - *counts.longest_since).count();
    return view;
}

types::NewConversation read_new_conversation(Context const& context, Form const& form) {
    types::NewConversation wanted;
    wanted.queue = form.text("queue", longest_name);
    wanted.channel = form.optional_text("channel", longest_name).value_or(wanted.channel);
    if (auto const customer = form.optional_object("customer")) {
        wanted.customer_name = customer->optional_name("name");
        wanted.customer_id = customer->optional_name("id");
    }
    wanted.subject = form.optional_text("subject", types::longest_subject);
    wanted.locale = form.optional_text("locale", longest_name).value_or("");
    wanted.consent = form.optional_flag("consent");
    wanted.skills =
        form.optional_set("skills", context.config.bound("routing.skills"), longest_name).value_or(wanted.skills);
    wanted.bot = form.optional_flag("bot").value_or(false);
    wanted.client_id = form.optional_text("client_id", types::longest_client_id);
    return wanted;
}

} // namespace

/// Those that are closed are all of history; the others are few.
bool asks_for_closed(Query const& query) {
    auto const states = query.words("state", types::state_from);
    return std::find(states.begin(), states.end(), types::State::closed) != states.end();
}

Result<net::Response> post_conversation(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto wanted = read_new_conversation(context, form);
    if (form.refused())
        return form.refusal();
    wanted.address = call.request.remote;
    auto const created = context.desk.conversations().create(call.signed_in, wanted);
    if (!created)
        return Unexpected(created.error());
    bool const key = call.signed_in && call.signed_in->kind == types::Caller::Kind::key;
    auto const now = context.clock.now();
    boost::json::object body;
    auto view = key ? staff_view(created->conversation, now) : visitor_view(created->conversation, now);
    add_place(view, place_of(context, created->conversation));
    view.erase("wrap_up"); // of one that was opened before: for staff alone
    body["conversation"] = std::move(view);
    int const status = created->repeated ? 200 : 201;
    if (created->visitor_token.empty())
        return json(status, body);
    body["visitor_token"] = created->visitor_token;
    return json_with_secret(status, body);
}

Result<net::Response> get_conversations(Context& context, Call const& call) {
    Query const query(call.request);
    auto const page = query.page();
    auto const now = context.clock.now();
    auto const filter = conversation_filter(context, query, now);
    bool const unread = asks_for_unread(query);
    if (query.failed())
        return query.refusal();
    auto const found = context.desk.conversations().list(call.caller(), filter, page);
    if (!found)
        return Unexpected(found.error());
    auto const places = context.desk.conversations().places(found->items);
    auto place = places.begin();
    return list_answer(*found, [&](types::Conversation const& item) {
        auto view = staff_view(item, now);
        add_place(view, *place++);
        if (unread)
            add_unread(context, call, item, view);
        return view;
    });
}

Result<net::Response> get_conversation_counts(Context& context, Call const& call) {
    Query const query(call.request);
    auto const now = context.clock.now();
    auto const filter = conversation_filter(context, query, now);
    if (query.failed())
        return query.refusal();
    return answer(context.desk.conversations().counts(call.caller(), filter), 200,
                  [&](types::ConversationCounts const& counts) { return counts_view(counts, now); });
}

Result<net::Response> get_conversation(Context& context, Call const& call) {
    Query const query(call.request);
    bool const unread = asks_for_unread(query);
    if (query.failed())
        return query.refusal();
    return answer(context.desk.conversations().find(call.caller(), call.id()), 200,
                  [&](types::Conversation const& found) {
                      auto view = view_for(context, call.caller(), found);
                      if (unread)
                          add_unread(context, call, found, view);
                      return view;
                  });
}

Result<net::Response> accept(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::accept);
}

Result<net::Response> reject(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::reject);
}

Result<net::Response> release(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::release);
}

Result<net::Response> end(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::end);
}

Result<net::Response> close(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::close);
}

Result<net::Response> escalate(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::escalate);
}

Result<net::Response> monitor(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::monitor);
}

Result<net::Response> leave(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::leave);
}

Result<net::Response> join(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::join);
}

Result<net::Response> take_over(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::take_over);
}

Result<net::Response> assign(Context& context, Call const& call) {
    return hand_on(context, call, &desk::Conversations::assign);
}

Result<net::Response> transfer(Context& context, Call const& call) {
    return hand_on(context, call, &desk::Conversations::transfer);
}

Result<net::Response> consult(Context& context, Call const& call) {
    auto const form = Form::of_optional_body(call.request);
    auto const agent = form.optional_text("agent", longest_name);
    if (!agent)
        form.refuse("agent", "agent must be given: who is asked.");
    if (form.refused())
        return form.refusal();
    return conversation_answer(context, call, context.desk.conversations().consult(call.caller(), call.id(), *agent));
}

Result<net::Response> raise_hand(Context& context, Call const& call) {
    auto const form = Form::of_optional_body(call.request);
    bool const raised = form.optional_flag("raised").value_or(true);
    if (form.refused())
        return form.refusal();
    return conversation_answer(context, call,
                               context.desk.conversations().raise_hand(call.caller(), call.id(), raised));
}

/// The mark of the live socket, for who follows by a line that goes one way.
Result<net::Response> read(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const message = form.text("message", longest_name);
    if (form.refused())
        return form.refusal();
    return conversation_answer(context, call, context.desk.conversations().read(call.caller(), call.id(), message));
}

/// What the customer says of the scoring, later than at the begin.
Result<net::Response> put_answered_consent(Context& context, Call const& call) {
    auto const form = Form::of_body(call.request);
    auto const given = form.optional_flag("consent");
    if (!given)
        form.refuse("consent", "consent must be given: true or false.");
    if (form.refused())
        return form.refusal();
    return conversation_answer(context, call,
                               context.desk.conversations().answer_consent(call.caller(), call.id(), *given));
}

Result<net::Response> force_close(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::force_close);
}

} // namespace undertone::api
