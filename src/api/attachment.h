#pragma once

#include "api/form.h"
#include "base/config.h"
#include "types/message.h"

#include <optional>
#include <string_view>

namespace undertone::api {

/// "attachment" of a new message, within the limits of `attachments.*`; nothing when there is none.
std::optional<types::Attachment> read_attachment(Form const& form, Config const& config);

/// Whether a list like "image/* application/pdf" names this media type; capital letters do not matter. SVG, which may
/// hold scripts, is none of image/*.
bool is_listed_type(std::string_view list, std::string_view type);

} // namespace undertone::api
