#include "net/proxies.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <optional>

namespace undertone::net {
namespace {

constexpr std::string_view setting = "server.trusted_proxies";
constexpr std::string_view separators = ", \t";
constexpr unsigned all_bits = 128;
constexpr unsigned bits_before_v4 = 96;

using Bytes = std::array<std::uint8_t, 16>;

struct Parsed {
    Bytes bytes{};
    bool v4 = false;
};

std::optional<Parsed> parse(std::string_view text) {
    std::string const closed(text);
    Parsed parsed;
    if (::inet_pton(AF_INET6, closed.c_str(), parsed.bytes.data()) == 1)
        return parsed;
    parsed.v4 = true;
    parsed.bytes[10] = parsed.bytes[11] = 0xff;
    if (::inet_pton(AF_INET, closed.c_str(), parsed.bytes.data() + 12) == 1)
        return parsed;
    return std::nullopt;
}

Peer peer_at(Bytes const& bytes) {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    std::memcpy(v6.sin6_addr.s6_addr, bytes.data(), bytes.size());
    sockaddr_storage raw{};
    std::memcpy(&raw, &v6, sizeof(v6));
    return peer_of(raw);
}

bool same_prefix(Bytes const& left, Bytes const& right, unsigned bits) {
    auto const whole = bits / 8;
    if (!std::equal(left.begin(), left.begin() + whole, right.begin()))
        return false;
    auto const rest = bits % 8;
    return rest == 0 || (left[whole] ^ right[whole]) >> (8 - rest) == 0;
}

/// Some proxies add the port: "192.0.2.1:4711", "[2001:db8::1]:4711", "[2001:db8::1]".
std::string_view without_port(std::string_view text) {
    if (text.starts_with('[') && text.find(']') != std::string_view::npos)
        return text.substr(1, text.find(']') - 1);
    auto const colon = text.find(':');
    bool const one = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
    return one ? text.substr(0, colon) : text;
}

/// Takes the last part off `list`; empty when there is none.
std::string_view take_last(std::string_view& list) {
    auto const last = list.find_last_not_of(separators);
    if (last == std::string_view::npos)
        return list = {};
    list = list.substr(0, last + 1);
    auto const before = list.find_last_of(separators);
    auto const part = before == std::string_view::npos ? list : list.substr(before + 1);
    list = list.substr(0, list.size() - part.size());
    return part;
}

Unexpected wrong(std::string_view part) {
    return fail(Code::invalid,
                std::string(setting) + ": \"" + std::string(part) +
                    "\" is neither an address nor a network such as 10.0.0.0/8",
                std::string(setting));
}

} // namespace

Result<Proxies> Proxies::read(std::string const& text) {
    Proxies proxies;
    std::string_view list = text;
    for (auto part = take_last(list); !part.empty(); part = take_last(list)) {
        auto const slash = part.find('/');
        auto const parsed = parse(part.substr(0, slash));
        if (!parsed)
            return wrong(part);
        unsigned const most = parsed->v4 ? all_bits - bits_before_v4 : all_bits;
        unsigned bits = most;
        if (slash != std::string_view::npos) {
            auto const* const end = part.data() + part.size();
            auto const number = std::from_chars(part.data() + slash + 1, end, bits);
            if (number.ec != std::errc{} || number.ptr != end || bits > most)
                return wrong(part);
        }
        proxies.networks_.push_back({parsed->bytes, bits + (parsed->v4 ? bits_before_v4 : 0)});
    }
    return proxies;
}

bool Proxies::trusts(std::string_view address) const {
    auto const parsed = networks_.empty() ? std::nullopt : parse(address);
    return parsed && std::any_of(networks_.begin(), networks_.end(), [&](Network const& network) {
               return same_prefix(parsed->bytes, network.prefix, network.bits);
           });
}

Peer Proxies::client(Peer const& peer, std::string_view forwarded_for) const {
    Peer client = peer;
    while (trusts(client.address)) {
        auto const said = parse(without_port(take_last(forwarded_for)));
        if (!said)
            break;
        client = peer_at(said->bytes);
    }
    return client;
}

} // namespace undertone::net
