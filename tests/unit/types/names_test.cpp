#include "types/alert.h"
#include "types/conversation.h"
#include "types/event.h"
#include "types/message.h"
#include "types/person.h"
#include "types/settings.h"

#include <gtest/gtest.h>

namespace undertone::types {
namespace {

template <class E>
E value(int number) {
    return static_cast<E>(number);
}

TEST(Names, every_value_comes_back_from_its_name) {
    for (auto const role : roles)
        EXPECT_EQ(role_from(name_of(role)), role);
    for (auto const presence : presences)
        EXPECT_EQ(presence_from(name_of(presence)), presence);
    for (auto const state : states)
        EXPECT_EQ(state_from(name_of(state)), state);
    for (int number = 0; number < 5; ++number)
        EXPECT_EQ(sender_from(name_of(value<Sender>(number))), value<Sender>(number));
    for (int number = 0; number < 4; ++number)
        EXPECT_EQ(alert_state_from(name_of(value<AlertState>(number))), value<AlertState>(number));
    for (int number = 0; number < 3; ++number)
        EXPECT_EQ(consent_mode_from(name_of(value<ConsentMode>(number))), value<ConsentMode>(number));
    for (int number = 0; number < 2; ++number) {
        EXPECT_EQ(visibility_from(name_of(value<Visibility>(number))), value<Visibility>(number));
        EXPECT_EQ(audience_from(name_of(value<AlertAudience>(number))), value<AlertAudience>(number));
    }
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
}

} // namespace
} // namespace undertone::types
