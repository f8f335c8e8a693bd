#pragma once

#include "sentiment/normaliser.h"
#include "sentiment/tokenizer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace undertone::sentiment {

/// The token ids of one text, cut into windows that the network can read.
struct Passage {
    struct Window {
        std::size_t first = 0, count = 0; ///< of `ids`
    };

    std::vector<std::uint32_t> ids; ///< without begin and end
    std::vector<Window> windows;    ///< at least one
    bool partial = false;           ///< the text has more tokens than are read
};

/// Buffers that are reused from text to text.
struct PassageWorkspace {
    std::string line;
    Tokenizer::Workspace tokenizer;
    std::vector<Passage::Window> sentences;
};

/// Tokenises a text into windows of at most `window_tokens`. A longer text is cut between sentences; of one with more
/// than `most_tokens` tokens, sentences spread evenly over it are read, the first and the last among them.
class PassageReader {
public:
    PassageReader(Tokenizer const& tokenizer, Normaliser const& normaliser, std::size_t window_tokens,
                  std::size_t most_tokens)
        : tokenizer_(&tokenizer), normaliser_(&normaliser), window_tokens_(window_tokens), most_tokens_(most_tokens) {}

    /// `text` must be valid UTF-8 in NFC.
    void read(std::string_view text, PassageWorkspace& workspace, Passage& passage) const;

private:
    void read_sentences(std::string_view text, PassageWorkspace& workspace, Passage& passage) const;
    std::size_t sentences_that_fit(std::vector<Passage::Window> const& sentences) const;
    void choose(std::vector<Passage::Window>& sentences) const;
    void pack(std::vector<Passage::Window> const& sentences, Passage& passage) const;

    Tokenizer const* tokenizer_;
    Normaliser const* normaliser_;
    std::size_t window_tokens_;
    std::size_t most_tokens_;
};

} // namespace undertone::sentiment
