#include "sentiment/model_file.h"

#include "tiny_model.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <sys/stat.h>

namespace undertone::sentiment {
namespace {

std::string fault_of(TinyModel::Bytes const& file) {
    ModelBytes const bytes = ModelBytes::copy(file);
    auto const content = read_model(bytes.bytes());
    return content ? "" : content.error().message;
}

template <class T>
void put(TinyModel::Bytes& file, std::size_t offset, T value) {
    std::memcpy(file.data() + offset, &value, sizeof value);
}

/// The place of a section's directory entry.
std::size_t entry_of(TinyModel::Bytes const& file, std::string const& name) {
    std::size_t entry = 56;
    while (std::string(reinterpret_cast<char const*>(file.data() + entry)) != name) {
        entry += 32;
    }
    return entry;
}

TEST(ModelFile, a_sound_file_is_read) {
    ModelBytes const bytes = ModelBytes::copy(TinyModel().file());
    auto const content = read_model(bytes.bytes());
    ASSERT_TRUE(content) << content.error().message;
    EXPECT_EQ(content->version, "tiny");
    EXPECT_EQ(content->layers, 4U);
    EXPECT_EQ(content->layer.size(), 4U);
    EXPECT_EQ(content->piece(5), "▁good");
    EXPECT_EQ(content->languages.size(), 5U);
    EXPECT_EQ(content->layer[2].widen.rows, 64U);
    EXPECT_EQ(content->self_tests.size(), 2U);
}

TEST(ModelFile, is_mapped_from_disk) {
    TemporaryFile const file(TinyModel().file());
    auto const bytes = ModelBytes::map(file.path());
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(read_model(bytes->bytes()));
    EXPECT_FALSE(ModelBytes::map("/nowhere/at/all.bin"));
    EXPECT_FALSE(ModelBytes::map("/tmp"));
    TemporaryFile const empty({});
    EXPECT_FALSE(ModelBytes::map(empty.path()));
}

TEST(ModelFile, a_pipe_that_nobody_writes_is_refused_at_once) {
    TemporaryFile const file({});
    auto const pipe = file.path().string() + ".pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    auto const bytes = ModelBytes::map(pipe);
    std::filesystem::remove(pipe);
    ASSERT_FALSE(bytes);
    EXPECT_NE(bytes.error().message.find("it is empty or no file"), std::string::npos);
}

struct BrokenFile {
    char const* wanted;
    std::function<void(TinyModel::Bytes&)> breaking;
};

TEST(ModelFile, faults_of_header_and_directory_are_named) {
    std::vector<BrokenFile> const cases{
        {"not an Undertone model", [](auto& file) { file[0] = 'X'; }},
        {"not an Undertone model", [](auto& file) { file.resize(20); }},
        {"format 1", [](auto& file) { put<std::uint32_t>(file, 8, 1); }},
        {"size", [](auto& file) { file.push_back(0); }},
        {"checksum", [](auto& file) { file.back() ^= 1; }},
        {"more sections", [](auto& file) { put<std::uint32_t>(file, 12, 1025); }},
        {"outside",
         [](auto& file) { put<std::uint64_t>(file, entry_of(file, "meta") + 16, std::uint64_t{1} << 40), seal(file); }},
        {"outside",
         [](auto& file) { put<std::uint64_t>(file, entry_of(file, "meta") + 24, ~std::uint64_t{0}), seal(file); }},
        {"outside", [](auto& file) { put<std::uint64_t>(file, entry_of(file, "meta") + 16, 0), seal(file); }},
        {"multiple of 64",
         [](auto& file) {
             std::size_t const entry = entry_of(file, "meta") + 16;
             file[entry] = static_cast<std::uint8_t>(file[entry] + 1);
             seal(file);
         }},
        {"overlap",
         [](auto& file) {
             std::memcpy(file.data() + entry_of(file, "head.b") + 16, file.data() + entry_of(file, "meta") + 16, 8);
             seal(file);
         }},
        {"one name", [](auto& file) {
             std::memcpy(file.data() + entry_of(file, "head.b"), file.data() + entry_of(file, "head.w"), 16);
             seal(file);
         }}};
    for (BrokenFile const& broken : cases) {
        auto file = TinyModel().file();
        broken.breaking(file);
        EXPECT_NE(fault_of(file).find(broken.wanted), std::string::npos) << broken.wanted << " / " << fault_of(file);
    }
}

struct BrokenSection {
    char const* wanted;
    std::function<void(TinyModel&)> breaking;
};

std::function<void(TinyModel&)> meta(char const* from, char const* to) {
    return [from, to](TinyModel& model) { model.replace("meta", from, to); };
}

TEST(ModelFile, faults_of_meta_are_named) {
    std::vector<BrokenSection> const cases{
        {"meta is not JSON", [](auto& model) { model.set("meta", "{"); }},
        {"meta is no JSON object", [](auto& model) { model.set("meta", "[]"); }},
        {"meta is not UTF-8", [](auto& model) { model.set("meta", "\xFF"); }},
        {"layers", meta("\"layers\":4", "\"layers\":0")},
        {"layers", meta("\"layers\":4", "\"layers\":99999999999999999999")},
        {"layers", meta("\"layers\":4", "\"layers\":-4")},
        {"layers", meta("\"layers\":4", "\"layers\":\"4\"")},
        {"width", meta("\"width\":32", "\"width\":33")},
        {"heads", meta("\"heads\":2", "\"heads\":3")},
        {"feed_forward", meta("\"feed_forward\":64", "\"feed_forward\":9216")},
        {"positions", meta("\"positions\":64", "\"positions\":1")},
        {"pieces", meta("\"pieces\":42", "\"pieces\":4")},
        {"epsilon", meta("1e-6", "0")},
        {"pool_layers", meta("[1,2,3,4]", "[1,2,3,5]")},
        {"pool_layers", meta("[1,2,3,4]", "[1,1,2,3]")},
        {"pool_layers", meta("[1,2,3,4]", "[1,2,3]")},
        {"levels", meta("\"levels\":7", "\"levels\":5")},
        {"pulse_points", meta("92.5]", "192.5]")},
        {"pulse_map", meta("[40,30]", "[61,30]")},
        {"pulse_map", meta("[40,30]", "[40,71]")},
        {"pulse_map", meta("[40,30]", "[40]")},
        {"languages", meta("\"de\"", "\"en\"")},
        {"languages", meta("\"de\"", "\"d\"")},
        {"lang_buckets", meta("\"lang_buckets\":256", "\"lang_buckets\":255")},
        {"version", meta("\"version\":\"tiny\"", "\"version\":1")},
    };
    for (BrokenSection const& broken : cases) {
        TinyModel model;
        broken.breaking(model);
        EXPECT_NE(fault_of(model.file()).find(broken.wanted), std::string::npos)
            << broken.wanted << " / " << fault_of(model.file());
    }
}

TEST(ModelFile, faults_of_sections_are_named) {
    float const endless = std::numeric_limits<float>::infinity();
    std::vector<BrokenSection> const cases{
        {"piece.offset", [](auto& model) { model.sections["piece.offset"][4] = 200; }},
        {"piece.offset", [](auto& model) { model.sections["piece.offset"].pop_back(); }},
        {"piece.text is not UTF-8", [](auto& model) { model.sections["piece.text"].back() = 0xC3; }},
        {"is not UTF-8", [](auto& model) { model.sections["piece.offset"][4 * 5] -= 1; }},
        {"piece.score",
         [&](auto& model) { model.template set<float>("piece.score", std::vector<float>(42, endless)); }},
        {"norm.key does not rise",
         [](auto& model) {
             model.template set<std::uint32_t>("norm.key", {9, 9, 10, 11});
         }},
        {"no code point",
         [](auto& model) {
             model.template set<std::uint32_t>("norm.value", {' ', 'a', 0xD800, '.', '.'});
         }},
        {"norm.offset",
         [](auto& model) {
             model.template set<std::uint32_t>("norm.offset", {0, 2, 1, 5, 5});
         }},
        {"norm.offset",
         [](auto& model) {
             model.template set<std::uint32_t>("norm.offset", {0, 1, 2, 5, 6});
         }},
        {"norm.value", [](auto& model) { model.sections["norm.value"].push_back(0); }},
        {"emoji.alias", [](auto& model) { model.set("emoji.alias", "\xF0\x9F"); }},
        {"emb.word", [](auto& model) { model.sections["emb.word"].pop_back(); }},
        {"emb.word holds a scale", [](auto& model) { model.sections["emb.word"][1] = 0x7C; }},
        {"emb.position", [](auto& model) { model.sections["emb.position"].clear(); }},
        {"emb.norm.w", [](auto& model) { model.sections["emb.norm.w"].resize(4); }},
        {"3.f.w is missing", [](auto& model) { model.sections.erase("3.f.w"); }},
        {"0.q.w holds a weight", [](auto& model) { model.sections["0.q.w"][7] = 0x80; }},
        {"1.i.s holds a scale", [](auto& model) { model.template set<float>("1.i.s", std::vector<float>(64, 0.0F)); }},
        {"1.i.s holds a number", [](auto& model) { model.template set<float>("1.i.s", std::vector<float>(64, NAN)); }},
        {"2.an.b", [&](auto& model) { model.template set<float>("2.an.b", std::vector<float>(32, -endless)); }},
        {"head.w", [](auto& model) { model.sections["head.w"].resize(12); }},
        {"lang.w", [](auto& model) { model.sections["lang.w"].resize(12); }},
        {"lang.s", [](auto& model) { model.template set<float>("lang.s", {-1.0F}); }},
        {"lang.b", [](auto& model) { model.sections.erase("lang.b"); }},
        {"selftest", [](auto& model) { model.set("selftest", "[]"); }},
        {"selftest", [](auto& model) { model.set("selftest", "[1]"); }},
        {"selftest", [](auto& model) { model.set("selftest", R"([{"text":"a"}])"); }},
    };
    for (BrokenSection const& broken : cases) {
        TinyModel model;
        broken.breaking(model);
        std::string const fault = fault_of(model.file());
        EXPECT_NE(fault.find(broken.wanted), std::string::npos) << broken.wanted << " / " << fault;
        EXPECT_EQ(fault.find('\n'), std::string::npos);
    }
}

TEST(ModelFile, any_changed_byte_of_a_sealed_file_is_read_without_harm) {
    auto const sound = TinyModel().file();
    std::uint32_t random = 3;
    for (int round = 0; round < 1000; ++round) {
        auto file = sound;
        for (int i = 0; i < 3; ++i) {
            random = random * 1664525U + 1013904223U;
            std::size_t const range = round % 2 == 0 ? 4096 : file.size();
            file[8 + (random >> 8) % (range - 8)] = static_cast<std::uint8_t>(random);
        }
        seal(file);
        fault_of(file);
    }
    for (std::size_t size = 0; size < 3000; size += 7) {
        EXPECT_NE(fault_of(TinyModel::Bytes(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size))), "");
    }
}

} // namespace
} // namespace undertone::sentiment
