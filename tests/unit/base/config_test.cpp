#include "base/config.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>
#include <unistd.h>

namespace undertone {
namespace {

std::optional<std::string> nothing(std::string const&) {
    return std::nullopt;
}

class ConfigFile : public testing::Test {
protected:
    std::string write(std::string const& text) {
        std::ofstream(path_) << text;
        return path_;
    }

    void TearDown() override { std::filesystem::remove(path_); }

private:
    std::string path_ = testing::TempDir() + "undertone-config-" + std::to_string(::getpid()) + ".toml";
};

TEST(Config, GivesTheStandardValueWhenNobodySetsIt) {
    auto const config = load_config(std::nullopt, {}, nothing);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->text("server.listen"), "127.0.0.1:8080");
    EXPECT_EQ(config->number("limits.visitor_messages_per_minute"), 60);
}

TEST_F(ConfigFile, IsBeatenByTheEnvironmentAndThatByAFlag) {
    auto const file = write("[server]\nlisten = \"127.0.0.1:1\"\nworkers = 9\n[log]\nlevel = \"warn\"\n");
    auto const environment = [](std::string const& name) -> std::optional<std::string> {
        if (name == "UNDERTONE_SERVER_LISTEN")
            return "127.0.0.1:2";
        if (name == "UNDERTONE_LOG_LEVEL")
            return "error";
        return std::nullopt;
    };
    auto const config = load_config(file, {{"server.listen", "127.0.0.1:3"}}, environment);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->text("server.listen"), "127.0.0.1:3");
    EXPECT_EQ(config->text("log.level"), "error");
    EXPECT_EQ(config->number("server.workers"), 9);
}

TEST_F(ConfigFile, WithAnUnknownKeyIsAnErrorThatNamesItAndItsLine) {
    auto const config = load_config(write("[server]\n\nlistenn = \"x\"\n"), {}, nothing);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().field, "server.listenn");
    EXPECT_NE(config.error().message.find(":3"), std::string::npos) << config.error().message;
}

TEST_F(ConfigFile, ThatIsNoTomlIsAnErrorThatNamesTheLine) {
    auto const config = load_config(write("[server]\nlisten = \n"), {}, nothing);
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().field, "line 2");
}

TEST(Config, RefusesNumbersOutsideTheirBoundsAndWordsOutsideTheirChoices) {
    for (auto const& [name, value] : std::map<std::string, std::string>{{"server.workers", "0"},
                                                                        {"server.workers", "many"},
                                                                        {"server.workers", "4x"},
                                                                        {"store.synchronous", "maybe"}}) {
        auto const config = load_config(std::nullopt, {{name, value}}, nothing);
        ASSERT_FALSE(config) << name << value;
        EXPECT_EQ(config.error().field, name);
    }
}

TEST(Config, NamesEverySettingOnce) {
    std::set<std::string> names;
    for (auto const& setting : settings()) {
        EXPECT_TRUE(names.insert(std::string(setting.name)).second) << setting.name;
        EXPECT_FALSE(setting.help.empty()) << setting.name;
    }
    EXPECT_EQ(environment_name("limits.visitor_messages_per_minute"), "UNDERTONE_LIMITS_VISITOR_MESSAGES_PER_MINUTE");
    EXPECT_EQ(flag_name("limits.visitor_messages_per_minute"), "--limits-visitor-messages-per-minute");
}

TEST(Config, StandardValuesKeepTheirOwnBounds) {
    Config::Values all;
    for (auto const& setting : settings())
        all.emplace(setting.name, setting.standard);
    auto const config = load_config(std::nullopt, all, nothing);
    EXPECT_TRUE(config) << config.error().message;
}

TEST(Config, ReferenceInTheDocumentationIsTheTable) {
    std::ifstream file(UNDERTONE_SOURCE "/docs/configuration.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_TRUE(text.str() == configuration_reference()) << "run: undertone configuration > docs/configuration.md";
}

} // namespace
} // namespace undertone
