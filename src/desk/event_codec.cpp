#include "desk/event_codec.h"

#include <array>
#include <bit>
#include <concepts>
#include <cstring>
#include <map>
#include <type_traits>
#include <vector>

namespace undertone::desk {
namespace {

constexpr std::uint8_t format = 17;

template <class Given, class Wanted>
concept is = std::same_as<std::remove_const_t<Given>, Wanted>;

// One function a struct says which fields travel; reading and writing share it.

template <class Archive, is<types::Reference> T>
void fields(Archive& archive, T& value) {
    archive(value.id, value.name);
}

template <class Archive, is<types::Customer> T>
void fields(Archive& archive, T& value) {
    archive(value.name, value.id);
}

template <class Archive, is<sentiment::Sample> T>
void fields(Archive& archive, T& value) {
    archive(value.pulse, value.profane);
}

template <class Archive, is<sentiment::Mood> T>
void fields(Archive& archive, T& value) {
    for (auto& sample : value.samples)
        archive(sample);
    archive(value.count, value.pulse, value.level);
}

template <class Archive, is<sentiment::Phrase> T>
void fields(Archive& archive, T& value) {
    archive(value.text, value.start, value.end, value.weight);
}

template <class Archive, is<sentiment::Reading> T>
void fields(Archive& archive, T& value) {
    archive(value.pulse, value.level, value.confidence, value.language, value.profane, value.enters_window,
            value.partial, value.model, value.mixed, value.profanity.grade, value.profanity.aim, value.own_phrase,
            value.profanity_rule, value.phrases);
}

template <class Archive, is<types::Participant> T>
void fields(Archive& archive, T& value) {
    archive(value.user, value.mode);
}

template <class Archive, is<types::WrapUp> T>
void fields(Archive& archive, T& value) {
    archive(value.note, value.codes, value.by, value.at);
}

template <class Archive, is<types::Conversation> T>
void fields(Archive& archive, T& value) {
    archive(value.id, value.version, value.visitor_version, value.state, value.queue, value.channel, value.customer,
            value.locale, value.agent, value.subject, value.bot, value.consent, value.language, value.mood,
            value.told_agent, value.told_supervisor, value.messages, value.unanswered, value.unanswered_since,
            value.transfers, value.first_level, value.lowest_level, value.participants, value.awaiting,
            value.returns_to, value.out_of_hours, value.came_closed, value.priority, value.skills, value.given_skills,
            value.placed, value.customer_read, value.agent_read, value.agent_read_shown, value.raised_at,
            value.created_at, value.queued_at, value.accepted_at, value.ended_at, value.closed_at,
            value.last_message_at, value.wrap_up, value.monitored, value.units, value.switched_off);
}

template <class Archive, is<types::Attachment> T>
void fields(Archive& archive, T& value) {
    archive(value.name, value.type, value.bytes, value.url);
}

template <class Archive, is<types::Message> T>
void fields(Archive& archive, T& value) {
    archive(value.id, value.conversation, value.number, value.sender, value.sender_id, value.sender_name, value.text,
            value.visibility, value.client_id, value.created_at, value.version, value.visitor_version, value.reading,
            value.attachment);
}

template <class Archive, is<types::Told> T>
void fields(Archive& archive, T& value) {
    archive(value.name, value.notify);
}

template <class Archive, is<types::Alert> T>
void fields(Archive& archive, T& value) {
    archive(value.id, value.audience, value.conversation, value.queue, value.customer, value.agent, value.message,
            value.before, value.level, value.threshold, value.state, value.created_at, value.handled_by,
            value.handled_at, value.acknowledged_at, value.acknowledged_by, value.escalate_at, value.escalated_at,
            value.reason, value.taken_by, value.rule, value.further_rules, value.told);
}

template <class Archive, is<types::User> T>
void fields(Archive& archive, T& value) {
    archive(value.id, value.name, value.role, value.presence, value.disabled, value.must_change_password, value.queues,
            value.created_at, value.skills, value.capacity);
}

template <class Archive, is<types::Queue> T>
void fields(Archive& archive, T& value) {
    archive(value.id, value.name, value.created_at, value.routing, value.units, value.skills);
}

template <class Archive, is<types::QuietHours> T>
void fields(Archive& archive, T& value) {
    archive(value.from, value.to, value.time_zone);
}

template <class Archive, is<types::SentimentSettings> T>
void fields(Archive& archive, T& value) {
    archive(value.enabled, value.agent_threshold, value.supervisor_threshold, value.quiet, value.version,
            value.changed_by, value.changed_at);
}

template <class Archive, is<types::QueueSentimentSettings> T>
void fields(Archive& archive, T& value) {
    archive(value.queue, value.channel, value.enabled.value, value.enabled.source, value.agent_threshold.value,
            value.agent_threshold.source, value.supervisor_threshold.value, value.supervisor_threshold.source,
            value.quiet.value, value.quiet.source, value.version, value.inherited);
}

template <class Archive, is<types::Event> T>
void fields(Archive& archive, T& value) {
    archive(value.kind, value.conversation, value.before, value.before_level, value.before_agent, value.before_queue,
            value.action, value.hidden, value.silent, value.message, value.alert, value.pops, value.missed,
            value.person, value.settings, value.queue_settings, value.queue, value.concerned, value.at);
}

class Writer {
public:
    template <class... Values>
    void operator()(Values const&... values) {
        (put(values), ...);
    }

    std::string bytes;

private:
    template <class T>
    requires std::integral<T>
    void put(T value) {
        auto const number = static_cast<std::uint64_t>(value);
        for (std::size_t byte = 0; byte < sizeof(T); ++byte)
            bytes += static_cast<char>((number >> (8 * byte)) & 0xff);
    }

    template <class T>
    requires std::is_enum_v<T>
    void put(T value) { put(static_cast<std::uint8_t>(value)); }

    void put(double value) { put(std::bit_cast<std::uint64_t>(value)); }
    void put(Time value) { put(static_cast<std::int64_t>(value.time_since_epoch().count())); }

    void put(std::string const& value) {
        put(static_cast<std::uint32_t>(value.size()));
        bytes += value;
    }

    template <class T>
    void put(std::optional<T> const& value) {
        put(value.has_value());
        if (value)
            put(*value);
    }

    template <class T>
    void put(std::vector<T> const& values) {
        put(static_cast<std::uint32_t>(values.size()));
        for (auto const& value : values)
            put(value);
    }

    void put(std::map<std::string, types::Told> const& values) {
        put(static_cast<std::uint32_t>(values.size()));
        for (auto const& [key, value] : values) {
            put(key);
            put(value);
        }
    }

    template <class T>
    requires(std::is_class_v<T>) void put(T const& value) { fields(*this, value); }
};

/// Reads as long as the bytes last; afterwards everything is empty and `good` is false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    template <class... Values>
    void operator()(Values&... values) {
        (take(values), ...);
    }

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view next(std::size_t size) {
        if (size > rest_.size()) {
            good_ = false;
            rest_ = {};
            return {};
        }
        auto const part = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return part;
    }

    template <class T>
    requires std::integral<T>
    void take(T& value) {
        auto const part = next(sizeof(T));
        std::uint64_t number = 0;
        for (std::size_t byte = 0; byte < part.size(); ++byte)
            number |= std::uint64_t{static_cast<unsigned char>(part[byte])} << (8 * byte);
        if constexpr (std::same_as<T, bool>)
            value = number != 0;
        else
            value = static_cast<T>(number);
    }

    template <class T>
    requires std::is_enum_v<T>
    void take(T& value) {
        std::uint8_t number = 0;
        take(number);
        value = static_cast<T>(number);
    }

    void take(double& value) {
        std::uint64_t number = 0;
        take(number);
        value = std::bit_cast<double>(number);
    }

    void take(Time& value) {
        std::int64_t number = 0;
        take(number);
        value = Time(std::chrono::milliseconds(number));
    }

    void take(std::string& value) {
        std::uint32_t size = 0;
        take(size);
        value = next(size);
    }

    template <class T>
    void take(std::optional<T>& value) {
        bool there = false;
        take(there);
        if (there)
            take(value.emplace());
    }

    template <class T>
    void take(std::vector<T>& values) {
        std::uint32_t size = 0;
        take(size);
        for (std::uint32_t index = 0; index < size && good_; ++index)
            take(values.emplace_back());
    }

    void take(std::map<std::string, types::Told>& values) {
        std::uint32_t size = 0;
        take(size);
        for (std::uint32_t index = 0; index < size && good_; ++index) {
            std::string key;
            take(key);
            take(values[key]);
        }
    }

    template <class T>
    requires(std::is_class_v<T>) void take(T& value) { fields(*this, value); }

    std::string_view rest_;
    bool good_ = true;
};

} // namespace

std::string encode(types::Event const& event) {
    Writer writer;
    writer(format, event);
    return std::move(writer.bytes);
}

std::optional<types::Event> decode(std::string_view bytes) {
    Reader reader(bytes);
    std::uint8_t found = 0;
    types::Event event;
    reader(found);
    if (!reader.good() || found != format)
        return std::nullopt;
    reader(event);
    return reader.good() && reader.at_end() ? std::optional(std::move(event)) : std::nullopt;
}

} // namespace undertone::desk
