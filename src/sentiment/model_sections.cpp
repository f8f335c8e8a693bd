#include "sentiment/model_sections.h"

#include "sentiment/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <sodium.h>
#include <vector>

namespace undertone::sentiment {
namespace {

static_assert(std::endian::native == std::endian::little, "a model file is read in place");

constexpr std::string_view magic = "UNDERTON";
constexpr std::uint32_t format = 2;
constexpr std::size_t header_size = 56;
constexpr std::size_t entry_size = 32;
constexpr std::size_t name_size = 16;
constexpr std::size_t digest_offset = 24;
constexpr std::size_t digest_size = 32;
constexpr std::size_t boundary = 64;
constexpr std::uint32_t most_sections = 1024;

template <class T>
T number_at(std::span<std::uint8_t const> bytes, std::size_t offset) {
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

Unexpected damaged(std::string const& why) {
    return fail(Code::failed, "The model file is damaged: " + why + ".");
}

Result<std::uint32_t> read_header(std::span<std::uint8_t const> bytes) {
    if (bytes.size() < header_size || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0) {
        return fail(Code::failed, "This is not an Undertone model file.");
    }
    if (auto const found = number_at<std::uint32_t>(bytes, 8); found != format) {
        return fail(Code::failed, "The model file has format " + std::to_string(found) +
                                      "; this program reads format " + std::to_string(format) + ".");
    }
    if (number_at<std::uint64_t>(bytes, 16) != bytes.size()) {
        return damaged("its size is not the one it states");
    }
    unsigned char digest[digest_size];
    crypto_generichash(digest, sizeof digest, bytes.data() + header_size, bytes.size() - header_size, nullptr, 0);
    if (std::memcmp(digest, bytes.data() + digest_offset, digest_size) != 0) {
        return damaged("its checksum is wrong");
    }
    auto const sections = number_at<std::uint32_t>(bytes, 12);
    if (sections > most_sections || header_size + sections * entry_size > bytes.size()) {
        return damaged("it lists more sections than it can hold");
    }
    return sections;
}

struct Extent {
    std::uint64_t offset, size;
};

bool overlap(std::vector<Extent> extents) {
    std::sort(extents.begin(), extents.end(), [](Extent const& a, Extent const& b) { return a.offset < b.offset; });
    for (std::size_t i = 1; i < extents.size(); ++i) {
        if (extents[i - 1].offset + extents[i - 1].size > extents[i].offset) {
            return true;
        }
    }
    return false;
}

bool finite(std::span<float const> numbers) {
    std::uint32_t broken = 0;
    for (float const number : numbers) {
        broken |= static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(number) & 0x7F800000U) == 0x7F800000U);
    }
    return broken == 0;
}

bool symmetric(std::span<std::int8_t const> numbers) {
    std::int8_t least = 0;
    for (std::int8_t const number : numbers) {
        least = std::min(least, number);
    }
    return least >= -127;
}

} // namespace

Result<ModelSections> ModelSections::read(std::span<std::uint8_t const> bytes) {
    auto const count = read_header(bytes);
    if (!count) {
        return Unexpected(count.error());
    }
    ModelSections result;
    std::vector<Extent> extents;
    std::size_t const first = header_size + *count * entry_size;
    for (std::size_t i = 0; i < *count; ++i) {
        std::size_t const entry = header_size + i * entry_size;
        auto const* const letters = reinterpret_cast<char const*>(bytes.data() + entry);
        std::string const name(letters, std::find(letters, letters + name_size, '\0'));
        Extent const extent{number_at<std::uint64_t>(bytes, entry + name_size),
                            number_at<std::uint64_t>(bytes, entry + name_size + 8)};
        if (extent.offset < first || extent.offset > bytes.size() || extent.size > bytes.size() - extent.offset) {
            return damaged("section " + std::to_string(i) + " lies outside the file");
        }
        if (extent.offset % boundary != 0) {
            return damaged("section " + std::to_string(i) + " does not begin at a multiple of 64");
        }
        if (!result.sections_.emplace(name, bytes.subspan(extent.offset, extent.size)).second) {
            return damaged("it holds two sections of one name");
        }
        extents.push_back(extent);
    }
    if (overlap(std::move(extents))) {
        return damaged("two sections overlap");
    }
    return result;
}

void ModelSections::fault(std::string sentence) {
    if (fault_.empty()) {
        fault_ = "The model file is damaged: " + std::move(sentence) + ".";
    }
}

std::span<std::uint8_t const> ModelSections::bytes(std::string_view name) {
    auto const found = sections_.find(name);
    if (found == sections_.end()) {
        fault("section " + std::string(name) + " is missing");
        return {};
    }
    return found->second;
}

std::string_view ModelSections::text(std::string_view name) {
    auto const content = bytes(name);
    std::string_view const result(reinterpret_cast<char const*>(content.data()), content.size());
    if (!is_valid_utf8(result)) {
        fault("section " + std::string(name) + " is not UTF-8");
        return {};
    }
    return result;
}

template <class T>
std::span<T const> ModelSections::array(std::string_view name, std::size_t count) {
    auto const content = bytes(name);
    if (content.size() != count * sizeof(T)) {
        fault("section " + std::string(name) + " has " + std::to_string(content.size()) + " bytes instead of " +
              std::to_string(count * sizeof(T)));
        return {};
    }
    std::span<T const> const result(reinterpret_cast<T const*>(content.data()), count);
    if constexpr (std::is_same_v<T, float>) {
        if (!finite(result)) {
            fault("section " + std::string(name) + " holds a number that is not finite");
        }
    }
    if constexpr (std::is_same_v<T, std::int8_t>) {
        if (!symmetric(result)) {
            fault("section " + std::string(name) + " holds a weight below -127");
        }
    }
    return result;
}

template std::span<std::uint8_t const> ModelSections::array(std::string_view, std::size_t);
template std::span<std::int8_t const> ModelSections::array(std::string_view, std::size_t);
template std::span<std::uint32_t const> ModelSections::array(std::string_view, std::size_t);
template std::span<float const> ModelSections::array(std::string_view, std::size_t);

std::span<float const> ModelSections::positive(std::string_view name, std::size_t count) {
    auto const result = array<float>(name, count);
    if (!std::all_of(result.begin(), result.end(), [](float number) { return number > 0; })) {
        fault("section " + std::string(name) + " holds a scale that is not above zero");
    }
    return result;
}

} // namespace undertone::sentiment
