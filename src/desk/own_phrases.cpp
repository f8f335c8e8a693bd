#include "desk/own_phrases.h"

#include "desk/access.h"
#include "desk/core.h"
#include "desk/settings.h"
#include "sentiment/scorer.h"
#include "sentiment/text.h"
#include "store/feedback.h"

#include <algorithm>
#include <set>

/// Phrases that the organisation reads its own way.
namespace undertone::desk {
namespace {

using types::Caller;
using types::OwnPhrases;

Unexpected wrong(std::string const& message) {
    return fail(Code::invalid, message, "phrases");
}

Result<void> check(sentiment::OwnPhrase const& phrase) {
    using sentiment::OwnPhrase;
    auto const known = sentiment::supported_languages();
    if (!phrase.language.empty() && std::find(known.begin(), known.end(), phrase.language) == known.end())
        return wrong("\"" + phrase.language + "\" is no language that is scored");
    if (phrase.phrase.size() > OwnPhrase::most_bytes)
        return wrong("a phrase must have at most " + std::to_string(OwnPhrase::most_bytes) + " bytes");
    if (auto const fault = wrong_in_line(phrase.phrase); !fault.empty())
        return wrong("a phrase " + std::string(fault));
    if (sentiment::content_of(phrase.phrase) == sentiment::Content::nothing)
        return wrong("\"" + phrase.phrase + "\" has no word in it");
    if (phrase.level == sentiment::Level::none)
        return wrong("the level of a phrase must be one of the seven");
    return {};
}

Result<void> check(std::vector<sentiment::OwnPhrase> const& phrases, std::size_t most) {
    if (phrases.size() > most)
        return wrong("must be at most " + std::to_string(most) + " phrases");
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (auto const& phrase : phrases) {
        if (auto const good = check(phrase); !good)
            return Unexpected(good.error());
        if (!seen.emplace(phrase.language, phrase.phrase).second)
            return wrong("\"" + phrase.phrase + "\" stands twice");
    }
    return {};
}

/// What changed, for the audit: the lines that only one of the two has.
std::string only_in(std::vector<sentiment::OwnPhrase> const& phrases, std::vector<sentiment::OwnPhrase> const& other) {
    std::string text;
    for (auto const& phrase : phrases)
        if (std::find(other.begin(), other.end(), phrase) == other.end())
            text += (text.empty() ? "" : ", ") + (phrase.language.empty() ? "" : phrase.language + ":") + "\"" +
                    phrase.phrase + "\"=" + std::string(sentiment::name_of(phrase.level));
    return text;
}

} // namespace

PhraseShelf::Book PhraseShelf::book(store::Transaction& transaction) {
    auto const version = store::own_phrases_version(transaction);
    {
        std::lock_guard const lock(mutex_);
        if (version == version_)
            return book_;
    }
    auto book = std::make_shared<sentiment::PhraseBook const>(store::own_phrases(transaction).phrases);
    std::lock_guard const lock(mutex_);
    if (version > version_) {
        version_ = version;
        book_ = book;
    }
    return book;
}

Result<OwnPhrases> Settings::own_phrases(Caller const& caller) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    return core_.read([](store::Transaction& transaction) { return store::own_phrases(transaction); });
}

Result<OwnPhrases> Settings::change_own_phrases(Caller const& caller, std::vector<sentiment::OwnPhrase> const& phrases,
                                                std::optional<std::uint64_t> version) {
    if (!may(caller, Action::write_settings))
        return may_not_change_settings();
    if (auto const good = check(phrases, core_.config.bound("scoring.own_phrases")); !good)
        return Unexpected(good.error());
    return core_.change([&](Change& change) -> Result<OwnPhrases> {
        auto const before = store::own_phrases(change.transaction);
        if (auto const present = check_version(version, before.version, "the phrases"); !present)
            return Unexpected(present.error());
        if (phrases == before.phrases)
            return before;
        OwnPhrases const now{phrases, before.version + 1};
        store::update_own_phrases(change.transaction, now);
        write_audit(change, caller, "settings/phrases", "change", only_in(before.phrases, phrases),
                    only_in(phrases, before.phrases));
        tell_of_settings(change);
        return now;
    });
}

std::shared_ptr<sentiment::PhraseBook const> Settings::phrase_book() {
    return core_.read([&](store::Transaction& transaction) { return core_.own_phrases.book(transaction); });
}

} // namespace undertone::desk
