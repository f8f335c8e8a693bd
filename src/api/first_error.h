#pragma once

#include "base/result.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace undertone::api {

/// Remembers what was wrong first in what came from outside; what is wrong later changes nothing. Copies share it, so
/// that a part of a form answers for the whole.
class FirstError {
public:
    bool failed() const { return error_->has_value(); }

    /// Takes the field, named by its path, for wrong; the sentence tells the caller why.
    void refuse(std::string field, std::string sentence, Code code = Code::invalid) const {
        if (!failed())
            *error_ = Error{code, std::move(sentence), std::move(field), 0};
    }

    /// What was wrong first; to be asked when something was.
    Unexpected refusal() const { return Unexpected(error_->value()); }

    /// The value, unless something was wrong.
    template <class T>
    Result<T> result(T value) const {
        if (failed())
            return refusal();
        return value;
    }

private:
    std::shared_ptr<std::optional<Error>> error_ = std::make_shared<std::optional<Error>>();
};

} // namespace undertone::api
