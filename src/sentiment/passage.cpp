#include "sentiment/passage.h"

#include "sentiment/text.h"

#include <algorithm>

namespace undertone::sentiment {
namespace {

constexpr std::size_t whole_bytes = 8192; ///< a text up to here is tried as one window first

/// The `index`-th of `count` places spread evenly over `total`, from the first to the last.
std::size_t spread(std::size_t index, std::size_t count, std::size_t total) {
    return count < 2 ? 0 : (index * (total - 1) + (count - 1) / 2) / (count - 1);
}

} // namespace

void PassageReader::read(std::string_view text, PassageWorkspace& workspace, Passage& passage) const {
    passage.ids.clear();
    passage.windows.clear();
    passage.partial = false;
    if (text.size() <= whole_bytes) {
        normaliser_->normalise(text, workspace.line);
        tokenizer_->tokenize(workspace.line, workspace.tokenizer, passage.ids);
        if (passage.ids.size() <= window_tokens_) {
            passage.windows.push_back({0, passage.ids.size()});
            return;
        }
        passage.ids.clear();
    }
    read_sentences(text, workspace, passage);
}

void PassageReader::read_sentences(std::string_view text, PassageWorkspace& workspace, Passage& passage) const {
    auto& sentences = workspace.sentences;
    sentences.clear();
    for (std::string_view const sentence : sentences_of(text, std::max<std::size_t>(window_tokens_, 16))) {
        std::size_t const first = passage.ids.size();
        normaliser_->normalise(sentence, workspace.line);
        tokenizer_->tokenize(workspace.line, workspace.tokenizer, passage.ids);
        if (passage.ids.size() > first) {
            sentences.push_back({first, passage.ids.size() - first});
        }
    }
    if (passage.ids.size() > most_tokens_) {
        passage.partial = true;
        choose(sentences);
    }
    pack(sentences, passage);
}

std::size_t PassageReader::sentences_that_fit(std::vector<Passage::Window> const& sentences) const {
    std::size_t count = std::min(sentences.size(), most_tokens_);
    while (count > 2) {
        std::size_t tokens = 0;
        for (std::size_t i = 0; i < count; ++i) {
            tokens += sentences[spread(i, count, sentences.size())].count;
        }
        if (tokens <= most_tokens_) {
            break;
        }
        count = std::clamp<std::size_t>(count * most_tokens_ / tokens, 2, count - 1);
    }
    return count;
}

void PassageReader::choose(std::vector<Passage::Window>& sentences) const {
    for (Passage::Window& sentence : sentences) {
        sentence.count = std::min(sentence.count, most_tokens_ / 2);
    }
    std::size_t const count = sentences_that_fit(sentences);
    for (std::size_t i = 0; i < count; ++i) {
        sentences[i] = sentences[spread(i, count, sentences.size())];
    }
    sentences.resize(count);
}

/// Moves the ids of the sentences together and closes a window whenever the next sentence would not fit.
void PassageReader::pack(std::vector<Passage::Window> const& sentences, Passage& passage) const {
    std::size_t end = 0;
    passage.windows.push_back({0, 0});
    for (Passage::Window const& sentence : sentences) {
        if (passage.windows.back().count + sentence.count > window_tokens_ && passage.windows.back().count > 0) {
            passage.windows.push_back({end, 0});
        }
        for (std::size_t i = 0; i < sentence.count; ++i) {
            if (passage.windows.back().count == window_tokens_) {
                passage.windows.push_back({end, 0});
            }
            passage.ids[end++] = passage.ids[sentence.first + i];
            ++passage.windows.back().count;
        }
    }
    passage.ids.resize(end);
}

} // namespace undertone::sentiment
