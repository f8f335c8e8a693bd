#include "sentiment/model_file.h"

#include "sentiment/model_meta.h"
#include "sentiment/model_sections.h"
#include "sentiment/utf8.h"

#include <algorithm>

namespace undertone::sentiment {
namespace {

constexpr std::size_t block_weights = 32;
constexpr std::size_t block_bytes = 18;
constexpr std::size_t boundary = 64;
constexpr std::size_t levels = 7;

bool rising_from_zero(std::span<std::uint32_t const> offsets, std::size_t end) {
    return !offsets.empty() && offsets.front() == 0 && offsets.back() == end &&
           std::is_sorted(offsets.begin(), offsets.end());
}

void read_pieces(ModelSections& sections, ModelContent& content) {
    content.piece_offset = sections.array<std::uint32_t>("piece.offset", content.pieces + 1);
    content.piece_text = sections.text("piece.text");
    content.piece_score = sections.array<float>("piece.score", content.pieces);
    if (!sections.sound()) {
        return;
    }
    if (!rising_from_zero(content.piece_offset, content.piece_text.size())) {
        return sections.fault("section piece.offset does not rise from 0 to the end of piece.text");
    }
    for (std::size_t id = 0; id < content.pieces; ++id) {
        if (!is_valid_utf8(content.piece(id))) {
            return sections.fault("piece " + std::to_string(id) + " is not UTF-8");
        }
    }
}

bool is_scalar_value(std::uint32_t value) {
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

void read_normalisation(ModelSections& sections, ModelContent& content) {
    std::size_t const keys = sections.bytes("norm.key").size() / sizeof(std::uint32_t);
    content.norm_key = sections.array<std::uint32_t>("norm.key", keys);
    content.norm_offset = sections.array<std::uint32_t>("norm.offset", keys + 1);
    content.norm_value =
        sections.array<std::uint32_t>("norm.value", sections.bytes("norm.value").size() / sizeof(std::uint32_t));
    content.emoji_alias = sections.text("emoji.alias");
    if (!sections.sound()) {
        return;
    }
    if (!rising_from_zero(content.norm_offset, content.norm_value.size())) {
        return sections.fault("section norm.offset does not rise from 0 to the end of norm.value");
    }
    auto const& key = content.norm_key;
    if (std::adjacent_find(key.begin(), key.end(), std::greater_equal<>()) != key.end()) {
        return sections.fault("section norm.key does not rise");
    }
    if (!std::all_of(key.begin(), key.end(), is_scalar_value) ||
        !std::all_of(content.norm_value.begin(), content.norm_value.end(), is_scalar_value)) {
        return sections.fault("the normalisation holds a number that is no code point");
    }
}

void read_word_rows(ModelSections& sections, ModelContent& content) {
    content.word_rows =
        sections.array<std::uint8_t>("emb.word", content.pieces * (content.width / block_weights) * block_bytes);
    for (std::size_t block = 0; block + block_bytes <= content.word_rows.size(); block += block_bytes) {
        if ((content.word_rows[block + 1] & 0x7C) == 0x7C) {
            return sections.fault("section emb.word holds a scale that is not finite");
        }
    }
}

NormParameters read_norm(ModelSections& sections, std::string const& prefix, std::size_t width) {
    return {sections.array<float>(prefix + ".w", width), sections.array<float>(prefix + ".b", width)};
}

Matrix read_matrix(ModelSections& sections, std::string const& prefix, std::size_t rows, std::size_t columns) {
    return {sections.array<std::int8_t>(prefix + ".w", rows * columns), sections.positive(prefix + ".s", rows),
            sections.array<float>(prefix + ".b", rows), rows, columns};
}

LayerSections read_layer(ModelSections& sections, ModelContent const& content, std::size_t number) {
    std::string const prefix = std::to_string(number) + ".";
    std::size_t const width = content.width;
    std::size_t const wide = content.feed_forward;
    return {read_matrix(sections, prefix + "q", width, width), read_matrix(sections, prefix + "k", width, width),
            read_matrix(sections, prefix + "v", width, width), read_matrix(sections, prefix + "o", width, width),
            read_matrix(sections, prefix + "i", wide, width),  read_matrix(sections, prefix + "f", width, wide),
            read_norm(sections, prefix + "an", width),         read_norm(sections, prefix + "fn", width)};
}

Head read_head(ModelSections& sections, std::string const& prefix, std::size_t rows, std::size_t features) {
    return {sections.array<float>(prefix + ".w", rows * features), sections.array<float>(prefix + ".b", rows)};
}

void read_heads(ModelSections& sections, ModelContent& content) {
    std::size_t const languages = content.languages.size();
    content.head = read_head(sections, "head", levels, content.pool_layers.size() * content.width);
    if (content.early) {
        auto const last = std::find(content.pool_layers.begin(), content.pool_layers.end(), content.early->layer);
        auto const layers = static_cast<std::size_t>(last - content.pool_layers.begin()) + 1;
        content.early->head = read_head(sections, "early", levels, layers * content.width);
        if (content.early->mixed) {
            content.early->mixed = read_head(sections, "mixed", 1, layers * content.width);
        }
    }
    content.language_weight = sections.array<std::int8_t>("lang.w", content.language_buckets * languages);
    auto const scale = sections.positive("lang.s", 1);
    content.language_scale = scale.empty() ? 1.0F : scale.front();
    content.language_bias = sections.array<float>("lang.b", languages);
}

} // namespace

Result<ModelContent> read_model(std::span<std::uint8_t const> bytes) {
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % boundary != 0) {
        return fail(Code::failed, "The model file was not loaded at a multiple of 64.");
    }
    auto read = ModelSections::read(bytes);
    if (!read) {
        return Unexpected(read.error());
    }
    ModelSections& sections = *read;
    ModelContent content;
    read_meta(sections, content);
    if (!sections.sound()) {
        return sections.error();
    }
    read_pieces(sections, content);
    read_normalisation(sections, content);
    read_word_rows(sections, content);
    content.position_rows = sections.array<float>("emb.position", content.positions * content.width);
    content.input_norm = read_norm(sections, "emb.norm", content.width);
    for (std::size_t number = 0; number < content.layers; ++number) {
        content.layer.push_back(read_layer(sections, content, number));
    }
    read_heads(sections, content);
    read_self_tests(sections, content);
    if (!sections.sound()) {
        return sections.error();
    }
    return content;
}

} // namespace undertone::sentiment
