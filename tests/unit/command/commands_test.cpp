#include "command/commands.h"

#include "../store/temporary_folder.h"

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace undertone::command {
namespace {

namespace fs = std::filesystem;

Config config_with(Config::Values const& changes) {
    return load_config(std::nullopt, changes, [](std::string const&) { return std::nullopt; }).value();
}

class Folder : public ::testing::Test {
protected:
    fs::path touch(char const* name) const {
        std::ofstream(path / name) << "not a model";
        return path / name;
    }

    Build build() const { return {"9.9.9", path}; }

    TemporaryFolder folder;
    fs::path const path = folder.path();
};

using ModelFile = Folder;

TEST_F(ModelFile, the_setting_wins) {
    touch("undertone-1.bin");
    EXPECT_EQ(model_file(config_with({{"scoring.model", "/some/where.bin"}}), build()).value(), "/some/where.bin");
}

TEST_F(ModelFile, the_one_file_of_the_build) {
    auto const file = touch("undertone-1.bin");
    touch("other-1.bin");
    touch("undertone-1.txt");
    EXPECT_EQ(model_file(config_with({}), build()).value(), fs::canonical(file));
}

TEST_F(ModelFile, none_and_two_are_one_clear_sentence) {
    auto const none = model_file(config_with({}), build());
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find(path.string()), std::string::npos);
    EXPECT_EQ(none.error().field, "scoring.model");
    touch("undertone-1.bin");
    touch("undertone-2.bin");
    auto const two = model_file(config_with({}), build());
    ASSERT_FALSE(two);
    EXPECT_NE(two.error().message.find("more than one"), std::string::npos);
}

TEST(DataFolder, the_setting_wins_over_the_home) {
    EXPECT_EQ(data_folder(config_with({{"server.data", "/srv/data"}}), false), "/srv/data");
    EXPECT_EQ(data_folder(config_with({{"server.data", "/srv/data"}}), true), "/srv/data");
}

TEST(DataFolder, the_demo_has_one_of_its_own) {
    auto const* const home = std::getenv("HOME");
    auto const base = fs::path(home == nullptr || *home == '\0' ? "." : home) / ".local/share";
    EXPECT_EQ(data_folder(config_with({}), false), base / "undertone");
    EXPECT_EQ(data_folder(config_with({}), true), base / "undertone-demo");
}

/// What a command writes to standard error, and its status.
template <class Run>
std::pair<int, std::string> errors_of(Run run) {
    ::testing::internal::CaptureStderr();
    auto const status = run();
    return {status, ::testing::internal::GetCapturedStderr()};
}

TEST(Complaint, one_line_and_status_1) {
    auto const [status, text] = errors_of([] { return complain("it rains"); });
    EXPECT_EQ(status, 1);
    EXPECT_EQ(text, "undertone: it rains\n");
}

TEST_F(Folder, a_password_is_changed_in_a_database_that_is_there) {
    auto const none = path / "none";
    auto const [status, text] = errors_of([&] {
        return user_password(config_with({{"server.data", none.string()}}), "agent1");
    });
    EXPECT_EQ(status, 1);
    EXPECT_NE(text.find(none.string() + " holds no database"), std::string::npos) << text;
    EXPECT_FALSE(fs::exists(none));
}

TEST_F(Folder, a_broken_model_is_one_line) {
    auto const file = touch("undertone-1.bin");
    auto const [status, text] = errors_of([&] { return check(config_with({}), build()); });
    EXPECT_EQ(status, 1);
    EXPECT_EQ(text, "undertone: This is not an Undertone model file.\n");
}

TEST_F(Folder, eval_needs_a_folder_with_rows) {
    EvalOptions options;
    options.folder = path / "nowhere";
    auto const [status, text] = errors_of([&] { return eval(config_with({}), build(), options); });
    EXPECT_EQ(status, 1);
    EXPECT_EQ(text, "undertone: " + options.folder.string() + " is not a folder\n");
}

TEST_F(Folder, a_database_elsewhere_is_refused_by_name) {
    auto const [status, text] = errors_of([&] {
        return check(config_with({{"store.database", "mysql://db"}}), build());
    });
    EXPECT_EQ(status, 1);
    EXPECT_NE(text.find("store.database"), std::string::npos);
    auto const bus = errors_of([&] { return check(config_with({{"bus.address", "nats://bus"}}), build()); });
    EXPECT_EQ(bus.first, 1);
    EXPECT_NE(bus.second.find("bus.address"), std::string::npos);
}

/// What stands on standard input while this lives.
class Input {
public:
    explicit Input(fs::path const& file) : before_(::dup(STDIN_FILENO)) {
        int const opened = ::open(file.c_str(), O_RDONLY);
        ::dup2(opened, STDIN_FILENO);
        ::close(opened);
    }
    Input(Input const&) = delete;
    Input& operator=(Input const&) = delete;
    ~Input() {
        ::dup2(before_, STDIN_FILENO);
        ::close(before_);
    }

private:
    int before_;
};

TEST(Score, an_input_that_cannot_be_read_is_an_error_and_an_empty_one_is_none) {
    Build const build{"9.9.9", fs::path(UNDERTONE_SOURCE) / "models"};
    {
        Input const folder("/tmp");
        EXPECT_EQ(score(config_with({}), build, {}), 1);
    }
    Input const nothing("/dev/null");
    EXPECT_EQ(score(config_with({}), build, {}), 0);
}

} // namespace
} // namespace undertone::command
