#include "api/entity_tag.h"

#include <array>
#include <boost/json/parse.hpp>
#include <cstdio>

namespace undertone::api {
namespace {

std::string_view without_weakness(std::string_view tag) {
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

/// Does the header name the tag, or "*"? Tags of ours hold no comma.
bool names(std::string_view header, std::string_view tag) {
    while (!header.empty()) {
        auto const end = std::min(header.find(','), header.size());
        auto const each = net::trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        if (each == "*" || without_weakness(each) == without_weakness(tag))
            return true;
    }
    return false;
}

net::Header const* find(net::Response const& response, std::string_view name) {
    for (auto const& header : response.headers)
        if (header.first == name)
            return &header;
    return nullptr;
}

/// The tag that a response says, or that of its bytes.
std::string shown_tag(net::Response const& response) {
    auto const* const known = find(response, "ETag");
    return known != nullptr ? known->second : tag_of(response.body);
}

std::optional<std::uint64_t> shown_version(net::Response const& response) {
    boost::system::error_code failed;
    auto const json = boost::json::parse(response.body, failed);
    auto const* const object = failed ? nullptr : json.if_object();
    auto const* const version = object == nullptr ? nullptr : object->if_contains("version");
    auto const* const number = version == nullptr ? nullptr : version->if_int64();
    return number != nullptr && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

} // namespace

std::string tag_of(std::uint64_t version) {
    return '"' + std::to_string(version) + '"';
}

std::string tag_of(std::string_view body) {
    std::uint64_t hash = 14695981039346656037ULL; // FNV-1a
    for (char const letter : body)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "W/\"%016llx\"", static_cast<unsigned long long>(hash));
    return text.data();
}

void answer_conditionally(net::Request const& request, net::Response& response) {
    auto const* const type = find(response, "Content-Type");
    bool const reads = request.method == "GET" || request.method == "HEAD";
    if (!reads || response.status != 200 || type == nullptr || type->second != "application/json")
        return;
    auto const tag = shown_tag(response);
    if (find(response, "ETag") == nullptr)
        response.headers.emplace_back("ETag", tag);
    if (!names(request.header("if-none-match"), tag))
        return;
    response.status = 304;
    response.body.clear();
    std::erase_if(response.headers, [](net::Header const& header) { return header.first == "Content-Type"; });
}

bool asks_for_state(net::Request const& request) {
    auto const wanted = net::trimmed(request.header("if-match"));
    bool const changes = request.method == "PUT" || request.method == "PATCH" || request.method == "DELETE";
    return changes && !wanted.empty() && wanted != "*";
}

Result<std::optional<std::uint64_t>> version_to_meet(net::Request const& request, net::Response const& present) {
    auto const version = shown_version(present);
    if (!names(request.header("if-match"), shown_tag(present)))
        return fail(Code::stale,
                    "Somebody else changed it" +
                        (version ? ": the present version is " + std::to_string(*version) : std::string()) + ".",
                    "version");
    return version;
}

} // namespace undertone::api
