#include "sentiment/neighbours.h"

#include "sentiment/letters.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <unicode/uchar.h>

namespace undertone::sentiment {
namespace {

/// Words that the neighbour has not, in small letters.
constexpr auto afrikaans = std::to_array<std::string_view>(
    {"nie",  "ek",      "jy",      "jou",    "julle",     "hulle",  "baie",  "my",    "vir",    "by",
     "sy",   "hierdie", "daardie", "hoekom", "asseblief", "dankie", "kry",   "gekry", "moenie", "sal",
     "hy",   "asb",     "tyd",     "myne",   "bly",       "skryf",  "skuld", "diens", "kyk",    "byna",
     "nuwe", "wys",     "vyf",     "myself", "sê",        "gesê",   "nê",    "gou",   "skerm",  "krag"});
constexpr auto galician = std::to_array<std::string_view>(
    {"unha",  "unhas",   "coa",     "coas",     "grazas",  "non",      "moi",     "ningunha", "ninguén", "algunha",
     "aínda", "despois", "máis",    "tamén",    "iso",     "xa",       "xente",   "quen",     "hoxe",    "onte",
     "mañá",  "teño",    "teñen",   "ten",      "servizo", "servizos", "ningún",  "dous",     "dúas",    "ata",
     "cando", "canto",   "vostede", "vostedes", "xeito",   "sen",      "bo",      "cousa",    "cousas",  "nin",
     "unhos", "dende",   "fixen",   "puxo",     "dixo",    "levo",     "quizais", "gustaría", "cubre"});
constexpr auto galician_beside_spanish = std::to_array<std::string_view>(
    {"unha",       "unhas",  "coa",     "coas",    "grazas", "non",  "moi",   "ningunha", "ninguén", "algunha",
     "aínda",      "máis",   "despois", "tamén",   "iso",    "xa",   "xente", "quen",     "hoxe",    "onte",
     "mañá",       "teño",   "teñen",   "servizo", "dous",   "dúas", "cando", "vostede",  "xeito",   "sen",
     "cousa",      "cousas", "unhos",   "dende",   "fixen",  "puxo", "dixo",  "os",       "da",      "na",
     "nas",        "ao",     "aos",     "pola",    "polo",   "é",    "estou", "podo",     "facer",   "nosa",
     "noso",       "meu",    "miña",    "mellor",  "chegou", "foi",  "o",     "e",        "bos",     "bo",
     "moito",      "moita",  "moitos",  "moitas",  "prezo",  "hai",  "axiña", "velaquí",  "canto",   "ata",
     "gustaríame", "xusto",  "fermosa", "pódenme", "ás"});
constexpr auto macedonian = std::to_array<std::string_view>(
    {"сум",   "дека", "што",   "со",   "од",      "кај",  "сè",  "јас", "сака",  "сакам",     "уште",
     "зошто", "каде", "ништо", "ниту", "воопшто", "оваа", "ова", "тоа", "колку", "благодарам"});

/// Letters that it does not write.
constexpr std::u32string_view letters_of_galician = U"ñ";
constexpr std::u32string_view letters_of_macedonian = U"ѓќѕјљњџ";

struct Neighbour {
    std::string_view language, scored;
    std::span<std::string_view const> words;
    std::u32string_view letters;
};

constexpr std::array neighbours{
    Neighbour{"af", "nl", afrikaans, {}}, Neighbour{"gl", "pt", galician, letters_of_galician},
    Neighbour{"gl", "es", galician_beside_spanish, {}}, Neighbour{"mk", "bg", macedonian, letters_of_macedonian}};

Neighbour const* find_neighbour(std::string_view language, std::string_view scored) {
    auto const* const found = std::find_if(neighbours.begin(), neighbours.end(), [&](Neighbour const& each) {
        return each.language == language && each.scored == scored;
    });
    return found != neighbours.end() ? found : nullptr;
}

} // namespace

bool is_neighbour(std::string_view language, std::string_view scored) {
    return find_neighbour(language, scored) != nullptr;
}

bool has_own_word(std::string_view text, std::string_view language, std::string_view scored) {
    Neighbour const* const known = find_neighbour(language, scored);
    if (known == nullptr) {
        return false;
    }
    std::string word;
    bool found = false;
    auto const close = [&] {
        found = found || std::find(known->words.begin(), known->words.end(), word) != known->words.end();
        word.clear();
    };
    while (!text.empty() && !found) {
        CodePoint const point = first_code_point(text);
        text.remove_prefix(point.bytes);
        if (u_isalpha(static_cast<UChar32>(point.value)) == 0) {
            close();
            continue;
        }
        auto const letter = static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value)));
        found = known->letters.find(letter) != known->letters.npos;
        append_code_point(word, letter);
    }
    close();
    return found;
}

} // namespace undertone::sentiment
