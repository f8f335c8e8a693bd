#include "api/routes.h"

#include <array>

namespace undertone::api {
namespace {

constexpr std::array table{
    Route{"POST", "/login", Who::anyone, login},
    Route{"POST", "/logout", Who::staff, logout},
    Route{"GET", "/set-up", Who::anyone, get_set_up},
    Route{"POST", "/set-up", Who::anyone, post_set_up},
    Route{"GET", "/me", Who::staff, get_me},
    Route{"PUT", "/me/presence", Who::staff, put_presence},
    Route{"PUT", "/me/password", Who::staff, put_password},
    Route{"GET", "/me/sessions", Who::staff, get_my_sign_ins},
    Route{"DELETE", "/me/sessions/{id}", Who::staff, delete_my_sign_in},

    Route{"POST", "/conversations", Who::anyone, post_conversation},
    Route{"GET", "/conversations", Who::staff, get_conversations},
    Route{"GET", "/conversations/counts", Who::staff, get_conversation_counts},
    Route{"GET", "/conversations/{id}", Who::signed_in, get_conversation},
    Route{"POST", "/conversations/{id}/messages", Who::signed_in, post_message},
    Route{"GET", "/conversations/{id}/messages", Who::signed_in, get_messages},
    Route{"GET", "/conversations/{id}/messages/{message}", Who::signed_in, get_message},
    Route{"GET", "/conversations/{id}/sentiment", Who::signed_in, get_sentiment},
    Route{"GET", "/conversations/{id}/trend", Who::signed_in, get_trend},
    Route{"GET", "/conversations/{id}/sessions", Who::signed_in, get_sessions},
    Route{"GET", "/conversations/{id}/wrap_up", Who::signed_in, get_wrap_up},
    Route{"PUT", "/conversations/{id}/wrap_up", Who::signed_in, put_wrap_up},
    Route{"POST", "/conversations/{id}/accept", Who::signed_in, accept},
    Route{"POST", "/conversations/{id}/reject", Who::signed_in, reject},
    Route{"POST", "/conversations/{id}/release", Who::signed_in, release},
    Route{"POST", "/conversations/{id}/end", Who::signed_in, end},
    Route{"POST", "/conversations/{id}/close", Who::signed_in, close},
    Route{"POST", "/conversations/{id}/escalate", Who::signed_in, escalate},
    Route{"POST", "/conversations/{id}/monitor", Who::signed_in, monitor},
    Route{"POST", "/conversations/{id}/leave", Who::signed_in, leave},
    Route{"POST", "/conversations/{id}/join", Who::signed_in, join},
    Route{"POST", "/conversations/{id}/take_over", Who::signed_in, take_over},
    Route{"POST", "/conversations/{id}/assign", Who::signed_in, assign},
    Route{"POST", "/conversations/{id}/transfer", Who::signed_in, transfer},
    Route{"POST", "/conversations/{id}/consult", Who::signed_in, consult},
    Route{"POST", "/conversations/{id}/raise_hand", Who::signed_in, raise_hand},
    Route{"POST", "/conversations/{id}/force_close", Who::signed_in, force_close},

    Route{"GET", "/conversations/{id}/earlier", Who::staff, get_earlier},
    Route{"GET", "/search", Who::staff, get_search},
    Route{"POST", "/blocks", Who::staff, post_block},
    Route{"GET", "/blocks", Who::staff, get_blocks},
    Route{"DELETE", "/blocks/{id}", Who::staff, delete_block},

    Route{"POST", "/score", Who::staff_or_key, post_score},

    Route{"GET", "/settings/sentiment", Who::staff, get_settings},
    Route{"PUT", "/settings/sentiment", Who::administrator, put_settings},
    Route{"GET", "/settings/supervisor", Who::staff, get_supervisor_actions},
    Route{"PUT", "/settings/supervisor", Who::administrator, put_supervisor_actions},
    Route{"GET", "/settings/notification", Who::staff, get_notification},
    Route{"PUT", "/settings/notification", Who::administrator, put_notification},
    Route{"GET", "/settings/routing", Who::administrator, get_routing},
    Route{"PUT", "/settings/routing", Who::administrator, put_routing},
    Route{"POST", "/settings/routing/try", Who::administrator, try_routing},
    Route{"GET", "/settings/wrap_up_codes", Who::staff, get_wrap_up_codes},
    Route{"PUT", "/settings/wrap_up_codes", Who::administrator, put_wrap_up_codes},
    Route{"GET", "/queues/{queue}/settings/sentiment", Who::staff, get_queue_settings},
    Route{"PUT", "/queues/{queue}/settings/sentiment", Who::administrator, put_queue_settings},
    Route{"GET", "/queues/{queue}/channels/{channel}/settings/sentiment", Who::staff, get_queue_settings},
    Route{"PUT", "/queues/{queue}/channels/{channel}/settings/sentiment", Who::administrator, put_queue_settings},
    Route{"GET", "/queues/{queue}/consent", Who::administrator, get_consent},
    Route{"PUT", "/queues/{queue}/consent", Who::administrator, put_consent},
    Route{"GET", "/queues/{queue}/hours", Who::staff, get_hours},
    Route{"PUT", "/queues/{queue}/hours", Who::administrator, put_hours},
    Route{"GET", "/queues/{queue}/notice", Who::anyone, get_notice},

    Route{"GET", "/users", Who::staff, get_users},
    Route{"POST", "/users", Who::administrator, post_user},
    Route{"GET", "/users/{user}", Who::staff, get_user},
    Route{"PATCH", "/users/{user}", Who::administrator, patch_user},
    Route{"DELETE", "/users/{user}", Who::administrator, delete_user},
    Route{"GET", "/users/{user}/work", Who::staff, get_work},
    Route{"GET", "/users/{user}/sessions", Who::administrator, get_sign_ins},
    Route{"POST", "/users/{user}/sign_out", Who::administrator, sign_out_user},
    Route{"GET", "/queues", Who::staff, get_queues},
    Route{"POST", "/queues", Who::administrator, post_queue},
    Route{"GET", "/queues/{queue}", Who::staff, get_queue},
    Route{"PATCH", "/queues/{queue}", Who::administrator, patch_queue},
    Route{"DELETE", "/queues/{queue}", Who::administrator, delete_queue},
    Route{"GET", "/queues/{queue}/members", Who::staff, get_members},
    Route{"POST", "/queues/{queue}/members", Who::administrator, post_member},
    Route{"DELETE", "/queues/{queue}/members/{user}", Who::administrator, delete_member},
    Route{"POST", "/keys", Who::administrator, post_key},
    Route{"GET", "/keys", Who::administrator, get_keys},
    Route{"DELETE", "/keys/{id}", Who::administrator, delete_key},
    Route{"POST", "/webhooks", Who::administrator, post_webhook},
    Route{"GET", "/webhooks", Who::administrator, get_webhooks},
    Route{"GET", "/webhooks/{id}", Who::administrator, get_webhook},
    Route{"DELETE", "/webhooks/{id}", Who::administrator, delete_webhook},
    Route{"GET", "/webhooks/{id}/deliveries", Who::administrator, get_deliveries},
    Route{"POST", "/webhooks/{id}/replay", Who::administrator, replay_deliveries},
    Route{"GET", "/audit", Who::administrator, get_audit},

    Route{"GET", "/rules", Who::administrator, get_rules},
    Route{"POST", "/rules", Who::administrator, post_rule},
    Route{"POST", "/rules/simulate", Who::administrator, simulate_rule},
    Route{"GET", "/rules/{id}", Who::administrator, get_rule},
    Route{"PUT", "/rules/{id}", Who::administrator, put_rule},
    Route{"DELETE", "/rules/{id}", Who::administrator, delete_rule},

    Route{"GET", "/alerts", Who::staff, get_alerts},
    Route{"GET", "/alerts/{id}", Who::staff, get_alert},
    Route{"POST", "/alerts/{id}/acknowledge", Who::staff, acknowledge},
    Route{"POST", "/alerts/{id}/ignore", Who::staff, ignore},
    Route{"POST", "/alerts/{id}/resolve", Who::staff, resolve},

    Route{"GET", "/insights/summary", Who::staff, get_insights_summary},
    Route{"GET", "/insights/series", Who::staff, get_insights_series},
    Route{"GET", "/insights/queues", Who::staff, get_insights_queues},
    Route{"GET", "/insights/agents", Who::staff, get_insights_agents},
    Route{"GET", "/insights/conversations.csv", Who::staff, get_insights_conversations},
};

} // namespace

std::span<Route const> routes() {
    return table;
}

} // namespace undertone::api
