#pragma once

#include "net/rarely.h"

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace undertone::net {

class Addresses;

/// The right to be one of the connections of an address, given back when it is destroyed; an empty one is nobody's.
class AddressSlot {
public:
    AddressSlot() = default;
    AddressSlot(Addresses& addresses, std::string address) : addresses_(&addresses), address_(std::move(address)) {}
    AddressSlot(AddressSlot&& other) noexcept;
    AddressSlot& operator=(AddressSlot&& other) noexcept;
    ~AddressSlot();

private:
    Addresses* addresses_ = nullptr;
    std::string address_;
};

/// How many connections each address has, never more than `most`; 0: no limit. Of IPv6 a network of 64 bits counts as
/// one. Thread-safe.
class Addresses {
public:
    explicit Addresses(std::size_t most) : most_(most) {}

    /// Nothing when all of the address are taken; the log tells of it, not of each.
    std::optional<AddressSlot> take(std::string_view address);

private:
    friend class AddressSlot;
    void give_back(std::string const& address);

    std::size_t const most_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> taken_;
    Rarely told_;
};

} // namespace undertone::net
