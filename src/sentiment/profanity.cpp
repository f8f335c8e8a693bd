#include "sentiment/profanity.h"

#include "sentiment/english_profanity.h"
#include "sentiment/profanity_list.h"
#include "sentiment/scorer.h"

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

Profanity coarser(Profanity const& a, Profanity const& b) {
    if (a.grade != b.grade) {
        return a.grade > b.grade ? a : b;
    }
    if (a.aim != b.aim) {
        return a.aim > b.aim ? a : b;
    }
    return a.words >= b.words ? a : b;
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

Profanity ProfanityLists::undisguise(std::string_view text, std::string_view language, std::string& result) const {
    auto const found = lists_->by_language.find(language);
    return found != lists_->by_language.end() ? found->second.undisguise(text, result) : Profanity();
}

bool ProfanityLists::write_undisguised(std::string_view text, std::string_view language,
                                       std::span<std::string_view const> maybe, std::string& result) const {
    auto const is_found_in = [&](std::string_view each) { return undisguise(text, each, result).counts(); };
    return may_be_disguised(text) && (is_found_in(language) || std::any_of(maybe.begin(), maybe.end(), is_found_in));
}

Profanity ProfanityLists::find_near(std::string_view text, std::string_view language, bool alone,
                                    std::span<std::string_view const> maybe) const {
    Profanity found = find(text, language);
    if (!found.counts() && may_be_disguised(text)) {
        std::string plain;
        for (std::string_view const other : maybe) {
            found = coarser(found, undisguise(text, other, plain));
        }
    }
    if (found.grade != Grade::none || !(alone || language.starts_with("zh"))) {
        return found;
    }
    auto const look = [&](std::span<std::string_view const> others) {
        for (std::string_view const other : others) {
            Profanity const there = find(text, other);
            found = there.grade == Grade::strong ? coarser(found, there) : found;
        }
    };
    for (Relatives const& family : relatives) {
        if (std::find(family.begin(), family.end(), language) != family.end()) {
            look(family);
        }
    }
    if (alone) {
        look(maybe);
    }
    return found;
}

} // namespace undertone::sentiment
