// Prints what the network is given of every line of standard input: `own_words < lines`, a line for a line. Readers
// that do not leave out links, quotes and signatures themselves can be compared with the program on it
// (train/agreement.py).
#include "sentiment/own_words.h"
#include "sentiment/capitals.h"
#include "sentiment/plain_text.h"
#include "sentiment/text.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <iostream>
#include <string>

int main() {
    using namespace undertone::sentiment;
    std::string line, repaired, composed, plain, own;
    while (std::getline(std::cin, line)) {
        repair_utf8(line, repaired);
        compose(repaired, composed);
        write_plain(composed, plain);
        own_words(plain, own);
        if (is_shouted(own)) {
            write_small(std::string(own), {}, own);
        }
        std::replace(own.begin(), own.end(), '\n', ' ');
        std::cout << own << '\n';
    }
    return 0;
}
