#pragma once

#include "types/names.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Names that people give and read: of queues, users, customers, rules, codes, files.
namespace undertone::desk {

/// How many code points a valid UTF-8 text has.
std::size_t count_characters(std::string_view text);

/// Without white space at both ends.
std::string trimmed(std::string_view text);

/// A text that reads as it is: UTF-8 with a sign to see, without control characters and signs that turn the direction
/// of what follows. Empty when it is fine, else what is wrong.
std::string_view wrong_in_signs(std::string_view text);

/// The same without spaces at its ends.
std::string_view wrong_in_line(std::string_view line);

/// The same of a name: 1…100 characters.
std::string_view wrong_in_name(std::string_view name);

/// Empty when it can be the name of a channel, else what is wrong.
std::string_view wrong_in_channel(std::string_view name);

/// Can it stand for itself in an address or a filter? "." and ".." are folders there, "-" is nobody.
bool stands_alone(std::string_view name);

/// Has another one than `own` a name that looks like this one: the same but for invisible signs and the form of
/// letters?
bool is_like_another(std::vector<types::Reference> const& present, std::string_view name, std::string_view own = {});

} // namespace undertone::desk
