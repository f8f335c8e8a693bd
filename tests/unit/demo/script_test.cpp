#include "demo/script.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace undertone::demo {
namespace {

TEST(Scripts, one_conversation) {
    auto const read = read_scripts("en", "queue: billing\ncustomer: hello\nagent: good day\ncustomer: bye\n");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 1u);
    auto const& script = read->front();
    EXPECT_EQ(script.language, "en");
    EXPECT_EQ(script.queue, "billing");
    ASSERT_EQ(script.lines.size(), 3u);
    EXPECT_TRUE(script.lines[0].customer);
    EXPECT_EQ(script.lines[0].text, "hello");
    EXPECT_FALSE(script.lines[1].customer);
    EXPECT_EQ(script.lines[1].text, "good day");
}

TEST(Scripts, several_are_parted_by_dashes_and_empty_lines_do_not_matter) {
    auto const read = read_scripts("en", "\nqueue: a\n\ncustomer: one\n---\nqueue: b\nagent: two\n\n---\n");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 2u);
    EXPECT_EQ(read->at(0).queue, "a");
    EXPECT_EQ(read->at(1).queue, "b");
    EXPECT_EQ(read->at(1).lines.size(), 1u);
}

TEST(Scripts, nothing_is_no_conversation) {
    EXPECT_TRUE(read_scripts("en", "").value().empty());
    EXPECT_TRUE(read_scripts("en", "\n\n").value().empty());
}

TEST(Scripts, a_fault_names_its_line) {
    auto const line_of = [](std::string_view text) {
        auto const read = read_scripts("en", text);
        return read ? std::string("none") : read.error().field;
    };
    EXPECT_EQ(line_of("customer: hello\n"), "line 1");
    EXPECT_EQ(line_of("queue: a\ncustomer: one\nqueue: b\n"), "line 3");
    EXPECT_EQ(line_of("queue: a\nsomebody: one\n"), "line 2");
    EXPECT_EQ(line_of("queue: a\ncustomer: \n"), "line 2");
    EXPECT_EQ(line_of("queue: a\ncustomer: one\n---\n---\n"), "line 4");
    EXPECT_EQ(line_of("---\n"), "line 1");
    EXPECT_EQ(line_of("queue: a\ncustomer: one\n---\ncustomer: two\n"), "line 4");
}

TEST(Scripts, every_file_of_the_program_can_be_played) {
    ASSERT_FALSE(script_files().empty());
    for (auto const& file : script_files()) {
        auto const read = read_scripts(file.language, file.text);
        ASSERT_TRUE(read) << file.language << ' ' << read.error().field << ": " << read.error().message;
        for (auto const& script : *read) {
            EXPECT_TRUE(script.queue == "billing" || script.queue == "support") << file.language;
            EXPECT_TRUE(script.lines.front().customer) << file.language << ": " << script.lines.front().text;
            EXPECT_GE(script.lines.size(), 4u) << file.language;
        }
    }
}

TEST(Scripts, at_least_ten_languages_with_both_queues) {
    std::map<std::string, std::set<std::string>> queues;
    for (auto const& script : scripts())
        queues[script.language].insert(script.queue);
    EXPECT_GE(queues.size(), 10u);
    std::set<std::string> all;
    for (auto const& [language, names] : queues)
        all.insert(names.begin(), names.end());
    EXPECT_EQ(all, (std::set<std::string>{"billing", "support"}));
}

TEST(Scripts, a_conversation_has_customers_and_agents) {
    for (auto const& script : scripts()) {
        std::size_t customers = 0;
        for (auto const& line : script.lines)
            customers += line.customer ? 1 : 0;
        EXPECT_GE(customers, 2u) << script.language;
        EXPECT_LT(customers, script.lines.size()) << script.language;
    }
}

} // namespace
} // namespace undertone::demo
