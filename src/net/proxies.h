#pragma once

#include "base/result.h"
#include "net/address.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::net {

/// The reverse proxies whose word about the client is taken (server.trusted_proxies). What anybody else says of himself
/// in X-Forwarded-For and X-Forwarded-Proto is not believed.
class Proxies {
public:
    /// Reads addresses and networks ("127.0.0.1 ::1 10.0.0.0/8"), with blanks or commas between them; the error names
    /// the setting and the part that is wrong.
    static Result<Proxies> read(std::string const& text);

    bool trusts(std::string_view address) const;

    /// Who sent a request that came from `peer` with all its X-Forwarded-For lines joined by commas: the last address
    /// there that is no trusted proxy, as every proxy adds at the end whom it heard. The peer itself when it is not
    /// trusted, and the last proxy that is when what it added is no address.
    Peer client(Peer const& peer, std::string_view forwarded_for) const;

private:
    struct Network {
        std::array<std::uint8_t, 16> prefix{}; ///< IPv4 as ::ffff:a.b.c.d
        unsigned bits = 0;                     ///< of the 128
    };

    std::vector<Network> networks_;
};

} // namespace undertone::net
