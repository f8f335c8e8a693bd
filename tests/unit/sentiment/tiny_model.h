#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// A small model of random weights in the format of docs/model-file.md, section by section, so that a test can break
/// any part of it.
struct TinyModel {
    using Bytes = std::vector<std::uint8_t>;

    TinyModel();

    std::map<std::string, Bytes> sections;

    /// The file: header, directory, sections at multiples of 64, checksum.
    Bytes file() const;

    /// Writes the bytes of `numbers` as the section's content.
    template <class T>
    void set(std::string const& name, std::vector<T> const& numbers) {
        auto const* const begin = reinterpret_cast<std::uint8_t const*>(numbers.data());
        sections[name] = Bytes(begin, begin + numbers.size() * sizeof(T));
    }
    void set(std::string const& name, std::string_view text) { sections[name] = Bytes(text.begin(), text.end()); }

    /// Replaces the first `from` in a section of text.
    void replace(std::string const& name, std::string_view from, std::string_view to);

    std::string text(std::string const& name) const { return {sections.at(name).begin(), sections.at(name).end()}; }
};

/// Makes the checksum of a file right again after a test changed other bytes.
void seal(TinyModel::Bytes& file);

/// A file in the temporary folder that is removed again.
class TemporaryFile {
public:
    explicit TemporaryFile(TinyModel::Bytes const& content);
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;
    ~TemporaryFile();
    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace undertone::sentiment
