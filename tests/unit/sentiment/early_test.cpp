#include "sentiment/model_file.h"
#include "sentiment/scorer.h"

#include "tiny_model.h"

#include <gtest/gtest.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t width = 32, early_layers = 2;

/// A tiny model whose early head, after layer 2, always says very positive.
TinyModel with_early_head(std::string const& sure, std::string const& layer = "2") {
    TinyModel model;
    model.replace("meta", R"("levels":7)", R"("levels":7,"early":{"layer":)" + layer + R"(,"sure":)" + sure + "}");
    model.set("early.w", std::vector<float>(7 * early_layers * width, 0.0F));
    model.set("early.b", std::vector<float>{0, 0, 0, 0, 0, 0, 4}); // 0.90 very positive, 0.93 positive in all
    return model;
}

Scorer scorer_of(TinyModel const& model) {
    TemporaryFile const file(model.file());
    return std::move(*Scorer::load(file.path(), 256));
}

std::string fault_of(TinyModel const& model) {
    ModelBytes const bytes = ModelBytes::copy(model.file());
    auto const content = read_model(bytes.bytes());
    return content ? "" : content.error().message;
}

TEST(EarlyHead, what_it_is_sure_of_is_not_read_to_the_end) {
    Reading const reading = scorer_of(with_early_head("0.9")).score("the good");
    EXPECT_EQ(reading.level, Level::very_positive);
    EXPECT_NEAR(reading.confidence, 0.93, 0.01);
}

TEST(EarlyHead, what_it_is_not_sure_of_is_read_as_without_it) {
    Scorer const whole = scorer_of(TinyModel());
    Scorer const early = scorer_of(with_early_head("0.95"));
    for (char const* const text : {"the good", "bad", "😡 the bad, the bad", "thank you"}) {
        EXPECT_EQ(early.score(text), whole.score(text)) << text;
    }
}

TEST(EarlyHead, a_wrong_one_is_refused_by_name) {
    EXPECT_EQ(fault_of(with_early_head("0.9")), "");
    EXPECT_NE(fault_of(with_early_head("0")).find("sure"), std::string::npos);
    EXPECT_NE(fault_of(with_early_head("1.5")).find("sure"), std::string::npos);
    EXPECT_NE(fault_of(with_early_head("\"x\"")).find("sure"), std::string::npos);
    EXPECT_NE(fault_of(with_early_head("0.9", "4")).find("layer"), std::string::npos) << "the last is not early";
    EXPECT_NE(fault_of(with_early_head("0.9", "0")).find("layer"), std::string::npos);
    EXPECT_NE(fault_of(with_early_head("0.9", "3")).find("early.w"), std::string::npos) << "features of three layers";
    TinyModel model = with_early_head("0.9");
    model.sections.erase("early.b");
    EXPECT_NE(fault_of(model).find("early.b"), std::string::npos);
    TinyModel list;
    list.replace("meta", R"("levels":7)", R"("levels":7,"early":[])");
    EXPECT_NE(fault_of(list).find("early"), std::string::npos);
}

} // namespace
} // namespace undertone::sentiment
