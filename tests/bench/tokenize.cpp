// Prints the token ids of every line of standard input with the vocabulary of a model file: `tokenize MODEL < lines`.
// Two tokenizers can be compared line by line with it.
#include "sentiment/model_file.h"
#include "sentiment/normaliser.h"
#include "sentiment/text.h"
#include "sentiment/tokenizer.h"
#include "sentiment/utf8.h"

#include <iostream>
#include <string>

int main(int count, char** arguments) {
    using namespace undertone::sentiment;
    if (count != 2) {
        std::cerr << "usage: tokenize MODEL < lines\n";
        return 2;
    }
    auto const bytes = ModelBytes::map(arguments[1]);
    auto const content =
        bytes ? read_model(bytes->bytes()) : undertone::Result<ModelContent>(undertone::Unexpected(bytes.error()));
    if (!content) {
        std::cerr << content.error().message << '\n';
        return 1;
    }
    Tokenizer const tokenizer(*content);
    Normaliser const normaliser(*content);
    Tokenizer::Workspace workspace;
    std::vector<std::uint32_t> ids;
    std::string text, repaired, composed, line;
    while (std::getline(std::cin, text)) {
        repair_utf8(text, repaired);
        compose(repaired, composed);
        normaliser.normalise(composed, line);
        ids.clear();
        tokenizer.tokenize(line, workspace, ids);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            std::cout << (i == 0 ? "" : " ") << ids[i];
        }
        std::cout << '\n';
    }
    return 0;
}
