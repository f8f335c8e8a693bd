#pragma once

#include "base/clock.h"
#include "sentiment/reading.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace undertone::types {

enum class Sender : std::uint8_t { customer, agent, supervisor, bot, system };
enum class Visibility : std::uint8_t { everyone, internal };

inline constexpr std::array senders{Sender::customer, Sender::agent, Sender::supervisor, Sender::bot, Sender::system};
inline constexpr std::array visibilities{Visibility::everyone, Visibility::internal};

std::string_view name_of(Sender sender);
std::string_view name_of(Visibility visibility); ///< "public", "internal"
std::optional<Sender> sender_from(std::string_view name);
std::optional<Visibility> visibility_from(std::string_view name);

/// A file that a message names; Undertone stores its address, never its bytes.
struct Attachment {
    std::string name;
    std::string type; ///< "image/png"
    std::int64_t bytes = 0;
    std::string url;

    bool operator==(Attachment const&) const = default;
};

struct Message {
    std::string id;
    std::string conversation; ///< id
    std::uint64_t number = 0; ///< 1, 2, 3 … within the conversation: their order
    Sender sender = Sender::customer;
    std::string sender_id;   ///< user or key that wrote it; of a visitor the id of the conversation
    std::string sender_name; ///< of staff
    std::string text;        ///< empty only beside an attachment
    std::optional<Attachment> attachment;
    Visibility visibility = Visibility::everyone;
    std::optional<std::string> client_id;
    Time created_at{};
    std::uint64_t version = 0;                 ///< of the conversation after this message
    std::uint64_t visitor_version = 0;         ///< the visitors' count after this message
    std::optional<sentiment::Reading> reading; ///< customer messages that were scored; for staff only

    bool operator==(Message const&) const = default;
};

/// What a caller wants to say. Without `sender` a visitor is the customer and staff the agent; a channel key must name
/// it.
struct NewMessage {
    std::string text;
    std::optional<std::string> client_id = std::nullopt; ///< at most 200 bytes
    std::optional<Sender> sender = std::nullopt;         ///< channel keys only
    Visibility visibility = Visibility::everyone;
    std::optional<Attachment> attachment = std::nullopt;
};

/// The level after one scored customer message (GET …/sentiment).
struct SentimentPoint {
    Time at{};
    std::string message;                             ///< id
    sentiment::Level level = sentiment::Level::none; ///< the running level of the conversation
    double pulse = 50;                               ///< the running pulse

    bool operator==(SentimentPoint const&) const = default;
};

} // namespace undertone::types
