#include "sentiment/model_file.h"

#include "fuzz.h"
#include "sentiment/encoder.h"
#include "sentiment/head.h"
#include "sentiment/language.h"
#include "sentiment/passage.h"

#include <cmath>
#include <cstring>
#include <sodium.h>
#include <vector>

/// Any bytes as a model file: refused in one sentence, or every part of the engine runs on it without leaving its
/// bounds.
namespace undertone::fuzz {
namespace {

constexpr std::size_t header_size = 56;
constexpr std::size_t size_offset = 16;
constexpr std::size_t digest_offset = 24;

/// The same bytes with magic, size and checksum as they should be, so that what lies behind them is reached.
std::vector<std::uint8_t> mended(std::span<std::uint8_t const> bytes) {
    std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    if (copy.size() < header_size)
        return copy;
    std::uint64_t const size = copy.size();
    std::memcpy(copy.data(), "UNDERTON\1\0\0\0", 12);
    std::memcpy(copy.data() + size_offset, &size, sizeof size);
    crypto_generichash(copy.data() + digest_offset, 32, copy.data() + header_size, copy.size() - header_size, nullptr,
                       0);
    return copy;
}

/// Scores a text with all parts of the engine, as the scorer does.
void run(sentiment::ModelContent const& content) {
    if (content.width > 256 || content.feed_forward > 256 || content.positions > 256)
        return; // sound, only slow
    sentiment::Tokenizer const tokenizer(content);
    sentiment::Normaliser const normaliser(content);
    sentiment::Encoder const encoder(content, sentiment::runnable_kernels().front());
    sentiment::LanguageIdentifier const identifier(content);
    sentiment::LanguageIdentifier::Workspace language;
    identifier.identify("A b \xC3\xA9 \xE6\x97\xA5", language);
    sentiment::PassageReader const reader(tokenizer, normaliser, encoder.most_tokens() - 2, 64);
    sentiment::PassageWorkspace workspace;
    sentiment::Passage passage;
    reader.read("A b \xC3\xA9 \xE6\x97\xA5. \xF0\x9F\x98\xA1 ab", workspace, passage);
    promise(!passage.windows.empty(), "a text has at least one window");
    std::vector<std::uint32_t> ids{sentiment::Tokenizer::begin};
    auto const& window = passage.windows.front();
    for (std::size_t index = 0; index < window.count; ++index)
        ids.push_back(passage.ids.at(window.first + index));
    ids.push_back(sentiment::Tokenizer::end);
    std::vector<float> features(encoder.feature_count());
    sentiment::Encoder::Workspace buffers;
    encoder.encode(ids, buffers, features);
    if (content.early) {
        auto const& head = content.early->head;
        sentiment::classify(head, std::span<float const>(features).first(head.weight.size() / head.bias.size()));
    }
    auto const pulse = sentiment::pulse_of(content, sentiment::classify(content.head, features));
    promise(std::isnan(pulse) || (pulse >= 0 && pulse <= 100), "a pulse lies between 0 and 100");
}

void load(std::span<std::uint8_t const> bytes) {
    auto const copy = sentiment::ModelBytes::copy(bytes);
    auto const content = sentiment::read_model(copy.bytes());
    if (content)
        run(*content);
    else
        promise(!content.error().message.empty() && content.error().message.find('\n') == std::string::npos,
                "a refusal is one sentence");
}

} // namespace
} // namespace undertone::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    undertone::fuzz::load({data, size});
    undertone::fuzz::load(undertone::fuzz::mended({data, size}));
    return 0;
}
