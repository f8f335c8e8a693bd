#include "tiny_model.h"

#include <atomic>
#include <cstring>
#include <fstream>
#include <sodium.h>
#include <unistd.h>

namespace undertone::sentiment {
namespace {

constexpr std::size_t header_size = 56, entry_size = 32, digest_offset = 24, digest_size = 32, boundary = 64;

template <class T>
void put(TinyModel::Bytes& file, std::size_t offset, T value) {
    std::memcpy(file.data() + offset, &value, sizeof value);
}

} // namespace

TinyModel::Bytes TinyModel::file() const {
    Bytes file(header_size + entry_size * sections.size());
    std::size_t entry = header_size;
    for (auto const& [name, content] : sections) {
        file.resize((file.size() + boundary - 1) / boundary * boundary);
        std::memcpy(file.data() + entry, name.data(), name.size());
        put<std::uint64_t>(file, entry + 16, file.size());
        put<std::uint64_t>(file, entry + 24, content.size());
        file.insert(file.end(), content.begin(), content.end());
        entry += entry_size;
    }
    std::memcpy(file.data(), "UNDERTON", 8);
    put<std::uint32_t>(file, 8, 2);
    put<std::uint32_t>(file, 12, static_cast<std::uint32_t>(sections.size()));
    put<std::uint64_t>(file, 16, file.size());
    seal(file);
    return file;
}

void seal(TinyModel::Bytes& file) {
    crypto_generichash(file.data() + digest_offset, digest_size, file.data() + header_size, file.size() - header_size,
                       nullptr, 0);
}

TemporaryFile::TemporaryFile(TinyModel::Bytes const& content) {
    static std::atomic<int> count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("undertone-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".bin");
    std::ofstream stream(path_, std::ios::binary);
    stream.write(reinterpret_cast<char const*>(content.data()), static_cast<std::streamsize>(content.size()));
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

} // namespace undertone::sentiment
