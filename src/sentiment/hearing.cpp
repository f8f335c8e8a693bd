#include "sentiment/hearing.h"

#include "sentiment/clear_sentences.h"
#include "sentiment/idioms.h"
#include "sentiment/laughter.h"
#include "sentiment/phrase_book.h"
#include "sentiment/swearing.h"
#include "sentiment/text.h"

namespace undertone::sentiment {
namespace {

constexpr std::size_t most_words_of_a_torso = 2; ///< beside an idiom they deny nothing: "in the country"
constexpr std::size_t most_words_of_any_language = 3;
constexpr double sure_of_complaint = 0.8;
constexpr double sure_of_name = 0.9; ///< as of an idiom

/// Reads what `change` makes of the text, which stays as it is; `reading` where it changes nothing.
template <class Change>
Reading read_changed(Change const& change, ReadAgain const& read, Workspace& workspace, Reading const& reading) {
    Reading changed = reading;
    workspace.polite = workspace.own;
    if (change(workspace.own)) {
        read(changed);
        workspace.own.swap(workspace.polite);
    }
    return changed;
}

/// The lists whose idioms a text may be written with: those of the languages that it may be in, and English, which
/// people mix in. A few words do not tell their language, nor does a text of which none was found.
FormulaListSet lists_of(Workspace const& workspace, Reading const& reading) {
    FormulaLists const& lists = FormulaLists::built_in();
    FormulaListSet found = lists.list_of(reading.language);
    if (found == 0 || is_hardly_more_than(most_words_of_any_language, workspace.own)) {
        return every_list;
    }
    found |= lists.list_of("en");
    for (std::string_view const other : workspace.guess.maybe) {
        found |= lists.list_of(other);
    }
    return found;
}

} // namespace

void hear_request(ReadAgain const& read, Workspace& workspace, Reading& reading) {
    bool const clear = reading.level == Level::neutral || reading.confidence >= clear_confidence;
    if (clear || !workspace.effort.may_look_again()) {
        return;
    }
    auto const change = [&](std::string& text) { return leave_out_requests(text, workspace.formulas); };
    Reading bare = read_changed(change, read, workspace, reading);
    if (bare.level == Level::neutral) {
        reading = std::move(bare);
    }
}

void hear_question(ReadAgain const& read, Workspace& workspace, Reading& reading) {
    if (reading.level == Level::neutral || !workspace.effort.may_look_again()) {
        return;
    }
    auto const change = [&](std::string& text) { return end_question(text, workspace.formulas); };
    Reading asked = read_changed(change, read, workspace, reading);
    if (asked.level == Level::neutral) {
        reading = std::move(asked);
    }
}

void hear_call(ReadAgain const& read, Workspace& workspace, Reading& reading) {
    if (reading.level < Level::neutral || !workspace.effort.may_look_again()) {
        return;
    }
    auto const change = [&](std::string& text) { return leave_out_calls(text, workspace.formulas); };
    Reading rest = read_changed(change, read, workspace, reading);
    if (rest.level < Level::neutral && rest.confidence >= sure_of_complaint) {
        reading = std::move(rest);
    }
}

void hear_laughter(ReadAgain const& read, Workspace& workspace, Reading& reading) {
    if (reading.level == Level::neutral || !workspace.effort.may_look_again()) {
        return;
    }
    auto const change = [](std::string& text) {
        std::size_t const laughter = laughter_before(text);
        text.erase(0, laughter);
        return laughter > 0;
    };
    Reading rest = read_changed(change, read, workspace, reading);
    bool const clear = reading.confidence >= clear_confidence;
    bool const complains = rest.level < Level::neutral && reading.level > Level::neutral;
    if (complains || (rest.level == Level::neutral && !clear)) {
        reading = std::move(rest);
    }
}

void hear_name(Workspace& workspace, Reading& reading) {
    if (reading.level > Level::neutral && is_thanks_with_name(workspace.own, workspace.formulas)) {
        reading.level = Level::neutral;
        reading.pulse = pulse_of(Level::neutral);
        reading.confidence = sure_of_name;
        reading.mixed = 0;
    }
}

void hear_idiom(ReadAgain const& read, Workspace& workspace, Reading& reading) {
    FormulaListSet const lists = lists_of(workspace, reading);
    auto const idiom = find_idiom(workspace.own, workspace.formulas.words, lists);
    if (!idiom || idiom->agrees(reading.level) || idiom->is_left_open(reading.level)) {
        return;
    }
    for (auto same = idiom; same && zone_of(same->level) == zone_of(idiom->level);
         same = find_idiom(workspace.own, workspace.formulas.words, lists)) {
        workspace.own.replace(same->start, same->end - same->start, " ");
    }
    Content const kind = content_of(workspace.own);
    bool const says_more = kind == Content::words && !is_hardly_more_than(most_words_of_a_torso, workspace.own);
    if (says_more || kind == Content::signs) {
        Reading rest = reading;
        read(rest);
        if (idiom->is_denied_by(rest)) {
            return;
        }
    }
    idiom->tell(reading);
}

} // namespace undertone::sentiment
