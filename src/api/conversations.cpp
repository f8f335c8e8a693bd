#include "api/answers.h"
#include "api/routes.h"
#include "api/views.h"

namespace undertone::api {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_subject = 500;
constexpr std::size_t most_skills = 50;

using Step = Result<types::Conversation> (desk::Conversations::*)(types::Caller const&, std::string_view);

boost::json::object view_for(Context const& context, types::Caller const& caller,
                             types::Conversation const& conversation) {
    auto const now = context.clock.now();
    auto view =
        caller.kind == types::Caller::Kind::visitor ? visitor_view(conversation, now) : staff_view(conversation, now);
    add_place(view, context.desk.conversations().place(conversation));
    if (!caller.staff())
        view.erase("wrap_up");
    return view;
}

Result<std::optional<std::string>> maybe_name(Call const& call, std::string_view field) {
    if (call.request.body.empty())
        return std::optional<std::string>();
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    return fields->optional_text(field, longest_name);
}

/// A conversation that goes to an agent or a queue; the answer says by how much the agent's capacity is exceeded.
Result<net::Response> hand_on(Context& context, Call const& call,
                              Result<types::Conversation> (desk::Conversations::*what)(types::Caller const&,
                                                                                       std::string_view,
                                                                                       types::Destination const&)) {
    auto const fields = Fields::of_body(call.request, true);
    if (!fields)
        return Unexpected(fields.error());
    auto const agent = fields->optional_text("agent", longest_name);
    if (!agent)
        return Unexpected(agent.error());
    auto const queue = fields->optional_text("queue", longest_name);
    if (!queue)
        return Unexpected(queue.error());
    auto const override_presence = fields->optional_flag("override");
    if (!override_presence)
        return Unexpected(override_presence.error());
    auto& conversations = context.desk.conversations();
    types::Destination const to{*agent, *queue, override_presence->value_or(false)};
    return answer((conversations.*what)(call.caller(), call.id(), to), 200, [&](types::Conversation const& after) {
        auto view = view_for(context, call.caller(), after);
        view["exceeded_units"] = conversations.exceeded_units(after);
        return view;
    });
}

/// One step of a conversation's life; the answer is the conversation after it.
Result<net::Response> step(Context& context, Call const& call, Step what) {
    return answer((context.desk.conversations().*what)(call.caller(), call.id()), 200,
                  [&](types::Conversation const& after) { return view_for(context, call.caller(), after); });
}

Result<void> read_customer(Fields const& fields, types::NewConversation& wanted) {
    auto const customer = fields.optional_object("customer");
    if (!customer)
        return Unexpected(customer.error());
    if (!*customer)
        return {};
    auto name = (*customer)->optional_text("name", longest_name);
    if (!name)
        return Unexpected(name.error());
    auto id = (*customer)->optional_text("id", longest_name);
    if (!id)
        return Unexpected(id.error());
    wanted.customer_name = std::move(*name);
    wanted.customer_id = std::move(*id);
    return {};
}

Result<types::NewConversation> read_new_conversation(Fields const& fields) {
    types::NewConversation wanted;
    auto queue = fields.text("queue", longest_name);
    if (!queue)
        return Unexpected(queue.error());
    wanted.queue = std::move(*queue);
    auto channel = fields.optional_text("channel", longest_name);
    if (!channel)
        return Unexpected(channel.error());
    wanted.channel = channel->value_or(wanted.channel);
    if (auto customer = read_customer(fields, wanted); !customer)
        return Unexpected(customer.error());
    auto subject = fields.optional_text("subject", longest_subject);
    if (!subject)
        return Unexpected(subject.error());
    wanted.subject = std::move(*subject);
    auto locale = fields.optional_text("locale", longest_name);
    if (!locale)
        return Unexpected(locale.error());
    wanted.locale = locale->value_or("");
    auto consent = fields.optional_flag("consent");
    if (!consent)
        return Unexpected(consent.error());
    wanted.consent = *consent;
    if (fields.has("skills")) {
        auto skills = fields.texts("skills", most_skills, longest_name);
        if (!skills)
            return Unexpected(skills.error());
        wanted.skills = std::move(*skills);
    }
    auto bot = fields.optional_flag("bot");
    if (!bot)
        return Unexpected(bot.error());
    wanted.bot = bot->value_or(false);
    return wanted;
}

} // namespace

Result<net::Response> post_conversation(Context& context, Call const& call) {
    auto const fields = Fields::of_body(call.request);
    if (!fields)
        return Unexpected(fields.error());
    auto wanted = read_new_conversation(*fields);
    if (!wanted)
        return Unexpected(wanted.error());
    wanted->address = call.request.remote;
    return answer(context.desk.conversations().create(call.signed_in, *wanted), 201, [&](desk::Created const& created) {
        bool const key = call.signed_in && call.signed_in->kind == types::Caller::Kind::key;
        auto const now = context.clock.now();
        boost::json::object body;
        auto view = key ? staff_view(created.conversation, now) : visitor_view(created.conversation, now);
        add_place(view, context.desk.conversations().place(created.conversation));
        body["conversation"] = std::move(view);
        body["visitor_token"] = created.visitor_token;
        return body;
    });
}

Result<net::Response> get_conversations(Context& context, Call const& call) {
    auto const page = page_of(call.request);
    if (!page)
        return Unexpected(page.error());
    types::ConversationFilter filter;
    auto states = values_of<types::State>(call.request, "state", types::state_from);
    if (!states)
        return Unexpected(states.error());
    filter.states = std::move(*states);
    auto levels = values_of<sentiment::Level>(call.request, "level", sentiment::level_from);
    if (!levels)
        return Unexpected(levels.error());
    filter.levels = std::move(*levels);
    filter.queue = optional_query(call.request, "queue");
    filter.agent = optional_query(call.request, "agent");
    filter.channel = optional_query(call.request, "channel");
    auto const found = context.desk.conversations().list(call.caller(), filter, *page);
    if (!found)
        return Unexpected(found.error());
    auto const now = context.clock.now();
    auto const places = context.desk.conversations().places(found->items);
    auto place = places.begin();
    return list_answer(*found, [&](types::Conversation const& item) {
        auto view = staff_view(item, now);
        add_place(view, *place++);
        return view;
    });
}

Result<net::Response> get_conversation(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::find);
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
    auto const agent = maybe_name(call, "agent");
    if (!agent)
        return Unexpected(agent.error());
    if (!*agent)
        return fail(Code::invalid, "agent must be given: who is asked.", "agent");
    return answer(context.desk.conversations().consult(call.caller(), call.id(), **agent), 200,
                  [&](types::Conversation const& after) { return view_for(context, call.caller(), after); });
}

Result<net::Response> raise_hand(Context& context, Call const& call) {
    bool raised = true;
    if (!call.request.body.empty()) {
        auto const fields = Fields::of_body(call.request);
        if (!fields)
            return Unexpected(fields.error());
        auto const flag = fields->optional_flag("raised");
        if (!flag)
            return Unexpected(flag.error());
        raised = flag->value_or(true);
    }
    return answer(context.desk.conversations().raise_hand(call.caller(), call.id(), raised), 200,
                  [&](types::Conversation const& after) { return view_for(context, call.caller(), after); });
}

Result<net::Response> force_close(Context& context, Call const& call) {
    return step(context, call, &desk::Conversations::force_close);
}

} // namespace undertone::api
