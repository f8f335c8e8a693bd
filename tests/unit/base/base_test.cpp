#include "base/clock.h"
#include "base/id.h"
#include "base/metrics.h"
#include "base/metrics_table.h"
#include "base/network.h"
#include "base/queue.h"
#include "base/text.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

namespace undertone {
namespace {

TEST(Clock, WritesUtcWithMilliseconds) {
    EXPECT_EQ(to_text(Time(std::chrono::milliseconds(0))), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(to_text(Time(std::chrono::milliseconds(1764239400125))), "2025-11-27T10:30:00.125Z");
}

TEST(Clock, ReadsWhatItWritesAndOffsets) {
    auto const time = Time(std::chrono::milliseconds(1764239400125));
    EXPECT_EQ(time_from(to_text(time)), time);
    EXPECT_EQ(time_from("2025-11-27T12:30:00.125+02:00"), time);
    EXPECT_EQ(time_from("2025-11-27T10:30:00.125999Z"), time);
}

TEST(Clock, ReadsNothingElse) {
    for (auto const* text : {"", "2025-11-27", "2025-02-30T00:00:00Z", "2025-11-27T25:00:00Z", "2025-11-27T10:30:00",
                             "2025-11-27T10:30:00.Z", "2025-11-27T10:30:00Zx", "+025-11-27T10:30:00Z"})
        EXPECT_FALSE(time_from(text)) << text;
}

TEST(Text, KnowsCapitalsOfAsciiAlone) {
    EXPECT_EQ(lowered("Image/PNG @[`{ ÄÉ"), "image/png @[`{ ÄÉ");
    EXPECT_TRUE(equal_letters("Content-Type", "content-type"));
    EXPECT_FALSE(equal_letters("vary", "var"));
    EXPECT_FALSE(equal_letters("[", "{"));
}

TEST(Text, JoinsWhatIsListed) {
    EXPECT_EQ(joined({}, ","), "");
    EXPECT_EQ(joined({"billing"}, ","), "billing");
    EXPECT_EQ(joined({"billing", "french"}, "; "), "billing; french");
}

TEST(Id, SortsByAgeAndNeverRepeats) {
    std::set<std::string> seen;
    for (int index = 0; index < 1000; ++index)
        EXPECT_TRUE(seen.insert(new_id(Time(std::chrono::milliseconds(1000)))).second);
    EXPECT_LT(*seen.rbegin(), new_id(Time(std::chrono::milliseconds(1001))));
    EXPECT_EQ(seen.begin()->size(), 26u);
}

TEST(Id, KeepsTheOrderOfMakingWithinOneMillisecond) {
    auto before = new_id(Time(std::chrono::milliseconds(5000)));
    for (int index = 0; index < 1000; ++index) {
        auto const next = new_id(Time(std::chrono::milliseconds(5000)));
        EXPECT_LT(before, next);
        before = next;
    }
}

TEST(Secret, IsLongRandomAndStoredAsAHash) {
    auto const secret = new_secret("v_");
    EXPECT_TRUE(secret.starts_with("v_"));
    EXPECT_EQ(secret.size(), 45u);
    EXPECT_NE(secret, new_secret("v_"));
    EXPECT_EQ(hash_of_secret(secret), hash_of_secret(secret));
    EXPECT_EQ(hash_of_secret(secret).size(), 64u);
    // BLAKE2b-256 of "abc", from RFC 7693's reference implementation with 32 bytes of output
    EXPECT_EQ(hash_of_secret("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST(BoundedQueue, RefusesWhenFullAndGivesWhatItHoldsAfterClosing) {
    BoundedQueue<int> queue(2);
    EXPECT_TRUE(queue.try_push(1));
    EXPECT_TRUE(queue.try_push(2));
    EXPECT_FALSE(queue.try_push(3));
    queue.close();
    EXPECT_FALSE(queue.try_push(4));
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_EQ(queue.pop(), 2);
    EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, HandsEveryValueToExactlyOneOfManyThreads) {
    BoundedQueue<int> queue(8);
    std::vector<std::vector<int>> taken(3);
    {
        std::vector<std::jthread> readers;
        for (auto& mine : taken)
            readers.emplace_back([&queue, &mine] {
                while (auto const value = queue.pop())
                    mine.push_back(*value);
            });
        for (int value = 0; value < 1000;)
            value += queue.try_push(int(value)) ? 1 : 0;
        queue.close();
    }
    std::set<int> all;
    for (auto const& mine : taken)
        all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 1000u);
    EXPECT_EQ(taken[0].size() + taken[1].size() + taken[2].size(), 1000u);
}

TEST(Network, is_an_address_or_the_line_of_a_customer) {
    EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(network_of("2001:db8:1:2::1"), network_of("2001:0DB8:1:2:ffff::"));
    EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
    EXPECT_EQ(network_of("test"), "test");
}

TEST(Metrics, ShowsWhatWasCounted) {
    Metrics metrics;
    metrics.count("webhook_attempts_total", {{"status", "200"}}, 2);
    metrics.count("webhook_attempts_total", {{"status", "200"}});
    metrics.observe("scoring_seconds", 0.003);
    metrics.before_shown([](Metrics& shown) { shown.set("live_sockets", 7); });
    auto const text = metrics.text();
    EXPECT_NE(text.find("undertone_webhook_attempts_total{status=\"200\"} 3"), std::string::npos) << text;
    EXPECT_NE(text.find("undertone_live_sockets 7"), std::string::npos) << text;
    EXPECT_NE(text.find("undertone_scoring_seconds_count 1"), std::string::npos) << text;
}

TEST(Metrics, are_there_from_the_start) {
    auto const text = Metrics().text();
    for (auto const* const line :
         {"http_requests_total{method=\"GET\",status=\"5xx\"} 0",
          "http_requests_total{method=\"other\",status=\"1xx\"} 0", "http_request_seconds_count 0",
          "http_refused_connections_total 0", "bus_losses_total 0", "live_sockets 0",
          "database_seconds_count{kind=\"write\"} 0", "webhook_attempts_total{status=\"none\"} 0"})
        EXPECT_NE(text.find("\nundertone_" + std::string(line) + "\n"), std::string::npos) << line;
    for (auto const& row : metrics_table()) {
        bool const known = row.labels[0].name.empty() || !row.labels[0].values.empty();
        auto const head = "# HELP undertone_" + std::string(row.name) + " " + std::string(row.help);
        EXPECT_EQ(text.find(head) != std::string::npos, known) << row.name;
    }
}

TEST(Metrics, are_all_explained_and_shown) {
    for (auto const* const path : {"/docs/operate.md", "/deploy/grafana-dashboard.json"}) {
        std::ifstream file(std::string(UNDERTONE_SOURCE) + path);
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        for (auto const& row : metrics_table())
            EXPECT_NE(text.find("undertone_" + std::string(row.name)), std::string::npos) << row.name << " in " << path;
    }
}

TEST(Metrics, that_the_table_does_not_have_are_a_fault_of_the_program) {
    Metrics metrics;
    EXPECT_THROW(metrics.count("things_total"), std::logic_error);
    EXPECT_THROW(metrics.set("scoring_seconds", 1), std::logic_error);
}

TEST(Metrics, a_gauge_that_is_set_whole_shows_nothing_of_before) {
    Metrics metrics;
    metrics.set_all("waiting_conversations", "queue", {{"billing", 2}, {"support", 1}});
    metrics.set_all("waiting_conversations", "queue", {{"support", 3}, {"returns", 0}});
    auto const text = metrics.text();
    EXPECT_EQ(text.find("billing"), std::string::npos) << text;
    EXPECT_NE(text.find("undertone_waiting_conversations{queue=\"support\"} 3"), std::string::npos) << text;
    EXPECT_NE(text.find("undertone_waiting_conversations{queue=\"returns\"} 0"), std::string::npos) << text;
}

} // namespace
} // namespace undertone
