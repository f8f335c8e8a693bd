#include "desk/feedback.h"

#include "base/id.h"
#include "desk/conversations.h"
#include "desk/rightful.h"
#include "sentiment/level.h"
#include "sentiment/utf8.h"
#include "store/conversations.h"
#include "store/feedback.h"
#include "store/readings.h"

#include <cstdlib>
#include <unordered_set>

namespace undertone::desk {
namespace {

using sentiment::Level;
using types::Caller;

Result<void> check(types::NewFeedback const& wanted, std::size_t longest_note) {
    if (wanted.level == Level::none)
        return fail(Code::invalid, "must be one of the seven levels", "level");
    if (wanted.note.size() > longest_note || !sentiment::is_plain_text(wanted.note))
        return fail(Code::invalid, "must be a text of at most " + std::to_string(longest_note) + " bytes", "note");
    return {};
}

/// A customer's message that was read, in a conversation whose feeling may be seen.
Result<types::Message> read_message(store::Transaction& transaction, Result<types::Conversation> const& conversation,
                                    std::string_view message) {
    if (!conversation)
        return Unexpected(conversation.error());
    auto found = store::find_message(transaction, conversation->id, message, store::Messages::all);
    if (!found)
        return fail(Code::not_found, "there is no such message in the conversation");
    if (!found->reading)
        return fail(Code::conflict, "the message has no reading");
    return *std::move(found);
}

/// What the caller may read of, with ids for names.
Result<store::FeedbackReach> reach_of(store::Transaction& transaction, Caller const& caller,
                                      types::FeedbackFilter filter) {
    if (!may(caller, Action::read_feedback))
        return fail(Code::forbidden, "only supervisors and administrators may read feedback");
    if (auto const found = find_queue_of(transaction, caller, filter.queue); !found)
        return Unexpected(found.error());
    return store::FeedbackReach{std::move(filter), own_reach(caller)};
}

int place_of(Level level) {
    return static_cast<int>(level) - static_cast<int>(sentiment::levels.front());
}

void count_in(types::AgreementReport& report, store::FeedbackCount const& count) {
    auto& items = report.items;
    if (items.empty() || items.back().language != count.language || items.back().model != count.model)
        items.push_back({count.language, count.model});
    auto& item = items.back();
    item.judged += count.times;
    if (count.read_level == Level::none)
        return;
    auto const said = place_of(count.level);
    auto const read = place_of(count.read_level);
    item.same_level += said == read ? count.times : 0;
    item.within_one += std::abs(said - read) <= 1 ? count.times : 0;
    item.same_zone += sentiment::zone_of(count.level) == sentiment::zone_of(count.read_level) ? count.times : 0;
    report.confusion[static_cast<std::size_t>(said)][static_cast<std::size_t>(read)] += count.times;
}

types::Page<types::Feedback> page_that_fits(Core const& core, std::vector<types::Feedback> found, std::size_t limit) {
    auto const most = fitting(found, limit, core.config.bound("messages.list_bytes"), &types::Feedback::text);
    return page_of(std::move(found), most, [](types::Feedback const& feedback) { return feedback.id; });
}

} // namespace

Result<types::Feedback> Feedback::give(Caller const& caller, std::string_view id, std::string_view message,
                                       types::NewFeedback const& wanted) {
    if (auto const good = check(wanted, core_.config.bound("limits.feedback_note_bytes")); !good)
        return Unexpected(good.error());
    return core_.change([&](Change& change) -> Result<types::Feedback> {
        auto const conversation = rightful(change, caller, id, Action::give_feedback);
        auto const judged = read_message(change.transaction, conversation, message);
        if (!judged)
            return Unexpected(judged.error());
        auto const& reading = *judged->reading;
        types::Feedback const feedback{.id = new_id(change.now),
                                       .at = change.now,
                                       .conversation = conversation->id,
                                       .queue = conversation->queue.id,
                                       .message = judged->id,
                                       .text = judged->text,
                                       .by = {caller.id, caller.name},
                                       .level = wanted.level,
                                       .note = wanted.note,
                                       .read_level = reading.level,
                                       .read_pulse = reading.pulse,
                                       .language = reading.language,
                                       .model = reading.model};
        store::put_feedback(change.transaction, feedback);
        return feedback;
    });
}

Result<void> Feedback::take_back(Caller const& caller, std::string_view id, std::string_view message) {
    return core_.change([&](Change& change) -> Result<void> {
        auto const conversation = rightful(change, caller, id, Action::give_feedback);
        auto const judged = read_message(change.transaction, conversation, message);
        if (!judged)
            return Unexpected(judged.error());
        if (!store::delete_feedback(change.transaction, judged->id, caller.id))
            return fail(Code::not_found, "you have said nothing of this message");
        return {};
    });
}

Result<types::Page<types::Feedback>> Feedback::of_conversation(Caller const& caller, std::string_view id,
                                                               types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<types::Feedback>> {
        auto const conversation = rightful(transaction, caller, id, Action::give_feedback);
        if (!conversation)
            return Unexpected(conversation.error());
        return page_that_fits(core_, store::feedback_of(transaction, conversation->id, page.cursor, limit), limit);
    });
}

Result<types::Page<types::Feedback>> Feedback::list(Caller const& caller, types::FeedbackFilter const& filter,
                                                    types::PageRequest const& page) {
    auto const limit = bounded(page.limit);
    return core_.read([&](store::Transaction& transaction) -> Result<types::Page<types::Feedback>> {
        auto const reach = reach_of(transaction, caller, filter);
        if (!reach)
            return Unexpected(reach.error());
        return page_that_fits(core_, store::list_feedback(transaction, *reach, page.cursor, limit), limit);
    });
}

Result<types::AgreementReport> Feedback::agreement(Caller const& caller, types::FeedbackFilter const& filter) {
    return core_.read([&](store::Transaction& transaction) -> Result<types::AgreementReport> {
        auto const reach = reach_of(transaction, caller, filter);
        if (!reach)
            return Unexpected(reach.error());
        types::AgreementReport report;
        for (auto const& count : store::count_feedback(transaction, *reach))
            count_in(report, count);
        return report;
    });
}

Result<void> Feedback::export_each(Caller const& caller, types::FeedbackFilter const& filter,
                                   std::function<bool(types::Feedback const&)> const& each) {
    if (!may(caller, Action::write_settings))
        return fail(Code::forbidden, "only administrators may export feedback");
    auto const most = core_.config.bound("feedback.exported");
    std::unordered_set<std::string> seen;
    auto const exported = core_.read([&](store::Transaction& transaction) -> Result<void> {
        auto const reach = reach_of(transaction, caller, filter);
        if (!reach)
            return Unexpected(reach.error());
        std::size_t rows = 0;
        std::string last;
        for (;;) { // page by page: the texts of all of them would fill the memory
            auto const page = store::list_feedback(transaction, *reach, last, types::PageRequest::most);
            for (auto const& feedback : page)
                if (++rows > most || (seen.insert(feedback.message).second && !each(feedback)))
                    return fail(Code::invalid, "there is more than one export may hold: ask for a shorter time",
                                "from");
            if (page.size() <= types::PageRequest::most)
                return {};
            last = page.back().id;
        }
    });
    if (!exported)
        return exported;
    return core_.change([&](Change& change) -> Result<void> {
        write_audit(change, caller, "feedback", "export", "", "messages=" + std::to_string(seen.size()));
        return {};
    });
}

Result<types::Readings> Feedback::readings(Caller const& caller, std::string_view id, std::string_view message) {
    return core_.read([&](store::Transaction& transaction) -> Result<types::Readings> {
        auto const conversation = rightful(transaction, caller, id, Action::give_feedback);
        auto const found = read_message(transaction, conversation, message);
        if (!found)
            return Unexpected(found.error());
        return types::Readings{
            *found->reading,
            store::earlier_readings(transaction, found->id, core_.config.bound("feedback.earlier_readings"))};
    });
}

} // namespace undertone::desk
