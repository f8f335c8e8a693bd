#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace undertone::types {

/// A thing that is shown by its name and found by its id: a queue, a person.
struct Reference {
    std::string id;
    std::string name;

    bool operator==(Reference const&) const = default;
};

/// Which part of a list is wanted: at most `limit` items (1…500) after `cursor`, the `next` of the page before; empty:
/// from the start.
struct PageRequest {
    static constexpr std::size_t standard = 50;
    static constexpr std::size_t most = 500;

    std::size_t limit = standard;
    std::string cursor = {};
};

/// A part of a list; `next` is the cursor of the following part, absent at the end.
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next;
};

} // namespace undertone::types
