#include "sentiment/familiarity.h"

#include "sentiment/tokenizer.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

constexpr std::string_view word_begin = "▁";
constexpr std::size_t fewest_letters = 4;
constexpr double known_cost = 4; ///< nats a letter, the most of a known word; a usual message has 3 to 4
constexpr double unknown_piece_cost = 12;

/// The share of unknown words below which 98 of 100 messages of a language lie, measured on our own messages
/// (train/corpus).
struct Usual {
    std::string_view language;
    double share;
};
constexpr std::array usual{
    Usual{"bg", 0.64}, Usual{"ca", 0.38},      Usual{"cs", 0.68},      Usual{"da", 0.40}, Usual{"de", 0.38},
    Usual{"en", 0.31}, Usual{"es", 0.35},      Usual{"et", 0.51},      Usual{"fi", 0.41}, Usual{"fr", 0.41},
    Usual{"hi", 0.53}, Usual{"hr", 0.52},      Usual{"hu", 0.64},      Usual{"id", 0.36}, Usual{"it", 0.32},
    Usual{"lt", 0.69}, Usual{"lv", 0.67},      Usual{"ms", 0.30},      Usual{"nb", 0.50}, Usual{"nl", 0.36},
    Usual{"pl", 0.55}, Usual{"pt", 0.31},      Usual{"ro", 0.47},      Usual{"ru", 0.73}, Usual{"sk", 0.67},
    Usual{"sl", 0.52}, Usual{"sr-Cyrl", 0.77}, Usual{"sr-Latn", 0.53}, Usual{"sv", 0.53}, Usual{"tr", 0.63},
    Usual{"uk", 0.82}, Usual{"vi", 0.36},
};
constexpr double usual_elsewhere = 0.6;
constexpr double least_familiarity = 0.4; ///< nothing but unknown words: no better than a guess among three sides

/// Written without spaces, or in syllables that are pieces anyhow; Arabic, Greek and Hebrew are often typed in Latin
/// letters, so that two messages of a hundred are nothing but unknown words.
constexpr std::array<std::string_view, 9> untold{"ar", "el", "he", "ja", "ko", "th", "zh-HK", "zh-Hans", "zh-Hant"};

/// The word that is being put together.
struct Word {
    std::size_t letters = 0, pieces = 0;
    double cost = 0; ///< in nats

    bool is_unknown() const {
        return letters >= fewest_letters && pieces > 1 && cost > known_cost * static_cast<double>(letters);
    }
};

std::size_t letters_in(std::string_view piece) {
    std::size_t letters = 0;
    while (!piece.empty()) {
        auto const point = first_code_point(piece);
        letters += u_isalpha(static_cast<UChar32>(point.value)) ? 1 : 0;
        piece.remove_prefix(point.bytes);
    }
    return letters;
}

} // namespace

double unknown_share(ModelContent const& content, std::span<std::uint32_t const> ids) {
    Word word;
    std::size_t letters = 0;
    std::size_t unknown = 0;
    auto const close = [&] {
        letters += word.letters;
        unknown += word.is_unknown() ? word.letters : 0;
        word = {};
    };
    for (std::uint32_t const id : ids) {
        std::string_view const piece = content.piece(id);
        if (piece.starts_with(word_begin)) {
            close();
        }
        bool const nameless = id == Tokenizer::unknown;
        if (std::size_t const count = nameless ? 1 : letters_in(piece); count > 0) {
            word.letters += count;
            word.cost += nameless ? unknown_piece_cost : -static_cast<double>(content.piece_score[id]);
            ++word.pieces;
        }
    }
    close();
    return letters == 0 ? 0 : static_cast<double>(unknown) / static_cast<double>(letters);
}

double familiarity(double unknown_share, std::string_view language) {
    if (std::find(untold.begin(), untold.end(), language) != untold.end()) {
        return 1;
    }
    auto const* const found =
        std::find_if(usual.begin(), usual.end(), [&](Usual const& row) { return row.language == language; });
    double const most = found != usual.end() ? found->share : usual_elsewhere;
    double const excess = std::max(0.0, unknown_share - most) / (1 - most);
    return 1 - (1 - least_familiarity) * excess;
}

} // namespace undertone::sentiment
