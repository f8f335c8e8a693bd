#include "api/entity_tag.h"

#include <array>
#include <cstdio>

namespace undertone::api {
namespace {

std::string_view without_weakness(std::string_view tag) {
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

enum class Comparison { weak, strong };

/// Does the header name the tag, or "*"? Tags of ours hold no comma.
bool names(std::string_view header, std::string_view tag, Comparison comparison) {
    while (!header.empty()) {
        auto const end = std::min(header.find(','), header.size());
        auto const each = net::trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        if (each == "*" || each == tag)
            return true;
        if (comparison == Comparison::weak && without_weakness(each) == without_weakness(tag))
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
    auto const* const known = find(response, "ETag");
    auto const tag = known != nullptr ? known->second : tag_of(response.body);
    if (known == nullptr)
        response.headers.emplace_back("ETag", tag);
    if (!names(request.header("if-none-match"), tag, Comparison::weak))
        return;
    response.status = 304;
    response.body.clear();
    std::erase_if(response.headers, [](net::Header const& header) { return header.first == "Content-Type"; });
}

Result<std::optional<std::uint64_t>> version_to_meet(net::Request const& request, std::uint64_t present,
                                                     std::string const& tag) {
    auto const wanted = request.header("if-match");
    if (wanted.empty() || net::trimmed(wanted) == "*")
        return std::optional<std::uint64_t>();
    if (!names(wanted, tag, Comparison::strong))
        return fail(Code::stale, "Somebody else changed it: the present version is " + std::to_string(present) + ".",
                    "version");
    return std::optional(present);
}

} // namespace undertone::api
