#include "desk_world.h"
#include "store/transaction.h"

namespace undertone::desk {
namespace {

class SearchOfMessages : public World {
protected:
    SearchOfMessages() : World({{"search.filled_at_once", "4"}, {"store.keep_days", "30"}}) {}

    /// Rows of words that are stored.
    std::int64_t words() {
        std::int64_t count = 0;
        database_->read([&](store::Transaction& transaction) {
            store::Query query(transaction, "SELECT count(*) FROM message_words", {}, "n");
            query.next();
            count = query.number();
        });
        return count;
    }

    std::size_t found(std::string const& text) { return talks().search(root_, {text}, {}).value().items.size(); }
};

TEST_F(SearchOfMessages, words_are_stored_with_each_fourth_message_and_each_second) {
    chat();
    for (int count = 0; count < 3; ++count)
        say(visitor_, "50 alpha beta");
    EXPECT_EQ(words(), 0);
    say(visitor_, "50 gamma");
    EXPECT_EQ(words(), 3 * 3 + 2);
    say(visitor_, "50 delta");
    EXPECT_EQ(words(), 11);
    desk().make_searchable();
    EXPECT_EQ(words(), 13);
    desk().make_searchable();
    EXPECT_EQ(words(), 13);
}

TEST_F(SearchOfMessages, one_finds_what_came_a_moment_ago) {
    chat();
    say(visitor_, "50 alpha");
    EXPECT_EQ(found("alpha"), 1U);
    talks().accept(agent_, id_).value();
    say(agent_, "alpha again");
    chat();
    say(visitor_, "50 alpha elsewhere");
    EXPECT_EQ(found("alpha"), 3U);
}

TEST_F(SearchOfMessages, many_at_once_wait_for_several_steps_and_for_a_restart) {
    chat("support");
    say(visitor_, "50 early");
    chat();
    for (int count = 0; count < 10; ++count)
        say(visitor_, "50 number" + std::to_string(count));
    open();
    EXPECT_EQ(found("number"), 10U);
    EXPECT_EQ(found("number9"), 1U);
    EXPECT_EQ(found("early"), 1U);
}

TEST_F(SearchOfMessages, a_search_stores_no_more_than_a_few_steps_of_what_waits) {
    chat();
    for (int count = 0; count < 40; ++count)
        say(visitor_, "50 alpha");
    database_->write([](store::Transaction& transaction) {
        store::Query(transaction, "DELETE FROM message_words", {});
        store::Query(transaction, "UPDATE conversations SET searchable = 0, words_until = 0", {});
        return true;
    });
    EXPECT_GT(found("alpha"), 0U);
    EXPECT_EQ(words(), 8 * 4 * 2);
    ending_ = true;
    desk().make_searchable();
    EXPECT_EQ(words(), 8 * 4 * 2);
    ending_ = false;
    desk().make_searchable();
    EXPECT_EQ(words(), 40 * 2);
}

class BoundedSearch : public World {
protected:
    BoundedSearch() : World({{"search.candidates", "100"}, {"limits.visitor_messages_per_minute", "1000"}}) {}

    std::size_t found(types::SearchRequest const& request) {
        std::size_t hits = 0;
        types::PageRequest page;
        for (;;) {
            auto const part = talks().search(root_, request, page).value();
            hits += part.items.size();
            if (!part.next)
                return hits;
            page.cursor = *part.next;
        }
    }
};

TEST_F(BoundedSearch, finds_what_holds_all_words_in_whatever_order_they_are_asked_for) {
    chat();
    say(visitor_, "50 refund the parcel");
    chat();
    for (int count = 0; count < 130; ++count)
        say(visitor_, "50 the " + std::to_string(count));
    for (auto const* const words : {"the refund", "refund the"}) {
        auto const first = talks().search(root_, {words}, {}).value();
        EXPECT_EQ(first.items.size(), 1U) << words;
        EXPECT_FALSE(first.next) << words;
    }
}

TEST_F(BoundedSearch, leads_on_where_a_filter_leaves_nothing_of_the_latest) {
    chat();
    say(visitor_, "10 the parcel");
    chat();
    for (int count = 0; count < 130; ++count)
        say(visitor_, "50 the " + std::to_string(count));
    types::SearchRequest request{"the"};
    request.levels = {Level::very_negative, Level::negative};
    EXPECT_TRUE(talks().search(root_, request, {}).value().next);
    EXPECT_EQ(found(request), 1U);
}

TEST_F(SearchOfMessages, words_go_with_their_messages) {
    chat();
    say(visitor_, "50 alpha beta");
    talks().accept(agent_, id_).value();
    talks().end(agent_, id_).value();
    talks().close(agent_, id_).value();
    desk().make_searchable();
    EXPECT_EQ(words(), 3);
    clock_.advance(24h * 31);
    desk().tidy();
    EXPECT_EQ(words(), 0);
}

} // namespace
} // namespace undertone::desk
