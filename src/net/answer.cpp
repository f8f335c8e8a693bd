#include "net/answer.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <random>
#include <stdexcept>
#include <zlib.h>

namespace undertone::net {
namespace {

constexpr std::size_t worth_compressing = 1024;

/// Calls `see` for each part between separators.
template <class See>
void each_part(std::string_view text, char separator, See see) {
    while (!text.empty()) {
        auto const end = std::min(text.find(separator), text.size());
        see(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string const* find(std::vector<Header> const& headers, std::string_view name) {
    for (auto const& [known, value] : headers)
        if (equal_letters(known, name))
            return &value;
    return nullptr;
}

/// A header that would break the head apart, or that the server writes itself, is left out.
bool passes(Header const& header) {
    constexpr std::array own{"content-length", "transfer-encoding", "connection", "keep-alive", "date", "x-request-id"};
    auto const breaks = [](char letter) { return letter == '\r' || letter == '\n' || letter == '\0'; };
    if (header.first.empty() || std::any_of(header.first.begin(), header.first.end(), breaks) ||
        std::any_of(header.second.begin(), header.second.end(), breaks))
        return false;
    return std::none_of(own.begin(), own.end(),
                        [&](std::string_view name) { return equal_letters(name, header.first); });
}

void append(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

/// "Fri, 27 Nov 2026 09:30:00 GMT", made once a second on each thread.
std::string const& date() {
    thread_local std::time_t made = 0;
    thread_local std::string text;
    auto const now = std::time(nullptr);
    if (now != made || text.empty()) {
        constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        std::array<char, 64> line{};
        auto const size = std::snprintf(line.data(), line.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                        days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                                        months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                                        parts.tm_hour, parts.tm_min, parts.tm_sec);
        text.assign(line.data(), static_cast<std::size_t>(size));
        made = now;
    }
    return text;
}

/// A strong tag stands for these very bytes, a weak one for what they mean.
bool is_strong(std::string const* tag) {
    return tag != nullptr && !tag->starts_with("W/");
}

bool compressible(std::vector<Header> const& headers) {
    auto const* const type = find(headers, "content-type");
    if (type == nullptr || find(headers, "content-encoding") != nullptr || is_strong(find(headers, "etag")))
        return false;
    auto const* const caching = find(headers, "cache-control");
    if (caching != nullptr && lists(*caching, "no-transform"))
        return false;
    auto const media = std::string_view(*type).substr(0, type->find(';'));
    return media.starts_with("text/") || media.ends_with("json") || media.ends_with("javascript") ||
           media.ends_with("xml") || media.ends_with("yaml");
}

/// A body that may come compressed or not must say so to caches.
void vary(std::vector<Header>& headers) {
    for (auto& [name, value] : headers) {
        if (!equal_letters(name, "vary"))
            continue;
        if (!lists(value, "accept-encoding") && value != "*")
            value += ", Accept-Encoding";
        return;
    }
    headers.emplace_back("Vary", "Accept-Encoding");
}

} // namespace

bool lists(std::string_view header, std::string_view token) {
    bool found = false;
    each_part(header, ',', [&](std::string_view part) {
        found = found || equal_letters(trimmed(part.substr(0, std::min(part.find(';'), part.size()))), token);
    });
    return found;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    bool named = false;
    bool named_wanted = false;
    each_part(accept_encoding, ',', [&](std::string_view part) {
        bool wanted = true;
        std::string_view coding;
        each_part(part, ';', [&](std::string_view piece) {
            if (coding.empty())
                coding = piece;
            else if (piece.size() > 2 && lowered(piece[0]) == 'q' && piece[1] == '=')
                wanted = piece.find_first_of("123456789") != std::string_view::npos;
        });
        if (equal_letters(coding, "gzip") || equal_letters(coding, "x-gzip")) {
            named = true;
            named_wanted = wanted;
        } else if (coding == "*") {
            any = wanted;
        }
    });
    return named ? named_wanted : any;
}

std::string request_id(std::string_view incoming) {
    auto const plain = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    };
    if (!incoming.empty() && incoming.size() <= 64 && std::all_of(incoming.begin(), incoming.end(), plain))
        return std::string(incoming);
    thread_local std::mt19937_64 random{(std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}()};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id;
    auto bits = random();
    for (int digit = 0; digit < 16; ++digit, bits >>= 4U)
        id += digits[bits & 15U];
    return id;
}

std::string gzip(std::string_view text) {
    constexpr int gzip_window = 15 + 16;
    constexpr int level = 5;
    z_stream stream{};
    if (::deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("no memory to compress");
    std::string out(::deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    auto const ended = ::deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (ended != Z_STREAM_END)
        throw std::runtime_error("compression did not end");
    return out;
}

std::string opening_head(int status, std::vector<Header> const& headers, std::string const& id) {
    std::string head = "HTTP/1.1 " + std::to_string(status) + " " + std::string(words(status)) + "\r\n";
    append(head, "Date", date());
    append(head, "X-Request-Id", id);
    if (find(headers, "x-content-type-options") == nullptr)
        append(head, "X-Content-Type-Options", "nosniff");
    if (find(headers, "referrer-policy") == nullptr)
        append(head, "Referrer-Policy", "no-referrer");
    for (auto const& header : headers)
        if (passes(header))
            append(head, header.first, header.second);
    return head;
}

std::vector<Header> live_headers(std::vector<Header> headers) {
    std::erase_if(headers, [](Header const& header) {
        auto const name = std::string_view(header.first);
        return !passes(header) || equal_letters(name.substr(0, 8), "content-") || equal_letters(name, "cache-control");
    });
    return headers;
}

Answer answer(Response response, Asked const& asked) {
    Answer made;
    made.status = response.status;
    made.body = std::move(response.body);
    made.shared = response.shared;
    bool const bare = response.status == 204 || response.status == 304 || response.status < 200;
    if (!bare && response.status != 206 && made.bytes().size() >= worth_compressing && compressible(response.headers)) {
        vary(response.headers);
        if (asked.gzip) {
            made.body = gzip(made.bytes());
            made.shared.reset();
            response.headers.emplace_back("Content-Encoding", "gzip");
        }
    }
    made.head = opening_head(response.status, response.headers, asked.id);
    if (!bare)
        append(made.head, "Content-Length", std::to_string(made.bytes().size()));
    if (bare || asked.method == "HEAD") {
        made.body.clear();
        made.shared.reset();
    }
    return made;
}

} // namespace undertone::net
