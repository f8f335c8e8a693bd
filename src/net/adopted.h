#pragma once

#include "net/address.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace undertone::net {

/// The connection as a socket of this context; it is closed where that fails, as when the system watches no more.
inline boost::asio::ip::tcp::socket adopted(boost::asio::io_context& context, bool v6, Descriptor connection) {
    using boost::asio::ip::tcp;
    tcp::socket socket(context);
    socket.assign(v6 ? tcp::v6() : tcp::v4(), connection.number());
    connection.release();
    return socket;
}

} // namespace undertone::net
