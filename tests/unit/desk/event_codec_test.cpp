#include "desk/event_codec.h"

#include <array>
#include <boost/pfr/core.hpp>
#include <gtest/gtest.h>
#include <map>
#include <type_traits>

namespace undertone::desk {
namespace {

/// Gives every field of a struct, however deep, a value that is not its default: also a field that comes later.
class Filler {
public:
    template <class T>
    void operator()(T& value) {
        if constexpr (std::is_same_v<T, bool>)
            value = !value;
        else if constexpr (std::is_arithmetic_v<T>)
            value = static_cast<T>(value + next());
        else if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(static_cast<int>(value) == 1 ? 2 : 1);
        else
            boost::pfr::for_each_field(value, [this](auto& field) { (*this)(field); });
    }

    void operator()(Time& value) { value += std::chrono::milliseconds(next()); }
    void operator()(std::string& value) { value = "text " + std::to_string(next()); }

    template <class T>
    void operator()(std::optional<T>& value) {
        (*this)(value.emplace());
    }

    template <class T>
    void operator()(std::vector<T>& values) {
        (*this)(values.emplace_back());
    }

    template <class T, std::size_t size>
    void operator()(std::array<T, size>& values) {
        for (auto& value : values)
            (*this)(value);
    }

    template <class T>
    void operator()(std::map<std::string, T>& values) {
        (*this)(values["key"]);
    }

private:
    int next() { return 1 + ++made_ % 100; }

    int made_ = 0;
};

TEST(EventCodec, gives_back_every_field_of_every_kind) {
    for (auto kind = types::EventKind::message; kind <= types::EventKind::read;
         kind = static_cast<types::EventKind>(static_cast<int>(kind) + 1)) {
        types::Event event;
        Filler()(event);
        event.kind = kind;
        auto const back = decode(encode(event));
        ASSERT_TRUE(back) << types::name_of(kind);
        EXPECT_EQ(back->conversation, event.conversation);
        EXPECT_EQ(back->message, event.message);
        EXPECT_EQ(back->alert, event.alert);
        EXPECT_EQ(back->person, event.person);
        EXPECT_EQ(back->settings, event.settings);
        EXPECT_EQ(back->queue_settings, event.queue_settings);
        EXPECT_EQ(*back, event) << types::name_of(kind);
    }
}

} // namespace
} // namespace undertone::desk
