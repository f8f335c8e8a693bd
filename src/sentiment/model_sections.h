#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace undertone::sentiment {

/// The named sections of a model file whose header, checksum and directory are sound; remembers the first fault of the
/// sections that are asked for, so that a reader can ask for all of them and look once.
class ModelSections {
public:
    /// Fails with one sentence when the header, the checksum or the directory is wrong.
    static Result<ModelSections> read(std::span<std::uint8_t const> bytes);

    /// The bytes of a section; a missing one is a fault and reads as empty.
    std::span<std::uint8_t const> bytes(std::string_view name);

    /// The text of a section, checked to be UTF-8.
    std::string_view text(std::string_view name);

    /// A section of exactly `count` elements; another size is a fault and reads as empty. Floats are checked to be
    /// finite, int8 to be in −127…127.
    template <class T>
    std::span<T const> array(std::string_view name, std::size_t count);

    /// As `array`, and every number must be above zero.
    std::span<float const> positive(std::string_view name, std::size_t count);

    void fault(std::string sentence);
    bool sound() const { return fault_.empty(); }
    Unexpected error() const { return fail(Code::failed, fault_); }

private:
    std::map<std::string, std::span<std::uint8_t const>, std::less<>> sections_;
    std::string fault_;
};

} // namespace undertone::sentiment
