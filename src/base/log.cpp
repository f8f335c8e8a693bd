#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace undertone::log {
namespace {

bool plain(char letter) {
    return letter > ' ' && letter != '"' && letter != '=' && letter != '\x7f';
}

void append_value(std::string& line, std::string_view value) {
    bool quoted = value.empty();
    for (char const letter : value)
        quoted = quoted || !plain(letter);
    if (!quoted) {
        line += value;
        return;
    }
    line += '"';
    for (char const letter : value) {
        if (letter == '"' || letter == '\\')
            line += '\\';
        line += static_cast<unsigned char>(letter) < ' ' ? ' ' : letter;
    }
    line += '"';
}

void write(spdlog::level::level_enum level, std::string_view message, std::initializer_list<Field> fields) {
    auto* const logger = spdlog::default_logger_raw();
    if (!logger->should_log(level))
        return;
    std::string line(message);
    for (auto const& field : fields) {
        line += ' ';
        line += field.name;
        line += '=';
        append_value(line, field.value);
    }
    logger->log(level, spdlog::string_view_t(line.data(), line.size()));
}

} // namespace

void start(std::string_view level) {
    auto logger = spdlog::stderr_logger_mt("undertone");
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::from_str(std::string(level)));
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
}

void debug(std::string_view message, std::initializer_list<Field> fields) {
    write(spdlog::level::debug, message, fields);
}
void info(std::string_view message, std::initializer_list<Field> fields) {
    write(spdlog::level::info, message, fields);
}
void warn(std::string_view message, std::initializer_list<Field> fields) {
    write(spdlog::level::warn, message, fields);
}
void error(std::string_view message, std::initializer_list<Field> fields) {
    write(spdlog::level::err, message, fields);
}

} // namespace undertone::log
