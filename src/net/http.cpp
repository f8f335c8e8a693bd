#include "net/http.h"

#include <algorithm>
#include <array>

namespace undertone::net {
namespace {

struct Words {
    int status;
    std::string_view text;
};

constexpr std::array standard_words{
    Words{100, "Continue"},
    Words{101, "Switching Protocols"},
    Words{200, "OK"},
    Words{201, "Created"},
    Words{202, "Accepted"},
    Words{204, "No Content"},
    Words{206, "Partial Content"},
    Words{301, "Moved Permanently"},
    Words{302, "Found"},
    Words{303, "See Other"},
    Words{304, "Not Modified"},
    Words{307, "Temporary Redirect"},
    Words{308, "Permanent Redirect"},
    Words{400, "Bad Request"},
    Words{401, "Unauthorized"},
    Words{403, "Forbidden"},
    Words{404, "Not Found"},
    Words{405, "Method Not Allowed"},
    Words{406, "Not Acceptable"},
    Words{408, "Request Timeout"},
    Words{409, "Conflict"},
    Words{410, "Gone"},
    Words{412, "Precondition Failed"},
    Words{413, "Content Too Large"},
    Words{414, "URI Too Long"},
    Words{415, "Unsupported Media Type"},
    Words{417, "Expectation Failed"},
    Words{422, "Unprocessable Content"},
    Words{426, "Upgrade Required"},
    Words{428, "Precondition Required"},
    Words{429, "Too Many Requests"},
    Words{431, "Request Header Fields Too Large"},
    Words{500, "Internal Server Error"},
    Words{501, "Not Implemented"},
    Words{503, "Service Unavailable"},
    Words{505, "HTTP Version Not Supported"},
};

void append_quoted(std::string& json, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    json += '"';
    for (char const letter : text) {
        auto const code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            json += '\\';
            json += letter;
        } else if (code < 0x20) {
            json += "\\u00";
            json += digits[code >> 4U];
            json += digits[code & 15U];
        } else {
            json += letter;
        }
    }
    json += '"';
}

} // namespace

std::string_view trimmed(std::string_view text) {
    auto const begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string_view Request::header(std::string_view name) const {
    for (auto const& [known, value] : headers)
        if (known == name)
            return value;
    return {};
}

std::string_view Request::cookie(std::string_view name) const {
    for (auto const& [known, value] : headers) {
        if (known != "cookie")
            continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto const end = std::min(rest.find(';'), rest.size());
            auto const pair = trimmed(rest.substr(0, end));
            auto const sign = pair.find('=');
            if (sign != std::string_view::npos && pair.substr(0, sign) == name)
                return pair.substr(sign + 1);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return {};
}

Response problem(int status, std::string_view title, std::string_view detail) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
    response.body = "{\"status\":" + std::to_string(status) + ",\"title\":";
    append_quoted(response.body, title);
    response.body += ",\"detail\":";
    append_quoted(response.body, detail);
    response.body += "}";
    return response;
}

std::string_view words(int status) {
    auto const* const found = std::find_if(standard_words.begin(), standard_words.end(),
                                           [status](Words const& entry) { return entry.status == status; });
    return found == standard_words.end() ? std::string_view("Status") : found->text;
}

} // namespace undertone::net
