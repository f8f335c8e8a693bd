#include "types/alert.h"
#include "types/block.h"
#include "types/conversation.h"
#include "types/event.h"
#include "types/message.h"
#include "types/notification.h"
#include "types/person.h"
#include "types/session.h"
#include "types/settings.h"
#include "types/webhook.h"

#include <gtest/gtest.h>
#include <set>
#include <string_view>

namespace undertone::types {
namespace {

/// Each value has a name of its own and comes back from it.
template <class Values, class From>
void expect_names_of_their_own(Values const& values, From from) {
    std::set<std::string_view> names;
    for (auto const value : values) {
        EXPECT_EQ(from(name_of(value)), value) << name_of(value);
        names.insert(name_of(value));
    }
    EXPECT_EQ(names.size(), values.size());
}

TEST(Names, every_value_comes_back_from_its_name) {
    expect_names_of_their_own(roles, role_from);
    expect_names_of_their_own(presences, presence_from);
    expect_names_of_their_own(routings, routing_from);
    expect_names_of_their_own(scopes, scope_from);
    expect_names_of_their_own(states, state_from);
    expect_names_of_their_own(modes, mode_from);
    expect_names_of_their_own(senders, sender_from);
    expect_names_of_their_own(visibilities, visibility_from);
    expect_names_of_their_own(alert_audiences, audience_from);
    expect_names_of_their_own(alert_states, alert_state_from);
    expect_names_of_their_own(consent_modes, consent_mode_from);
    expect_names_of_their_own(block_kinds, block_kind_from);
    expect_names_of_their_own(session_ends, session_end_from);
    expect_names_of_their_own(webhook_events, webhook_event_from);
    expect_names_of_their_own(delivery_states, delivery_state_from);
    expect_names_of_their_own(desktop_notifications, desktop_notification_from);
    expect_names_of_their_own(sentiment::levels, sentiment::level_from);
}

TEST(Names, the_contract_uses_these_words) {
    EXPECT_EQ(name_of(State::wrap_up), "wrap_up");
    EXPECT_EQ(name_of(Presence::do_not_disturb), "do_not_disturb");
    EXPECT_EQ(name_of(Visibility::internal), "internal");
    EXPECT_EQ(name_of(ConsentMode::opt_in), "opt_in");
    EXPECT_EQ(name_of(EventKind::conversation), "conversation");
    EXPECT_EQ(name_of(Source::organisation), "organisation");
    EXPECT_EQ(name_of(AlertState::acknowledged), "acknowledged");
}

TEST(Names, an_unknown_name_is_no_value) {
    EXPECT_FALSE(role_from("owner"));
    EXPECT_FALSE(presence_from("Available"));
    EXPECT_FALSE(state_from(""));
    EXPECT_FALSE(consent_mode_from("optin"));
    EXPECT_FALSE(mode_from("silent"));
    EXPECT_FALSE(session_end_from("lost "));
    EXPECT_FALSE(webhook_event_from("message"));
    EXPECT_FALSE(delivery_state_from("late"));
}

} // namespace
} // namespace undertone::types
