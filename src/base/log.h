#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace undertone::log {

/// One `name=value` of a log line; a value with spaces is quoted.
struct Field {
    std::string_view name;
    std::string value;
};

/// Log lines go to standard error, `time level message name=value …`; never the text of a message.
void start(std::string_view level);

void debug(std::string_view message, std::initializer_list<Field> fields = {});
void info(std::string_view message, std::initializer_list<Field> fields = {});
void warn(std::string_view message, std::initializer_list<Field> fields = {});
void error(std::string_view message, std::initializer_list<Field> fields = {});

} // namespace undertone::log
