#include "api/attachment.h"

#include "api/web_address.h"

#include <algorithm>
#include <limits>

namespace undertone::api {
namespace {

constexpr std::size_t longest_type = 255;
constexpr auto any_length = std::numeric_limits<std::size_t>::max(); ///< the request's body is bounded already

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& letter : lowered)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return lowered;
}

/// "image/png": two words of RFC 6838 and nothing after them.
bool is_media_type(std::string_view text) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+";
    auto const word = lower(text);
    auto const slash = word.find('/');
    return slash != std::string::npos && slash > 0 && slash + 1 < word.size() && word.size() <= longest_type &&
           word.find_first_not_of(letters) == slash && word.find_first_not_of(letters, slash + 1) == std::string::npos;
}

/// A name to show and to save under: no control characters, no folders.
bool is_file_name(std::string_view text) {
    return !text.empty() && std::none_of(text.begin(), text.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f' || letter == '/' || letter == '\\';
    });
}

Result<std::string> read_part(Fields const& fields, std::string_view name, std::int64_t most) {
    auto text = fields.text(name, any_length);
    if (text && text->size() > static_cast<std::size_t>(most)) {
        auto const path = fields.path_of(name);
        return fail(Code::invalid, path + " is longer than " + std::to_string(most) + " bytes.", path);
    }
    return text;
}

Result<std::string> read_name(Fields const& fields, Config const& config) {
    auto name = read_part(fields, "name", config.number("attachments.name_bytes"));
    if (name && !is_file_name(*name))
        return fail(Code::invalid, "attachment.name must be the name of a file, without folders.",
                    fields.path_of("name"));
    return name;
}

Result<std::string> read_type(Fields const& fields, Config const& config) {
    auto type = read_part(fields, "type", longest_type);
    if (!type)
        return type;
    if (!is_media_type(*type))
        return fail(Code::invalid, "attachment.type must be a media type like image/png.", fields.path_of("type"));
    auto const& list = config.text("attachments.types");
    if (!is_listed_type(list, *type))
        return fail(Code::invalid,
                    list.empty() ? "no files are taken here (attachments.types)."
                                 : "attachment.type must be one of: " + list + ".",
                    fields.path_of("type"));
    return lower(*type);
}

Result<std::int64_t> read_bytes(Fields const& fields, Config const& config) {
    auto const bytes = fields.optional_number("bytes");
    if (!bytes)
        return Unexpected(bytes.error());
    auto const most = config.number("attachments.bytes");
    if (!*bytes || **bytes < 1 || **bytes > most)
        return fail(Code::invalid, "attachment.bytes must be a whole number from 1 to " + std::to_string(most) + ".",
                    fields.path_of("bytes"));
    return **bytes;
}

Result<std::string> read_url(Fields const& fields, Config const& config) {
    auto url = read_part(fields, "url", config.number("attachments.url_bytes"));
    if (url && !is_web_address(*url))
        return fail(Code::invalid,
                    "attachment.url must be an address like https://files.example/invoice.pdf, without a user.",
                    fields.path_of("url"));
    return url;
}

} // namespace

bool is_listed_type(std::string_view list, std::string_view type) {
    auto const wanted = lower(type);
    auto const all_of_its_kind = wanted.substr(0, wanted.find('/') + 1) + "*";
    while (!list.empty()) {
        auto const word = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(list.size(), word.size() + 1));
        auto const listed = lower(word);
        if (listed == wanted || listed == all_of_its_kind || listed == "*/*")
            return true;
    }
    return false;
}

Result<std::optional<types::Attachment>> read_attachment(Fields const& fields, Config const& config) {
    auto const found = fields.optional_object("attachment");
    if (!found)
        return Unexpected(found.error());
    if (!*found)
        return std::optional<types::Attachment>();
    auto name = read_name(**found, config);
    if (!name)
        return Unexpected(name.error());
    auto type = read_type(**found, config);
    if (!type)
        return Unexpected(type.error());
    auto const bytes = read_bytes(**found, config);
    if (!bytes)
        return Unexpected(bytes.error());
    auto url = read_url(**found, config);
    if (!url)
        return Unexpected(url.error());
    return std::optional(types::Attachment{*std::move(name), *std::move(type), *bytes, *std::move(url)});
}

} // namespace undertone::api
