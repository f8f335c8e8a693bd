#include "desk_world.h"

#include <thread>

namespace undertone::desk {
namespace {

using types::NewMessage;
using types::Sender;
using types::Visibility;

class Messages : public World {
protected:
    using World::World;

    Result<Received> post(types::Caller const& caller, NewMessage const& message) {
        return talks().receive(caller, id_, message);
    }

    static NewMessage from(Sender sender, std::string text) {
        NewMessage message{std::move(text)};
        message.sender = sender;
        return message;
    }
};

TEST_F(Messages, a_customers_message_is_scored_and_at_once_readable) {
    chat();
    auto const message = say(visitor_, "22.5 why so late");
    ASSERT_TRUE(message.reading);
    EXPECT_EQ(message.reading->level, Level::negative);
    EXPECT_EQ(message.version, 2U);
    auto const conversation = now();
    EXPECT_EQ(conversation.version, 2U);
    EXPECT_EQ(conversation.mood.level, Level::negative);
    EXPECT_EQ(conversation.mood.pulse, 22.5);
    EXPECT_EQ(conversation.language, "en");
    EXPECT_EQ(conversation.unanswered, 1U);
    EXPECT_EQ(conversation.last_message_at, message.created_at);
    EXPECT_EQ(talks().messages(agent_, id_, {}).value().items, std::vector{message});
    auto const history = talks().sentiment(agent_, id_, {}).value().items;
    ASSERT_EQ(history.size(), 1U);
    EXPECT_EQ(history[0].message, message.id);
    EXPECT_EQ(history[0].pulse, 22.5);
}

class CalmDesk : public World {
protected:
    CalmDesk() : World({{"scoring.phrases_while", "1"}, {"scoring.explanation_passes", "7"}}) {}
};

TEST_F(CalmDesk, looks_for_phrases_unless_others_are_being_scored) {
    chat();
    std::vector<std::size_t> passes;
    while_scoring_ = [&](std::size_t given) {
        passes.push_back(given);
        if (passes.size() == 1)
            say(visitor_, "60 and while that is scored");
    };
    say(visitor_, "40 first");
    say(visitor_, "50 last");
    EXPECT_EQ(passes, (std::vector<std::size_t>{7, 0, 7}));
}

TEST_F(CalmDesk, tells_a_long_message_without_looking_for_its_phrases) {
    chat();
    std::vector<std::size_t> passes;
    while_scoring_ = [&](std::size_t given) { passes.push_back(given); };
    auto const most = config_.bound("scoring.phrases_bytes");
    say(visitor_, "40 " + std::string(most - 3, 'a'));
    say(visitor_, "40 " + std::string(most - 2, 'a'));
    EXPECT_EQ(passes, (std::vector<std::size_t>{7, 0}));
}

TEST_F(Messages, only_customers_are_scored) { // B1
    bot_chat();
    ASSERT_TRUE(post(key_, from(Sender::bot, "0 hello")));
    ASSERT_TRUE(post(key_, from(Sender::system, "0 hello")));
    ASSERT_TRUE(post(key_, from(Sender::agent, "0 hello")));
    EXPECT_EQ(scored_, 0);
    EXPECT_EQ(now().mood, sentiment::Mood{});
    ASSERT_TRUE(post(key_, from(Sender::customer, "80 hello")));
    EXPECT_EQ(scored_, 1);
    EXPECT_EQ(now().mood.level, Level::positive);
}

TEST_F(Messages, the_six_latest_count_the_newest_most) { // B2, B3
    chat();
    say(visitor_, "0");
    for (int index = 0; index < 6; ++index)
        say(visitor_, "100");
    EXPECT_EQ(now().mood.pulse, 100); // the seventh pushed the first one out
    say(visitor_, "40");
    EXPECT_EQ(now().mood.pulse, sentiment::rounded((100.0 * 15 + 40.0 * 6) / 21));
}

TEST_F(Messages, an_agents_words_do_not_move_the_window) {
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "20");
    auto const before = now().mood;
    for (int index = 0; index < 6; ++index)
        say(agent_, "100 thanks");
    EXPECT_EQ(now().mood, before);
}

TEST_F(Messages, an_unsupported_language_has_a_reading_without_level_and_changes_nothing) { // C4
    chat();
    say(visitor_, "20");
    auto const before = now().mood;
    auto const message = say(visitor_, "? habari");
    ASSERT_TRUE(message.reading);
    EXPECT_EQ(message.reading->level, Level::none);
    EXPECT_EQ(now().mood, before);
    EXPECT_EQ(now().language, "sw");
    EXPECT_EQ(talks().sentiment(admin_, id_, {}).value().items.size(), 1U);
}

TEST_F(Messages, numbers_alone_do_not_enter_the_window) { // B22
    chat();
    say(visitor_, "20");
    auto const before = now().mood;
    say(visitor_, "#4711");
    EXPECT_EQ(now().mood, before);
}

TEST_F(Messages, profane_keeps_the_level_low_while_it_is_in_the_window) { // B15
    chat();
    say(visitor_, "!10");
    for (int index = 0; index < 5; ++index)
        say(visitor_, "100");
    EXPECT_LE(now().mood.level, Level::negative);
    say(visitor_, "100");
    EXPECT_EQ(now().mood.level, Level::very_positive);
}

TEST_F(Messages, what_the_customer_told_the_bot_is_what_the_agent_sees_first) { // B8
    bot_chat();
    for (int index = 0; index < 5; ++index)
        ASSERT_TRUE(post(key_, from(Sender::customer, "20 no")));
    talks().escalate(key_, id_).value();
    EXPECT_EQ(talks().accept(agent_, id_).value().mood.level, Level::negative);
}

TEST_F(Messages, scoring_can_be_switched_off_and_on_in_a_running_chat) { // A5, A16
    chat();
    types::SentimentChange change;
    change.enabled = false;
    desk().settings().change_sentiment(admin_, change).value();
    EXPECT_FALSE(say(visitor_, "20").reading);
    EXPECT_EQ(scored_, 0);
    change.enabled = true;
    desk().settings().change_sentiment(admin_, change).value();
    EXPECT_TRUE(say(visitor_, "20").reading);
    EXPECT_EQ(now().mood.count, 1);
}

TEST_F(Messages, without_the_consent_that_the_queue_asks_for_nothing_is_scored) { // J6
    desk().settings().change_consent(admin_, "billing", {types::ConsentMode::opt_in, ""}).value();
    types::NewConversation wanted;
    wanted.queue = "billing";
    begin(std::nullopt, wanted);
    EXPECT_FALSE(say(visitor_, "20").reading);
    wanted.consent = false;
    begin(std::nullopt, wanted);
    EXPECT_FALSE(say(visitor_, "20").reading);
    EXPECT_EQ(scored_, 0);
    wanted.consent = true;
    begin(std::nullopt, wanted);
    EXPECT_TRUE(say(visitor_, "20").reading);
}

TEST_F(Messages, bad_texts_name_the_field) {
    chat();
    EXPECT_EQ(field_of(post(visitor_, {""})), "text");
    EXPECT_EQ(field_of(post(visitor_, {std::string("a\0b", 3)})), "text");
    EXPECT_EQ(field_of(post(visitor_, {"broken \xff"})), "text");
    EXPECT_EQ(field_of(post(visitor_, {"surrogate \xed\xa0\x80"})), "text");
    auto const large = post(visitor_, {std::string(65537, 'x')});
    EXPECT_EQ(code_of(large), Code::too_large);
    EXPECT_EQ(large.error().field, "text");
    EXPECT_TRUE(post(visitor_, {std::string(65536, 'x')}));
    EXPECT_TRUE(post(visitor_, {"\xf0\x9f\x98\x80"}));
    EXPECT_EQ(field_of(post(visitor_, {"50", std::string(201, 'x')})), "client_id");
}

TEST_F(Messages, who_may_speak_for_whom) {
    chat();
    EXPECT_EQ(code_of(post(visitor_, from(Sender::agent, "50"))), Code::forbidden);
    EXPECT_TRUE(post(visitor_, from(Sender::customer, "50")));
    EXPECT_EQ(code_of(post(agent_, {"hello"})), Code::forbidden);
    EXPECT_EQ(code_of(post(other_, {"hello"})), Code::not_found);
    EXPECT_EQ(code_of(post(supervisor_, {"hello"})), Code::forbidden);
    EXPECT_EQ(code_of(post(admin_, {"hello"})), Code::forbidden);
    EXPECT_EQ(field_of(post(key_, {"50"})), "sender");
    EXPECT_EQ(field_of(post(key_, from(Sender::supervisor, "50"))), "sender");
    talks().accept(agent_, id_).value();
    EXPECT_EQ(post(agent_, {"hello"}).value().message.sender, Sender::agent);
    EXPECT_EQ(code_of(post(second_, {"hello"})), Code::forbidden);
    EXPECT_EQ(code_of(post(agent_, from(Sender::bot, "hello"))), Code::forbidden);
}

TEST_F(Messages, internal_ones_are_for_staff) {
    chat();
    talks().accept(agent_, id_).value();
    NewMessage note{"a note"};
    note.visibility = Visibility::internal;
    EXPECT_EQ(code_of(post(visitor_, note)), Code::forbidden);
    auto of_key = note;
    of_key.sender = Sender::agent;
    EXPECT_EQ(code_of(post(key_, of_key)), Code::forbidden);
    auto const before = now();
    auto const stored = post(agent_, note).value().message;
    EXPECT_EQ(now().version, before.version + 1);
    EXPECT_EQ(now().visitor_version, before.visitor_version);
    EXPECT_EQ(now().last_message_at, before.last_message_at);
    EXPECT_TRUE(talks().messages(visitor_, id_, {}).value().items.empty());
    EXPECT_TRUE(talks().messages(key_, id_, {}).value().items.empty());
    EXPECT_EQ(talks().messages(agent_, id_, {}).value().items, std::vector{stored});
    EXPECT_EQ(talks().messages(supervisor_, id_, {}).value().items.size(), 1U);
}

TEST_F(Messages, a_visitor_sees_no_reading_and_no_sentiment) {
    chat();
    say(visitor_, "20");
    auto const seen = talks().messages(visitor_, id_, {}).value().items;
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_FALSE(seen[0].reading);
    EXPECT_EQ(code_of(talks().sentiment(visitor_, id_, {})), Code::forbidden);
}

TEST_F(Messages, after_the_end_the_customer_is_told_the_state) {
    chat();
    talks().accept(agent_, id_).value();
    talks().end(agent_, id_).value();
    auto const late = post(visitor_, {"50"});
    EXPECT_EQ(code_of(late), Code::conflict);
    EXPECT_NE(late.error().message.find("wrap_up"), std::string::npos);
    EXPECT_EQ(code_of(post(agent_, {"hello"})), Code::conflict);
    NewMessage note{"a note"};
    note.visibility = Visibility::internal;
    EXPECT_TRUE(post(agent_, note));
    talks().close(agent_, id_).value();
    EXPECT_EQ(code_of(post(visitor_, {"50"})), Code::conflict);
    EXPECT_EQ(code_of(post(agent_, note)), Code::conflict);
    EXPECT_EQ(code_of(post(key_, from(Sender::bot, "hello"))), Code::conflict);
}

TEST_F(Messages, the_same_client_id_is_stored_once_and_answered_again_also_after_the_close) {
    chat();
    talks().accept(agent_, id_).value();
    auto const first = post(visitor_, {"20 words", "c-1"}).value();
    EXPECT_FALSE(first.repeated);
    say(visitor_, "90 more");
    auto const again = post(visitor_, {"20 words", "c-1"}).value();
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.message, first.message);
    EXPECT_EQ(code_of(post(visitor_, {"other words", "c-1"})), Code::conflict);
    EXPECT_TRUE(post(agent_, {"20 words", "c-1"}).value().message.id != first.message.id);
    talks().end(agent_, id_).value();
    talks().close(agent_, id_).value();
    EXPECT_EQ(post(visitor_, {"20 words", "c-1"}).value().message, first.message);
    EXPECT_EQ(code_of(post(visitor_, {"other words", "c-1"})), Code::conflict);
    EXPECT_EQ(now().messages, 3U);
}

TEST_F(Messages, the_same_client_id_from_two_threads_is_stored_once) {
    chat();
    for (int round = 0; round < 10; ++round) {
        NewMessage const message{"20 words", "c-" + std::to_string(round)};
        std::optional<Received> other;
        std::thread thread([&] { other = post(visitor_, message).value(); });
        auto const mine = post(visitor_, message).value();
        thread.join();
        EXPECT_EQ(mine.message, other->message);
        EXPECT_NE(mine.repeated, other->repeated);
    }
    EXPECT_EQ(now().messages, 10U);
    EXPECT_EQ(talks().messages(admin_, id_, {}).value().items.size(), 10U);
}

TEST_F(Messages, are_listed_oldest_first_page_by_page) {
    chat();
    for (int index = 0; index < 5; ++index)
        say(visitor_, "50 number " + std::to_string(index));
    std::vector<std::string> texts;
    types::PageRequest request{2, ""};
    for (int page = 0; page < 3; ++page) {
        auto const found = talks().messages(visitor_, id_, request).value();
        for (auto const& message : found.items)
            texts.push_back(message.text);
        EXPECT_EQ(found.next.has_value(), page < 2);
        request.cursor = found.next.value_or("");
    }
    ASSERT_EQ(texts.size(), 5U);
    for (int index = 0; index < 5; ++index)
        EXPECT_EQ(texts[static_cast<std::size_t>(index)], "50 number " + std::to_string(index));
    EXPECT_EQ(talks().sentiment(admin_, id_, {2, ""}).value().next, "2");
}

TEST_F(Messages, unanswered_counts_since_the_last_answer) {
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "50");
    say(visitor_, "50");
    EXPECT_EQ(now().unanswered, 2U);
    NewMessage note{"a note"};
    note.visibility = Visibility::internal;
    ASSERT_TRUE(post(agent_, note));
    EXPECT_EQ(now().unanswered, 2U);
    say(agent_, "hello");
    EXPECT_EQ(now().unanswered, 0U);
    say(visitor_, "50");
    EXPECT_EQ(now().unanswered, 1U);
}

TEST_F(Messages, many_at_once_lose_none_and_number_each) {
    chat();
    auto work = [&](int thread) {
        for (int index = 0; index < 15; ++index)
            post(visitor_, {"50", std::to_string(thread) + "-" + std::to_string(index)}).value();
    };
    std::thread other(work, 1);
    work(2);
    other.join();
    auto const found = talks().messages(admin_, id_, {}).value().items;
    ASSERT_EQ(found.size(), 30U);
    for (std::size_t index = 0; index < found.size(); ++index) {
        EXPECT_EQ(found[index].number, index + 1);
        EXPECT_EQ(found[index].version, index + 2);
    }
    EXPECT_EQ(now().version, 31U);
}

TEST_F(Messages, a_restart_keeps_everything) {
    thresholds(Level::negative, Level::negative);
    chat();
    talks().accept(agent_, id_).value();
    say(visitor_, "60");
    say(visitor_, "10");
    auto const conversation = now();
    auto const messages = talks().messages(admin_, id_, {}).value().items;
    auto const inbox = alerts(admin_);
    ASSERT_EQ(inbox.size(), 2U);
    open();
    EXPECT_EQ(now(), conversation);
    EXPECT_EQ(talks().messages(admin_, id_, {}).value().items, messages);
    EXPECT_EQ(alerts(admin_), inbox);
    say(visitor_, "10");
    EXPECT_EQ(now().mood.count, 3);
}

class FewMessages : public Messages {
protected:
    FewMessages() : Messages(Config::Values{{"limits.visitor_messages_per_minute", "3"}}) {}
};

TEST_F(FewMessages, of_one_visitor_in_one_minute_and_a_repetition_does_not_count) {
    chat();
    talks().accept(agent_, id_).value();
    for (int index = 0; index < 3; ++index)
        ASSERT_TRUE(post(visitor_, {"50", "c-" + std::to_string(index)}));
    auto const refused = post(visitor_, {"50", "c-3"});
    EXPECT_EQ(code_of(refused), Code::too_many);
    EXPECT_EQ(refused.error().retry_after_seconds, 60);
    EXPECT_TRUE(post(visitor_, {"50", "c-2"}).value().repeated);
    EXPECT_TRUE(post(agent_, {"hello"}));
    clock_.advance(60s);
    EXPECT_TRUE(post(visitor_, {"50", "c-3"}));
}

} // namespace
} // namespace undertone::desk
