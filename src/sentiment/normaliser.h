#pragma once

#include "sentiment/model_file.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace undertone::sentiment {

/// Writes a text as the unigram model reads it (docs/model-file.md, step 1): mapped code point by code point, `▁`
/// before each word, nothing else blank.
class Normaliser {
public:
    explicit Normaliser(ModelContent const& content);

    /// `text` must be valid UTF-8 in NFC; the result is empty when nothing but white space is left.
    void normalise(std::string_view text, std::string& line) const;

private:
    std::unordered_map<char32_t, std::string> replacement_;
};

} // namespace undertone::sentiment
