#include "api/attachment.h"

#include "api/web_address.h"
#include "base/text.h"
#include "desk/naming.h"

#include <algorithm>
#include <limits>

namespace undertone::api {
namespace {

constexpr std::size_t longest_type = 255;
constexpr std::string_view script_image = "image/svg+xml";           ///< what "image/*" does not stand for
constexpr auto any_length = std::numeric_limits<std::size_t>::max(); ///< the request's body is bounded already

/// "image/png": two words of RFC 6838 and nothing after them.
bool is_media_type(std::string_view text) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+";
    auto const word = lowered(text);
    auto const slash = word.find('/');
    return slash != std::string::npos && slash > 0 && slash + 1 < word.size() && word.size() <= longest_type &&
           word.find_first_not_of(letters) == slash && word.find_first_not_of(letters, slash + 1) == std::string::npos;
}

/// A name to show and to save under: it reads as it is, and has no folders.
bool is_file_name(std::string_view text) {
    return desk::wrong_in_signs(text).empty() && text.find_first_of("/\\") == std::string_view::npos;
}

/// The body is bounded as a whole, so a part that is too long is wrong like any other, not too large.
std::string read_part(Form const& form, std::string_view name, std::int64_t most) {
    auto text = form.text(name, any_length);
    auto const path = form.path_of(name);
    if (text.size() > static_cast<std::size_t>(most))
        form.refuse(path, path + " is longer than " + std::to_string(most) + " bytes.");
    return text;
}

std::string read_name(Form const& form, Config const& config) {
    auto name = read_part(form, "name", config.number("attachments.name_bytes"));
    if (!is_file_name(name))
        form.refuse(form.path_of("name"), "attachment.name must be the name of a file, without folders and signs that "
                                          "turn the direction of letters.");
    return name;
}

/// What the list seems to hold and does not.
std::string_view exception_in(std::string_view list, std::string_view type) {
    bool const seems_listed = lowered(type) == script_image && is_listed_type(list, "image/*");
    return seems_listed ? "; image/* is all images but image/svg+xml, which may hold scripts" : "";
}

std::string read_type(Form const& form, Config const& config) {
    auto const type = read_part(form, "type", longest_type);
    auto const& list = config.text("attachments.types");
    if (!is_media_type(type))
        form.refuse(form.path_of("type"), "attachment.type must be a media type like image/png.");
    else if (list.empty())
        form.refuse(form.path_of("type"), "no files are taken here (attachments.types).");
    else if (!is_listed_type(list, type))
        form.refuse(form.path_of("type"),
                    "attachment.type must be one of: " + list + std::string(exception_in(list, type)) + ".");
    return lowered(type);
}

std::int64_t read_bytes(Form const& form, Config const& config) {
    auto const bytes = form.optional_number("bytes").value_or(0);
    auto const most = config.number("attachments.bytes");
    if (bytes < 1 || bytes > most)
        form.refuse(form.path_of("bytes"),
                    "attachment.bytes must be a whole number from 1 to " + std::to_string(most) + ".");
    return bytes;
}

std::string read_url(Form const& form, Config const& config) {
    auto url = read_part(form, "url", config.number("attachments.url_bytes"));
    if (!is_web_address(url))
        form.refuse(form.path_of("url"),
                    "attachment.url must be an address like https://files.example/invoice.pdf, without a user.");
    return url;
}

} // namespace

bool is_listed_type(std::string_view list, std::string_view type) {
    auto const wanted = lowered(type);
    auto const all_of_its_kind = wanted.substr(0, wanted.find('/') + 1) + "*";
    while (!list.empty()) {
        auto const word = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(list.size(), word.size() + 1));
        auto const listed = lowered(word);
        bool const by_its_kind = listed == all_of_its_kind && wanted != script_image;
        if (listed == wanted || by_its_kind || listed == "*/*")
            return true;
    }
    return false;
}

std::optional<types::Attachment> read_attachment(Form const& form, Config const& config) {
    auto const attachment = form.optional_object("attachment");
    if (!attachment)
        return std::nullopt;
    return types::Attachment{.name = read_name(*attachment, config),
                             .type = read_type(*attachment, config),
                             .bytes = read_bytes(*attachment, config),
                             .url = read_url(*attachment, config)};
}

} // namespace undertone::api
