#include "base/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace undertone {
namespace {

template <std::size_t size>
std::string text_of(int family, void const* bytes) {
    std::array<char, size> text{};
    ::inet_ntop(family, bytes, text.data(), text.size());
    return text.data();
}

} // namespace

std::string network_of(std::string_view address) {
    std::string plain(address);
    in6_addr bytes{};
    if (::inet_pton(AF_INET6, plain.c_str(), &bytes) != 1)
        return plain;
    if (IN6_IS_ADDR_V4MAPPED(&bytes) != 0)
        return text_of<INET_ADDRSTRLEN>(AF_INET, bytes.s6_addr + 12);
    std::fill(bytes.s6_addr + 8, bytes.s6_addr + 16, std::uint8_t{0});
    return text_of<INET6_ADDRSTRLEN>(AF_INET6, &bytes) + "/64";
}

} // namespace undertone
