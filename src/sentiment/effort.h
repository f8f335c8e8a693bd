#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>

namespace undertone::sentiment {

/// Asked before so many tokens are read; false gives the reading up.
using GoOn = std::function<bool(std::size_t tokens)>;

/// Thrown by a reading that was given up.
struct GivenUp : std::exception {
    char const* what() const noexcept override { return "the reading was given up"; }
};

/// Counts the tokens that are read for one text, so that looking at it again and again stays bounded.
class Effort {
public:
    Effort() = default;
    explicit Effort(GoOn const& go_on) : go_on_(&go_on) {}

    /// Another text is read from here on.
    void begin() {
        begun_ = spent_;
        whole_ = 0;
    }

    /// The text, or what remains of it, has so many tokens.
    void measure(std::size_t tokens) { whole_ = std::max(whole_, tokens); }

    /// Before so many are read; throws GivenUp where nobody wants the reading any more.
    void spend(std::size_t tokens) {
        if (go_on_ != nullptr && *go_on_ && !(*go_on_)(tokens)) {
            throw GivenUp();
        }
        spent_ += tokens;
    }

    std::size_t spent() const { return spent_; }

    /// Whether the text may be looked at in yet another way: a short one in all of them, a long one a few times.
    bool may_look_again() const { return spent_ - begun_ <= std::max(free_tokens, most_looks * whole_); }

private:
    static constexpr std::size_t free_tokens = 2048;
    static constexpr std::size_t most_looks = 4;

    GoOn const* go_on_ = nullptr;
    std::size_t spent_ = 0, begun_ = 0;
    std::size_t whole_ = 0;
};

} // namespace undertone::sentiment
