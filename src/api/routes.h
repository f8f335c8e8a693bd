#pragma once

#include "api/context.h"
#include "api/query.h"

#include <span>

namespace undertone::api {

/// Who gets past the door; what exactly each may do is decided by desk::may. Of a stranger no token is looked at, so
/// that who still sends an old one can sign in.
enum class Who { stranger, anyone, signed_in, staff, staff_or_key, administrator };

using Function = Result<net::Response> (*)(Context&, Call const&);

/// Where a call waits for its turn: of those in `readings`, which read texts because somebody asks for it, only
/// `scoring.asked_at_once` run at once; of those in `history`, which go through what was stored in weeks, only
/// `store.long_reads`.
enum class Lane { usual, readings, history };

struct Route {
    std::string_view method;
    std::string_view path; ///< under /api/v1
    Who who;
    Function function;
    Lane lane = Lane::usual;
    bool (*waits)(Query const&) = nullptr; ///< of these queries alone the call is in the lane; else each is in it
};

/// Every call of the interface: the table of contents of the server.
std::span<Route const> routes();

inline constexpr std::string_view base_path = "/api/v1";
inline constexpr std::string_view live_path = "/api/v1/live";

// login.cpp
Result<net::Response> login(Context&, Call const&);
Result<net::Response> logout(Context&, Call const&);
Result<net::Response> get_set_up(Context&, Call const&);
Result<net::Response> post_set_up(Context&, Call const&);
Result<net::Response> get_me(Context&, Call const&);
Result<net::Response> put_presence(Context&, Call const&);
Result<net::Response> put_password(Context&, Call const&);
// filters.cpp
Result<net::Response> get_live_filter(Context&, Call const&);
Result<net::Response> put_live_filter(Context&, Call const&);
Result<net::Response> delete_live_filter(Context&, Call const&);
// conversations.cpp
Result<net::Response> post_conversation(Context&, Call const&);
Result<net::Response> get_conversations(Context&, Call const&);
Result<net::Response> get_conversation_counts(Context&, Call const&);
bool asks_for_closed(Query const&);
Result<net::Response> get_conversation(Context&, Call const&);
Result<net::Response> accept(Context&, Call const&);
Result<net::Response> reject(Context&, Call const&);
Result<net::Response> release(Context&, Call const&);
Result<net::Response> end(Context&, Call const&);
Result<net::Response> close(Context&, Call const&);
Result<net::Response> escalate(Context&, Call const&);
Result<net::Response> monitor(Context&, Call const&);
Result<net::Response> leave(Context&, Call const&);
Result<net::Response> join(Context&, Call const&);
Result<net::Response> take_over(Context&, Call const&);
Result<net::Response> assign(Context&, Call const&);
Result<net::Response> transfer(Context&, Call const&);
Result<net::Response> consult(Context&, Call const&);
Result<net::Response> raise_hand(Context&, Call const&);
Result<net::Response> read(Context&, Call const&);
Result<net::Response> force_close(Context&, Call const&);
Result<net::Response> put_answered_consent(Context&, Call const&);
// messages.cpp
Result<net::Response> post_message(Context&, Call const&);
Result<net::Response> get_messages(Context&, Call const&);
Result<net::Response> get_message(Context&, Call const&);
Result<net::Response> get_sentiment(Context&, Call const&);
Result<net::Response> post_score(Context&, Call const&);
// sessions.cpp
Result<net::Response> get_sessions(Context&, Call const&);
Result<net::Response> get_trend(Context&, Call const&);
// wrap_up.cpp
Result<net::Response> get_wrap_up(Context&, Call const&);
Result<net::Response> put_wrap_up(Context&, Call const&);
Result<net::Response> get_wrap_up_codes(Context&, Call const&);
Result<net::Response> put_wrap_up_codes(Context&, Call const&);
// settings.cpp
Result<net::Response> get_settings(Context&, Call const&);
Result<net::Response> put_settings(Context&, Call const&);
Result<net::Response> get_queue_settings(Context&, Call const&);
Result<net::Response> put_queue_settings(Context&, Call const&);
Result<net::Response> get_supervisor_actions(Context&, Call const&);
Result<net::Response> put_supervisor_actions(Context&, Call const&);
Result<net::Response> get_consent(Context&, Call const&);
Result<net::Response> put_consent(Context&, Call const&);
Result<net::Response> get_notice(Context&, Call const&);
// notification.cpp
Result<net::Response> get_notification(Context&, Call const&);
Result<net::Response> put_notification(Context&, Call const&);
// hours.cpp
Result<net::Response> get_hours(Context&, Call const&);
Result<net::Response> put_hours(Context&, Call const&);
// routing.cpp
Result<net::Response> get_routing(Context&, Call const&);
Result<net::Response> put_routing(Context&, Call const&);
Result<net::Response> try_routing(Context&, Call const&);
// feedback.cpp
Result<net::Response> get_readings(Context&, Call const&);
Result<net::Response> put_feedback(Context&, Call const&);
Result<net::Response> delete_feedback(Context&, Call const&);
Result<net::Response> get_conversation_feedback(Context&, Call const&);
Result<net::Response> get_feedback(Context&, Call const&);
Result<net::Response> get_agreement(Context&, Call const&);
Result<net::Response> get_feedback_export(Context&, Call const&);
Result<net::Response> get_own_phrases(Context&, Call const&);
Result<net::Response> put_own_phrases(Context&, Call const&);
// blocks.cpp
Result<net::Response> post_block(Context&, Call const&);
Result<net::Response> get_blocks(Context&, Call const&);
Result<net::Response> delete_block(Context&, Call const&);
// search.cpp
Result<net::Response> get_search(Context&, Call const&);
Result<net::Response> get_earlier(Context&, Call const&);
// sign_ins.cpp
Result<net::Response> get_my_sign_ins(Context&, Call const&);
Result<net::Response> delete_my_sign_in(Context&, Call const&);
Result<net::Response> get_sign_ins(Context&, Call const&);
Result<net::Response> sign_out_user(Context&, Call const&);
// work.cpp
Result<net::Response> get_work(Context&, Call const&);
// people.cpp
Result<net::Response> get_users(Context&, Call const&);
Result<net::Response> post_user(Context&, Call const&);
Result<net::Response> get_user(Context&, Call const&);
Result<net::Response> patch_user(Context&, Call const&);
Result<net::Response> delete_user(Context&, Call const&);
Result<net::Response> get_queues(Context&, Call const&);
Result<net::Response> post_queue(Context&, Call const&);
Result<net::Response> get_queue(Context&, Call const&);
Result<net::Response> patch_queue(Context&, Call const&);
Result<net::Response> delete_queue(Context&, Call const&);
Result<net::Response> get_members(Context&, Call const&);
Result<net::Response> post_member(Context&, Call const&);
Result<net::Response> delete_member(Context&, Call const&);
Result<net::Response> post_key(Context&, Call const&);
Result<net::Response> get_keys(Context&, Call const&);
Result<net::Response> delete_key(Context&, Call const&);
Result<net::Response> get_audit(Context&, Call const&);
// webhooks.cpp
Result<net::Response> post_webhook(Context&, Call const&);
Result<net::Response> get_webhooks(Context&, Call const&);
Result<net::Response> get_webhook(Context&, Call const&);
Result<net::Response> delete_webhook(Context&, Call const&);
Result<net::Response> get_deliveries(Context&, Call const&);
Result<net::Response> replay_deliveries(Context&, Call const&);
// rules.cpp
Result<net::Response> get_rules(Context&, Call const&);
Result<net::Response> post_rule(Context&, Call const&);
Result<net::Response> simulate_rule(Context&, Call const&);
Result<net::Response> get_rule(Context&, Call const&);
Result<net::Response> put_rule(Context&, Call const&);
Result<net::Response> delete_rule(Context&, Call const&);
// alerts.cpp
Result<net::Response> get_alerts(Context&, Call const&);
bool asks_for_handled(Query const&);
Result<net::Response> get_alert(Context&, Call const&);
Result<net::Response> acknowledge(Context&, Call const&);
Result<net::Response> ignore(Context&, Call const&);
Result<net::Response> resolve(Context&, Call const&);
// insights.cpp
Result<net::Response> get_insights_summary(Context&, Call const&);
Result<net::Response> get_insights_series(Context&, Call const&);
Result<net::Response> get_insights_queues(Context&, Call const&);
Result<net::Response> get_insights_agents(Context&, Call const&);
Result<net::Response> get_insights_conversations(Context&, Call const&);

} // namespace undertone::api
