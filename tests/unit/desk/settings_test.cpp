#include "desk_world.h"

namespace undertone::desk {
namespace {

using types::ConsentMode;
using types::Source;

class SettingsStories : public World {
protected:
    Settings& settings() { return desk().settings(); }
};

TEST_F(SettingsStories, what_is_left_out_stays_and_a_stale_version_is_refused) {
    auto const fresh = settings().sentiment(agent_).value();
    EXPECT_EQ(fresh, types::SentimentSettings{});
    types::SentimentChange change;
    change.agent_threshold = Level::negative;
    change.version = 1;
    auto const changed = settings().change_sentiment(admin_, change).value();
    EXPECT_TRUE(changed.enabled);
    EXPECT_EQ(changed.agent_threshold, Level::negative);
    EXPECT_EQ(changed.supervisor_threshold, Level::none);
    EXPECT_EQ(changed.version, 2U);
    EXPECT_EQ(changed.changed_by->name, "admin");
    EXPECT_EQ(changed.changed_at, clock_.now());
    change.agent_threshold = Level::none;
    EXPECT_EQ(code_of(settings().change_sentiment(admin_, change)), Code::conflict);
    EXPECT_EQ(settings().sentiment(admin_).value(), changed);
}

TEST_F(SettingsStories, a_threshold_is_one_of_four) {
    types::SentimentChange change;
    change.supervisor_threshold = Level::neutral;
    EXPECT_EQ(field_of(settings().change_sentiment(admin_, change)), "supervisor_threshold");
    types::QueueSentimentChange of_queue;
    of_queue.agent_threshold = std::optional(Level::positive);
    EXPECT_EQ(field_of(settings().change_sentiment_of(admin_, "billing", of_queue)), "agent_threshold");
}

TEST_F(SettingsStories, staff_reads_and_administrators_write) {
    EXPECT_TRUE(settings().sentiment(supervisor_));
    EXPECT_EQ(code_of(settings().sentiment(visitor_)), Code::forbidden);
    EXPECT_EQ(code_of(settings().sentiment(key_)), Code::forbidden);
    EXPECT_EQ(code_of(settings().change_sentiment(supervisor_, {})), Code::forbidden);
    EXPECT_EQ(code_of(settings().change_sentiment_of(agent_, "billing", {})), Code::forbidden);
    EXPECT_EQ(code_of(settings().change_consent(supervisor_, "billing", {})), Code::forbidden);
    EXPECT_EQ(code_of(settings().sentiment_of(agent_, "support")), Code::not_found);
}

TEST_F(SettingsStories, quiet_hours_go_from_the_organisation_to_queue_and_channel) {
    types::QuietHours const night{"22:00", "06:00", "Europe/Berlin"};
    settings().change_sentiment(admin_, {.quiet = night}).value();
    auto const of_channel = [&] { return settings().sentiment_of(agent_, "billing", "sms").value().quiet; };
    EXPECT_EQ(of_channel(), (types::Sourced<types::Quiet>{night, Source::organisation}));
    types::QueueSentimentChange none;
    none.quiet = types::Quiet(); // the queue has none, whatever stands above
    settings().change_sentiment_of(admin_, "billing", none).value();
    EXPECT_EQ(of_channel(), (types::Sourced<types::Quiet>{std::nullopt, Source::queue}));
    types::QueueSentimentChange own;
    own.quiet = types::Quiet(types::QuietHours{"12:00", "13:00", "UTC"});
    settings().change_sentiment_of(admin_, "billing", own, "sms").value();
    EXPECT_EQ(of_channel().source, Source::channel);
    EXPECT_EQ(of_channel().value->from, "12:00");
    EXPECT_EQ(people().audit(admin_, {}).value().items.front().after,
              "enabled=inherit agent_threshold=inherit supervisor_threshold=inherit quiet_hours=12:00-13:00 UTC");
    own.quiet->reset(); // inherit
    settings().change_sentiment_of(admin_, "billing", own, "sms").value();
    settings().change_sentiment_of(admin_, "billing", own).value();
    EXPECT_EQ(of_channel(), (types::Sourced<types::Quiet>{night, Source::organisation}));
    settings().change_sentiment(admin_, {.quiet = types::Quiet()}).value();
    EXPECT_EQ(of_channel().value, std::nullopt);
}

TEST_F(SettingsStories, impossible_quiet_hours_name_their_field) {
    EXPECT_EQ(field_of(settings().change_sentiment(admin_, {.quiet = types::QuietHours{"25:00", "06:00", "UTC"}})),
              "quiet_hours.from");
    types::QueueSentimentChange change;
    change.quiet = types::Quiet(types::QuietHours{"22:00", "06:00", "Mars/Base"});
    EXPECT_EQ(field_of(settings().change_sentiment_of(admin_, "billing", change)), "quiet_hours.time_zone");
}

TEST_F(SettingsStories, a_queue_inherits_each_value_until_it_has_its_own) {
    thresholds(Level::negative, Level::slightly_negative);
    auto const inherited = settings().sentiment_of(agent_, "billing").value();
    EXPECT_EQ(inherited.agent_threshold, (types::Sourced<Level>{Level::negative, Source::organisation}));
    EXPECT_EQ(inherited.version, 1U);
    types::QueueSentimentChange change;
    change.agent_threshold = std::optional(Level::very_negative);
    change.enabled = std::optional(false);
    change.version = 1;
    auto const own = settings().change_sentiment_of(admin_, "billing", change).value();
    EXPECT_EQ(own.agent_threshold, (types::Sourced<Level>{Level::very_negative, Source::queue}));
    EXPECT_EQ(own.enabled, (types::Sourced<bool>{false, Source::queue}));
    EXPECT_EQ(own.supervisor_threshold, (types::Sourced<Level>{Level::slightly_negative, Source::organisation}));
    EXPECT_EQ(code_of(settings().change_sentiment_of(admin_, "billing", change)), Code::conflict);
    types::QueueSentimentChange back;
    back.agent_threshold = std::optional<Level>();
    auto const returned = settings().change_sentiment_of(admin_, "billing", back).value();
    EXPECT_EQ(returned.agent_threshold, inherited.agent_threshold);
    EXPECT_EQ(returned.enabled, own.enabled);
    EXPECT_EQ(settings().sentiment_of(admin_, "support").value().enabled.source, Source::organisation);
}

TEST_F(SettingsStories, a_queue_that_is_switched_off_is_not_scored) { // K3
    types::QueueSentimentChange change;
    change.enabled = std::optional(false);
    settings().change_sentiment_of(admin_, "billing", change).value();
    chat("billing");
    EXPECT_FALSE(say(visitor_, "20").reading);
    chat("support");
    EXPECT_TRUE(say(visitor_, "20").reading);
}

TEST_F(SettingsStories, consent_is_each_queues_own) {
    EXPECT_EQ(settings().consent(agent_, "billing").value().mode, ConsentMode::not_required);
    settings().change_consent(admin_, "billing", {ConsentMode::notice, "We read how you feel."}).value();
    EXPECT_EQ(settings().consent_for_visitor("billing", "live_chat").value().notice, "We read how you feel.");
    EXPECT_EQ(settings().consent_for_visitor("support", "live_chat").value().mode, ConsentMode::not_required);
    EXPECT_EQ(code_of(settings().consent_for_visitor("nowhere", "live_chat")), Code::not_found);
    EXPECT_EQ(field_of(settings().change_consent(admin_, "billing", {ConsentMode::notice, std::string(4001, 'x')})),
              "notice");
}

TEST_F(SettingsStories, every_change_is_audited) { // A16
    clock_.advance(1ms);
    thresholds(Level::negative, Level::none);
    types::QueueSentimentChange change;
    change.enabled = std::optional(false);
    clock_.advance(1ms);
    settings().change_sentiment_of(admin_, "billing", change).value();
    auto const entries = people().audit(admin_, {2, ""}).value().items;
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[1].object, "settings/sentiment");
    EXPECT_EQ(entries[1].who.name, "admin");
    EXPECT_EQ(entries[1].at, clock_.now() - 1ms);
    EXPECT_EQ(entries[1].before, "enabled=true agent_threshold=none supervisor_threshold=none quiet_hours=none");
    EXPECT_EQ(entries[1].after, "enabled=true agent_threshold=negative supervisor_threshold=none quiet_hours=none");
    EXPECT_EQ(entries[0].before,
              "enabled=inherit agent_threshold=inherit supervisor_threshold=inherit quiet_hours=inherit");
    EXPECT_EQ(entries[0].after,
              "enabled=false agent_threshold=inherit supervisor_threshold=inherit quiet_hours=inherit");
    EXPECT_EQ(code_of(people().audit(supervisor_, {})), Code::forbidden);
}

/// The values before and after of the latest entry.
class Audited : public SettingsStories {
protected:
    std::pair<std::string, std::string> latest() {
        auto const entry = people().audit(admin_, {1, ""}).value().items.at(0);
        return {entry.before, entry.after};
    }
};

TEST_F(Audited, a_notice_that_changes_alone_is_seen) {
    settings().change_consent(admin_, "billing", {types::ConsentMode::notice, "We read."}, std::nullopt).value();
    EXPECT_EQ(latest(),
              (std::pair<std::string, std::string>{"mode=not_required notice=", "mode=notice notice=We read."}));
    clock_.advance(1ms);
    settings().change_consent(admin_, "billing", {types::ConsentMode::notice, "We do read."}, std::nullopt).value();
    EXPECT_EQ(latest(),
              (std::pair<std::string, std::string>{"mode=notice notice=We read.", "mode=notice notice=We do read."}));
    clock_.advance(1ms);
    settings().change_consent(admin_, "billing", {types::ConsentMode::opt_in}, "email").value();
    EXPECT_EQ(latest(), (std::pair<std::string, std::string>{"mode=inherit", "mode=opt_in"}));
}

TEST_F(Audited, the_words_out_of_hours_are_seen) {
    types::Hours hours;
    hours.message = {{"en", "We are closed."}};
    settings().change_hours(admin_, "billing", hours, std::nullopt).value();
    clock_.advance(1ms);
    hours.message = {{"en", "We open at eight."}};
    settings().change_hours(admin_, "billing", hours, std::nullopt).value();
    auto const [before, after] = latest();
    EXPECT_NE(before.find("message=en:\"We are closed.\""), std::string::npos) << before;
    EXPECT_NE(after.find("message=en:\"We open at eight.\""), std::string::npos) << after;
}

TEST_F(Audited, the_routing_rules_that_changed_are_seen_and_no_others) {
    types::RoutingRule first{"first", Level::negative, {"de", "fr"}};
    first.queue = types::Reference{"", "billing"};
    types::RoutingRule second{"second", std::nullopt};
    second.priority = 3;
    settings().change_routing(admin_, {{{"mood", {first, second}}}}, std::nullopt).value();
    clock_.advance(1ms);
    second.priority = -4;
    second.skill = "calm";
    second.out_of_hours = true;
    settings().change_routing(admin_, {{{"mood", {first, second}}}}, std::nullopt).value();
    EXPECT_EQ(latest(),
              (std::pair<std::string, std::string>{"rule_1.2=second: always -> priority 3",
                                                   "rule_1.2=second: out of hours -> priority -4,skill calm"}));
    clock_.advance(1ms);
    settings().change_routing(admin_, {{{"mood", {second}}}}, std::nullopt).value();
    EXPECT_EQ(latest(), (std::pair<std::string, std::string>{
                            "rule_1.1=first: level negative or below,language de,language fr -> queue billing "
                            "rule_1.2=second: out of hours -> priority -4,skill calm",
                            "rule_1.1=second: out of hours -> priority -4,skill calm"}));
}

TEST_F(SettingsStories, a_change_is_told) {
    thresholds(Level::negative, Level::none);
    auto const events = take_events();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].kind, types::EventKind::settings);
    EXPECT_EQ(events[0].settings->agent_threshold, Level::negative);
}

} // namespace
} // namespace undertone::desk
