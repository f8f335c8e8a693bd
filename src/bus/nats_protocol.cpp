#include "bus/nats_protocol.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <stdexcept>

namespace undertone::bus {
namespace {

constexpr std::string_view scheme = "nats://";
constexpr std::string_view line_end = "\r\n";

struct Word {
    std::string_view word;
    NatsOperation::Kind kind;
};

constexpr Word words[] = {
    {"INFO", NatsOperation::Kind::info}, {"PING", NatsOperation::Kind::ping},  {"PONG", NatsOperation::Kind::pong},
    {"+OK", NatsOperation::Kind::okay},  {"-ERR", NatsOperation::Kind::error},
};

/// The number of bytes at the end of "MSG subject sid [reply] bytes".
std::size_t payload_bytes(std::string_view line) {
    auto const number = line.substr(line.rfind(' ') + 1);
    std::size_t bytes = 0;
    auto const read = std::from_chars(number.data(), number.data() + number.size(), bytes);
    if (read.ec != std::errc{} || read.ptr != number.data() + number.size())
        throw std::runtime_error("the bus sent a message without a length");
    return bytes;
}

} // namespace

std::optional<NatsAddress> nats_address(std::string_view text) {
    if (!text.starts_with(scheme))
        return std::nullopt;
    text.remove_prefix(scheme.size());
    if (text.ends_with('/'))
        text.remove_suffix(1);
    NatsAddress address;
    if (auto const at = text.rfind('@'); at != std::string_view::npos) {
        auto const who = text.substr(0, at);
        auto const colon = who.find(':');
        if (colon == std::string_view::npos) {
            address.token = who;
        } else {
            address.user = who.substr(0, colon);
            address.password = who.substr(colon + 1);
        }
        text.remove_prefix(at + 1);
    }
    auto const bracket = text.find(']'); // [::1]:4222
    auto const colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    address.host = text.substr(0, colon);
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    if (colon != std::string_view::npos)
        address.port = text.substr(colon + 1);
    std::uint16_t port = 0;
    auto const* const end = address.port.data() + address.port.size();
    auto const read = std::from_chars(address.port.data(), end, port);
    bool const blank = std::any_of(address.host.begin(), address.host.end(),
                                   [](char letter) { return static_cast<unsigned char>(letter) <= ' '; });
    if (address.host.empty() || blank || read.ec != std::errc{} || read.ptr != end || port == 0)
        return std::nullopt;
    return address;
}

std::optional<NatsOperation> NatsParser::next() {
    auto const end = bytes_.find(line_end);
    if (end == std::string::npos) {
        if (bytes_.size() > most_line_bytes)
            throw std::runtime_error("the bus sent a line without an end");
        return std::nullopt;
    }
    std::string_view const line(bytes_.data(), end);
    auto const after = end + line_end.size();
    auto const word = line.substr(0, line.find(' '));
    if (word == "MSG") {
        auto const size = payload_bytes(line);
        if (size > most_payload_bytes)
            throw std::runtime_error("the bus sent a message that is too large");
        if (bytes_.size() < after + size + line_end.size())
            return std::nullopt;
        NatsOperation operation{NatsOperation::Kind::message, bytes_.substr(after, size)};
        bytes_.erase(0, after + size + line_end.size());
        return operation;
    }
    for (auto const& known : words) {
        if (known.word != word)
            continue;
        NatsOperation operation{known.kind, std::string(line.substr(std::min(line.size(), word.size() + 1)))};
        bytes_.erase(0, after);
        return operation;
    }
    throw std::runtime_error("the bus does not speak NATS");
}

std::string nats_connect(NatsAddress const& address) {
    boost::json::object options{{"verbose", false}, {"pedantic", false}, {"echo", true}, {"name", "undertone"},
                                {"lang", "c++"},    {"version", "1"},    {"protocol", 0}};
    if (!address.token.empty())
        options["auth_token"] = address.token;
    if (!address.user.empty()) {
        options["user"] = address.user;
        options["pass"] = address.password;
    }
    return "CONNECT " + boost::json::serialize(options) + "\r\n";
}

std::string nats_subscribe(std::string_view subject) {
    return "SUB " + std::string(subject) + " 1\r\n";
}

std::string nats_publish(std::string_view subject, std::string_view payload) {
    std::string bytes = "PUB " + std::string(subject) + " " + std::to_string(payload.size()) + "\r\n";
    bytes += payload;
    return bytes += line_end;
}

} // namespace undertone::bus
