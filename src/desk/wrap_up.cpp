#include "store/wrap_up.h"
#include "base/text.h"
#include "desk/conversations.h"
#include "desk/core.h"
#include "desk/rightful.h"
#include "desk/settings.h"
#include "sentiment/utf8.h"

#include <algorithm>
#include <set>

/// What is noted about a conversation when it is over, and the codes to choose from.
namespace undertone::desk {
namespace {

using types::Caller;
using types::WrapUp;
using types::WrapUpCodes;

Result<void> check_codes(std::vector<std::string> const& codes, std::size_t most) {
    if (codes.size() > most)
        return fail(Code::invalid, "must be at most " + std::to_string(most) + " codes", "codes");
    std::set<std::string> seen;
    for (auto const& code : codes) {
        if (auto const wrong = wrong_in_name(code); !wrong.empty())
            return fail(Code::invalid, "a code " + std::string(wrong), "codes");
        if (!seen.insert(code).second)
            return fail(Code::invalid, "the code \"" + code + "\" stands twice", "codes");
    }
    return {};
}

/// Codes that were chosen before may stay, also when the administrator keeps them no longer.
Result<void> check_choice(std::vector<std::string> const& chosen, WrapUpCodes const& kept, WrapUp const& before) {
    auto const in = [](auto const& list, std::string const& code) {
        return std::find(list.begin(), list.end(), code) != list.end();
    };
    for (auto const& code : chosen)
        if (!in(kept.codes, code) && !in(before.codes, code))
            return fail(Code::invalid, "there is no code \"" + code + "\"", "codes");
    return {};
}

Result<void> check_note(std::string const& note, std::size_t most) {
    if (note.size() > most)
        return fail(Code::invalid, "must have at most " + std::to_string(most) + " bytes", "note");
    if (!sentiment::is_plain_text(note))
        return fail(Code::invalid, "must be UTF-8 without U+0000", "note");
    return {};
}

} // namespace

Result<WrapUp> Conversations::wrap_up(Caller const& caller, std::string_view id) {
    return core_.read([&](store::Transaction& transaction) -> Result<WrapUp> {
        auto const conversation = rightful(transaction, caller, id, Action::see_wrap_up);
        if (!conversation)
            return Unexpected(conversation.error());
        return conversation->wrap_up.value_or(WrapUp{});
    });
}

Result<WrapUp> Conversations::change_wrap_up(Caller const& caller, std::string_view id,
                                             types::WrapUpChange const& wanted) {
    if (wanted.note)
        if (auto checked = check_note(*wanted.note, core_.wrap_up_note_bytes); !checked)
            return Unexpected(checked.error());
    if (wanted.codes)
        if (auto checked = check_codes(*wanted.codes, core_.wrap_up_codes); !checked)
            return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<WrapUp> {
        auto found = rightful(change, caller, id, Action::write_wrap_up);
        if (!found)
            return Unexpected(found.error());
        auto const to = after(*found, Step::wrap_up, caller.id);
        if (!to)
            return Unexpected(to.error());
        auto const before = found->wrap_up.value_or(WrapUp{});
        WrapUp const noted{wanted.note.value_or(before.note),
                           wanted.codes.value_or(before.codes),
                           {caller.id, caller.name},
                           change.now};
        if (auto checked = check_choice(noted.codes, store::wrap_up_codes(change.transaction), before); !checked)
            return Unexpected(checked.error());
        if (found->wrap_up && noted.note == before.note && noted.codes == before.codes)
            return before;
        if (caller.kind != Caller::Kind::agent)
            write_audit(change, caller, "conversation " + found->id, "wrap_up", joined(before.codes, ", "),
                        joined(noted.codes, ", "));
        store::update_wrap_up(change.transaction, found->id, noted);
        move_on(change, *std::move(found), *to, "wrap_up", Seen::hidden,
                [&](Change&, types::Conversation& over) { over.wrap_up = noted; });
        return noted;
    });
}

Result<WrapUpCodes> Settings::wrap_up_codes(Caller const& caller) {
    if (!may(caller, Action::read_settings))
        return may_not_read_settings();
    return core_.read([](store::Transaction& transaction) { return store::wrap_up_codes(transaction); });
}

Result<WrapUpCodes> Settings::change_wrap_up_codes(Caller const& caller, std::vector<std::string> const& codes,
                                                   std::optional<std::uint64_t> version) {
    if (!may(caller, Action::write_settings))
        return may_not_change_settings();
    if (auto checked = check_codes(codes, core_.wrap_up_codes); !checked)
        return Unexpected(checked.error());
    return core_.change([&](Change& change) -> Result<WrapUpCodes> {
        auto const before = store::wrap_up_codes(change.transaction);
        if (auto const present = check_version(version, before.version, "the codes"); !present)
            return Unexpected(present.error());
        if (codes == before.codes)
            return before;
        WrapUpCodes const now{codes, before.version + 1};
        store::update_wrap_up_codes(change.transaction, now);
        write_audit(change, caller, "settings/wrap_up_codes", "change", joined(before.codes, ", "),
                    joined(now.codes, ", "));
        return now;
    });
}

} // namespace undertone::desk
