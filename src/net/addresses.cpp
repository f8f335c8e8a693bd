#include "net/addresses.h"

#include "base/log.h"
#include "base/network.h"

#include <utility>

namespace undertone::net {

AddressSlot::AddressSlot(AddressSlot&& other) noexcept
    : addresses_(std::exchange(other.addresses_, nullptr)), address_(std::move(other.address_)) {}

AddressSlot& AddressSlot::operator=(AddressSlot&& other) noexcept {
    std::swap(addresses_, other.addresses_);
    std::swap(address_, other.address_);
    return *this;
}

AddressSlot::~AddressSlot() {
    if (addresses_ != nullptr)
        addresses_->give_back(address_);
}

std::optional<AddressSlot> Addresses::take(std::string_view address) {
    if (most_ == 0)
        return AddressSlot();
    auto counted = network_of(address);
    {
        std::lock_guard const lock(mutex_);
        auto& taken = taken_[counted];
        if (taken < most_) {
            ++taken;
            return AddressSlot(*this, std::move(counted));
        }
    }
    if (!told_.now())
        return std::nullopt;
    log::warn("an address has as many connections as one may have (server.connections_per_address); is it a proxy, "
              "name it in server.trusted_proxies",
              {{"address", counted}, {"most", std::to_string(most_)}});
    return std::nullopt;
}

void Addresses::give_back(std::string const& address) {
    std::lock_guard const lock(mutex_);
    auto const found = taken_.find(address);
    if (--found->second == 0)
        taken_.erase(found);
}

} // namespace undertone::net
