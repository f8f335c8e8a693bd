#include "sentiment/profanity.h"

#include "sentiment/english_profanity.h"
#include "sentiment/profanity_list.h"
#include "sentiment/scorer.h"
#include "sentiment/text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>

namespace undertone::sentiment {
namespace {

/// Thai, Japanese and Chinese part no words; in Vietnamese, Hindi and Korean an accent or vowel sign makes another
/// word.
Writing writing_of(std::string_view language) {
    if (language == "th" || language == "ja" || language.starts_with("zh")) {
        return Writing::without_blanks;
    }
    return language == "vi" || language == "hi" || language == "ko" ? Writing::strict_words : Writing::words;
}

struct Quotes {
    std::string_view open, close;
};

constexpr std::array quotes{Quotes{"\"", "\""}, Quotes{"“", "”"}, Quotes{"„", "“"},   Quotes{"„", "”"},
                            Quotes{"«", "»"},   Quotes{"»", "«"}, Quotes{"「", "」"}, Quotes{"”", "”"}};
constexpr std::size_t longest_quote = 300; ///< bytes

/// The bytes of the quotation of several words that `text` begins with, or 0.
std::size_t quotation_at(std::string_view text) {
    for (Quotes const& marks : quotes) {
        if (text.starts_with(marks.open)) {
            auto const end = text.substr(0, longest_quote).find(marks.close, marks.open.size());
            bool const closed = end != std::string_view::npos;
            if (closed && text.substr(marks.open.size(), end - marks.open.size()).find(' ') != std::string_view::npos) {
                return end + marks.close.size();
            }
        }
    }
    return 0;
}

/// Languages whose single words are easily taken for each other's.
using Relatives = std::array<std::string_view, 4>;
constexpr std::array relatives{
    Relatives{"zh-Hans", "zh-Hant", "zh-HK"},
    Relatives{"hr", "sr-Latn", "sl"},
    Relatives{"da", "nb", "sv"},
    Relatives{"cs", "sk"},
    Relatives{"id", "ms"},
    Relatives{"es", "pt", "ca"},
    Relatives{"bg", "ru", "uk", "sr-Cyrl"},
    Relatives{"fi", "et"},
};

Result<std::string> read_file(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) {
        return fail(Code::failed, "The list of profanity " + path.string() + " cannot be read.");
    }
    return content.str();
}

} // namespace

void write_unquoted(std::string_view text, std::string& result) {
    result.clear();
    constexpr std::string_view first_bytes = "\"\xC2\xE2\xE3"; // of the marks that open a quotation
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t const plain = std::min(rest.find_first_of(first_bytes), rest.size());
        result.append(rest.substr(0, plain));
        rest.remove_prefix(plain);
        std::size_t const quoted = rest.empty() ? 0 : quotation_at(rest);
        result.append(quoted > 0 ? std::string_view(" ") : rest.substr(0, 1));
        rest.remove_prefix(std::min(rest.size(), std::max<std::size_t>(quoted, 1)));
    }
    if (result.size() == text.size()) {
        return; // nothing was quoted
    }
    if (content_of(result) != Content::words) {
        result.assign(text);
    }
}

Profanity coarser(Profanity const& a, Profanity const& b) {
    if (a.grade != b.grade) {
        return a.grade > b.grade ? a : b;
    }
    return a.aim >= b.aim ? a : b;
}

std::string_view name_of(Grade grade) {
    switch (grade) {
    case Grade::mild: return "mild";
    case Grade::coarse: return "coarse";
    case Grade::strong: return "strong";
    case Grade::none: break;
    }
    return "none";
}

std::string_view name_of(Aim aim) {
    switch (aim) {
    case Aim::person: return "person";
    case Aim::thing: return "thing";
    case Aim::none: break;
    }
    return "none";
}

struct ProfanityLists::Lists {
    std::map<std::string, ProfanityList, std::less<>> by_language;
};

ProfanityLists::ProfanityLists(std::unique_ptr<Lists const> lists) : lists_(std::move(lists)) {}
ProfanityLists::ProfanityLists(ProfanityLists&&) noexcept = default;
ProfanityLists& ProfanityLists::operator=(ProfanityLists&&) noexcept = default;
ProfanityLists::~ProfanityLists() = default;

Result<ProfanityLists> ProfanityLists::load(std::filesystem::path const& folder) {
    auto lists = std::make_unique<Lists>();
    for (std::string_view const language : supported_languages()) {
        auto& list = lists->by_language.emplace(std::string(language), writing_of(language)).first->second;
        if (auto const added = list.add(built_in_profanity(language)); !added) {
            return fail(Code::failed,
                        "The list of profanity for " + std::string(language) + ": " + added.error().message + ".");
        }
        auto const file = folder / (std::string(language) + ".txt");
        if (!folder.empty() && std::filesystem::exists(file)) {
            auto const content = read_file(file);
            if (!content) {
                return Unexpected(content.error());
            }
            if (auto const added = list.add(*content); !added) {
                return fail(Code::failed, file.string() + ": " + added.error().message + ".");
            }
        }
        list.finish();
    }
    if (!folder.empty() && !std::filesystem::is_directory(folder)) {
        return fail(Code::failed, "scoring.profanity_folder " + folder.string() + " is no folder.",
                    "scoring.profanity_folder");
    }
    return ProfanityLists(std::move(lists));
}

Profanity ProfanityLists::find(std::string_view text, std::string_view language) const {
    auto const found = lists_->by_language.find(language);
    return found != lists_->by_language.end() ? found->second.find(text) : Profanity();
}

Profanity ProfanityLists::find_near(std::string_view text, std::string_view language, bool alone) const {
    Profanity found = find(text, language);
    if (found.grade != Grade::none || !(alone || language.starts_with("zh"))) {
        return found;
    }
    for (Relatives const& family : relatives) {
        if (std::find(family.begin(), family.end(), language) == family.end()) {
            continue;
        }
        for (std::string_view const other : family) {
            Profanity const there = find(text, other);
            found = there.grade == Grade::strong ? coarser(found, there) : found;
        }
    }
    return found;
}

} // namespace undertone::sentiment
