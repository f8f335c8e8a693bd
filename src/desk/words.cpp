#include "desk/words.h"

#include <set>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace undertone::desk {
namespace {

constexpr std::int32_t longest_word = 30;

bool is_word_sign(UChar32 sign) {
    return u_isalnum(sign) != 0 || (U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0;
}

/// Written without blanks between the words.
bool is_run_sign(UChar32 sign) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(sign, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return false;
    }
}

class Words {
public:
    explicit Words(std::size_t most) : most_(most) {}

    void add(icu::UnicodeString const& word) {
        if (found_.size() >= most_ || word.isEmpty())
            return;
        std::string text;
        auto const end = word.moveIndex32(0, longest_word);
        word.tempSubString(0, end).toUTF8String(text);
        if (known_.insert(text).second)
            found_.push_back(std::move(text));
    }

    /// The pairs of a run, and its last sign.
    void add_run(icu::UnicodeString const& run) {
        for (std::int32_t begin = 0; begin < run.length();) {
            auto const next = run.moveIndex32(begin, 1);
            add(run.tempSubString(begin, run.moveIndex32(begin, 2) - begin));
            begin = next;
        }
    }

    std::vector<std::string> take() { return std::move(found_); }

private:
    std::size_t const most_;
    std::set<std::string> known_;
    std::vector<std::string> found_;
};

icu::UnicodeString folded(std::string_view text) {
    auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    UErrorCode status = U_ZERO_ERROR;
    auto const* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status))
        return source;
    auto result = fold->normalize(source, status);
    return U_SUCCESS(status) ? result : source;
}

} // namespace

std::vector<std::string> words_of(std::string_view text, std::size_t most) {
    auto const source = folded(text);
    Words words(most);
    for (std::int32_t begin = 0; begin < source.length();) {
        auto const first = source.char32At(begin);
        if (!is_word_sign(first)) {
            begin = source.moveIndex32(begin, 1);
            continue;
        }
        bool const run = is_run_sign(first);
        auto end = begin;
        while (end < source.length()) {
            auto const sign = source.char32At(end);
            bool const mark = (U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0;
            if (!is_word_sign(sign) || (!mark && is_run_sign(sign) != run))
                break;
            end = source.moveIndex32(end, 1);
        }
        auto const word = source.tempSubString(begin, end - begin);
        if (run)
            words.add_run(word);
        else
            words.add(word);
        begin = end;
    }
    return words.take();
}

} // namespace undertone::desk
